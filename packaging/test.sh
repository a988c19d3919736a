#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, then builds and runs every test: once with warnings as errors, once under the address and
# undefined behaviour sanitizers. Ends with 0 when all have passed. Usage: packaging/test.sh [PRESET ...]
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

presets=("$@")
((${#presets[@]})) || presets=(dev asan)
for preset in "${presets[@]}"; do
    if [[ $preset != dev && $preset != asan ]]; then
        echo "Usage: packaging/test.sh [dev] [asan]"
        exit 2
    fi
done

"$root/packaging/install-dependencies.sh" test

private=$(mktemp -d "${TMPDIR:-/tmp}/maquette-test.XXXXXX")
trap 'rm -rf -- "$private"' EXIT
mkdir -m 700 "$private/home" "$private/runtime"

# The tests see neither the user's desktop, nor his settings and keys, nor his proxies.
run_tests() {
    env -u DISPLAY -u WAYLAND_DISPLAY -u STABILITY_API_KEY -u MAQUETTE_HOME -u MAQUETTE_STABILITY_URL \
        -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_CACHE_HOME -u http_proxy -u https_proxy -u all_proxy \
        -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u QT_SCALE_FACTOR -u QT_QPA_PLATFORMTHEME -u QT_STYLE_OVERRIDE \
        HOME="$private/home" XDG_RUNTIME_DIR="$private/runtime" DBUS_SESSION_BUS_ADDRESS=disabled: LC_ALL=C.UTF-8 \
        ctest --test-dir "$root/build/$1" --output-on-failure --no-tests=error -j2 --output-log "$private/$1.log"
}

code=0
for preset in "${presets[@]}"; do
    say "building $preset"
    configure "$preset"
    build "$preset"
    say "testing $preset"
    run_tests "$preset" || code=1
done

echo
echo "Summary"
for preset in "${presets[@]}"; do
    echo "  $preset: $(grep -E 'tests passed,' "$private/$preset.log" || echo 'no result')"
    sed -n '/^The following tests FAILED:/,$p' "$private/$preset.log"
done
exit "$code"
