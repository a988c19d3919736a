#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes as C++ what lupdate does not find by itself: the words of the built-in catalogue, and the literals given to a
file's own short form of QCoreApplication::translate().

Usage: packaging/translatable.py > Others.cpp     (packaging/translate.sh does it)
"""
import json
import pathlib
import re
import sys

FIELDS = ("label", "shortLabel", "hint", "outputNote", "unit")
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
# QString say(const char* text) { return QCoreApplication::translate("Context", text); }, or the same as a lambda
HELPER = re.compile(
    r'(?:QString (\w+)|auto (\w+) = \[\])\(const char\* ?\w+\)\s*\{\s*'
    r'return QCoreApplication::translate\("([^"]+)",\s*\w+\);')


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


def catalogue(root):
    for file in sorted((root / "resources" / "operations").glob("*.json")):
        for text in words(json.loads(file.read_text(encoding="utf-8"))):
            yield "Catalogue", json.dumps(text, ensure_ascii=False)


def helpers(root):
    for folder in ("app", "ui"):
        for file in sorted((root / folder).rglob("*.cpp")):
            source = file.read_text(encoding="utf-8")
            for function, variable, context in HELPER.findall(source):
                name = function or variable
                for call in re.finditer(rf"(?<![\w:.>]){name}\(\s*({LITERAL}(?:\s*{LITERAL})*)\s*\)", source):
                    yield context, re.sub(r"\s*\n\s*", " ", call.group(1))


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    sys.stdout.reconfigure(encoding="utf-8")
    print("static const char* const others[] = {")
    for context, text in dict.fromkeys([*catalogue(root), *helpers(root)]):
        print(f'    QT_TRANSLATE_NOOP("{context}", {text}),')
    print("};")


main()
