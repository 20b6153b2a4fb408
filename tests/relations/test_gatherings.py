"""Partners and guests: what lists of names say of those in them."""

from __future__ import annotations

from xiangtu.relations.gatherings import find_gatherings
from xiangtu.relations.subjects import Subjects


def edges(make_story, marked):
    story = make_story(marked)
    return {(a.type, a.subject, a.object) for a in find_gatherings(story, Subjects(story))}


def test_the_first_of_a_list_is_the_partner_of_the_others_and_they_are_not_of_each_other(make_story):
    marked = "[甲局|Organisation]联合[乙局|Organisation]、[丙局|Organisation]推出新举措。"
    pairs = {frozenset(edge[1:]) for edge in edges(make_story, marked)}
    assert pairs == {frozenset({"甲局", "乙局"}), frozenset({"甲局", "丙局"})}


def test_names_that_something_is_done_to_are_no_partners(make_story):
    assert edges(make_story, "县里把[下河村|Village]、[上河村|Village]共同列入名单。") == set()


def test_a_list_of_bodies_at_a_meeting_all_came_to_it(make_story):
    marked = (
        "[清河县修路推进会|Event]在[柳林镇|Township]举行，[县财政局=清河县财政局|Organisation]、"
        "[县水利局=清河县水利局|Organisation]的负责人与会。"
    )
    assert {edge[1] for edge in edges(make_story, marked) if edge[0] == "attended"} == {
        "清河县财政局",
        "清河县水利局",
    }


def test_people_listed_with_their_posts_came_each(make_story):
    marked = "[清河县修路推进会|Event]召开。[清河县|Region]县委副书记[周文|Person]、副县长[李想|Person]到会。"
    assert {edge[1] for edge in edges(make_story, marked)} == {"周文", "李想"}
