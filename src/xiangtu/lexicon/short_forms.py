"""How the press shortens names of places.

Regions get their short forms when the gazetteer is built (``regions.tsv`` holds them), townships and villages
when a county is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from xiangtu.lexicon.wordlists import rows, words

# A regiment of the Xinjiang corps. matches 一四一团, 一零六团, 八十三团; not 兵团, 企业集团
REGIMENT = re.compile(r"([零一二三四五六七八九十]{2,3})团")

TOWNSHIP_WORDS = ("街道办事处", "街道", "地区", "苏木", "镇", "乡")
VILLAGE_WORDS = ("村", "社区", "嘎查")


@cache
def _ethnic(bare: bool) -> re.Pattern[str]:
    """Match the ethnic groups at the end of a stem: 土家族苗族 of 恩施土家族苗族(自治州).

    `bare` allows names without 族, as in 伊犁哈萨克(自治州); townships have none (高山镇 is no 高山族's).
    """
    groups = sorted(words("ethnic_groups"), key=lambda name: (-len(name), name))
    shorter = [name.removesuffix("族") for name in groups if len(name) > 2] if bare else []
    return re.compile(rf"(?:{'|'.join([*groups, *shorter])}|各族|民族)+$")


# How the press shortens autonomous places: the class word, and what stays of it.
AUTONOMOUS = (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"))


def region_aliases(name: str, level: str) -> tuple[str, ...]:
    """Return the short forms of a county or above, sorted.

    >>> region_aliases("杜集区", "county"), region_aliases("恩施土家族苗族自治州", "prefecture")
    (('杜集',), ('恩施', '恩施州'))
    """
    forms = set(_listed_aliases().get(name, ()))
    if level == "province":
        forms.add(_province_short_form(name))
    elif shortened := [(ending, kept) for ending, kept in AUTONOMOUS if name.endswith(ending)]:
        ending, kept = shortened[0]
        stem = _ethnic(bare=True).sub("", name.removesuffix(ending))
        forms |= {stem, stem + kept}
    else:
        forms |= _plain_short_forms(name, level)
    return tuple(sorted(form for form in forms if len(form) > 1 and form != name))


def _province_short_form(name: str) -> str:
    for ending in ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def _plain_short_forms(name: str, level: str) -> set[str]:
    endings = ("市", "地区", "盟") if level == "prefecture" else ("区", "县", "市", "旗")
    for ending in endings:
        if name.endswith(ending) and not name.endswith(("新区", "矿区")):
            return {name.removesuffix(ending)}
    return set()


# How newspapers shorten the class words of development zones; the longest that fits counts.
ZONE_WORDS = (
    ("高新技术产业开发区", ("高新区", "高新技术开发区")),
    ("高技术产业开发区", ("高新区",)),
    ("高新技术开发区", ("高新区",)),
    ("高新技术产业园区", ("高新区",)),
    ("经济技术开发区", ("经开区", "开发区")),
    ("经济开发区", ("经开区", "开发区")),
    ("城乡一体化示范区", ("示范区",)),
    ("工业园区", ("工业园",)),
    ("管理区", ()),
    ("示范区", ()),
    ("新区", ()),
    ("新城", ()),
)


def zone_aliases(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the short forms of a development zone, sorted; `above` are its prefecture and its province.

    >>> zone_aliases("唐山市汉沽管理区", ("唐山市", "河北省"))
    ('唐山汉沽管理区', '汉沽管理区')
    """
    long, shorts = next((pair for pair in ZONE_WORDS if name.endswith(pair[0])), ("区", ()))
    forms = {name}
    for place in reversed(above):
        for form in sorted(forms):
            used = next((prefix for prefix in (place, place[:-1]) if form.startswith(prefix)), "")
            if used:
                rest = form.removeprefix(used)
                forms |= {place[:-1] + rest} if place == above[0] else {rest}
                forms |= {rest} if len(rest) > len(long) + 1 else set()
    forms |= {form.removesuffix(long) + short for form in forms for short in shorts}
    return tuple(sorted(form for form in forms if form not in {name, long, *shorts}))


@cache
def _listed_aliases() -> Mapping[str, tuple[str, ...]]:
    """Return the short forms that no rule makes: 博州, 科左中旗."""
    table: dict[str, list[str]] = {}
    for name, short in rows("region_short_forms", 2):
        table.setdefault(name, []).append(short)
    return {name: tuple(shorts) for name, shorts in table.items()}


def township_aliases(name: str) -> set[str]:
    """Return the short forms of a township: the stem, and the form without the ethnic group.

    >>> sorted(township_aliases("赵家岗土家族乡"))
    ['赵家岗', '赵家岗乡']
    """
    if regiment := REGIMENT.fullmatch(name):
        return {f"{_number(regiment.group(1))}团", "第" + name}
    for ending in TOWNSHIP_WORDS:
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            plain = _ethnic(bare=False).sub("", stem)
            forms = {plain, plain + ending}
            if ending == "街道":
                forms.add(stem + "街道办事处")
            return {form for form in forms if len(form) > 1 and form not in (name, ending)}
    return set()


def _number(numeral: str) -> int:
    """Read a regiment's number: 一零六 is 106, 八十三 is 83."""
    if "十" not in numeral:
        return int("".join(str("零一二三四五六七八九".index(char)) for char in numeral))
    tens, _, ones = numeral.partition("十")
    return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)


@cache
def _village_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(VILLAGE_WORDS)})$")


def village_aliases(name: str) -> tuple[str, ...]:
    """Return the short form of a village: its stem, of two characters or more.

    >>> village_aliases("毛庄村"), village_aliases("王村")
    (('毛庄',), ())
    """
    stem = _village_ending().sub("", name)
    return (stem,) if len(stem) > 1 and stem != name else ()
