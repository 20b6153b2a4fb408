"""Build the list of characters that a scan takes for one another.

Two sources, joined: characters whose prints are alike, measured here from two open fonts, and those that
share their larger part (``words/component_groups.txt``, written by hand). Only characters that names of
places and people hold are listed.

Each of the 6,763 characters of GB 2312 is drawn in Noto Sans CJK SC and Noto Serif CJK SC (SIL Open Font
Licence), blurred and brought to 24 by 24 points; two are alike where the correlation of their points,
averaged over both fonts, is at least `ALIKE`. Needs Pillow and the fonts, which the package does not.

    python tools/build_lookalikes.py NotoSansCJK-Regular.ttc NotoSerifCJK-Bold.ttc
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont  # type: ignore[import-not-found, unused-ignore]

from xiangtu.lexicon import iter_counties, open_gazetteer, words

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "xiangtu" / "lexicon" / "words" / "lookalikes.txt"
ALIKE = 0.88
SIMPLIFIED_CHINESE = 2  # the index of the SC face in the Noto CJK collections
DRAWN = 56
POINTS = 24

HEADER = """\
# Characters that a scan takes for one another: a character, and those that look like it.
# Source: prints of Noto Sans CJK SC and Noto Serif CJK SC compared, and component_groups.txt; made by
# tools/build_lookalikes.py, Edition 2026-11. Licence Apache-2.0 (no part of the fonts is in it).
"""


def characters() -> list[str]:
    """Return the characters of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [char for pair in pairs if (char := pair.decode("gb2312", errors="ignore"))]


def in_names() -> frozenset[str]:
    """Return the characters of names of places, surnames and given names."""
    gazetteer = open_gazetteer()
    found = {char for place in gazetteer.all_regions for char in place.name}
    for region in iter_counties(gazetteer):
        county = gazetteer.county(region.region_code)
        found |= {char for name in (county.names if county else ()) for char in name}
    for name in ("surnames", "given_name_characters"):
        found |= {char for word in words(name) for char in word}
    return frozenset(found)


def prints(chars: Iterable[str], font_path: Path) -> NDArray[np.float32]:
    """Draw each character; return one row a character, of zero mean and unit length."""
    font = ImageFont.truetype(str(font_path), DRAWN - 8, index=SIMPLIFIED_CHINESE)
    drawn = []
    for char in chars:
        image = Image.new("L", (DRAWN, DRAWN), 0)
        ImageDraw.Draw(image).text((DRAWN // 2, DRAWN // 2), char, fill=255, font=font, anchor="mm")
        image = image.filter(ImageFilter.GaussianBlur(2)).resize((POINTS, POINTS), Image.Resampling.BILINEAR)
        points = np.asarray(image, dtype=np.float32).ravel()
        points = points - points.mean()
        drawn.append(points / np.linalg.norm(points))
    return np.stack(drawn)


def alike(fonts: list[Path]) -> dict[str, set[str]]:
    """Return every character of names → the characters of names that look like it."""
    wanted = in_names()
    chars = [char for char in characters() if char in wanted]
    similarity = np.zeros((len(chars), len(chars)), dtype=np.float32)
    for path in fonts:
        rows = prints(chars, path)
        similarity += rows @ rows.T / len(fonts)
    found: dict[str, set[str]] = {char: set() for char in chars}
    for first, second in zip(*np.where(similarity >= ALIKE), strict=True):
        if first != second:
            found[chars[first]].add(chars[second])
    for group in words("component_groups"):
        for char in group:
            found.setdefault(char, set()).update(set(group) - {char})
    return found


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fonts", type=Path, nargs="+", help="NotoSansCJK-Regular.ttc NotoSerifCJK-Bold.ttc")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="file to write")
    arguments = parser.parse_args()
    found = alike(arguments.fonts)
    lines = [f"{char}\t{''.join(sorted(others))}\n" for char, others in sorted(found.items()) if others]
    arguments.output.write_text(HEADER + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
