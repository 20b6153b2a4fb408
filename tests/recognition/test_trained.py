"""The trained net: what it gives is a probability, and what it proposes has the form of a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.recognition.context import ArticleContext, read
from xiangtu.recognition.name_net import (
    ALLOWED,
    CLOSES,
    LABELS,
    LEAST,
    OPENS,
    TYPES,
    FoundName,
    Net,
    marks_of,
)
from xiangtu.recognition.scope import scope_of
from xiangtu.recognition.tagger import tagger
from xiangtu.recognition.trained import LEAST_PROBABILITY, TRUST, fits, propose

from .conftest import article_of, page_of

SENTENCE = "近日，云溪县农业农村局副局长司空砚秋来到青岚镇，察看“稻花贷”落实情况。"


def context_of(text: str) -> ArticleContext:
    articles = [article_of(text)]
    return read(articles, scope_of(page_of(text), articles), tagger(), TYPES)[0]


def names_in(text: str, types: Sequence[str] = TYPES) -> list[FoundName]:
    return tagger().read([text], ["body"], [0], types)[1][0]


def test_the_net_sees_a_person_whose_name_no_list_has() -> None:
    found = {(SENTENCE[n.start : n.end], n.type) for n in names_in(SENTENCE) if n.probability > 0.8}
    assert ("司空砚秋", "Person") in found
    assert ("云溪县农业农村局", "Organisation") in found


def test_only_the_types_asked_for_are_given() -> None:
    assert {name.type for name in names_in(SENTENCE, ["Person"])} == {"Person"}


def test_offsets_count_from_where_the_text_stands() -> None:
    here = names_in(SENTENCE)
    there = tagger().read([SENTENCE], ["body"], [100], TYPES)[1][0]
    assert there == [name._replace(start=name.start + 100, end=name.end + 100) for name in here]


def test_a_text_is_read_the_same_alone_and_among_others() -> None:
    texts = [SENTENCE, "好", SENTENCE[:20], SENTENCE[::-1], "镇党委书记许听澜说。"]
    together = tagger().read(texts, ["body"] * 5, [0] * 5, TYPES)[1]
    for text, names in zip(texts, together, strict=True):
        alone = names_in(text)
        assert [name[:3] for name in names] == [name[:3] for name in alone]
        assert [name.probability for name in names] == pytest.approx([n.probability for n in alone], abs=1e-4)


def test_probabilities_are_those_of_all_ways_to_label_the_text() -> None:
    """Counted one by one, over every allowed sequence of labels of three characters."""
    net = Net.load()
    text = "许听澜"
    inputs = np.concatenate([tagger().states(text), marks_of(text, "body")], axis=1)
    scores = net._scores([inputs])[0].astype(float)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    total, whole = 0.0, 0.0
    person = tuple(LABELS.index(label) for label in ("B-Person", "I-Person", "E-Person"))
    for path in product(range(len(LABELS)), repeat=3):
        steps = list(pairwise(path))
        if not (OPENS[path[0]] and CLOSES[path[-1]] and all(ALLOWED[step] for step in steps)):
            continue
        weight = float(np.prod([chances[i, label] for i, label in enumerate(path)]))
        weight *= float(np.prod([net._moves[step] for step in steps]))
        total += weight
        whole += weight if path == person else 0.0
    found = [name for name in net.names([inputs])[0] if name.type == "Person" and name.end == 3]
    assert found[0].probability == pytest.approx(whole / total, rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_names_lie_in_their_text_and_their_probabilities_add_up_to_no_more_than_one(texts: list[str]) -> None:
    found = tagger().read(texts, ["body"] * len(texts), [0] * len(texts), TYPES)[1]
    for text, names in zip(texts, found, strict=True):
        for name in names:
            assert 0 <= name.start < name.end <= len(text)
            assert LEAST <= name.probability <= 1 + 1e-9
        for position in range(len(text)):
            assert sum(n.probability for n in names if n.start <= position < n.end) <= 1 + 1e-6


def found_in(context: ArticleContext, name: str, kind: str) -> FoundName:
    start = context.text.index(name)
    return FoundName(start, start + len(name), kind, 0.9)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("全县六家合作社签了约。", "六家合作社", "Organisation"),
        ("云溪区9家培训学校开了班。", "云溪区9家培训学校", "Organisation"),
        ("各乡镇卫生院都参加了。", "各乡镇卫生院", "Organisation"),
        ("“红岩”志愿服务队来了。", "红岩”志愿服务队", "Organisation"),
        ("村里下了一场阴雨天的雨。", "阴雨天", "Person"),
        ("屋后的老梨树开了花。", "老梨树", "Person"),
        ("破解“上山难”问题，人人满意。", "上山难", "Programme"),
        ("组建“铁犁护村队”，日夜巡逻。", "铁犁护村队", "Programme"),
    ],
)
def test_what_lacks_the_form_of_its_type_is_not_proposed(text: str, name: str, kind: str) -> None:
    context = context_of(text)
    assert not fits(context, found_in(context, name, kind))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("局长字志远主持。", "字志远", "Person"),
        ("居民阿依古丽·买买提笑了。", "阿依古丽·买买提", "Person"),
        ("县第二小学开学了。", "县第二小学", "Organisation"),
        ("“红岩”志愿服务队来了。", "“红岩”志愿服务队", "Organisation"),
        ("按民生实事票决制来定。", "民生实事票决制", "Programme"),
    ],
)
def test_what_has_the_form_of_its_type_is_proposed(text: str, name: str, kind: str) -> None:
    context = context_of(text)
    assert fits(context, found_in(context, name, kind))


def test_the_net_is_heard_for_its_types_with_its_share_of_certainty() -> None:
    context = context_of(SENTENCE)
    by_span = {(n.start, n.end, n.type): n.probability for n in context.trained}
    proposals = list(propose(context))
    assert proposals
    for proposal in proposals:
        probability = by_span[proposal.start, proposal.end, proposal.type]
        assert probability >= LEAST_PROBABILITY
        assert proposal.score == round(probability * TRUST[proposal.type], 2)
