"""Organisations to full names: 区教育局 → X区教育局, 镇党委 → the town's, 服务站 → the one named before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from xiangtu.lexicon import Place, rows
from xiangtu.model import Mention
from xiangtu.recognition import Scope
from xiangtu.resolution.draft import Draft, place_draft
from xiangtu.resolution.names import canonical

ELLIPSIS = re.compile(r"(省|市|县|区|州|盟|旗|镇|乡|街道|村|社区)(?!级)(.+)")
"""A place's class word that stands for the place: ``区`` + ``教育局``; not ``村级``."""
LEAGUE = re.compile(r"团(省|市|县|区|州|旗)委")
"""The youth league's committee: ``团县委``; not ``共青团桃江县委``."""
BARE = re.compile(
    r"第[一二三四五六七八九十百\d]+(?:党支部|党小组|网格支部)|党(?:支部|总支|委|工委|组)|政府|人民政府|村委会?|居委会|派出所|司法所"
)
"""An organ with nothing before it: ``第三党支部``; not ``石桥镇党委``."""
OF_TOWNSHIP_UP = re.compile(r"(?:人民)?政府|党工委|派出所|司法所")
"""Bare organs that no village has: ``政府`` of ``石桥镇党委、政府``; not ``党支部``."""
COORDINATED = "、"
"""Between two organs of one place: ``石桥镇党委、政府``."""
SHORTEST_TAIL = 3
LONGEST_PLACE = 12
VILLAGE_WORDS = frozenset({"村", "社区"})
TOWNSHIP_WORDS = frozenset({"镇", "乡", "街道"})


@dataclass(frozen=True, slots=True)
class Owner:
    """A place that may own an organisation: its draft, its level, where it is named."""

    draft: Draft
    level: str
    start: int


