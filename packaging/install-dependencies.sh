#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing to build Maquette (build), also to test it (test) or also to measure it (bench), by apt. Names
# are those of Debian 12 and Ubuntu 24.04. Does nothing, and needs no rights, when all is there.
set -euo pipefail

# Tools, libraries, and what the program itself loads while it runs.
build_packages=(
    g++ cmake ninja-build ccache pkg-config git
    qt6-base-dev qt6-svg-dev qt6-multimedia-dev qt6-httpserver-dev qt6-websockets-dev qt6-l10n-tools
    qcoro-qt6-dev qtkeychain-qt6-dev libexpected-dev libcli11-dev libopencv-dev libzip-dev libexiv2-dev zlib1g-dev
    libsndfile1-dev libebur128-dev librubberband-dev libfftw3-dev
    libtinygltf-dev nlohmann-json3-dev libassimp-dev qt6-3d-dev libqt6opengl6-dev libgl-dev libvulkan-dev
    libavcodec-dev libavformat-dev libavfilter-dev libavutil-dev libswscale-dev
    libqt6sql6-sqlite qt6-image-formats-plugins qt6-translations-l10n qt6-wayland libgl1-mesa-dri libegl1
    libsecret-1-0 ca-certificates
    breeze-icon-theme fonts-inter
)
# What the tests run besides.
test_packages=(
    curl python3 ffmpeg pulseaudio pulseaudio-utils desktop-file-utils appstream libbenchmark-dev imagemagick xvfb xauth
    poppler-utils
)
# What tests/bench/run.sh runs besides: hands that look for the window on a screen, and what we compare with.
bench_packages=(xdotool f3d)

say() { printf '%s\n' "maquette: $*" >&2; }

case "${1:-}" in
    build) packages=("${build_packages[@]}") ;;
    test) packages=("${build_packages[@]}" "${test_packages[@]}") ;;
    bench) packages=("${build_packages[@]}" "${test_packages[@]}" "${bench_packages[@]}") ;;
    *)
        echo "Usage: packaging/install-dependencies.sh build|test|bench"
        echo "Installs by apt what is missing to build Maquette, to build and test it, or to measure it as well."
        [[ "${1:-}" == --help || "${1:-}" == -h ]] && exit 0
        exit 2
        ;;
esac

if [[ "${MAQUETTE_SKIP_INSTALL:-}" == 1 ]]; then
    exit 0
fi
if ! command -v dpkg-query >/dev/null; then
    say "this system does not use dpkg, so nothing can be installed by itself. Install what these Debian packages hold," \
        "then start again with MAQUETTE_SKIP_INSTALL=1: ${packages[*]}"
    exit 1
fi

installed=$'\n'$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)$'\n'
missing=()
for package in "${packages[@]}"; do
    [[ "$installed" == *$'\n'"installed $package"$'\n'* ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    say "apt-get was not found. Install these packages, then start again: ${missing[*]}"
    exit 1
fi
as_root=()
if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
        say "installing needs root, and sudo was not found. As root: apt-get install ${missing[*]}"
        exit 1
    fi
    as_root=(sudo)
fi

say "installing ${#missing[@]} missing packages: ${missing[*]}"
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@"; }
if ! apt update -q || ! apt install -q -y --no-install-recommends "${missing[@]}"; then
    say "apt could not install them; what it says above tells why. Needed: ${missing[*]}"
    exit 1
fi
