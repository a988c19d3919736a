#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the scripts of packaging/ in a copy whose path has a space, with stand-ins for apt, cmake, ctest and the program
that write down how they were called. Usage: test_scripts.py ROOT"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
REAL_TOOLS = ["bash", "env", "dirname", "awk", "nproc", "grep", "sed", "mktemp", "mkdir", "rm", "cat"]
# Knows the packages in $INSTALLED only, and complains of the others as dpkg-query does.
DPKG_QUERY = """for p in "$@"; do
  case "$p" in -*) continue;; esac
  case " $INSTALLED " in *" $p "*) echo "installed $p";; *) echo "no packages found matching $p" >&2; bad=1;; esac
done
exit ${bad:-0}"""
CMAKE = """if [ "$1" = --preset ]; then
  mkdir -p "build/$2/bin"; : > "build/$2/build.ninja"; echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" > "build/$2/CMakeCache.txt"
  for p in maquette maquette-cli; do
    printf '#!%s\\nprintf "%%s\\\\n" "%s" "$@" > "$CALLS.%s"\\nexit ${PROGRAM_CODE:-0}\\n' "$REAL_BASH" "$p" "$p" > "build/$2/bin/$p"
    "$REAL_CHMOD" +x "build/$2/bin/$p"
  done
fi"""
CTEST = """for a in "$@"; do case "$last" in --output-log) log=$a;; --test-dir) dir=$a;; esac; last=$a; done
echo "HOME=$HOME DISPLAY=${DISPLAY-none} KEY=${STABILITY_API_KEY-none}" >> "$CALLS"
case "$dir" in
  *"/${FAILING:-none}") printf '90%% tests passed, 1 tests failed out of 10\\n\\nThe following tests FAILED:\\n\\t 3 - x\\n' > "$log"; exit 8;;
  *) echo "100% tests passed, 0 tests failed out of 10" > "$log";;
esac"""


def packages(name):
    """The names in one of the script's lists."""
    text = (ROOT / "packaging/install-dependencies.sh").read_text(encoding="utf-8")
    return re.search(name + r"=\(([^)]*)\)", text).group(1).split()


BUILD = packages("build_packages")
TEST = packages("test_packages")
BENCH = packages("bench_packages")


