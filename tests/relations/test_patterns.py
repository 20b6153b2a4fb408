"""Every pattern of the room fits its example and leaves its counter-example alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiangtu.relations import (
    dates,
    dealings,
    documents,
    gatherings,
    location,
    membership,
    posts,
    products,
    programmes,
)
from xiangtu.relations.subjects import Subjects

ROOMS = [
    (posts, posts.find_posts),
    (location, location.find_locations),
    (membership, membership.find_memberships),
    (programmes, programmes.find_runs),
    (products, products.find_products),
    (documents, documents.find_issues),
    (dealings, dealings.find_dealings),
    (gatherings, gatherings.find_gatherings),
]
PARENTS = {
    "柳林镇党委": "柳林镇",
    "下河村党支部": "下河村",
}
CASES = [
    pytest.param(find, pattern, id=f"{module.__name__.rsplit('.', 1)[-1]}: {pattern.name}")
    for module, find in ROOMS
    for pattern in module.PATTERNS
]


def rules(make_story, find, marked):
    story = make_story(
        marked, parents={"下河村": "柳林镇"} if "下河村" in marked and "柳林镇" in marked else {}
    )
    return {assertion.rule.split(";")[0] for assertion in find(story, Subjects(story))}


@pytest.mark.parametrize(("find", "pattern"), CASES)
def test_a_pattern_fits_its_example(make_story, find, pattern):
    assert pattern.name in rules(make_story, find, pattern.example)


@pytest.mark.parametrize(("find", "pattern"), CASES)
def test_a_pattern_leaves_its_counter_example_alone(make_story, find, pattern):
    assert pattern.name not in rules(make_story, find, pattern.counter_example)


@pytest.mark.parametrize("pattern", dates.PATTERNS, ids=[pattern.name for pattern in dates.PATTERNS])
def test_a_date_pattern_fits_its_example_and_not_its_counter_example(pattern):
    assert pattern.pattern.search(pattern.example)
    assert not pattern.pattern.fullmatch(pattern.counter_example)


def test_names_of_patterns_are_unique():
    names = [pattern.name for module, _ in ROOMS for pattern in module.PATTERNS]
    assert len(names) == len(set(names))


def test_the_documentation_tells_every_pattern():
    told = (Path(__file__).resolve().parents[2] / "docs" / "relations.md").read_text(encoding="utf-8")
    for module, _ in ROOMS:
        for pattern in module.PATTERNS:
            assert f"| {pattern.name} | {pattern.confidence} |" in told
