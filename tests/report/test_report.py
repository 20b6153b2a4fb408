"""The statistics report: right numbers, a word where there is nothing, text that stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.lexicon import open_gazetteer
from xiangtu.linking import link
from xiangtu.model import Entity, KnowledgeGraph, Page, PageResult, TextEvidence, entity_id
from xiangtu.report import (
    FILES,
    SECTIONS,
    Report,
    build_report,
    report_csv,
    report_html,
    report_json,
    report_markdown,
    write_report,
    write_report_csv,
)
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Quote, Ref, Table, Word
from xiangtu.report.plain import MARKDOWN_ROWS
from xiangtu.report.words import both, query_of, trace_of

EMPTY = KnowledgeGraph((), (), ())


@pytest.fixture(scope="module")
def town(two_pages: tuple[Any, ...]) -> KnowledgeGraph:
    return replace(link(two_pages), header=(("xiangtu", "0"), ("lexicon", "none")))


def report_of(knowledge: KnowledgeGraph, **options: Any) -> Report:
    pairs = cooccurrences(knowledge)
    return build_report(knowledge, build_graph(knowledge, strongest(pairs)), pairs, **options)


def bureau(knowledge: KnowledgeGraph) -> str:
    return next(entity.name for entity in knowledge.entities if entity.type == "Organisation")


def tables(report: Report, key: str) -> list[Table]:
    return [table for section in report.sections for table in section.tables if table.key == key]


def rows_by_name(table: Table) -> dict[str, tuple[Any, ...]]:
    return {row[0].name: row for row in table.rows if isinstance(row[0], Ref)}


class Text(HTMLParser):
    """Collects the tags, the addresses and the visible text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


# ---- the numbers ----


def test_key_figures_count_what_is_there(town: KnowledgeGraph) -> None:
    (table,) = tables(report_of(town), "key_figures")
    numbers = {getattr(row[0], "key", ""): row[1] for row in table.rows}
    assert numbers["count_pages"] == 2
    assert numbers["count_articles"] == 3
    assert numbers["count_entities"] == len(town.entities)
    assert numbers["count_relations"] == 7
    assert numbers["count_figures"] == 2
    assert numbers["count_signers"] == 2


def test_programmes_tell_who_runs_them_and_where(town: KnowledgeGraph) -> None:
    (table,) = tables(report_of(town), "programmes")
    school = rows_by_name(table)["夜校行动"]
    assert school[1] == 2
    assert [each.name for each in school[2]] == ["柳溪镇"]
    assert [each.name for each in school[3]] == ["柳溪镇"]


def test_bylines_tell_beats_and_partners(town: KnowledgeGraph) -> None:
    report = report_of(town)
    (signers,) = tables(report, "signers")
    reporter = rows_by_name(signers)["李禾"]
    assert reporter[2] == 2
    assert [each.name for each in reporter[3]] == ["王穗"]
    (matrix,) = tables(report, "beats")
    assert [column.name for column in matrix.columns if isinstance(column, Ref)] == ["柳溪镇"]
    assert rows_by_name(matrix)["李禾"][1] == 2


def test_a_relation_is_quoted_with_the_sentence_that_names_both_ends(town: KnowledgeGraph) -> None:
    pairs = cooccurrences(town)
    facts = CorpusFacts(town, build_graph(town, strongest(pairs)), pairs)
    one, other = town.entities[0], town.entities[1]
    vague = TextEvidence("a.txt", "a1", (), f"{one.name}忙。")
    exact = replace(vague, sentence=f"{one.name}到{other.name}。")
    later = replace(vague, sentence=f"{other.name}有{one.name}。")
    quote = facts.quote((vague, exact, later), (one.id, other.id))
    assert isinstance(quote, Quote)
    assert quote.text == exact.sentence
    first = facts.quote((vague, exact))
    assert isinstance(first, Quote)
    assert first.text == vague.sentence


def test_the_heading_says_that_there_are_more_places_than_it_names(town: KnowledgeGraph) -> None:
    def of(*places: str | None) -> Report:
        pages = [Page(f"{number}.txt", "0" * 64, "甲", place=place) for number, place in enumerate(places)]
        results = tuple(PageResult(page, (), (), (), ()) for page in pages)
        return report_of(KnowledgeGraph(results, (), ()), only={"method"})

    assert of("甲县", "乙县").served == "甲县、乙县"
    assert of("甲县", None).served == "甲县等"
    assert of("甲县", "乙县", "丙县", "丁县").served == "甲县、乙县、丙县等"
    assert of(None).served == ""
    assert report_markdown(of("甲县", None)).startswith("# 甲县等 · 统计报告\n")
    assert report_markdown(of(None)).startswith("# 统计报告\n")