class Scripts(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.clone = self.folder / "a clone"
        shutil.copytree(ROOT / "packaging", self.clone / "packaging")
        shutil.copytree(ROOT / ".ci", self.clone / ".ci")
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for tool in REAL_TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.calls = self.folder / "calls"
        self.environment = {"PATH": str(self.bin), "CALLS": str(self.calls), "HOME": str(self.folder),
                            "INSTALLED": " ".join(BUILD + TEST), "REAL_BASH": shutil.which("bash"),
                            "REAL_CHMOD": shutil.which("chmod")}
        self.stand_in("dpkg-query", DPKG_QUERY)

    def stand_in(self, name, body=""):
        path = self.bin / name
        text = f'#!{shutil.which("bash")}\nprintf "%s\\n" "{name} $*" >> "$CALLS"\n{body}\n'
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run_script(self, script, *arguments, **environment):
        done = subprocess.run([str(self.clone / script), *arguments], cwd="/", capture_output=True, text=True,
                              env=self.environment | environment, check=False)
        calls = self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []
        return done, [call for call in calls if not call.startswith("dpkg-query")]

    # install-dependencies.sh

    def test_nothing_is_done_when_all_is_there(self):
        self.stand_in("apt-get")
        for mode in ("build", "test"):
            done, calls = self.run_script("packaging/install-dependencies.sh", mode)
            self.assertEqual((done.returncode, done.stdout, done.stderr, calls), (0, "", "", []))

    def test_just_what_is_missing_is_installed(self):
        self.stand_in("apt-get")
        self.stand_in("sudo", 'exec "$@"')
        there = [name for name in BUILD if name not in ("ninja-build", "qcoro-qt6-dev")]
        done, calls = self.run_script("packaging/install-dependencies.sh", "build", INSTALLED=" ".join(there))
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = [call for call in calls if call.startswith("apt-get")]
        self.assertEqual(calls[0], "apt-get update -q")
        self.assertTrue(calls[1].startswith("apt-get install "), calls)
        self.assertEqual(calls[1].split()[2:], ["-q", "-y", "--no-install-recommends", "ninja-build", "qcoro-qt6-dev"])
        self.assertEqual(len(calls), 2)

    def test_tests_need_more(self):
        self.stand_in("apt-get")
        self.stand_in("sudo", 'exec "$@"')
        done, calls = self.run_script("packaging/install-dependencies.sh", "test", INSTALLED=" ".join(BUILD))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([c for c in calls if c.startswith("apt-get install")][0].split()[5:], TEST)

    def test_measuring_needs_more_still(self):
        self.stand_in("apt-get")
        self.stand_in("sudo", 'exec "$@"')
        done, calls = self.run_script("packaging/install-dependencies.sh", "bench", INSTALLED=" ".join(BUILD + TEST))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([c for c in calls if c.startswith("apt-get install")][0].split()[5:], BENCH)

    def test_it_says_when_apt_fails(self):
        self.stand_in("apt-get", "exit 100")
        self.stand_in("sudo", 'exec "$@"')
        done, _ = self.run_script("packaging/install-dependencies.sh", "build", INSTALLED="")
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt could not install them", done.stderr)

    def test_it_says_when_there_is_no_apt(self):
        done, _ = self.run_script("packaging/install-dependencies.sh", "build", INSTALLED="git")
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt-get was not found", done.stderr)
        self.assertIn("qt6-base-dev", done.stderr)
        (self.bin / "dpkg-query").unlink()
        done, _ = self.run_script("packaging/install-dependencies.sh", "build")
        self.assertEqual(done.returncode, 1)
        self.assertIn("does not use dpkg", done.stderr)
        done, _ = self.run_script("packaging/install-dependencies.sh", "build", MAQUETTE_SKIP_INSTALL="1")
        self.assertEqual(done.returncode, 0)

    def test_it_says_when_there_is_no_sudo(self):
        self.stand_in("apt-get")
        command = [str(self.clone / "packaging/install-dependencies.sh"), "build"]
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            command = [shutil.which("setpriv"), "--reuid=65534", "--clear-groups", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              env=self.environment | {"INSTALLED": "", "CALLS": "/dev/null"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("sudo was not found", done.stderr)

    # run.sh

    def started(self, program):
        path = pathlib.Path(f"{self.calls}.{program}")
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else None

    def test_the_window_starts_where_there_is_a_display(self):
        self.stand_in("cmake", CMAKE)
        for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
            done, calls = self.run_script("packaging/run.sh", "--some", "two words", **{variable: ":7"})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.started("maquette"), ["maquette", "--some", "two words"])
            self.assertIsNone(self.started("maquette-cli"))
        self.assertEqual(calls[0], "cmake --preset release")
        self.assertIn("--build build/release --parallel", calls[1])
        self.assertTrue(calls[1].endswith("--target maquette maquette-cli"), calls)
        self.assertEqual(len([call for call in calls if "--preset" in call]), 1)  # configured once

    def test_without_a_display_it_says_so_and_makes_a_practice_picture(self):
        self.stand_in("cmake", CMAKE)
        done, _ = self.run_script("packaging/run.sh", PROGRAM_CODE="6")
        self.assertEqual(done.returncode, 6)
        self.assertIn("there is no display here", done.stderr)
        self.assertIsNone(self.started("maquette"))
        started = self.started("maquette-cli")
        self.assertEqual(started[1:4], ["run", "stable-image.generate.core", "--practice"])
        self.assertTrue(any(word.startswith("prompt=") for word in started))
        self.assertEqual(started[started.index("--out") + 1], str(self.clone / "build/pictures"))

    def test_a_build_folder_from_elsewhere_is_made_anew(self):
        self.stand_in("cmake", CMAKE)
        folder = self.clone / "build/release"
        folder.mkdir(parents=True)
        (folder / "CMakeCache.txt").write_text("CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n", encoding="utf-8")
        (folder / "build.ninja").touch()
        (folder / "stale").touch()
        done, calls = self.run_script("packaging/run.sh", DISPLAY=":7")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(calls[0], "cmake --preset release")
        self.assertFalse((folder / "stale").exists())

    def test_a_build_that_fails_starts_nothing(self):
        self.stand_in("cmake", CMAKE + '\n[ "$1" != --build ] || exit 2')
        done, _ = self.run_script("packaging/run.sh", DISPLAY=":7")
        self.assertEqual(done.returncode, 2)
        self.assertIsNone(self.started("maquette"))

    def test_help_does_nothing(self):
        done, calls = self.run_script("packaging/run.sh", "--help")
        self.assertEqual((done.returncode, calls), (0, []))
        self.assertIn("Usage:", done.stdout)

    # test.sh

    def test_everything_is_tested_in_both_builds(self):
        self.stand_in("cmake", CMAKE)
        self.stand_in("ctest", CTEST)
        done, calls = self.run_script(".ci/run", DISPLAY=":7", STABILITY_API_KEY="sk-mine")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([c for c in calls if "--preset" in c], ["cmake --preset dev", "cmake --preset asan"])
        self.assertEqual(len([c for c in calls if c.startswith("ctest ")]), 2)
        seen = [c for c in calls if c.startswith("HOME=")]
        self.assertEqual(len(seen), 2)
        for line in seen:
            self.assertNotIn(f"HOME={self.folder} ", line)
            self.assertTrue(line.endswith("DISPLAY=none KEY=none"), line)
        self.assertIn("dev: 100% tests passed, 0 tests failed out of 10", done.stdout)
        self.assertIn("asan: 100% tests passed, 0 tests failed out of 10", done.stdout)

    def test_a_failure_in_either_build_is_a_failure(self):
        self.stand_in("cmake", CMAKE)
        self.stand_in("ctest", CTEST)
        for preset in ("dev", "asan"):
            done, _ = self.run_script("packaging/test.sh", FAILING=preset)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(f"{preset}: 90% tests passed, 1 tests failed out of 10", done.stdout)
            self.assertIn("The following tests FAILED:", done.stdout)


if __name__ == "__main__":
    unittest.main()
