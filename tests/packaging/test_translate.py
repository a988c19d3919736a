#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a translator's file with the real lupdate, and checks that what a user reads is in it, under the context it is
looked up in. Usage: test_translate.py ROOT"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]


class Translate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.clone = pathlib.Path(cls.holder.name) / "a clone"
        for folder in ("packaging", "app", "ui", "resources/operations"):
            shutil.copytree(ROOT / folder, cls.clone / folder)
        cls.file = cls.clone / "resources/translations/maquette_de.ts"

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def translate(self, language="de"):
        return subprocess.run(["bash", self.clone / "packaging/translate.sh", language], capture_output=True, text=True)

    def messages(self):
        found = {}
        for context in xml.parse(self.file).getroot().iter("context"):
            for message in context.iter("message"):
                found[context.findtext("name"), message.findtext("source")] = message.findtext("translation")
        return found

    def test_what_a_user_reads_is_in_it(self):
        done = self.translate()
        self.assertEqual(done.returncode, 0, done.stderr)
        found = self.messages()
        for known in [
            ("ErrorText", "It cost nothing."),
            ("Catalogue", "Stable Image Core"),
            ("Cli", "No job waits to be resumed."),
            ("Cli", "Practice mode: this uses the practice server and play credits."),
            ("JobActions", "Stop waiting. The provider may still charge it."),
            ("maquette::BalancePopover", "Read just now."),
            ("maquette::PromptPanel", "Write a prompt first"),
            ("main", "Maquette is already open"),
        ]:
            self.assertTrue(known in found, known)

        # Renewed, it keeps what was translated.
        text = self.file.read_text(encoding="utf-8")
        before = '<source>It cost nothing.</source>\n        <translation type="unfinished"></translation>'
        self.assertIn(before, text)
        after = before.replace(' type="unfinished">', ">Es hat nichts gekostet.")
        self.file.write_text(text.replace(before, after), encoding="utf-8")
        self.assertEqual(self.translate().returncode, 0)
        self.assertEqual(self.messages()["ErrorText", "It cost nothing."], "Es hat nichts gekostet.")
        self.assertEqual(self.messages().keys(), found.keys())

    def test_every_short_form_is_known(self):
        """A helper written in a way translatable.py does not know would leave its texts out."""
        script = (ROOT / "packaging/translatable.py").read_text(encoding="utf-8")
        scope = {"__file__": str(ROOT / "packaging/translatable.py"), "__name__": "translatable"}
        exec(script.rsplit("\nmain()", 1)[0], scope)
        for folder in ("app", "ui"):
            for file in (ROOT / folder).rglob("*.cpp"):
                source = file.read_text(encoding="utf-8")
                # The second argument is no literal: a helper, or a text that is looked up elsewhere.
                used = len(re.findall(r'QCoreApplication::translate\(\s*"[^"]+",\s*\w+\)', source))
                self.assertEqual(len(scope["HELPER"].findall(source)), used, file)

    def test_it_says_how_it_is_used(self):
        done = self.translate("German")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Usage: packaging/translate.sh LANGUAGE", done.stdout)


if __name__ == "__main__":
    unittest.main()