def test_the_hash_of_a_page_stands_once(town: KnowledgeGraph) -> None:
    hashes = tuple((f"sha256 of {each.page.id}", each.page.sha256) for each in town.results)
    hashed = replace(town, header=(*town.header, *hashes, ("sha256 of all pages", "1" * 64)))
    (table,) = tables(report_of(hashed, only={"method"}), "header")
    assert [row[0] for row in table.rows] == ["xiangtu", "lexicon", "sha256 of all pages"]


def test_short_tables_stand_in_the_markdown_as_a_whole(town: KnowledgeGraph) -> None:
    text = report_markdown(report_of(town, only={"key_figures"}))
    (table,) = tables(report_of(town, only={"key_figures"}), "key_figures")
    assert len(table.rows) > MARKDOWN_ROWS
    assert text.count("\n| ") == len(table.rows) + len(["heading", "rule"])
    assert "report.json" not in text


def test_posts_are_quoted(town: KnowledgeGraph) -> None:
    (table,) = tables(report_of(town), "posts")
    ((person, post, body, _, sentence),) = table.rows
    assert isinstance(person, Ref)
    assert isinstance(body, Ref)
    assert (person.name, post, body.name) == ("周明", "局长", bureau(town))
    assert isinstance(sentence, Quote)
    assert sentence.text.endswith("局长周明来到石桥村。")


def test_figures_of_one_indicator_are_ranked_as_printed(town: KnowledgeGraph) -> None:
    measure = next(each for each in town.assertions if each.measure and each.measure.unit == "人")
    assert measure.measure is not None
    other = next(entity.id for entity in town.entities if entity.name == "柳溪镇")
    larger = replace(measure, subject=other, measure=replace(measure.measure, value=3000.0, text="3000余人"))
    report = report_of(replace(town, assertions=(*town.assertions, larger)))
    (table,) = tables(report, "comparable_figures")
    assert [row[2] for row in table.rows] == ["3000余人", "培训1200人"]


