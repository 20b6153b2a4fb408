"""Names that the trained net sees: one more voice beside the rules.

The net (`name_net`) learnt from the project's own articles and sentences, and is sure of much that only reads
like them. Of places, documents, events and products the rules know more; for three types it is heard, with a
share of its probability that was chosen on ``corpus/dev``. What lacks the form of a name it does not propose.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.name_net import FoundName
from xiangtu.recognition.names import is_name, surnames, usual_given
from xiangtu.recognition.phrases import is_generic_left
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.quote_signs import Quote, judge
from xiangtu.recognition.quotes import LEAST
from xiangtu.recognition.words import is_word, listed, surname_class

NAME = "trained net"
TRUST = {"Person": 0.8, "Organisation": 0.8, "Programme": 0.7}
"""What a name's probability is multiplied by. Types that are not here are left to the rules."""
LEAST_PROBABILITY = 0.5
"""Names less probable are not proposed, not even to bear out a rule."""
PAIRS = ("“”", "《》", "‘’", "（）")
NEVER_INSIDE = frozenset("，。；：！？\n ")
GENERIC_HEADS = ("乡镇", "镇村", "各")
"""What many bodies at once begin with: ``乡镇卫生院``."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose what the net sees and the form of names allows."""
    for name in context.trained:
        trust = TRUST.get(name.type)
        if trust is not None and name.probability >= LEAST_PROBABILITY and fits(context, name):
            reason = f"the net gives it {name.probability:.2f}"
            yield Proposal(name.start, name.end, name.type, round(name.probability * trust, 2), NAME, reason)


def fits(context: ArticleContext, name: FoundName) -> bool:
    """Whether a name has the form of its type: marks in pairs, a surname, no count of bodies."""
    words = context.text[name.start : name.end]
    if len(words) < 2 or not NEVER_INSIDE.isdisjoint(words):
        return False
    if any(words.count(pair[0]) != words.count(pair[1]) for pair in PAIRS):
        return False
    if name.type == "Person":
        return "·" in words or _is_person(words)
    if name.type == "Organisation":
        return not words.startswith(GENERIC_HEADS) and not _is_counted(context, name)
    return not words.endswith(teams()) and not _is_figure(context, name)


def _is_figure(context: ArticleContext, name: FoundName) -> bool:
    """Whether a whole quote is a figure of speech or a slogan by what stands around it: 做到“一个不落”."""
    text, start, end = context.text, name.start, name.end
    if text[start - 1 : start] != "“" or text[end : end + 1] != "”":
        return False
    return judge(context, Quote(start, end, start - 1, end + 1, text[start:end]))[0] < LEAST


@cache
def teams() -> tuple[str, ...]:
    """Return the last words of teams: they are bodies, whatever their names sound like."""
    return tuple(sorted(listed("organisation_suffixes", "team")))


def _is_person(words: str) -> bool:
    surname = surnames().longest(words, 0)
    if not surname or not is_name(words) or is_word(words):
        return False
    return surname_class(surname) in {"common", "frequent"} or usual_given(words[len(surname) :])


def _is_counted(context: ArticleContext, name: FoundName) -> bool:
    """Whether a number stands before the body or in it: 六家合作社, 某区9家培训学校; not 第二小学."""
    if is_generic_left(context, name.start):
        return True
    index = context.word_at(name.start)
    while 0 <= index < len(context.words) and context.words[index].start < name.end:
        word = context.words[index]
        if word.tag in {"m", "q"} and word.text[0] != "第" and not word.text.isascii():
            return True
        if word.text.isdigit():
            return True
        index += 1
    return False
