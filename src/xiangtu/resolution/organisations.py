"""Organisations to full names: 区教育局 → X区教育局, 镇党委 → the town's, 服务站 → the one named before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from xiangtu.lexicon import Place, rows
from xiangtu.model import Mention
from xiangtu.resolution.draft import Draft
from xiangtu.resolution.names import canonical

ELLIPSIS = re.compile(r"(省|市|县|区|州|盟|旗|镇|乡|街道|村|社区)(?!级)(.+)")
"""A place's class word that stands for the place: ``区`` + ``教育局``; not ``村级``."""
BARE = re.compile(
    r"第[一二三四五六七八九十百\d]+(?:党支部|党小组|网格支部)|党(?:支部|总支|委|工委|组)|政府|人民政府|村委会?|居委会"
)
"""An organ with nothing before it: ``第三党支部``."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A place that may own an organisation: its draft, its level, where it is named."""

    draft: Draft
    level: str
    start: int


@dataclass(frozen=True)
class OrganisationReader:
    """Reads the organisations of one article.

    `owners` are the article's places in order; `home` the county it is about. `kicker` of the reading comes
    first, so a place named in the headline counts as named before.
    """

    owners: Sequence[Owner]
    home: Place | None
    mentions: Sequence[Mention]

    def read(self, mention: Mention) -> tuple[str, Draft | None, Place | None]:
        """Return the canonical name and the place that owns it: a draft of the page, or a wider region."""
        name = canonical(mention.text)
        direct = self._prefix(mention, name)
        if direct is not None:
            return name, direct, None
        match = ELLIPSIS.fullmatch(name)
        if match is not None:
            return self._elliptical(mention, name, match.group(1), match.group(2))
        fuller = self._fuller(mention, name)
        if fuller is not None:
            return self.read(fuller)
        if BARE.fullmatch(name):
            owner = self._before(mention, {"township", "village"}) or self._before(mention, {"county"})
            if owner is not None:
                return owner.draft.name + name, owner.draft, None
        return name, None, None

    def _prefix(self, mention: Mention, name: str) -> Draft | None:
        """The place whose name, full or short, the organisation's name begins with."""
        best: tuple[int, Draft] | None = None
        for owner in self.owners:
            for form in sorted({owner.draft.name, *owner.draft.surfaces}):
                if name.startswith(form) and len(name) > len(form) and (best is None or len(form) > best[0]):
                    best = (len(form), owner.draft)
        del mention
        return best[1] if best is not None else None

    def _elliptical(
        self, mention: Mention, name: str, level: str, organ: str
    ) -> tuple[str, Draft | None, Place | None]:
        if level in {"镇", "乡", "街道", "村", "社区"}:
            kind = "village" if level in {"村", "社区"} else "township"
            owner = self._before(mention, {kind}, level) or self._before(mention, {kind})
            if owner is not None:
                return owner.draft.name + organ, owner.draft, None
            return name, None, None
        region = region_of(self.home, level)
        return (region.name + organ, None, region) if region is not None else (name, None, None)

    def _before(self, mention: Mention, levels: set[str], ending: str = "") -> Owner | None:
        """The place of these levels named last before the mention, else the first after it."""
        fit = [o for o in self.owners if o.level in levels and o.draft.name.endswith(ending)]
        before = [owner for owner in fit if owner.start <= mention.start]
        return before[-1] if before else (fit[0] if fit else None)

    def _fuller(self, mention: Mention, name: str) -> Mention | None:
        """The organisation of this article that this name is the end of."""
        fuller = [
            other
            for other in self.mentions
            if other.type == "Organisation"
            and len(canonical(other.text)) > len(name)
            and canonical(other.text).endswith(name)
        ]
        if not fuller or (len(name) < 3 and not BARE.fullmatch(name)):
            return None
        before = [other for other in fuller if other.start <= mention.start]
        return before[-1] if before else fuller[0]


def region_of(home: Place | None, level: str) -> Place | None:
    """Return the region that 省, 市, 县, 区 … alone means in an article about `home`.

    In a county, 市 is the city above it; in a county-level city it is the city itself.
    """
    if home is None:
        return None
    own = home.level == "county" and home.name.endswith(level)
    if own or (home.level == "county" and level in {"县", "区"}):
        return home
    wanted = {"省": ("province",), "市": ("prefecture", "province"), "州": ("prefecture",)}.get(level, ())
    for rank in wanted:
        for place in home.chain():
            if place.level == rank and (level != "市" or place.name.endswith("市")):
                return place
    return None


def full_department(name: str, place: str) -> str:
    """Return an organisation's name with its department in full: what its id is made of.

    >>> full_department("定陶区人社局", "定陶区")
    '定陶区人力资源和社会保障局'
    """
    organ = name.removeprefix(place)
    return place + _full_names().get(organ, organ) if name.startswith(place) else name


@cache
def _full_names() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for full, short, *_ in rows("departments", 4):
        if short:
            table.setdefault(short, full)
    return table
