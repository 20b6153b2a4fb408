"""Which places a page can speak of: the counties that it names, and what lies in them.

A name of a village or township is looked up in these counties and nowhere else: a name like 李庄村 stands
in hundreds of places of the country. A county whose name stands in several provinces is told by the city or
province printed with it and by the townships that the page names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from xiangtu.lexicon import Gazetteer, Place, open_gazetteer
from xiangtu.model import Article, Page
from xiangtu.recognition.matching import Matcher

TOWNSHIP_NAME = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:街道|镇|乡|苏木)")
"""The end of a township's name, with what stands before it: ``石桥镇``; not ``乡村`` (no name before it)."""

LONGEST_NAME = 12
MOST_COUNTIES = 40
TOWNSHIP_WORTH = 3.0
NAMED_IN_FULL = 2.0
CHAIN_WORTH = 4.0
NEWSPAPER_WORTH = 6.0


@dataclass(frozen=True)
class Scope:
    """The places of a page.

    `regions` maps each printed full name of a county or above to the one place it means here. `counties` are
    the codes in scope, the most named first; `named` those that the page names itself (the others are
    counties of a city that it names). `by_article` gives, for each article id, the counties that it names
    itself.
    """

    gazetteer: Gazetteer
    regions: Mapping[str, Place]
    counties: tuple[str, ...]
    named: frozenset[str]
    by_article: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, name: str, *, article: str | None = None) -> tuple[Place, ...]:
        """Return the townships and villages of this exact name, those of the article's own counties first.

        Where an own county has the name, the others are not asked.
        """
        own = self.by_article.get(article, ()) if article is not None else ()
        for codes in (own, [c for c in self.counties if c in self.named], self.counties):
            found = tuple(
                place
                for code in codes
                if (county := self.gazetteer.county(code)) is not None
                for place in county.find(name)
                if place.name == name or name in place.aliases
            )
            exact = tuple(place for place in found if place.name == name)
            if exact:
                return exact
            if found:
                return found
        return ()

    def home(self, article: str | None = None) -> Place | None:
        """Return the county that the article (else the page) is about, or None."""
        codes = self.by_article.get(article, ()) if article is not None else ()
        if not codes:
            codes = tuple(code for code in self.counties if code in self.named)[:1]
        return self.gazetteer.region(codes[0]) if codes else None

    @cached_property
    def own_short_forms(self) -> Mapping[str, Place]:
        """Short forms of the regions that the page names in full, and of all above them."""
        forms: dict[str, Place] = {}
        for place in self.regions.values():
            for link in place.chain():
                for form in link.aliases:
                    if len(form) > 1:
                        forms.setdefault(form, link)
        for code in self.counties:
            region = self.gazetteer.region(code)
            if region is not None and code in self.named:
                for link in region.chain():
                    for form in link.aliases:
                        forms.setdefault(form, link)
        return forms

    def townships(self) -> Matcher:
        """Return the matcher of full township names in scope."""
        return _matcher(self.counties, "township")

    def short_forms(self) -> Matcher:
        """Return the matcher of short forms of regions in scope and of townships in the named counties."""
        towns = _short_townships(tuple(code for code in self.counties if code in self.named))
        return Matcher.of(frozenset(self.own_short_forms) | towns)

    def villages(self) -> Matcher:
        """Return the matcher of full village names in the named counties."""
        return _matcher(tuple(code for code in self.counties if code in self.named), "village")


@cache
def _matcher(codes: tuple[str, ...], level: str) -> Matcher:
    gazetteer = open_gazetteer()
    names: set[str] = set()
    for code in codes:
        county = gazetteer.county(code)
        if county is not None:
            places = county.townships if level == "township" else county.villages
            names.update(place.name for place in places if place.kind != "statistical")
    return Matcher(names)


@cache
def _short_townships(codes: tuple[str, ...]) -> frozenset[str]:
    found = (open_gazetteer().county(code) for code in codes)
    return frozenset(
        form
        for county in found
        if county is not None
        for place in county.townships
        for form in place.aliases
        if len(form) > 1
    )


@cache
def full_region_names() -> Matcher:
    """Return the matcher of full names of counties and above."""
    return Matcher(place.name for place in open_gazetteer().all_regions)


@cache
def short_region_names() -> Matcher:
    """Return the matcher of short forms of counties and above."""
    return Matcher(form for place in open_gazetteer().all_regions for form in place.aliases)


