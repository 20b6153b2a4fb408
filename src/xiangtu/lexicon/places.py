"""The gazetteer: provinces, prefectures, counties, townships and villages of China.

Data beside this file, made by ``tools/build_places.py``: ``regions.tsv``, ``former.tsv`` and ``places.zip``
(one deflated member a county, read when it is asked for).

Codes come in named schemes, because the two lists give the same nine digits to different places:

* ``nbs2023``: National Bureau of Statistics, 2023-06-30; 6 digits for counties and above, 9 for townships,
  12 for villages;
* ``mca2025``: Ministry of Civil Affairs; townships and above;
* ``gbt2260``: the national standard, for the three provinces that neither list divides.

Examples
--------
>>> gazetteer = open_gazetteer()
>>> [place.full_name for place in gazetteer.regions("定陶区")]
['山东省菏泽市定陶区']
>>> county = gazetteer.county("371703")
>>> [place.name for place in county.find("仿山镇")]
['仿山镇']
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path

from xiangtu.lexicon.short_forms import TOWNSHIP_WORDS, township_aliases, village_aliases

NBS = "nbs2023"
MCA = "mca2025"
GBT = "gbt2260"
SCHEMES = {"n": NBS, "m": MCA, "g": GBT}
LEVELS = ("province", "prefecture", "county", "township", "village")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the lists.

    `level` is one of `LEVELS`. `codes` are (scheme, code), sorted. `county_code` is the six-digit code of
    the county it lies in (its own for a county; None above). `kind` is ``"zone"`` for a development zone with
    a code of its own, ``"statistical"`` for a township-level unit that only the statistical list has (a farm,
    an industrial park), else empty. `aliases` are other forms of the name, sorted: short forms, and the name
    in the other list where it differs.
    """

    name: str
    level: str
    codes: tuple[tuple[str, str], ...]
    parent: Place | None = None
    county_code: str | None = None
    kind: str = ""
    aliases: tuple[str, ...] = ()

    def code(self, scheme: str) -> str | None:
        """Return the code under `scheme`, or None."""
        return dict(self.codes).get(scheme)

    def chain(self) -> tuple[Place, ...]:
        """Return the place and all above it, nearest first: village, township, county …, province."""
        chain = [self]
        while chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        return tuple(chain)

    @property
    def full_name(self) -> str:
        """The names from the province down, joined: 安徽省淮北市杜集区石台镇."""
        return "".join(place.name for place in reversed(self.chain()))

    @property
    def region_code(self) -> str:
        """The six-digit code of the county or, above counties, of the place itself."""
        return self.county_code or self.codes[0][1]

    @property
    def path(self) -> tuple[str, ...]:
        """What identifies the place: the six-digit code, then names: ``("340602", "石台镇", "学田村")``."""
        names = [place.name for place in self.chain() if place.level in ("township", "village")]
        return (self.region_code, *reversed(names))


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a county or above bore until `until` (a year); `place` is what it is today.

    `code` is the code of GB/T 2260 that it had then, empty where the source does not give it; `kind` says
    what happened, in the source's words (``撤县设区``, ``更名``).
    """

    name: str
    code: str
    until: int
    place: Place
    kind: str


class County:
    """The townships and villages of one county (or of a prefecture-level city that has no counties)."""

    def __init__(self, place: Place, text: str) -> None:
        """Take the county's `place` and its member of the archive."""
        self.place = place
        self._townships: list[Place] = []
        self._villages: list[tuple[str, str, int]] = []
        code = place.region_code
        for line in text.splitlines():
            name, other, nbs, mca, villages = line.split("\t")
            self._townships.append(_township(place, name, other, nbs, mca))
            expected = 1
            for entry in filter(None, villages.split(",")):
                village, _, digits = entry.partition("=")
                number = int(digits) if digits else expected
                expected = number + 1
                prefix = code + nbs if len(nbs) == 3 else nbs
                self._villages.append((village, f"{prefix}{number:03d}", len(self._townships) - 1))

    @property
    def townships(self) -> tuple[Place, ...]:
        """All township-level places, by statistical code."""
        return tuple(self._townships)

    @cached_property
    def villages(self) -> tuple[Place, ...]:
        """All village-level places, by code."""
        return tuple(self._village(index) for index in range(len(self._villages)))

    def children(self, township: Place) -> tuple[Place, ...]:
        """Return the villages of one of this county's townships, by code."""
        position = self._townships.index(township)
        return tuple(self._village(i) for i, entry in enumerate(self._villages) if entry[2] == position)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of this county that `name` can stand for.

        Townships before villages, by code. Places of exactly this name come alone; only where there is none,
        those of which it is a short form (a stem, a former list's name). Empty where the lists have none.
        """
        found = self._exact.get(name) or self._short.get(name) or ()
        return tuple(self._at(position) for position in found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name and short form of this county's places, sorted: what to look for in a text."""
        return tuple(sorted(self._exact.keys() | self._short.keys()))

    @cached_property
    def _exact(self) -> Mapping[str, list[int]]:
        index: dict[str, list[int]] = {}
        for position, place in enumerate(self._townships):
            index.setdefault(place.name, []).append(position)
        for position, entry in enumerate(self._villages, len(self._townships)):
            index.setdefault(entry[0], []).append(position)
        return index

    @cached_property
    def _short(self) -> Mapping[str, list[int]]:
        index: dict[str, list[int]] = {}
        for position, place in enumerate(self._townships):
            for alias in place.aliases:
                index.setdefault(alias, []).append(position)
        for position, entry in enumerate(self._villages, len(self._townships)):
            for alias in village_aliases(entry[0]):
                index.setdefault(alias, []).append(position)
        return index

    def _at(self, position: int) -> Place:
        count = len(self._townships)
        return self._townships[position] if position < count else self._village(position - count)

    def _village(self, index: int) -> Place:
        name, code, township = self._villages[index]
        return Place(
            name,
            "village",
            ((NBS, code),),
            self._townships[township],
            self.place.region_code,
            "",
            village_aliases(name),
        )


def _township(county: Place, name: str, other: str, nbs: str, mca: str) -> Place:
    code = county.region_code
    codes = [(MCA, code + mca)] if mca else []
    if nbs:
        codes.append((NBS, code + nbs if len(nbs) == 3 else nbs))
    statistical = not mca and nbs[-3] in "456" and not name.endswith(TOWNSHIP_WORDS)
    aliases = township_aliases(name) | ({other} | township_aliases(other) if other else set())
    return Place(
        name,
        "township",
        tuple(sorted(codes)),
        county,
        code,
        "statistical" if statistical else "",
        tuple(sorted(aliases - {name})),
    )


class Gazetteer:
    """Regions at hand, counties read when asked for. Make one with `open_gazetteer`."""

    def __init__(self, folder: Path) -> None:
        """Read ``regions.tsv`` of `folder`; open ``places.zip`` when first needed."""
        self._archive_path = folder / "places.zip"
        self._former_path = folder / "former.tsv"
        self._by_code: dict[str, Place] = {}
        self._children: dict[str, list[Place]] = {}
        with (folder / "regions.tsv").open(encoding="utf-8") as lines:
            entries = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
        by_level = sorted(entries, key=lambda entry: LEVELS.index(entry[1]))
        for code, level, name, parent_code, kind, schemes, aliases in by_level:
            parent = self._by_code.get(parent_code)
            place = Place(
                name,
                level,
                tuple(sorted((SCHEMES[scheme], code) for scheme in schemes)),
                parent,
                code if level == "county" else None,
                kind,
                tuple(filter(None, aliases.split(","))),
            )
            self._by_code[code] = place
            if parent is not None:
                self._children.setdefault(parent_code, []).append(place)
        self._counties: dict[str, County] = {}

    @property
    def all_regions(self) -> tuple[Place, ...]:
        """All counties and above: provinces first, then prefectures, then counties; each by code."""
        return tuple(self._by_code.values())

    @cached_property
    def region_names(self) -> Mapping[str, tuple[Place, ...]]:
        """Every full name and short form of counties and above → its places, widest level first.

        Sorted by name. A short form that is also the full name of another place maps to both, full first.
        """
        index: dict[str, list[Place]] = {}
        for place in self._by_code.values():
            index.setdefault(place.name, []).append(place)
        for place in self._by_code.values():
            for alias in place.aliases:
                index.setdefault(alias, []).append(place)
        return {name: tuple(index[name]) for name in sorted(index)}

    @cached_property
    def former_names(self) -> Mapping[str, tuple[FormerName, ...]]:
        """Every former name since 1985 → what bore it, sorted by name."""
        index: dict[str, list[FormerName]] = {}
        for line in self._former_path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                name, code, year, today, kind = line.split("\t")
                former = FormerName(name, code, int(year), self._by_code[today], kind)
                index.setdefault(name, []).append(former)
        return {name: tuple(found) for name, found in index.items()}

    def formerly(self, name: str) -> tuple[FormerName, ...]:
        """Return what bore `name` (a full name) once, with the year it ended and today's place.

        >>> [(f.until, f.place.full_name) for f in open_gazetteer().formerly("定陶县")]
        [(2016, '山东省菏泽市定陶区')]
        """
        return self.former_names.get(name, ())

    def regions(self, name: str) -> tuple[Place, ...]:
        """Return the counties and above that `name` (a full name or a short form) can stand for."""
        return self.region_names.get(name, ())

    def region(self, code: str) -> Place | None:
        """Return the county or above with this six-digit code, or None."""
        return self._by_code.get(code)

    def county(self, code: str) -> County | None:
        """Return the townships and villages of the county with this six-digit code, or None.

        A prefecture-level city without counties (东莞市) counts as one.
        """
        if code not in self._counties:
            place = self._by_code.get(code)
            if place is None or code not in self._members:
                return None
            self._counties[code] = County(place, self._read(code))
        return self._counties[code]

    def children(self, place: Place) -> tuple[Place, ...]:
        """Return the places right below `place`, by code."""
        if place.level == "village":
            return ()
        county = self.county(place.region_code) if place.level != "province" else None
        if place.level == "township":
            return county.children(place) if county else ()
        below = tuple(self._children.get(place.region_code, ()))
        return (*below, *(county.townships if county else ()))

    def township_counties(self, name: str) -> tuple[str, ...]:
        """Return the codes of the counties that have a township of this full name. Reads no county: fast."""
        return self._township_index.get(name, ())

    def townships(self, name: str) -> tuple[Place, ...]:
        """Return the townships of this full name in the whole country, by county code."""
        codes = self._township_index.get(name, ())
        counties = (self.county(code) for code in codes)
        return tuple(
            place for county in counties if county for place in county.find(name) if place.level == "township"
        )

    def villages(self, name: str) -> tuple[Place, ...]:
        """Return the villages of this full name in the whole country, by code. Reads all counties: slow."""
        wanted = re.compile(rf"(?:^|[\t,]){re.escape(name)}(?:[=,]|$)", re.MULTILINE)
        found: list[Place] = []
        for code in sorted(self._members & self._by_code.keys()):
            text = self._read(code)
            if wanted.search(text):
                county = County(self._by_code[code], text)
                found.extend(place for place in county.find(name) if place.level == "village")
        return tuple(found)

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return every place of the country that `name` can stand for, widest level first.

        Regions by full name or short form, townships and villages by full name. Reads all counties: slow, and
        not for deciding what a text means (see ``docs/lexicon.md``).
        """
        return (*self.regions(name), *self.townships(name), *self.villages(name))

    def place(self, code: str, scheme: str = NBS) -> Place | None:
        """Return the place with this code of 6, 9 or 12 digits under `scheme`, or None."""
        if len(code) == 6:
            region = self.region(code)
            return region if region is not None and region.code(scheme) == code else None
        county = self.county(MERGED_COUNTIES.get(code[:6], code[:6]))
        if county is None:
            return None
        places: Iterable[Place] = county.townships if len(code) == 9 else county.villages
        return next((place for place in places if place.code(scheme) == code), None)

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self._archive_path)

    @cached_property
    def _members(self) -> frozenset[str]:
        return frozenset(self._archive.namelist())

    @cached_property
    def _township_index(self) -> Mapping[str, tuple[str, ...]]:
        lines = (line.split("\t") for line in self._read("townships").splitlines())
        return {name: tuple(codes.split(",")) for name, codes in lines}

    def _read(self, member: str) -> str:
        return self._archive.read(member).decode("utf-8")


# Prefecture-level cities whose statistical codes below stand under a county of the same name: 嘉峪关市.
MERGED_COUNTIES: Mapping[str, str] = {"620201": "620200"}


@cache
def open_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package, opened once."""
    with as_file(files("xiangtu.lexicon")) as folder:
        return Gazetteer(folder)


def iter_counties(gazetteer: Gazetteer) -> Iterator[Place]:
    """Yield the places that `Gazetteer.county` has townships for, by code."""
    for place in gazetteer.all_regions:
        if gazetteer.county(place.region_code) is not None:
            yield place
