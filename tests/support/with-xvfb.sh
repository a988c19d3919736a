#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on a screen of its own that draws by software, and ends with its exit code.
# Usage: with-xvfb.sh PROGRAM [ARGUMENT ...]
set -euo pipefail
if ! command -v Xvfb >/dev/null; then
    echo "maquette: Xvfb was not found. Run packaging/install-dependencies.sh test, then start again." >&2
    exit 1
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/maquette-screen.XXXXXX")
server=
end() {
    if [[ -n "$server" ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf -- "$folder"
}
trap end EXIT
trap 'exit 143' TERM INT
mkfifo "$folder/number"
# It chooses a number that is free and writes it once clients may come.
Xvfb -displayfd 3 -screen 0 1600x1000x24 +extension GLX -nolisten tcp -noreset \
    3>"$folder/number" >/dev/null 2>"$folder/log" &
server=$!
if ! read -r -t 60 number <"$folder/number"; then
    echo "maquette: Xvfb did not start:" >&2
    cat "$folder/log" >&2
    exit 1
fi
export DISPLAY=":$number"
export LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
"$@"
