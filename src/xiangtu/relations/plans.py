"""What is planned or hoped for, and what is denied: neither is a fact."""

from __future__ import annotations

import re

from .cues import any_of
from .story import PHRASE_END, Story

PLAN = re.compile(rf"将(?![^,，。]{{0,14}}?{any_of('disposal')})|{any_of('plans')}(?!生育|定|书)")
"""Words that put what follows into the future: ``将建设``, ``力争``; not ``将网格由40个增加到45个``."""

DENIAL = re.compile(any_of("denials"))
"""Words that deny what follows: ``尚未建成``; not ``不断``."""

PLAN_REACH = 400
"""How far a plan reaches, in characters, within its sentence, or the quotation that is one."""

LOOK_AHEAD = 20
"""How far behind a position, in characters, the word may stand that makes 将 no plan."""

DENIAL_REACH = 12
"""How far a denial reaches, in characters, within its phrase."""


def is_planned(story: Story, position: int) -> bool:
    """Whether the sentence before a reading offset speaks of the future."""
    sentence = story.sentence(story.sentence_at(position))
    start, end = max(sentence.start, position - PLAN_REACH), min(sentence.end, position + LOOK_AHEAD)
    return any(match.start() < position for match in PLAN.finditer(story.text, start, end))


def is_denied(story: Story, position: int) -> bool:
    """Whether the words right before a reading offset, in its phrase, deny it."""
    sentence = story.sentence(story.sentence_at(position))
    before = story.text[max(sentence.start, position - DENIAL_REACH) : position]
    return bool(DENIAL.search(PHRASE_END.split(before)[-1]))
