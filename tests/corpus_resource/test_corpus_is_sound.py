"""The checker over the corpus that stands in the repository."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from tools import check_corpus, compare_annotations, make_corpus
from tools.corpus_places import Gazetteer
from tools.corpus_sources import CORPUS, Source, all_sources

from xiangtu.evaluation import gold_mentions, gold_pages, gold_segments


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return all_sources()


@pytest.fixture(scope="module")
def files() -> dict[Path, str]:
    return make_corpus.everything()


def none(problems: Iterable[str]) -> None:
    assert list(problems) == []


def test_every_source_is_consistent(sources: list[Source]) -> None:
    gazetteer = Gazetteer()
    assert sources
    none(f"{s.id}: {problem}" for s in sources for problem in check_corpus.source_problems(s, gazetteer))


def test_every_page_can_be_printed_and_has_five_to_eight_articles(sources: list[Source]) -> None:
    none(check_corpus.page_problems(sources, Gazetteer()))


def test_every_source_stands_in_the_batch_and_page_of_the_plan(sources: list[Source]) -> None:
    none(check_corpus.batch_problems(sources))


def test_articles_pages_counties_and_provinces_are_as_many_as_planned(sources: list[Source]) -> None:
    none(check_corpus.plan_problems(sources))


def test_splits_share_no_county_and_no_city(sources: list[Source]) -> None:
    none(check_corpus.split_problems(sources))


def test_no_two_articles_share_a_sentence(sources: list[Source]) -> None:
    none(check_corpus.copied_sentences(sources))


def test_no_article_repeats_a_real_page(sources: list[Source]) -> None:
    none(check_corpus.copied_from_seeds(sources))


def test_what_stands_there_is_what_the_sources_make(files: dict[Path, str]) -> None:
    differing = [
        str(path)
        for path, content in files.items()
        if not (CORPUS / path).is_file() or (CORPUS / path).read_bytes() != content.encode("utf-8")
    ]
    assert differing == []


def test_two_annotators_agree_on_forty_articles(sources: list[Source]) -> None:
    second = all_sources(CORPUS / "second")
    assert len(second) == 40
    figures = compare_annotations.compare(sources, second).figures()
    assert figures["mentions"].f1 >= 0.90
    assert figures["relations"].f1 >= 0.80


def test_gold_reads_as_the_measure_reads_it() -> None:
    for page in gold_pages(CORPUS):
        for article in page.record["articles"]:
            spans = gold_segments(article, page.text)
            found = {entity["name"] for entity in gold_mentions(article, page.text, spans).values()}
            assert {entity["name"] for entity in article["entities"]} == found, article["id"]
            ends = {r[end] for r in article["relations"] for end in ("subj", "obj")}
            assert ends <= found, article["id"]
            assert all(measure["text"] in page.text for measure in article["measures"])
