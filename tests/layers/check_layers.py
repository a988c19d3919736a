#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the sources with the rules of the layers. CONTRIBUTING.md explains them; the tables below decide.

Usage: check_layers.py ROOT --qt-widgets DIR --qt-network DIR --qt-httpserver DIR

The three folders are where Qt keeps the headers of those modules: the names of the forbidden classes are read from
there, not listed here. Every violation is one line "file:line: what"; the exit code is 1 when there is any.
"""

import argparse
import pathlib
import re
import sys

# Which folder of app/ may include which others. Every folder may include itself and base.
APP_MAY_INCLUDE = {
    "base": set(),
    "assets": set(),
    "settings": set(),
    "ledger": set(),
    "net": set(),
    "canvas": set(),
    "catalog": {"assets"},
    "audio": {"assets"},
    "mesh": {"assets"},
    "gallery": {"assets", "catalog"},
    "providers": {"assets", "catalog", "net"},
    "sandbox": {"assets", "catalog", "net", "providers"},
    "jobs": {"assets", "catalog", "net", "providers"},
    "studio": None,  # builds and owns everything
    "cli": None,  # a face of the studio, as the window is
}
# Where the table above says that only a folder's interface may be seen: nothing below it.
ONLY_INTERFACE = {("jobs", "providers"), ("sandbox", "providers")}

# The window. Every folder of ui/ may include itself and widgets; shell joins all of them.
UI_JOINS_ALL = {"shell"}
UI_COMMON = "widgets"
# What the window reaches only through the studio.
APP_HIDDEN_FROM_UI = {"net", "providers", "sandbox", "cli"}

NETWORK_FOLDERS = {"app/net"}
# The practice server is a server: it names QHttpServer and the listening side of a socket, and nothing else.
SERVER_FOLDER = "app/sandbox"
SERVER_MAY_NAME = {"QHostAddress", "QTcpServer", "QTcpSocket"}
COROUTINE_FOLDERS = {"app/net", "app/jobs"}

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later"
LONG_FILE = 450
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
TEXT_SUFFIXES = {".cpp", ".h", ".txt", ".cmake", ".py", ".sh", ".md", ".json", ".xml", ".desktop", ".in"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
COROUTINE = re.compile(r"\b(co_await|co_return|co_yield)\b|\bQCoro")
NAME = re.compile(r"\bQ[A-Za-z0-9]+\b")
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def code_lines(text):
    """The lines of a source without its comments and string literals; include lines keep their names."""

    def blank(match):
        return "\n" * match.group(0).count("\n")

    return COMMENT_OR_TEXT.sub(blank, text).split("\n")


def public_headers(folder):
    """Names of the classes a Qt module declares: it has one header without a suffix for each."""
    names = {path.name for path in pathlib.Path(folder).iterdir() if re.fullmatch(r"Q[A-Za-z0-9]+", path.name)}
    if not names:
        raise SystemExit(f"no Qt headers in {folder}")
    return names


class Checker:
    def __init__(self, root, widgets, network, http_server):
        self.root = pathlib.Path(root)
        self.widgets = widgets
        self.network = network | http_server
        self.server_may_name = SERVER_MAY_NAME | http_server
        self.violations = []
        self.long_files = []
        self.checked = 0

    def wrong(self, path, line, what):
        self.violations.append(f"{path.relative_to(self.root).as_posix()}:{line}: {what}")

    def run(self):
        for top in ("app", "ui", "tests", "resources"):
            for path in sorted((self.root / top).rglob("*")):
                if path.suffix in (".cpp", ".h"):
                    self.check_source(path, top)
        for top in ("app", "ui", "tests", "resources", "packaging"):
            for path in sorted((self.root / top).rglob("*")):
                if path.suffix in TEXT_SUFFIXES and path.is_file():
                    self.check_finished(path)

    def check_finished(self, path):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if UNFINISHED.search(line):
                self.wrong(path, number, "a note about unfinished work")

    def check_source(self, path, top):
        self.checked += 1
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        if lines[0] != SPDX:
            self.wrong(path, 1, "the first line is not the licence line")
        if len(lines) > LONG_FILE:
            self.long_files.append(f"{path.relative_to(self.root).as_posix()}: {len(lines)} lines")
        if top not in ("app", "ui"):
            return
        for number, line in enumerate(lines, 1):
            include = INCLUDE.match(line)
            if include and include.group(1):
                self.check_project_include(path, number, include.group(1))
            elif include:
                self.check_library_include(path, number, include.group(2))
        for number, line in enumerate(code_lines(text), 1):
            self.check_names(path, number, line)

    def folder_of(self, path):
        """("app", "net", ["sub", "File.h"]) of app/net/sub/File.h; the folder is empty for app/File.h."""
        parts = path.split("/")
        return (parts[0], "", parts[1:]) if len(parts) < 3 else (parts[0], parts[1], parts[2:])

    def check_project_include(self, path, number, target):
        if target.endswith(".moc"):
            return
        top, folder, inner = self.folder_of(path.relative_to(self.root).as_posix())
        to_top, to_folder, to_inner = self.folder_of(target)
        if to_top not in ("app", "ui"):
            self.wrong(path, number, f'"{target}" is not named from the root of the project')
        elif top == "app":
            self.check_app_include(path, number, (folder, inner), (to_top, to_folder, to_inner), target)
        else:
            self.check_ui_include(path, number, folder, (to_top, to_folder), target)

    def check_app_include(self, path, number, source, goal, target):
        folder, inner = source
        to_top, to_folder, to_inner = goal
        if to_top == "ui":
            self.wrong(path, number, f'app/ never includes the window: "{target}"')
        elif folder not in APP_MAY_INCLUDE:
            self.wrong(path, number, f"app/{folder} is not in the include table")
        elif to_folder == folder:
            if folder == "providers" and len(to_inner) > 1 and len(inner) > 1 and inner[0] != to_inner[0]:
                self.wrong(path, number, f'one provider never includes another: "{target}"')
        elif to_folder != "base" and APP_MAY_INCLUDE[folder] is not None and to_folder not in APP_MAY_INCLUDE[folder]:
            self.wrong(path, number, f'app/{folder} must not include app/{to_folder}: "{target}"')
        elif (folder, to_folder) in ONLY_INTERFACE and len(to_inner) > 1:
            self.wrong(path, number, f'app/{folder} sees the interface of app/{to_folder} only: "{target}"')
        elif folder == "studio" and to_folder == "cli":
            self.wrong(path, number, f'app/studio must not include app/cli: "{target}"')

    def check_ui_include(self, path, number, folder, goal, target):
        to_top, to_folder = goal
        if to_top == "app":
            if to_folder in APP_HIDDEN_FROM_UI:
                self.wrong(path, number, f'the window reaches app/{to_folder} through app/studio only: "{target}"')
        elif folder and to_folder not in (folder, UI_COMMON) and folder not in UI_JOINS_ALL:
            self.wrong(path, number, f'ui/{folder} must not include ui/{to_folder}: "{target}"')

    def check_library_include(self, path, number, target):
        if path.relative_to(self.root).parts[0] == "app":
            if target.split("/")[-1] in self.widgets or target.startswith("QtWidgets"):
                self.wrong(path, number, f"app/ never includes Qt Widgets: <{target}>")

    def check_names(self, path, number, line):
        folder = "/".join(path.relative_to(self.root).parts[:2])
        if folder not in COROUTINE_FOLDERS and COROUTINE.search(line):
            self.wrong(path, number, "only app/net and app/jobs contain coroutines")
        if folder in NETWORK_FOLDERS:
            return
        allowed = self.server_may_name if folder == SERVER_FOLDER else set()
        for name in NAME.findall(line):
            if name in self.network and name not in allowed:
                self.wrong(path, number, f"only app/net names Qt's network classes: {name}")


def main():
    parser = argparse.ArgumentParser(description="Compares the sources with the include table.")
    parser.add_argument("root")
    parser.add_argument("--qt-widgets", required=True)
    parser.add_argument("--qt-network", required=True)
    parser.add_argument("--qt-httpserver", required=True)
    given = parser.parse_args()
    checker = Checker(given.root, public_headers(given.qt_widgets), public_headers(given.qt_network),
                      public_headers(given.qt_httpserver))
    checker.run()
    for line in checker.long_files:
        print(f"note: long file: {line}")
    for line in checker.violations:
        print(line)
    print(f"{checker.checked} sources checked, {len(checker.violations)} violations")
    if checker.checked == 0:
        print("no sources found")
        return 1
    return 1 if checker.violations else 0


if __name__ == "__main__":
    sys.exit(main())
