#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants violations in a small tree and sees each of them found, and nothing else."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
LICENCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
UNFINISHED = "TO" + "DO"

# What is allowed, one line for each thing that a rule might wrongly hit.
SOUND = {
    "app/base/Result.h": "#pragma once\n#include <QString>\n",
    "app/catalog/Catalogue.cpp": '#include "app/catalog/Catalogue.h"\n#include "app/assets/Asset.h"\n',
    "app/net/Client.cpp": "#include <QNetworkAccessManager>\n#include <QCoroTask>\n// co_await\n",
    "app/sandbox/Server.cpp": "#include <QHttpServer>\n#include <QTcpServer>\nQHostAddress address;\n",
    "app/sandbox/Pictures.cpp": '#include "app/providers/Provider.h"\n',
    "app/jobs/Runner.cpp": '#include "app/providers/Provider.h"\nvoid f() { co_return; }\n',
    "app/providers/Registry.cpp": '#include "app/providers/stability/Stability.h"\n',
    "app/providers/stability/Stability.cpp": '#include "app/providers/Provider.h"\n',
    "app/studio/Studio.cpp": '#include "app/providers/stability/Stability.h"\n#include "app/net/Client.h"\n',
    "app/cli/Run.cpp": '#include "app/studio/Studio.h"\n#include "app/sandbox/Server.h"\n',
    "app/ledger/Ledger.cpp": "// QNetworkReply and co_await, in words only\nconst char* text = \"QTcpSocket\";\n",
    "ui/main.cpp": '#include "ui/shell/Window.h"\n#include "app/studio/Studio.h"\n',
    "ui/shell/Window.cpp": '#include "ui/prompt/Panel.h"\n#include <QWidget>\n',
    "ui/prompt/Panel.cpp": '#include "ui/widgets/items/Thumbnail.h"\n#include "app/gallery/Store.h"\n',
    "tests/app/net/tst_net.cpp": "#include <QTcpServer>\n",
}

# A file, and a word of the complaint it must bring.
PLANTED = [
    ("app/ledger/A.cpp", '#include "app/assets/Asset.h"\n', "app/ledger must not include app/assets"),
    ("app/assets/A.cpp", '#include "app/catalog/Check.h"\n', "app/assets must not include app/catalog"),
    ("app/jobs/A.cpp", '#include "app/ledger/Ledger.h"\n', "app/jobs must not include app/ledger"),
    ("app/jobs/A.cpp", '#include "app/providers/stability/S.h"\n', "the interface of app/providers only"),
    ("app/gallery/A.h", '#include "app/studio/Studio.h"\n', "app/gallery must not include app/studio"),
    ("app/studio/A.cpp", '#include "app/cli/Run.h"\n', "app/studio must not include app/cli"),
    ("app/fresh/A.cpp", '#include "app/assets/Asset.h"\n', "app/fresh is not in the include table"),
    ("app/base/A.cpp", '#include "ui/widgets/Theme.h"\n', "app/ never includes the window"),
    ("app/base/A.cpp", "#include <QWidget>\n", "app/ never includes Qt Widgets"),
    ("app/base/A.cpp", "#include <QtWidgets/QLabel>\n", "app/ never includes Qt Widgets"),
    ("app/jobs/A.cpp", "QNetworkReply* reply;\n", "names Qt's network classes: QNetworkReply"),
    ("app/sandbox/A.cpp", "#include <QNetworkAccessManager>\n", "names Qt's network classes"),
    ("app/studio/A.cpp", "#include <QHttpServer>\n", "names Qt's network classes: QHttpServer"),
    ("ui/shell/A.cpp", "QTcpSocket socket;\n", "names Qt's network classes: QTcpSocket"),
    ("app/studio/A.cpp", "void f() { co_await g(); }\n", "only app/net and app/jobs contain coroutines"),
    ("app/studio/A.cpp", "#include <QCoroTask>\n", "only app/net and app/jobs contain coroutines"),
    ("app/providers/fal/A.cpp", '#include "app/providers/stability/S.h"\n', "one provider never includes another"),
    ("ui/prompt/A.cpp", '#include "ui/gallery/Grid.h"\n', "ui/prompt must not include ui/gallery"),
    ("ui/prompt/A.cpp", '#include "ui/shell/Window.h"\n', "ui/prompt must not include ui/shell"),
    ("ui/widgets/A.cpp", '#include "ui/prompt/Panel.h"\n', "ui/widgets must not include ui/prompt"),
    ("ui/shell/A.cpp", '#include "app/net/Client.h"\n', "reaches app/net through app/studio only"),
    ("ui/prompt/A.cpp", '#include "Panel.h"\n', "is not named from the root"),
    ("app/base/A.cpp", f"// {UNFINISHED} later\n", "a note about unfinished work"),
    ("packaging/a.sh", f"# {UNFINISHED}: later\n", "a note about unfinished work"),
]


class PlantedViolations(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = pathlib.Path(holder.name) / "tree"
        self.qt = pathlib.Path(holder.name) / "qt"
        for module, names in {
            "widgets": ["QWidget", "QLabel"],
            "network": ["QNetworkAccessManager", "QNetworkReply", "QTcpSocket", "QTcpServer", "QHostAddress"],
            "httpserver": ["QHttpServer", "QHttpServerResponse"],
        }.items():
            (self.qt / module).mkdir(parents=True)
            for name in names:
                (self.qt / module / name).touch()
        for name, text in SOUND.items():
            self.write(name, LICENCE + text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self):
        command = [sys.executable, str(HERE / "check_layers.py"), str(self.root)]
        for module in ("widgets", "network", "httpserver"):
            command += [f"--qt-{module}", str(self.qt / module)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_a_sound_tree_passes(self):
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"{len(SOUND)} sources checked, 0 violations", done.stdout)

    def test_each_planted_violation_is_found(self):
        for name, text, complaint in PLANTED:
            with self.subTest(file=name, text=text):
                self.write(name, (LICENCE if name.endswith((".h", ".cpp")) else "") + text)
                done = self.check()
                self.assertEqual(done.returncode, 1, done.stdout)
                found = [line for line in done.stdout.splitlines() if line.startswith(name + ":")]
                self.assertEqual(len(found), 1, done.stdout)
                self.assertIn(complaint, found[0])
                self.assertIn(", 1 violations", done.stdout)
                (self.root / name).unlink()

    def test_a_missing_licence_line_is_found(self):
        self.write("tests/app/base/tst_x.cpp", "#include <QTest>\n")
        done = self.check()
        self.assertEqual(done.returncode, 1)
        self.assertIn("tests/app/base/tst_x.cpp:1: the first line is not the licence line", done.stdout)

    def test_a_long_file_is_reported(self):
        self.write("app/base/Long.cpp", LICENCE + "int a;\n" * 500)
        done = self.check()
        self.assertEqual(done.returncode, 0)
        self.assertIn("long file: app/base/Long.cpp: 502 lines", done.stdout)

    def test_an_empty_tree_does_not_pass(self):
        for name in SOUND:
            (self.root / name).unlink()
        self.assertEqual(self.check().returncode, 1)


if __name__ == "__main__":
    unittest.main()
