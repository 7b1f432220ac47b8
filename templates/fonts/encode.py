"""Gives every glyph that has no letter one of the private use area: a PDF then names the parts of a root, and text read back has no gaps."""
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1])
named = set(font.getBestCmap().values())
free = [glyph for glyph in font.getGlyphOrder()[1:] if glyph not in named]
for table in font["cmap"].tables:
    if table.isUnicode() and table.format in (4, 12):
        table.cmap.update({0xE000 + i: glyph for i, glyph in enumerate(free)})
font.flavor = "woff2"
font.save(sys.argv[1])
print(len(free), "glyphs were given letters")
