"""Figures as assertions: who, what is counted, how much, for when."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from xiangtu.lexicon.everyday import part_of_speech, segment
from xiangtu.model.records import Assertion, Measure

from .cues import any_of
from .dates import DateExpression, find_dates
from .figures import Figure, find_figures
from .plans import is_planned
from .story import PLACES, Story
from .subjects import NOBODY, Subject, Subjects

CONFIDENCE = {"clause": 0.9, "anaphor": 0.8, "carried": 0.7, "focus": 0.6}
"""How sure the subject of a figure is, by how it was found."""

PHYSICAL = frozenset(["money", "area", "length", "mass", "volume", "energy", "power"]) | frozenset(
    ["ratio", "multiple", "temperature", "duration"]
)
"""Kinds of units whose noun stands before the number: ``授信3.87亿元``; after classifiers it follows."""

TRIM_BEFORE = re.compile(rf"(?>{any_of('figure_links')}|[：:\s])++$")
"""What stands between an indicator and its number: ``授信金额达``; not ``授信金额``."""

TRIM_START = re.compile(rf"(?>{any_of('figure_openers')}|\s)++(?=[^、]{{2}})")
"""What stands before an indicator: ``和公办学位``; not ``公办学位``."""

OWNER_START = re.compile(any_of("figure_owners"))
"""A word for the owner before an indicator: ``全区建设停车位281个``; not ``区建设``."""

REACH = 12
"""How many names back the owner of a figure is looked for in its phrase."""

LONGEST_INDICATOR = 12
"""Longest indicator, in characters, that is taken from behind a number: ``552人报名参加鉴定``."""

PERIOD_GAP = 40
"""How far before a figure, in characters, its period may stand."""


def find_measures(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield one assertion for each printed figure of a story that somebody in it can be said to own."""
    dates = find_dates(story.reading, story.article.issue_date or story.page.issue_date)
    names = [(m.start, m.end) for m in story.mentions] + [(d.start, d.end) for d in dates]
    figures = find_figures(story.reading, names)
    body = {(f.value, f.unit) for f in figures if story.sentence(f.sentence).part == "body"}
    previous: Figure | None = None
    indicator = ""
    for place, figure in enumerate(figures):
        if story.sentence(figure.sentence).part != "body" and (figure.value, figure.unit) in body:
            continue
        following = figures[place + 1] if place + 1 < len(figures) else None
        own = indicator_of(story, figure, previous, following)
        adjoins = previous is not None and not story.text[previous.end : figure.start].strip("、和 及")
        indicator = own or (indicator if adjoins else "")
        previous = figure
        subject = owner_of(story, subjects, figure)
        if subject.entities:
            yield _assertion(story, figure, indicator, subject, dates)


def owner_of(story: Story, subjects: Subjects, figure: Figure) -> Subject:
    """Return whom a figure is about; the first actor of the article where nothing else is known."""
    found = subjects.at(figure.start)
    if found.entities:
        return found
    for mention in story.mentions:
        return Subject((mention.entity or "",), (mention,), "focus", 0.4)
    return NOBODY


def _assertion(
    story: Story, figure: Figure, indicator: str, subject: Subject, dates: tuple[DateExpression, ...]
) -> Assertion:
    clause = story.clause(figure.start, figure.end, figure.sentence)
    printed = story.reading.printed[figure.start : figure.end].strip()
    measure = Measure(
        indicator=indicator,
        value=float(figure.value),
        unit=figure.unit,
        text=printed,
        hedge=figure.hedge,
        period=period_of(story, figure, dates),
        normalised_value=figure.normalised_value,
        normalised_unit=figure.normalised_unit,
    )
    stretches = [(m.start, m.end) for m in subject.mentions[:1]] + [
        (min(clause[0], figure.start), figure.end)
    ]
    confidence = CONFIDENCE[subject.how] * (0.85 if figure.chinese else 1.0)
    return story.assertion(
        "measure",
        subject.entities[0],
        None,
        stretches,
        confidence,
        f"measure: {subject.how} subject",
        measure=measure,
        status="planned" if is_planned(story, figure.start) else "stated",
    )


def indicator_of(
    story: Story, figure: Figure, previous: Figure | None = None, following: Figure | None = None
) -> str:
    """Return what a figure counts, in the words around it.

    The noun behind a classifier (``410 个基层党组织``), else the words before the number in its clause
    (``累计授信金额3.87亿元``), with the verb that they end in.
    """
    start, end = story.phrase(figure.start, figure.end, figure.sentence)
    if previous is not None and start < previous.end <= figure.start:
        start = previous.end
    if following is not None and figure.end <= following.start < end:
        end = following.start
    before = _before(story, start, figure)
    after = leading_noun(story.text[figure.end : end])
    if figure.kind in PHYSICAL:
        if before and len(before) > 2:
            return before
        return f"{before}{after}"
    if after:
        return f"{trailing_verb(before)}{after}"
    return before or story.text[figure.end : end].strip(" 、（）()")[:LONGEST_INDICATOR]


def _before(story: Story, start: int, figure: Figure) -> str:
    """Return the words of a clause before its number, without names that own it, fillers and dates."""
    for mention in story.mentions_back(figure.start, REACH):
        if mention.start < start:
            break
        if mention.type in PLACES and mention.end <= figure.start:
            start = mention.end
            break
    text = story.text[start : figure.start].strip(" 、（）()")
    text = TRIM_BEFORE.sub("", text).strip(" 、（）()")
    text = text[opening.end() :] if (opening := TRIM_START.match(text)) else text
    return text[owner.end() :] if (owner := OWNER_START.match(text)) else text


@lru_cache(maxsize=8192)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, part_of_speech(word) or UNKNOWN) for word in segment(text))


UNKNOWN = "x"
"""The part of speech of what no dictionary has: a name, a number, a mark."""

NOUN_FLAGS = ("n", "vn", "b", "an", "j", "nz", "l", "i", "eng", "x", "s", "f", "a", "nr", "ns", "nt", "t")


def leading_noun(text: str) -> str:
    """Return the noun phrase that a text starts with, empty where it starts with something else.

    >>> leading_noun("基层党组织下沉到村"), leading_noun("的绿化带"), leading_noun("参加培训")
    ('基层党组织', '绿化带', '')
    """
    stripped = text.strip().removeprefix("的").lstrip("“（(")
    taken: list[str] = []
    is_noun = False
    for word, flag in _tagged(stripped[:16]):
        if flag not in NOUN_FLAGS or not word.strip("，。、；：“”（）()《》 "):
            break
        taken.append(word)
        is_noun = flag[0] in "njlix" or flag in ("vn", "eng")
    return "".join(taken) if is_noun else ""


def trailing_verb(text: str) -> str:
    """Return the verb that a text ends in, empty where it ends in something else.

    >>> trailing_verb("镇里组织"), trailing_verb("为辖区")
    ('组织', '')
    """
    tagged = _tagged(text[-8:])
    return tagged[-1][0] if tagged and tagged[-1][1].startswith("v") and len(tagged[-1][0]) > 1 else ""


def period_of(story: Story, figure: Figure, dates: tuple[DateExpression, ...]) -> str:
    """Return the printed date or period nearest before a figure in its sentence, empty without one."""
    start = max(story.sentence(figure.sentence).start, figure.start - PERIOD_GAP)
    place = bisect_right(dates, figure.start, key=lambda date: date.end) - 1
    return dates[place].text if place >= 0 and dates[place].start >= start else ""
