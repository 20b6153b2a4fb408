"""Who sets something up: people before a comma, people whom 她 stands for, several together."""

from __future__ import annotations

import pytest

from xiangtu.relations.dealings import find_dealings
from xiangtu.relations.subjects import Subjects

CASES = [
    ("[周文|Person]，退伍第二年领办[绿源合作社|Organisation]。", {("周文", "绿源合作社")}),
    ("[周文|Person]爱算账。2021年，她办起[绿源合作社|Organisation]。", {("周文", "绿源合作社")}),
    (
        "[下河村|Village]、[上河村|Village]组建[护河队|Organisation]。",
        {("下河村", "护河队"), ("上河村", "护河队")},
    ),
    ("[周文|Person]和[李想|Person]爱算账。2021年，她办起[绿源合作社|Organisation]。", set()),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[case[0] for case in CASES])
def test_something_is_founded_by_whom_the_sentence_is_about(make_story, marked, expected):
    story = make_story(marked)
    found = {(a.subject, a.object) for a in find_dealings(story, Subjects(story)) if a.type == "founded"}
    assert found == expected


def test_whom_only_the_headline_names_has_founded_nothing(make_story):
    story = make_story("如今办起[绿源合作社|Organisation]。", title="[清河县|Region]兴业")
    assert not [a for a in find_dealings(story, Subjects(story)) if a.type == "founded"]
