#!/usr/bin/python3
"""Makes the native window's font subsets from Debian's Noto CJK fonts.

    apt-get install fonts-noto-cjk fonts-noto-cjk-extra python3-fonttools
    viz/ink/fonts/subset.py

Latin comes from the KR faces, whose quotation marks and middle dots are of
Latin width, and Han from the SC faces, as the art direction asks. The Han
characters are those of han.txt (the most frequent ones and the field's words)
and all that the catalogue of texts in core/narrate uses.
"""

import pathlib

from fontTools import subset
from fontTools.ttLib import TTCollection

HERE = pathlib.Path(__file__).resolve().parent
NOTO = pathlib.Path("/usr/share/fonts/opentype/noto")

LATIN = (
    list(range(0x20, 0x7F)) + list(range(0xA0, 0x180)) + list(range(0x2BC, 0x2DE))
    + list(range(0x391, 0x3CA)) + list(range(0x401, 0x452))
    + [ord(c) for c in "‐–—‘’‚“”„†•…‰′″‹›€№™ℓ←↑→↓↔⇒∀∂∆∈−∕∞∧∨∩∪≈≠≡≤≥⌘⎋⏎␣■□▲△▶▷▼▽◀◆◇○●◯★☆✓✕§"]
)
PUNCTUATION = list(range(0x3000, 0x3018)) + list(range(0xFF01, 0xFF5F)) + [
    ord(c) for c in "·—‘’“”…￥×§"
]

# Glyphs that the CJK fonts make an em wide, and Latin wants narrow.
NARROW = "…×÷±"

# face in each collection: 1 KR, 2 SC, 6 Mono KR
FONTS = [
    ("ui-regular", "NotoSansCJK-Regular.ttc", 1, "latin"),
    ("ui-bold", "NotoSansCJK-Bold.ttc", 1, "latin"),
    ("mono-regular", "NotoSansCJK-Regular.ttc", 6, "latin"),
    ("mono-bold", "NotoSansCJK-Bold.ttc", 6, "latin"),
    ("serif-regular", "NotoSerifCJK-Regular.ttc", 1, "latin"),
    ("serif-bold", "NotoSerifCJK-Bold.ttc", 1, "latin"),
    ("han-regular", "NotoSansCJK-Regular.ttc", 2, "han"),
    ("han-bold", "NotoSansCJK-Bold.ttc", 2, "han"),
    ("han-serif", "NotoSerifCJK-Regular.ttc", 2, "han"),
]


def han():
    chars = set((HERE / "han.txt").read_text().split()[-1])
    for path in (HERE.parents[2] / "core" / "narrate").rglob("*.go"):
        chars |= {c for c in path.read_text() if "\u3400" <= c <= "\u9fff"}
    return sorted(ord(c) for c in chars)


def narrow(font):
    """Points the code points of NARROW at their proportional or half-width forms."""
    gsub = font["GSUB"].table
    wanted = {}
    for feature in gsub.FeatureList.FeatureRecord:
        if feature.FeatureTag not in ("pwid", "hwid"):
            continue
        for index in feature.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                wanted.update(getattr(table, "mapping", {}))
    for table in font["cmap"].tables:
        for char in NARROW:
            glyph = table.cmap.get(ord(char)) if table.isUnicode() else None
            if glyph in wanted:
                table.cmap[ord(char)] = wanted[glyph]


def main():
    total = 0
    for name, collection, face, script in FONTS:
        font = TTCollection(str(NOTO / collection)).fonts[face]
        if script == "latin":
            narrow(font)
        options = subset.Options()
        options.layout_features = ["kern"]
        options.hinting = False
        options.desubroutinize = False
        options.name_IDs = [0, 1, 2, 13, 14]
        options.notdef_outline = True
        options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GDEF"]
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=LATIN if script == "latin" else han() + PUNCTUATION)
        chosen.subset(font)
        path = HERE / f"{name}.otf"
        font.save(path)
        total += path.stat().st_size
        print(f"{path.name:20} {path.stat().st_size:>8}")
    print(f"{'total':20} {total:>8}")


if __name__ == "__main__":
    main()
