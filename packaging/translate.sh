#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes or renews the file a translator works on. See --help.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

language=${1:-}
if [[ ! $language =~ ^[a-z]{2,3}(_[A-Z]{2})?$ ]]; then
    cat <<'HELP'
Usage: packaging/translate.sh LANGUAGE

LANGUAGE is a code such as "de" or "pt_BR". Makes resources/translations/maquette_LANGUAGE.ts, or brings the one there is
up to date: what was translated stays. It is edited with Qt Linguist or by hand. The next build takes it in; the program
speaks it where the desktop asks for it. It needs lupdate (Debian: qt6-l10n-tools) and python3.
HELP
    [[ "$language" == --help || "$language" == -h ]] && exit 0
    exit 2
fi

lupdate=$(PATH=/usr/lib/qt6/bin:$PATH command -v lupdate) || { say "lupdate was not found: apt-get install qt6-l10n-tools"; exit 1; }
folder=$root/resources/translations
others=$(mktemp -d)
trap 'rm -rf -- "$others"' EXIT
python3 -B "$root/packaging/translatable.py" >"$others/Others.cpp"
mkdir -p -- "$folder"
cd -- "$root"
"$lupdate" -silent -locations none -I . app ui "$others/Others.cpp" -target-language "$language" \
    -ts "$folder/maquette_$language.ts"
say "resources/translations/maquette_$language.ts is up to date"
