#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs GCC for one file, through ccache where there is one. Usage: compile.sh SOURCE_DIR CCACHE|- COMPILER ARGUMENT...
#
# Precompiled headers never come out of the cache. Now and then GCC 12 writes one that crashes it whenever it is read;
# kept in the cache, it would break every later build of the same text. So each is made here, tried once on an empty
# file, and made again if it fails. The cache then tells precompiled headers apart by the sum written beside each
# (pch_external_checksum), as two made of the same text are never equal byte for byte.
set -eu

source_dir=$1
ccache=$2
shift 2

case " $* " in
*" -x c++-header "*) ;;
*)
    if [ "$ccache" = - ]; then exec "$@"; fi
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    export CCACHE_PCH_EXTSUM=1
    # So that a second clone of the same text compiles nothing anew.
    export CCACHE_BASEDIR="$source_dir" CCACHE_NOHASHDIR=1
    exec "$ccache" "$@"
    ;;
esac

output=
previous=
for argument; do
    if [ "$previous" = -o ]; then output=$argument; fi
    previous=$argument
done

# again LANGUAGE OPTION COMMAND...: the same command for a file of that language with nothing in it, writing nothing but
# what OPTION prints.
again() {
    language=$1
    option=$2
    shift 2
    left_out=
    for argument; do
        shift
        case $left_out$argument in
        -MT | -MF | -o | -c) left_out=1 ;;
        -MD) ;;
        1*) left_out= ;;
        c++-header) set -- "$@" "$language" ;;
        *) set -- "$@" "$argument" ;;
        esac
    done
    "$@" "$option" /dev/null
}

rm -f "$output" "$output.sum"
sum=$(again c++-header -E "$@" 2>/dev/null | sed "s|$source_dir||g" | sha256sum)
for attempt in 1 2 3; do
    "$@"
    if again c++ -fsyntax-only "$@" >/dev/null 2>&1; then
        echo "$sum" >"$output.sum"
        exit 0
    fi
    echo "The compiler cannot read the precompiled header it wrote ($output, attempt $attempt)." >&2
done
exit 1
