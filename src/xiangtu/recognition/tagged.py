"""Names that LAC reads, where their form bears it out."""

from __future__ import annotations

from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, pattern
from xiangtu.recognition.persons import after_person, is_name, not_names
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word

NAME = "tagger"
PERSON = 0.66
PERSON_ACTS = 0.78
PERSON_WORD = 0.44


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose LAC's people; its places and organisations are proposed by the grammars that type them."""
    text = context.text
    for word in context.words:
        if word.tag != "PER":
            continue
        name, end = word.text, word.end
        trimmed = pattern("speech").search(name, 2)
        if trimmed is not None and trimmed.end() == len(name):
            name, end = name[: trimmed.start()], word.start + trimmed.start()
        if not is_name(name) or name in not_names() or name.endswith(tuple(sorted(cue("partial_names")))):
            continue
        acts = after_person().longest(text, end)
        score = PERSON_ACTS if acts else PERSON
        if is_word(name) and len(name) == 2:
            score = PERSON_WORD
        yield Proposal(word.start, end, "Person", score, NAME, "read as a person")
