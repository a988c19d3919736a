#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds a release and starts Maquette. See --help.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

if [[ "${1:-}" == --help || "${1:-}" == -h ]]; then
    cat <<'HELP'
Usage: packaging/run.sh [OPTION ...]

Installs by apt what is missing, builds a release in build/release (only what has changed) and starts Maquette.
Without a key it works in practice mode: nothing is sent anywhere and nothing costs real money.
Options go to the program. Where there is no display, one practice picture is made with maquette-cli instead.

Environment:
  MAQUETTE_HOME            the folder for all data and settings
  STABILITY_API_KEY        your key, to work with the real provider
  MAQUETTE_SKIP_INSTALL=1  installs nothing
HELP
    exit 0
fi

"$root/packaging/install-dependencies.sh" build
configure release >&2
build release maquette maquette-cli >&2

if [[ -n "${DISPLAY:-}" || -n "${WAYLAND_DISPLAY:-}" ]]; then
    exec "$root/build/release/bin/maquette" "$@"
fi
say "there is no display here, so the same job is done by maquette-cli; this is where the picture is:"
exec "$root/build/release/bin/maquette-cli" run stable-image.generate.core --practice --out "$root/build/pictures" \
    --set prompt="a lighthouse above a calm sea at sunset, warm orange sky, painterly" --set aspect_ratio=16:9
