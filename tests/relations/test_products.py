"""Who makes what: brands in use, apps that are brought out."""

from __future__ import annotations

from xiangtu.relations.products import find_products
from xiangtu.relations.subjects import Subjects


def produced(make_story, marked, **more):
    story = make_story(marked, **more)
    return {(found.subject, found.object) for found in find_products(story, Subjects(story))}


def test_those_who_use_a_trademark_make_what_it_stands_for(make_story):
    marked = "[下河村|Village]种植桔梗5300亩，统一使用“[清溪白|Product]”商标。"
    assert produced(make_story, marked) == {("下河村", "清溪白")}


def test_a_bureau_that_brings_an_app_out_makes_it_itself(make_story):
    marked = "[清河县水务中心|Organisation]上线“[碧水管家|Product]”小程序。"
    assert produced(make_story, marked) == {("清河县水务中心", "碧水管家")}


def test_those_who_download_an_app_do_not_make_it(make_story):
    assert produced(make_story, "[下河村|Village]下载“[碧水管家|Product]”小程序。") == set()
