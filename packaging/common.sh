# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by run.sh and test.sh; sourced, not run. Sets "root", the folder of the project.
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '%s\n' "maquette: $*" >&2; }

# How many compilers may run side by side: one for each core, but not more than memory allows (1 GiB each).
compile_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemTotal:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || echo "$cores")
    ((memory >= 1)) || memory=1
    echo $((cores < memory ? cores : memory))
}

# configure PRESET: makes build/PRESET. A build folder that came along when the project was moved starts anew.
configure() {
    local preset=$1 folder=$root/build/$1
    if [[ -f $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        say "build/$preset was made for another place; it is made anew."
        rm -rf -- "$folder"
    fi
    # Once made, ninja itself configures again when that is needed.
    if [[ ! -f $folder/build.ninja ]]; then
        (cd -- "$root" && cmake --preset "$preset")
    fi
}

# build PRESET [TARGET ...]: everything, or the targets.
build() {
    local preset=$1
    shift
    local targets=()
    (($# == 0)) || targets=(--target "$@")
    (cd -- "$root" && cmake --build "build/$preset" --parallel "$(compile_jobs)" "${targets[@]}")
}
