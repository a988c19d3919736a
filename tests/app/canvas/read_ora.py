#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an OpenRaster file by its specification and says as JSON what is in it. Usage: read_ora.py FILE"""

import json
import struct
import sys
import xml.etree.ElementTree
import zipfile


def png_head(data):
    """Width, height, bit depth and colour type of a PNG."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    return list(struct.unpack(">IIBB", data[16:26]))


def main():
    problems = []
    with zipfile.ZipFile(sys.argv[1]) as archive:
        if archive.testzip() is not None:
            problems.append("a checksum is wrong")
        first = archive.infolist()[0]
        if first.compress_type != zipfile.ZIP_STORED or first.extra or first.flag_bits & 0x8:
            problems.append("mimetype is not plainly stored")
        image = xml.etree.ElementTree.fromstring(archive.read("stack.xml"))
        if image.tag != "image" or image.attrib["version"] != "0.0.5":
            problems.append("no image of version 0.0.5")
        (stack,) = image
        layers = []
        for layer in stack:
            if layer.tag != "layer" or layer.attrib["composite-op"] != "svg:src-over":
                problems.append("not a plain layer")
            layers.append(
                {
                    "name": layer.attrib["name"],
                    "at": [int(layer.attrib["x"]), int(layer.attrib["y"])],
                    "opacity": float(layer.attrib["opacity"]),
                    "visibility": layer.attrib["visibility"],
                    "png": png_head(archive.read(layer.attrib["src"])),
                }
            )
        print(
            json.dumps(
                {
                    "first": first.filename,
                    "problems": problems,
                    "size": [int(image.attrib["w"]), int(image.attrib["h"])],
                    "merged": png_head(archive.read("mergedimage.png")),
                    "thumbnail": png_head(archive.read("Thumbnails/thumbnail.png")),
                    "layers": layers,
                }
            )
        )


main()
