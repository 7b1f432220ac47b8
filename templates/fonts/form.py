"""Makes the font of what is filled into a PDF: noto-sans-regular without what only a browser needs, and a list of its letters with glyph and width."""
import json
from fontTools.ttLib import TTFont
font = TTFont("noto-sans-regular.woff2")
font.flavor = None
for table in ("GPOS", "GSUB", "GDEF", "STAT", "MATH", "DSIG", "post"):
    if table in font and table != "post":
        del font[table]
font["post"].formatType = 3.0
font.recalcTimestamp = False
font.save("noto-sans-form.ttf")
glyphs = {name: i for i, name in enumerate(font.getGlyphOrder())}
scale = 1000 / font["head"].unitsPerEm
of = lambda units: round(units * scale)
head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
letters = {chr(code): [glyphs[name], of(font["hmtx"][name][0])] for code, name in sorted(font.getBestCmap().items())}
facts = {
    "name": "NotoSans-Regular",
    "box": [of(head.xMin), of(head.yMin), of(head.xMax), of(head.yMax)],
    "ascent": of(hhea.ascent), "descent": of(hhea.descent), "capHeight": of(os2.sCapHeight),
    "letters": letters,
}
with open("noto-sans-form.json", "w") as file:
    json.dump(facts, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
print(len(letters), "letters")
