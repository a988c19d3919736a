#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs clang-tidy over the sources. See --help.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

if [[ "${1:-}" == --help || "${1:-}" == -h ]]; then
    cat <<'HELP'
Usage: packaging/lint.sh [FILE or FOLDER ...]

Runs clang-tidy with the checks of .clang-tidy over app/ and ui/, or over what is named. All findings are errors.
It needs Debian's clang-tidy (version 14), and python3; build/dev is configured when it is not yet.

Environment:
  MAQUETTE_LINT_JOBS=N  so many at a time; one for each core when not set
HELP
    exit 0
fi
command -v clang-tidy >/dev/null || { say "clang-tidy was not found: apt-get install clang-tidy"; exit 1; }

configure dev >&2

# Clang cannot read GCC's precompiled header, and finds it even where its plain form is asked for.
database=$root/build/lint
mkdir -p -- "$database"
python3 - "$root/build/dev/compile_commands.json" "$database/compile_commands.json" <<'PYTHON'
import json, re, sys
source, target = sys.argv[1:]
entries = json.load(open(source, encoding="utf-8"))
for entry in entries:
    command = re.sub(r"-include \S*cmake_pch\.hxx", "", entry["command"])
    entry["command"] = re.sub(r"-fpch-preprocess|-Winvalid-pch", "", command)
json.dump(entries, open(target, "w", encoding="utf-8"))
PYTHON

cd -- "$root"
(($# > 0)) || set -- app ui
mapfile -t sources < <(git ls-files -- "$@" | grep '\.cpp$')
say "clang-tidy reads ${#sources[@]} files"
printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "${MAQUETTE_LINT_JOBS:-$(compile_jobs)}" \
    nice clang-tidy -p "$database" --quiet --extra-arg=-Wno-unknown-warning-option \
    2> >(grep -v 'warnings\? generated\.$' >&2)
