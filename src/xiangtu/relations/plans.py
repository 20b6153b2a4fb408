"""What is planned or hoped for, and what is denied: neither is a fact."""

from __future__ import annotations

import re

from .story import Story
from .subjects import clauses

PLAN = re.compile(
    r"(?:将(?![^,，。]{1,14}(?:作为|纳入|转变|转化|列为|列入|摆在|放在|融入|打造成|送到|延伸|从|由))|拟(?!定)|力争|争取|有望|计划(?!生育|书)|预计|"
    r"预期|规划(?:建设|开发|打造)|下一步|今后|打算|准备|希望|即将|届时)"
)
"""Words that put a clause into the future: ``将建设``, ``力争``; not the 将 of ``将网格数量增加到45个``."""

MARK = re.compile(r"[,，。；;：:！!？?\n]")
"""Where the words that a denial reaches end; quote marks do not."""

NEGATION = re.compile(r"(?:没有|未能|未曾|尚未|并未|不再|不予|不得|无法|从未|禁止|取消)")
"""Words that deny what a clause says: ``尚未建成``; not ``不断``."""


def is_planned(story: Story, position: int) -> bool:
    """Whether the clause at a reading offset, or one before it in the sentence, speaks of the future.

    A plan holds until the sentence ends: ``下一步，该镇将建设…，打造…``.
    """
    sentence = story.sentence(story.reading.sentence_at(position))
    for start, end in clauses(story.text, sentence.start, sentence.end):
        if start > position:
            return False
        if PLAN.search(story.text[start : min(end, position)]):
            return True
    return False


def is_denied(story: Story, position: int) -> bool:
    """Whether the words right before a reading offset, in its clause, deny it."""
    sentence = story.sentence(story.reading.sentence_at(position))
    before = story.text[max(sentence.start, position - 12) : position]
    return bool(NEGATION.search(MARK.split(before)[-1]))
