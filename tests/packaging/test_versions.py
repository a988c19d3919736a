#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The version the build names has its release notes, in the change log and in the metainfo."""

import pathlib
import sys
import xml.etree.ElementTree as xml


def main():
    root, version = pathlib.Path(sys.argv[1]), sys.argv[2]
    faults = []
    if f"## [{version}]" not in (root / "CHANGELOG.md").read_text(encoding="utf-8"):
        faults.append(f"CHANGELOG.md has no section for {version}")
    releases = xml.parse(root / "packaging/org.maquette.Maquette.metainfo.xml").iter("release")
    newest = next(releases, None)
    if newest is None or newest.get("version") != version:
        faults.append(f"the newest release in the metainfo is not {version}")
    elif not "".join(newest.itertext()).strip():
        faults.append(f"the metainfo has no notes for {version}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