def test_an_estimated_betweenness_is_said_to_be_one(
    town: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "介数是估计值" not in report_markdown(report_of(town, only={"centrality"}))
    statistics = sys.modules["xiangtu.graph.statistics"]
    monkeypatch.setattr(statistics, "EXACT_STEPS", 1)
    monkeypatch.setattr(statistics, "PIVOT_STEPS", 60)
    assert "介数是估计值" in report_markdown(report_of(town, only={"centrality"}))


def test_places_stand_below_those_they_lie_in(town: KnowledgeGraph) -> None:
    (table,) = tables(report_of(town), "place_tree")
    assert [(row[0].name, row[0].depth) for row in table.rows if isinstance(row[0], Ref)] == [
        ("青禾县", 0),
        ("柳溪镇", 1),
        ("石桥村", 2),
    ]


@pytest.mark.parametrize(("code", "name", "older"), [("330127", "淳安县", 0), ("110108", "海淀区", 1)])
def test_townships_that_the_corpus_never_names_come_from_the_latest_list(
    code: str, name: str, older: int
) -> None:
    county = Entity(f"region:{code}-{name}", "Region", name, codes=(("gbt2260", code),), status="resolved")
    known = open_gazetteer().county(code)
    assert known is not None
    named, *others = [place.name for place in known.townships if "mca2025" in dict(place.codes)]
    assert len(known.townships) - len(others) - 1 == older
    township = Entity(
        entity_id("Township", code, named), "Township", named, parent=county.id, status="resolved"
    )
    page = Page("a.txt", "0" * 64, named)
    knowledge = KnowledgeGraph((PageResult(page, (), (), (), ()),), (county, township), ())
    graph = build_graph(knowledge, ())
    graph.nodes[township.id]["articles"] = (("a.txt", "a1"),)
    (table,) = tables(build_report(knowledge, graph, (), only={"places"}), "missing_townships")
    ((region, count, of, missing),) = table.rows
    assert isinstance(region, Ref)
    assert (region.name, count, of) == (name, 1, len(others) + 1)
    assert list(missing if isinstance(missing, tuple) else ()) == others


def test_dates_make_a_time_line_and_their_absence_a_reason(town: KnowledgeGraph) -> None:
    (table,) = tables(report_of(town), "time_line")
    assert [(row[0], row[1]) for row in table.rows] == [("2023-03", 1)]
    undated = tuple(replace(each, page=replace(each.page, issue_date=None)) for each in town.results)
    text = report_markdown(report_of(replace(town, results=undated)))
    assert "没有时间线：3 篇报道都没有日期" in text


def test_names_that_may_be_one_thing_are_listed_with_what_is_alike(town: KnowledgeGraph) -> None:
    names = ["青山水库", "青出水库", "一号泵站", "二号泵站"]
    more = tuple(Entity(entity_id("Place", "990101", name), "Place", name) for name in names)
    (table,) = tables(report_of(replace(town, entities=(*town.entities, *more))), "look_alikes")
    rows = {
        tuple(sorted(cell.name for cell in row[:2] if isinstance(cell, Ref))): row[3] for row in table.rows
    }
    assert list(rows) == [("青出水库", "青山水库")]
    assert all(isinstance(alike, Word) and both("word", alike.key).zh for alike in rows.values())


def test_text_outside_articles_and_repeats_are_measured(town: KnowledgeGraph) -> None:
    first = town.results[0]
    longer = replace(first.page, text=first.page.text + "广告" * 20)
    report = report_of(replace(town, results=(replace(first, page=longer), *town.results[1:])))
    (table,) = tables(report, "page_quality")
    outside, repeated = table.rows[0][2], table.rows[0][3]
    counted = len("".join(longer.text.split()))
    assert getattr(outside, "value", 0) == round(40 / counted, 4)
    assert getattr(repeated, "value", 0) > 0
    assert getattr(table.rows[1][2], "value", 1) == 0


# ---- nothing there ----


@pytest.mark.parametrize("what", ["no page", "one page without text", "one entity"])
def test_a_corpus_with_next_to_nothing_has_a_report_that_says_so(what: str) -> None:
    knowledge = EMPTY
    if what != "no page":
        entities = (Entity("place:1-山", "Place", "山"),) if what == "one entity" else ()
        knowledge = KnowledgeGraph((PageResult(Page("a.txt", "0" * 64, ""), (), (), (), ()),), entities, ())
    report = report_of(knowledge)
    page = Text(report_html(report)).text
    assert "没有找到署名。" in page
    assert "没有找到职务" in page or "没有找到写明的职务。" in page
    assert ("图谱是空的" in page) == (what != "one entity")
    assert json.loads(report_json(report))["sections"]["posts"]["tables"] == []
    assert report_markdown(report).startswith("# 统计报告\n")


def test_one_article_without_byline_or_date_has_a_report_that_says_so(
    write_page: Callable[..., PageResult], story: Callable[..., Any]
) -> None:
    page = write_page("a.txt", [story("水车", "[石桥村|Village]的水车。")])
    report = report_of(link([page]))
    page_text = Text(report_html(report)).text
    assert "没有时间线：1 篇报道都没有日期" in page_text
    assert "没有找到署名。" in page_text
    (table,) = tables(report, "centrality")
    assert rows_by_name(table)["石桥村"][1:5] == (0, 0, 0.0, 1.0)


# ---- the files ----


def test_the_page_has_no_script_and_asks_for_nothing(town: KnowledgeGraph) -> None:
    page = Text(report_html(report_of(town)))
    assert not {"script", "img", "iframe", "object"} & set(page.tags)
    outside = [each for each in page.addresses if not each.startswith(("#", "network.html", "data:,"))]
    assert outside == []


def test_names_lead_into_the_network(town: KnowledgeGraph) -> None:
    page = Text(report_html(report_of(town)))
    chief = next(entity.id for entity in town.entities if entity.name == "周明")
    assert f"network.html#{urlencode({'n': chief})}" in page.addresses


def test_every_table_has_a_meaning_and_a_source_in_the_page(town: KnowledgeGraph) -> None:
    report = report_of(town)
    page = report_html(report)
    for section in report.sections:
        for table in section.tables:
            assert both("table", table.key, field="about").zh in page
            assert both("table", table.key, field="about").en in page
            assert all(each in page for each in trace_of(table.key))


def test_tables_are_csv_that_a_spreadsheet_reads_as_text_and_numbers(town: KnowledgeGraph) -> None:
    entities = tuple(replace(each, name="=1+1") if each.name == "周明" else each for each in town.entities)
    files = report_csv(report_of(replace(town, entities=entities)))
    assert {"posts.csv", "beats-Township.csv", "centrality-Person.csv"} <= set(files)
    ((person, identifier, post, body, *_),) = list(
        csv.reader(io.StringIO(files["posts.csv"].lstrip("\ufeff")))
    )[1:]
    assert (person, post) == ("'=1+1", "局长")
    assert identifier == next(entity.id for entity in town.entities if entity.name == "周明")
    assert body == bureau(town)
    sizes = dict(list(csv.reader(io.StringIO(files["key_figures.csv"].lstrip("\ufeff"))))[1:])
    assert sizes["实体"] == str(len(town.entities))


def test_tables_are_written_as_csv_files_into_a_folder_that_need_not_exist(
    town: KnowledgeGraph, tmp_path: Path
) -> None:
    report = report_of(town)
    paths = write_report_csv(report, tmp_path / "new" / "tables")
    assert [path.name for path in paths] == sorted(report_csv(report))
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)