JOINERS = frozenset("和与及同应成随理")
"""Characters that begin names of counties and join words: 和县, 应县, 成县."""
VERB_REGIONS = {"会同县": "怀化"}
"""Counties whose names are also a verb and a class word (会同 + 县公安局), with the city that tells them."""
GENERIC_REGIONS = frozenset({"城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "新区"})
"""Full names of districts that are words of every day: read as names only behind their city."""


def regions_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where full names of counties and above stand in a text.

    和县 is none in 县教育局和县人民医院, nor is 城区 without its city.

    >>> [text[s:e] for text in ("马鞍山市和县", "县教育局和县人民医院") for s, e in regions_in(text)]
    ['马鞍山市', '和县']
    """
    last = -1
    for start, end in full_region_names().find(text):
        name = text[start:end]
        behind_city = last == start
        joined = len(name) == 2 and name[0] in JOINERS and "\u4e00" <= text[start - 1 : start] <= "\u9fff"
        verb = name in VERB_REGIONS and VERB_REGIONS[name] not in text
        if behind_city or not (joined or verb or name in GENERIC_REGIONS):
            last = end
            yield start, end


def scope_of(page: Page, articles: Sequence[Article]) -> Scope:
    """Return the places that a page can speak of, from what its articles and `page.place` name."""
    texts = tuple((article.id, article.reading.text) for article in articles)
    return _scope(texts, page.place or "")


@lru_cache(maxsize=4)
def _scope(articles: tuple[tuple[str, str], ...], place: str) -> Scope:
    gazetteer = open_gazetteer()
    texts = [text for _, text in articles]
    named = Counter(text[s:e] for text in (*texts, place) for s, e in regions_in(text))
    townships = _township_counties(texts, gazetteer)
    regions = _choose(gazetteer, named, _votes(gazetteer, named, townships, place))
    counties: dict[str, float] = defaultdict(float)
    for name, region in regions.items():
        if region.level == "county":
            counties[region.region_code] += named[name]
    hidden = _from_short_forms(gazetteer, texts, townships, regions, place)
    known = frozenset(counties) | frozenset(hidden)
    for code, weight in hidden.items():
        counties[code] += weight
    ordered = [code for code, _ in sorted(counties.items(), key=lambda item: (-item[1], item[0]))]
    ordered += [code for code in _below(gazetteer, regions.values()) if code not in counties]
    own = {identifier: _counties_of(text, regions) for identifier, text in articles}
    return Scope(gazetteer, regions, tuple(ordered[:MOST_COUNTIES]), known, own)


def _township_counties(texts: Iterable[str], gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Return, for each full township name printed, the codes of the counties that have one."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for match in re.finditer("街道|镇|乡|苏木", text):
            for length in range(LONGEST_NAME, 1, -1):
                name = text[max(0, match.end() - length) : match.end()]
                if name in found:
                    break
                if codes := gazetteer.township_counties(name):
                    found[name] = codes
                    break
    return found


def _votes(
    gazetteer: Gazetteer,
    named: Mapping[str, int],
    townships: Mapping[str, tuple[str, ...]],
    place: str,
) -> dict[str, float]:
    """Return how much speaks for each county or above, by code."""
    votes: dict[str, float] = defaultdict(float)
    for codes in townships.values():
        for code in codes:
            votes[code] += TOWNSHIP_WORTH / len(codes)
    for name in named:
        places = gazetteer.regions(name)
        full = [p for p in places if p.name == name]
        for region in full:
            votes[region.region_code] += NAMED_IN_FULL / len(full)
    if place:
        for s, e in full_region_names().find(place):
            for region in gazetteer.regions(place[s:e]):
                votes[region.region_code] += NEWSPAPER_WORTH
    return votes


def _choose(gazetteer: Gazetteer, named: Mapping[str, int], votes: Mapping[str, float]) -> dict[str, Place]:
    """Return the one place that each full name means: the one whose chain has most for it."""
    chosen: dict[str, Place] = {}
    for name in sorted(named):
        options = [place for place in gazetteer.regions(name) if place.name == name]
        if not options:
            continue
        weighed = sorted(
            (-sum(votes.get(link.region_code, 0.0) for link in place.chain()), place.region_code, place)
            for place in options
        )
        if len(weighed) == 1 or weighed[0][0] < weighed[1][0]:
            chosen[name] = weighed[0][2]
    return chosen


def _counties_of(text: str, regions: Mapping[str, Place]) -> tuple[str, ...]:
    counts = Counter(
        regions[name].region_code
        for s, e in regions_in(text)
        if (name := text[s:e]) in regions and regions[name].level == "county"
    )
    return tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _from_short_forms(
    gazetteer: Gazetteer,
    texts: Sequence[str],
    townships: Mapping[str, tuple[str, ...]],
    regions: Mapping[str, Place],
    place: str,
) -> dict[str, float]:
    """Return counties not named in full that their townships give away, with a weight.

    A county is taken when at least two of its townships are named that no county in scope has, or one that
    only it has in the country and whose county or city is printed in short.
    """
    covered = {p.region_code for p in regions.values() if p.level == "county"}
    supporters: dict[str, list[str]] = defaultdict(list)
    for name, codes in townships.items():
        if not covered.intersection(codes):
            for code in codes:
                supporters[code].append(name)
    joined = "\n".join((*texts, place))
    chosen: dict[str, float] = {}
    best: dict[str, str] = {}
    for code, names in sorted(supporters.items()):
        region = gazetteer.region(code)
        if region is None:
            continue
        short = any(form in joined for link in region.chain() for form in (link.name, *link.aliases))
        unique = [name for name in names if len(townships[name]) == 1]
        if unique or (len(names) >= 2 and short) or len(names) >= 3:
            chosen[code] = len(names) + len(unique) + (2.0 if short else 0.0)
    for code in sorted(chosen, key=lambda c: (-chosen[c], c)):
        for name in supporters[code]:
            best.setdefault(name, code)
    return {code: weight for code, weight in chosen.items() if code in best.values()}


def _below(gazetteer: Gazetteer, regions: Iterable[Place]) -> list[str]:
    """Return the counties of the cities that are named, by code."""
    cities = [region for region in regions if region.level == "prefecture"]
    codes: list[str] = []
    for city in sorted(cities, key=lambda p: p.region_code):
        if gazetteer.county(city.region_code) is not None:
            codes.append(city.region_code)
        codes.extend(p.region_code for p in gazetteer.children(city) if p.level == "county")
    return list(dict.fromkeys(codes))
