#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the words of the built-in catalogue as C++ that lupdate can read.

Usage: packaging/catalogue-strings.py > build/CatalogueStrings.h
       lupdate app ui build/CatalogueStrings.h -ts resources/translations/maquette_XX.ts
"""
import json
import pathlib
import sys

FIELDS = ("label", "shortLabel", "hint", "outputNote", "unit")


def words(node):
    if isinstance(node, dict):
        for name, value in node.items():
            if name in FIELDS and isinstance(value, str) and value:
                yield value
            else:
                yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


folder = pathlib.Path(__file__).resolve().parent.parent / "resources" / "operations"
found = {}
for file in sorted(folder.glob("*.json")):
    for text in words(json.loads(file.read_text(encoding="utf-8"))):
        found.setdefault(text)
sys.stdout.reconfigure(encoding="utf-8")
print("static const char* const catalogueStrings[] = {")
for text in found:
    print(f'    QT_TRANSLATE_NOOP("Catalogue", {json.dumps(text, ensure_ascii=False)}),')
print("};")
