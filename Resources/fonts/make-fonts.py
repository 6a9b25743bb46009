#!/usr/bin/env python3
"""Makes LetterSong-Regular.otf and LetterSong-Bold.otf from Noto Serif CJK (Debian package fonts-noto-cjk).

Needs fontTools (PyPI). Takes about a minute. The files are committed; this is how they can be made again.
"""
import os, pathlib

os.environ.setdefault("SOURCE_DATE_EPOCH", "1704038400")
from fontTools import subset
from fontTools.ttLib import TTCollection

FAMILY = "Letter Song"
HERE = pathlib.Path(__file__).parent
SOURCE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-{}.ttc"


def characters():
    """GB 2312 (6,763 Chinese characters), Latin-1, punctuation, full-width forms."""
    ranges = [(0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x205E), (0x20AC, 0x20AC), (0x3000, 0x303F), (0xFF00, 0xFFEF)]
    found = {c for first, last in ranges for c in range(first, last + 1)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found.update(map(ord, bytes([high, low]).decode("gb2312", "ignore")))
    return found


for weight in ("Regular", "Bold"):
    fonts = TTCollection(SOURCE.format(weight), lazy=True).fonts
    font = next(f for f in fonts if f["name"].getDebugName(1) == "Noto Serif CJK SC" or
                f["name"].getDebugName(16) == "Noto Serif CJK SC")
    options = subset.Options()
    # Without subroutines a file that embeds ten characters does not embed everybody's strokes.
    options.desubroutinize = True
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    postscript = f"LetterSong-{weight}"
    names = {1: FAMILY, 2: weight, 3: postscript, 4: f"{FAMILY} {weight}", 6: postscript}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    outlines = font["CFF "].cff
    outlines.fontNames = [postscript]
    outlines[0].FamilyName, outlines[0].FullName = FAMILY, f"{FAMILY} {weight}"
    font.save(HERE / f"{postscript}.otf", reorderTables=True)
    print(postscript, len(font.getGlyphOrder()))