@dataclass(frozen=True)
class OrganisationReader:
    """Reads the organisations of one article.

    `article` is its id; `owners` are its places in order, those of the headline first; `home` is the county
    it is about; `mentions` are all of it.
    """

    scope: Scope
    article: str
    owners: Sequence[Owner]
    home: Place | None
    mentions: Sequence[Mention]
    _known: dict[str, tuple[Draft | None, Place | None]] = field(default_factory=dict, repr=False)

    def read(self, mention: Mention) -> tuple[str, Draft | None, Place | None]:
        """Return the canonical name and the place that owns it: a draft of the page, or a wider region."""
        name = canonical(mention.text)
        owner, place = self._begins_with(name)
        if owner is not None or place is not None:
            return name, owner, place
        elliptical = ELLIPSIS.fullmatch(name)
        if elliptical is not None:
            return self._elliptical(mention.start, name, elliptical.group(1), elliptical.group(2))
        fuller = self._fuller(mention.start, name)
        return self.read(fuller) if fuller is not None else self._bare(mention.start, name)

    def _bare(self, position: int, name: str) -> tuple[str, Draft | None, Place | None]:
        """An organ with nothing before it: 团县委 is the county's, 第三党支部 of the place named last."""
        league = LEAGUE.fullmatch(name)
        region = region_of(self.home, league.group(1)) if league is not None else None
        if region is not None:
            return f"共青团{region.name}委", None, region
        if BARE.fullmatch(name):
            levels = ("township",) if OF_TOWNSHIP_UP.fullmatch(name) else ("village", "township")
            near = (
                self._beside(position) or self._before(position, *levels) or self._before(position, "county")
            )
            if near is not None:
                return near.name + name, near, None
        return name, None, None

    def _beside(self, position: int) -> Draft | None:
        """The owner of the organ that ends one mark before a position: 石桥镇 of ``石桥镇党委、政府``."""
        index = bisect_right(self._ends, position - len(COORDINATED)) - 1
        if index < 0 or self._ends[index] != position - len(COORDINATED):
            return None
        other = self._organs[index]
        _, owner, place = self.read(other)
        return owner or (place_draft(place) if place is not None else None)

    @cached_property
    def _organs(self) -> list[Mention]:
        return sorted((m for m in self.mentions if m.type == "Organisation"), key=lambda m: (m.end, m.start))

    @cached_property
    def _ends(self) -> list[int]:
        return [organ.end for organ in self._organs]

    def _begins_with(self, name: str) -> tuple[Draft | None, Place | None]:
        """The place that a name begins with: one that the article names, else one in scope."""
        if name not in self._known:
            owner = self._prefix(name)
            self._known[name] = (owner, self._listed_prefix(name) if owner is None else None)
        return self._known[name]

    def _prefix(self, name: str) -> Draft | None:
        """The place whose name, full or short, the organisation's name begins with: the longest one."""
        for length in range(len(name) - 1, 1, -1):
            if name[:length] in self._forms:
                return self._forms[name[:length]]
        return None

    def _listed_prefix(self, name: str) -> Place | None:
        """The place in scope that the name begins with, where the article names it nowhere else."""
        for length in range(min(len(name) - 1, LONGEST_PLACE), 1, -1):
            head = name[:length]
            region = self.scope.regions.get(head) or self.scope.own_short_forms.get(head)
            if region is not None:
                return region
            found = [place for place in self.scope.find(head, article=self.article) if place.name == head]
            if len(found) == 1:
                return found[0]
        return None

    @cached_property
    def _forms(self) -> Mapping[str, Draft]:
        forms: dict[str, Draft] = {}
        for owner in self.owners:
            for form in (owner.draft.name, *sorted(owner.draft.surfaces)):
                forms.setdefault(form, owner.draft)
        return forms

    def _elliptical(
        self, position: int, name: str, level: str, organ: str
    ) -> tuple[str, Draft | None, Place | None]:
        if level in VILLAGE_WORDS | TOWNSHIP_WORDS:
            kind = "village" if level in VILLAGE_WORDS else "township"
            owner = self._before(position, kind, ending=level) or self._before(position, kind)
            return (owner.name + organ, owner, None) if owner is not None else (name, None, None)
        region = region_of(self.home, level)
        return (region.name + organ, None, region) if region is not None else (name, None, None)

    def _before(self, position: int, *levels: str, ending: str = "") -> Draft | None:
        """The place of these levels named last before a position, else the first after it."""
        nearest: Owner | None = None
        for level in levels:
            owners = self._by_level[level, ending]
            if owners:
                index = bisect_right([owner.start for owner in owners], position)
                owner = owners[max(0, index - 1)]
                if nearest is None or _closer(owner, nearest, position):
                    nearest = owner
        return nearest.draft if nearest is not None else None

    @cached_property
    def _by_level(self) -> defaultdict[tuple[str, str], list[Owner]]:
        table: defaultdict[tuple[str, str], list[Owner]] = defaultdict(list)
        for owner in sorted([*self.owners, *self._seats()], key=lambda owner: owner.start):
            table[owner.level, ""].append(owner)
            for ending in VILLAGE_WORDS | TOWNSHIP_WORDS:
                if owner.draft.name.endswith(ending):
                    table[owner.level, ending].append(owner)
        return table

    def _seats(self) -> Iterator[Owner]:
        """The places that organisations named in full are of, by where: 石桥镇 of ``石桥镇卫生院``."""
        for organ in self._organs:
            name = canonical(organ.text)
            owner, place = self._begins_with(name)
            draft = owner or (place_draft(place) if place is not None else None)
            if draft is not None and draft.type != "Region":
                yield Owner(draft, draft.type.lower(), organ.start)

    def _fuller(self, position: int, name: str) -> Mention | None:
        """The organisation of this article that this name is the end of: the last before, else the first."""
        fuller = self._by_tail.get(name)
        if fuller is None:
            return None
        index = bisect_right([other.start for other in fuller], position)
        return fuller[max(0, index - 1)]

    @cached_property
    def _by_tail(self) -> Mapping[str, list[Mention]]:
        tails: dict[str, list[Mention]] = {}
        for other in self.mentions:
            if other.type != "Organisation":
                continue
            whole = canonical(other.text)
            for index in range(1, len(whole) - 1):
                tail = whole[index:]
                if len(tail) >= SHORTEST_TAIL or BARE.fullmatch(tail):
                    tails.setdefault(tail, []).append(other)
        return tails


def _closer(one: Owner, other: Owner, position: int) -> bool:
    """Whether `one` is named nearer before the position than `other`."""
    if (one.start <= position) != (other.start <= position):
        return one.start <= position
    return one.start > other.start if one.start <= position else one.start < other.start


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

    >>> full_department("临洮县人社局", "临洮县")
    '临洮县人力资源和社会保障局'
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
