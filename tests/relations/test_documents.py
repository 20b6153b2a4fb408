"""Who issued what: publishers, compilers, and laws that no local body issues."""

from __future__ import annotations

import pytest

from xiangtu.relations.documents import find_issues
from xiangtu.relations.subjects import Subjects


def issued(make_story, marked, **more):
    story = make_story(marked, **more)
    return {(found.subject, found.object) for found in find_issues(story, Subjects(story))}


@pytest.mark.parametrize(
    "marked",
    [
        "[清河县妇联|Organisation]发放[《中华人民共和国妇女权益保障法》|Document]。",
        "[清河县妇联|Organisation]发放宣传单、播放[《家风故事》|Document]。",
        "[清河县教育局|Organisation]开会。学校通过发放[《致家长的一封信》|Document]宣传政策。",
    ],
)
def test_what_is_only_shown_or_handed_on_is_not_issued(make_story, marked):
    assert issued(make_story, marked) == set()


def test_those_who_put_something_into_a_book_issued_it(make_story):
    marked = "[清河县林业局|Organisation]把他的土办法编进[《护林口袋书》|Document]。"
    assert issued(make_story, marked) == {("清河县林业局", "《护林口袋书》")}


def test_many_who_sign_do_not_make_their_village_the_issuer(make_story):
    marked = "[下河村|Village]820户农户签了[《订单协议》=订单协议|Document]。"
    assert issued(make_story, marked) == set()


def test_a_place_that_writes_something_into_its_own_rules_has_issued_them(make_story):
    marked = "[下河村|Village]把保洁费写进[《下河村村规民约》=下河村村规民约|Document]。"
    assert issued(make_story, marked) == {("下河村", "下河村村规民约")}


def test_a_proposal_of_somebody_without_a_name_is_nobodys(make_story):
    marked = "[下河村|Village]有条老街。她光着脚回家，当晚写成[《修路建议》=修路建议|Document]。"
    assert issued(make_story, marked) == set()
