"""Where things lie and what belongs to what, beyond the examples of the patterns."""

from __future__ import annotations

from xiangtu.model.records import Sentence
from xiangtu.relations.location import find_locations
from xiangtu.relations.membership import find_memberships
from xiangtu.relations.subjects import Subjects


def edges(make_story, find, marked, **more):
    story = make_story(marked, **more)
    return {(found.subject, found.object) for found in find(story, Subjects(story))}


def test_a_body_of_the_county_does_not_lie_in_the_town_of_the_same_stem(make_story):
    marked = "[清河镇|Township]开会，[县妇联=清河县妇联|Organisation]到场。[清河法庭|Organisation]也来了。"
    found = edges(make_story, find_locations, marked)
    assert ("清河县妇联", "清河镇") not in found
    assert ("清河法庭", "清河镇") in found


def test_a_county_that_only_the_dateline_names_holds_the_towns_of_the_story(make_story):
    story = make_story(
        "本报[清河县|Region]讯\n[柳林镇|Township]修路。", parents={"柳林镇": "清河县", "清河县": "河东市"}
    )
    dateline, *rest = story.reading.sentences
    reading = story.reading.__class__(
        story.text,
        story.reading.printed,
        story.reading.offsets,
        (Sentence(dateline.start, dateline.end, "byline"), *rest),
    )
    article = story.article.__class__(
        **{name: getattr(story.article, name) for name in story.article.__slots__} | {"reading": reading}
    )
    signed = story.__class__(story.page, article, story.mentions, story.entities)
    found = {(a.subject, a.object) for a in find_locations(signed, Subjects(signed))}
    assert ("柳林镇", "清河县") in found


def test_a_team_that_a_bureau_sends_does_not_lie_where_it_works(make_story):
    marked = "[清河县|Region]财政局驻[柳林镇|Township][下河村|Village][“帮扶”工作队|Organisation]来了。"
    assert not any(held[0] == "“帮扶”工作队" for held in edges(make_story, find_locations, marked))


def test_a_section_belongs_to_the_bureau_that_the_story_names_in_full(make_story):
    marked = (
        "[清河县|Region]开会。[清河县医疗保障局|Organisation]通报情况，"
        "[县医保局党组=清河县医保局党组|Organisation]作出部署。"
    )
    parents = {"清河县医疗保障局": "清河县", "清河县医保局党组": "清河县"}
    found = edges(make_story, find_memberships, marked, parents=parents)
    assert ("清河县医保局党组", "清河县医疗保障局") in found


def test_a_team_belongs_to_the_body_whose_it_is_said_to_be(make_story):
    marked = "[县司法局=清河县司法局|Organisation]的[“法润”服务队|Organisation]来了。"
    assert edges(make_story, find_memberships, marked) == {("“法润”服务队", "清河县司法局")}


def test_an_office_set_up_below_belongs_to_the_group_not_to_who_leads_it(make_story):
    marked = (
        "[柳林镇|Township]成立[平安建设领导小组|Organisation]，由[柳林镇党委|Organisation]书记[周文|Person]任组长，"
        "下设[镇综治中心=柳林镇综治中心|Organisation]。"
    )
    assert ("柳林镇综治中心", "平安建设领导小组") in edges(make_story, find_memberships, marked)
