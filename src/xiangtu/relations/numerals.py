"""Printed numerals and their values: Arabic and Chinese, with scale words and hedges kept apart.

A printed quantity is value and unit as printed: in ``近400万元`` the value is 400 and the unit ``万元``; in
``三万五千亩`` nothing is left for the unit to say, so the value is 35000 and the unit ``亩``.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

import cn2an

SCALES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
"""What a scale word after a number multiplies it by."""

ARABIC = r"(?<!\d)[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?(?![\d,])|(?<!\d)\d{1,12}(?!\d)(?:\.\d{1,6}(?!\d))?"
"""An Arabic number: ``3,127``, ``5 000``, ``6.04``, ``10991``; not the ``1,2`` of a list, nor a number
of more than twelve digits."""

CHINESE = r"[〇零一二两三四五六七八九十百千万亿]+(?:点[〇零一二三四五六七八九]+[万亿]?)?"
"""A Chinese number: ``三十二``, ``两千万``, ``三点五万``; not ``半`` nor ``几``."""

HEDGE_BETWEEN = "余多来"
"""Words that stand between a number and its scale or unit: ``500余万元``, ``二十来户``."""

SCALE = r"(?:万亿|[百千]?[万亿]|百(?!分)|千(?![瓦米克伏]))"
"""A scale word after an Arabic number: ``万``, ``千万``; not the ``千`` of ``千米``."""

NUMBER = re.compile(
    rf"(?P<arabic>{ARABIC})[ \u3000]?(?P<hedge1>[{HEDGE_BETWEEN}])?[ \u3000]?"
    rf"(?P<scale>{SCALE})?(?P<hedge2>[{HEDGE_BETWEEN}])?"
    rf"|(?P<chinese>{CHINESE})(?P<hedge3>[{HEDGE_BETWEEN}])?(?P<scale2>[万亿])?"
)


COMPOUND = re.compile(r"(?<!\d)(?P<high>\d{1,6})亿[ ]?(?P<low>\d{1,4})(?P<scale>[千百]?万)")
"""A number of two scale words: ``1亿2千万``."""


class Numeral(NamedTuple):
    """A printed number: reading offsets, value as printed, scale word and hedge inside it."""

    start: int
    end: int
    value: Decimal
    scale: str = ""
    hedge: str = ""
    chinese: bool = False


@lru_cache(maxsize=4096)
def chinese_value(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral, None where it is not one.

    >>> chinese_value("三万五千"), chinese_value("百"), chinese_value("两千零一"), chinese_value("三点五")
    (Decimal('35000'), Decimal('100'), Decimal('2001'), Decimal('3.5'))
    >>> chinese_value("千百") is None
    True
    """
    spelled = f"一{text}" if text[:1] in "十百千万亿" else text
    try:
        return Decimal(str(cn2an.cn2an(spelled, "normal")))
    except (ValueError, InvalidOperation, KeyError, IndexError):
        return None


def find_numerals(text: str) -> list[Numeral]:
    """Return the numbers of `text` in order, whatever they count.

    >>> [(str(n.value), n.scale, n.hedge) for n in find_numerals("授信6.04 亿元,400余万元,三万亩,一千二百户")]
    [('6.04', '亿', ''), ('400', '万', '余'), ('3', '万', ''), ('1200', '', '')]
    """
    found = [_compound(match) for match in COMPOUND.finditer(text)]
    taken = [(numeral.start, numeral.end) for numeral in found]
    for match in NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        numeral = _arabic(match) if match["arabic"] else _chinese(match)
        if numeral is not None:
            found.append(numeral)
    return sorted(found)


def _compound(match: re.Match[str]) -> Numeral:
    """Read ``1亿2千万`` as 1.2 and 亿."""
    low = Decimal(match["low"]) * SCALES[match["scale"]]
    return Numeral(match.start(), match.end(), Decimal(match["high"]) + low / SCALES["亿"], "亿")


def _arabic(match: re.Match[str]) -> Numeral:
    """Read ``1万``, ``30多万``, ``6.04 亿``, ``1万余``."""
    hedge = match["hedge1"] or match["hedge2"] or ""
    last = next(group for group in ("hedge2", "scale", "hedge1", "arabic") if match[group])
    value = Decimal(match["arabic"].replace(",", "").replace(" ", ""))
    return Numeral(match.start(), match.end(last), value, match["scale"] or "", hedge)


def _chinese(match: re.Match[str]) -> Numeral | None:
    """Read ``三万`` as 3 and 万, ``三万五千`` as 35000, ``万`` as 1 and 万, ``两千万`` as 2000 and 万."""
    printed = match["chinese"]
    head = printed.rstrip("万亿")
    scale = printed[len(head) :]
    if scale in SCALES and scale and not set("万亿") & set(head):
        value = chinese_value(head) if head else Decimal(1)
    else:
        value, scale = chinese_value(printed), ""
    if value is None:
        return None
    scale += match["scale2"] or ""
    return Numeral(match.start(), match.end(), value, scale, match["hedge3"] or "", chinese=True)