def test_queries_that_tables_name_are_in_the_catalogue(town: KnowledgeGraph) -> None:
    from xiangtu.rdf import named_queries

    named = {query_of(table.key) for section in report_of(town).sections for table in section.tables} - {""}
    assert len(named) > 5
    assert named <= set(named_queries())


HOSTILE = '"><img src=x onerror=alert(1)></script><!--{{7*7}}|`[x](javascript:1)'


def test_hostile_text_stays_text_in_every_format(town: KnowledgeGraph) -> None:
    entities = tuple(
        replace(each, name=HOSTILE + each.name, aliases=(HOSTILE,), note=HOSTILE) for each in town.entities
    )
    results = tuple(
        replace(
            each,
            page=replace(each.page, newspaper=HOSTILE, place=HOSTILE),
            articles=tuple(replace(article, title=HOSTILE) for article in each.articles),
        )
        for each in town.results
    )
    posts = tuple(replace(each, post=HOSTILE) for each in town.assertions)
    plain = report_of(town)
    hostile = report_of(
        replace(town, entities=entities, results=results, assertions=posts, header=((HOSTILE, HOSTILE),))
    )
    page = Text(report_html(hostile))
    assert HOSTILE in page.text
    assert set(page.tags) <= set(Text(report_html(plain)).tags) | {"a"}
    markdown = report_markdown(hostile)
    assert not re.search(r"(?<!\\)<img", markdown)
    assert not re.search(r"(?<!\\)\[x", markdown)
    assert json.loads(report_json(hostile))["places"] == [HOSTILE]


def test_without_quotes_no_sentence_is_in_any_format(town: KnowledgeGraph) -> None:
    report = report_of(town, quotes=False)
    for text in (report_html(report), report_json(report), report_markdown(report)):
        assert "来到石桥村" not in text
        assert "柳溪镇办起夜校" in text


def test_the_three_files_are_utf_8_and_the_same_each_time(
    town: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    pairs = cooccurrences(town)
    graph = build_graph(town, strongest(pairs))
    contents = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        paths = write_report(town, graph, pairs, tmp_path / name)
        assert tuple(path.name for path in paths) == FILES
        contents.append([path.read_bytes() for path in paths])
    assert contents[0] == contents[1]
    assert all("柳溪镇" in content.decode("utf-8") and b"\r" not in content for content in contents[0])


def test_one_section_can_be_made_alone_and_a_wrong_name_is_refused(town: KnowledgeGraph) -> None:
    assert [section.key for section in report_of(town, only={"posts"}).sections] == ["posts"]
    with pytest.raises(KeyError, match="weather"):
        report_of(town, only={"weather"})


def test_every_word_is_in_both_languages(town: KnowledgeGraph) -> None:
    report = report_of(town)
    assert [section.key for section in report.sections] == list(SECTIONS)
    for section in report.sections:
        assert all(both("section", section.key))
        for table in section.tables:
            assert all(both("column", column).en for column in table.columns if isinstance(column, str))
