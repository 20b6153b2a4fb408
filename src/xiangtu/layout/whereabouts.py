"""Which townships and counties a text names, and whether two texts can be about one county."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xiangtu import lexicon

LONGEST_NAME = 9
"""Characters of a township's or county's name that is looked up."""
MOST = 2.0
"""However many places two texts share, their agreement is not counted higher (or lower)."""

# The last characters of names of townships ("石桥镇", "河东街道") and of counties ("山城县", "河东区").
_TOWNSHIP_ENDS = re.compile(r"镇|乡|街道|苏木")
_COUNTY_ENDS = re.compile(r"[县区市旗]")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places that a text names: townships with the codes of the counties that have one of that name, and
    codes of counties."""

    townships: Mapping[str, frozenset[str]]
    counties: frozenset[str]

    @property
    def about(self) -> frozenset[str]:
        """Codes of the counties that the text may be about: those it names, and that have most townships."""
        votes = Counter(code for codes in self.townships.values() for code in codes)
        most = max(votes.values(), default=0)
        return self.counties | {code for code, count in votes.items() if count == most}


def find_whereabouts(text: str) -> Whereabouts:
    """Return the townships and counties that a text (without white space) names by their full names.

    >>> sorted(find_whereabouts("兰考县东坝头镇张庄村").townships)
    ['东坝头镇']
    """
    gazetteer = lexicon.open_gazetteer()
    townships: dict[str, frozenset[str]] = {}
    counties: set[str] = set()
    for end in _TOWNSHIP_ENDS.finditer(text):
        for start in _starts(end):
            codes = gazetteer.township_counties(text[start : end.end()])
            if codes:
                townships[text[start : end.end()]] = frozenset(codes)
                break
    for end in _COUNTY_ENDS.finditer(text):
        for start in _starts(end):
            name = text[start : end.end()]
            places = [place for place in gazetteer.regions(name) if place.name == name]
            if places:
                counties.update(place.region_code for place in places if place.level == "county")
                break
    return Whereabouts(townships, frozenset(counties))


def _starts(end: re.Match[str]) -> range:
    """Where a name may begin that ends at a match, the longest name first."""
    return range(max(0, end.end() - LONGEST_NAME), end.start())


def agreement(text: Whereabouts, story: Whereabouts) -> float:
    """How well a text's places fit a story: above zero where it names places of the story or its county,
    below where all of them lie elsewhere, 0 where nothing is known."""
    about = story.about
    score = 0.0
    for name, codes in text.townships.items():
        if name in story.townships:
            score += 1.0
        elif about:
            score += 0.5 if codes & about else -1.0
    for code in text.counties:
        if code in story.counties:
            score += 1.0
        elif about and code not in about:
            score -= 1.0
    return max(-MOST, min(MOST, score))


def lie_apart(text: Whereabouts, other: Whereabouts) -> bool:
    """Whether two texts name places, and places of no common county."""
    if not text.about or not other.about or text.about & other.about:
        return False
    return not text.townships.keys() & other.townships.keys()
