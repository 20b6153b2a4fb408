"""Who is an official: by the office and the body, on real text."""

import pytest

from xiangtu.model import Page
from xiangtu.pipeline.extraction import extract
from xiangtu.relations.officials import is_public


@pytest.mark.parametrize(
    ("post", "held_at", "public"),
    [
        ("镇党委副书记", "Organisation", True),
        ("副区长", "Region", True),
        ("村委会主任", "Village", True),
        ("主任", "Village", True),
        ("主任", "Organisation", False),
        ("总经理", "Organisation", False),
        ("校长", "Organisation", False),
        ("村民", "Village", False),
    ],
)
def test_an_office_of_party_state_or_village_is_public(post, held_at, public):
    assert is_public(post, held_at) is public


def test_an_official_and_a_manager_of_one_article_are_told_apart():
    text = (
        "夜校开班\n\n本报讯（记者 王芳）3月5日，莒县夏庄镇镇长周海涛看望学员。"
        "莒县海天食品有限公司总经理李志强介绍了岗位。\n"
    )
    result = extract(Page("p.txt", "0", text))
    roles = {entity.name: entity.roles for entity in result.entities if entity.type == "Person"}
    assert "official" in roles["周海涛"]
    assert "official" not in roles["李志强"]
    assert roles["王芳"] == ("reporter",)
