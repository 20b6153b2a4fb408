"""The named queries: each answers something that a reader of the five pages finds there too."""

import re

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from xiangtu.rdf import QueryError, named_queries, query_text
from xiangtu.rdf.read_only import require_read_only

ANSWERS = {
    # name of the query: (parameters, cells of one row of the answer, as the pages print them)
    "about-an-entity": ({"entity": "石台镇"}, ["township/340602-石台镇", "石台镇"]),
    "articles-about-a-place": ({"place": "官庄村"}, ["官庄村", "稻田生态美 引来白鹭群"]),
    "articles-of-a-signer": ({"person": "冯冬梅"}, ["冯冬梅", "砥砺奋进谱新篇"]),
    "articles-without-byline": ({}, ["003_572d8d5bac8a31a6.txt"]),
    "co-reporters": ({}, ["张启民", "朱冬", "2"]),
    "comparable-figures": ({}, ["授信金额", "万元", "高岳街道", "3078"]),
    "coverage-of-townships": ({}, ["石台镇"]),
    "figures-of-an-entity": ({"entity": "高岳街道"}, ["授信金额", "3078", "万元"]),
    "largest-figures": ({"unit": "CNY"}, ["387000000", "杜集区"]),
    "low-confidence-statements": ({"below": "0.9"}, ["https://xiangtu.example/ontology#runs"]),
    "most-named-entities": ({}, ["杜集区"]),
    "named-in-an-article": ({"headline": "砥砺奋进谱新篇"}, ["石台镇"]),
    "organisations-beside-a-programme": ({"programme": "合心向党·众心益企"}, ["三星环保", "sentence"]),
    "organisations-of-a-place": ({"place": "石台镇"}, ["石台镇退役军人服务站"]),
    "other-names": ({}, ["东明县中医医院", "县中医医院"]),
    "other-ties": ({}, ["南关街道", "党建示范带"]),
    "places-above": ({"place": "石台镇"}, ["石台镇", "淮北市"]),
    "places-with-codes": ({}, ["石台镇", "340602101", "杜集区"]),
    "places-without-a-code": ({}, ["Village", "葛洼村"]),
    "posts-and-holders": ({"body": "石台镇"}, ["石台镇", "镇长", "李晓东"]),
    "products-of-places": ({}, ["段园葡萄", "杜集区"]),
    "reach-of-programmes": ({"programme": "暖民心行动"}, ["暖民心行动", "矿山集街道"]),
    "relations-of-an-entity": ({"entity": "李晓东"}, ["李晓东", "石台镇镇长"]),
    "reporters-of-townships": ({"township": "石台镇"}, ["朱冬", "石台镇"]),
    "said-in-an-article": ({"headline": "稻田生态美 引来白鹭群"}, ["黄崇福", "官庄村党支部书记"]),
    "sentences-between-two-entities": (
        {"first": "石油路社区", "second": "南关街道"},
        ["石油路社区", "南关街道"],
    ),
    "signatures": ({"person": "冯冬梅"}, ["冯冬梅", "3"]),
    "size-of-the-graph": ({}, ["other", "https://schema.org/NewsArticle"]),
    "strongest-associations": ({}, ["石油路社区", "郭家庄村"]),
    "villages-and-programmes": ({"township": "南关街道"}, ["南关街道", "石油路社区", "党员共管工作法"]),
    "who-runs-programmes": ({"programme": "党建引领信用村建设"}, ["杜集区", "stated"]),
}  # fmt: skip


@pytest.fixture(scope="session")
def store(five_pages):
    found = pyoxigraph.Store()
    found.bulk_load(path=str(five_pages), format=pyoxigraph.RdfFormat.TURTLE)
    return found


@pytest.fixture(scope="session")
def graph(five_pages):
    return rdflib.Graph().parse(five_pages)


def test_there_are_at_least_twenty_and_each_has_a_checked_answer():
    assert len(named_queries()) >= 20
    assert set(ANSWERS) == set(named_queries())


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_on_the_five_pages_is_right_and_the_same_in_rdflib_and_oxigraph(name, store, graph):
    values, expected = ANSWERS[name]
    text = query_text(name, values)
    rows = [[cell.value if cell is not None else "" for cell in row] for row in store.query(text)]
    by_rdflib = [["" if cell is None else str(cell) for cell in row] for row in graph.query(text)]
    assert sorted(rows) == sorted(by_rdflib)
    if "ORDER BY" in text:
        assert rows == by_rdflib
    assert any(all(any(part in cell for cell in row) for part in expected) for row in rows), rows[:20]


@pytest.mark.parametrize("name", ANSWERS)
def test_each_is_documented_and_runs_as_it_is_for_all_values(name, store):
    query = named_queries()[name]
    assert query.title != name
    assert query.title_en != name
    assert query.description.endswith(".")
    assert all(parameter.meaning for parameter in query.parameters)
    assert set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.text)) == {
        each.name for each in query.parameters
    }
    require_read_only(query.text, {})
    prepareQuery(query.text)
    assert next(iter(store.query(query.text)), None) is not None


def test_a_value_stays_a_value_whatever_it_holds(store):
    wicked = "石台镇\"@zh } ?a ?b ?c . { # \\ \n ' ?x"
    assert not list(store.query(query_text("reporters-of-townships", {"township": wicked})))


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("reporters-of-township", {}, "perhaps: reporters-of-townships"),
        ("reporters-of-townships", {"village": "甲"}, "it has: township"),
        ("low-confidence-statements", {"below": "ten"}, "must be a number"),
        ("low-confidence-statements", {"below": "NaN"}, "finite"),
        ("missing.rq", {}, "does not exist"),
        ("SELECT * { ?s ?p ?o }", {"s": "x"}, "has no parameter 's'"),
    ],
)
def test_a_wrong_name_or_parameter_is_told(name, values, message):
    with pytest.raises(QueryError, match=re.escape(message)):
        query_text(name, values)


def test_a_file_of_ones_own_may_declare_parameters(tmp_path):
    path = tmp_path / "own.rq"
    path.write_text("# param: n (number): least\nSELECT * { VALUES ?n { UNDEF } ?s ?p ?n }", encoding="utf-8")
    assert 'VALUES ?n { "3"^^<http://www.w3.org/2001/XMLSchema#decimal> }' in query_text(
        str(path), {"n": "3"}
    )


def test_a_declared_parameter_that_has_no_place_is_told(tmp_path):
    path = tmp_path / "own.rq"
    path.write_text("# param: n (number): least\nSELECT * { ?s ?p ?n }", encoding="utf-8")
    with pytest.raises(QueryError, match="needs a kind and one line"):
        query_text(str(path))
