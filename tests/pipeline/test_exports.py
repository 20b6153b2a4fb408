"""What a corpus too large for memory gives: the same Turtle and tables, and an excerpt to look at."""

import json

import pytest

from xiangtu.graph import Size
from xiangtu.linking import NO_DECISIONS, link, linked_corpus, update_links
from xiangtu.pipeline import exports
from xiangtu.pipeline.exports import make_report, write_exports, write_rdf
from xiangtu.report import report_json
from xiangtu.store import PageStore


@pytest.fixture
def stored(two_pages, tmp_path):
    with PageStore(tmp_path / "graph" / "pages.sqlite") as store:
        for result in two_pages:
            store.put(result, "k", "pages")
        update_links(store, NO_DECISIONS, "v")
        yield linked_corpus(store, NO_DECISIONS).knowledge


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_from_disk_every_export_has_the_bytes_that_it_has_from_memory(two_pages, stored, tmp_path):
    assert write_exports(link(two_pages), tmp_path / "memory") == write_exports(stored, tmp_path / "disk")
    assert files(tmp_path / "memory") == files(tmp_path / "disk")
    for form in ("nquads", "jsonld"):
        write_rdf(link(two_pages), tmp_path / "one", form)
        write_rdf(stored, tmp_path / "other", form)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_of_a_large_corpus_turtle_and_tables_have_all_and_the_rest_says_that_it_is_an_excerpt(
    stored, tmp_path, monkeypatch
):
    write_exports(stored, tmp_path / "whole")
    monkeypatch.setattr(exports, "LARGEST_WHOLE", Size(pages=1, entities=1, pairs=0))
    monkeypatch.setattr(exports, "EXCERPT", Size(pages=1, entities=2, pairs=5))
    write_exports(stored, tmp_path / "excerpt")
    whole, part = files(tmp_path / "whole"), files(tmp_path / "excerpt")
    for name in ("xiangtu.ttl", "nodes.csv", "edges.csv"):
        assert part[name] == whole[name], name
    for name in ("xiangtu.graphml", "xiangtu.gexf", "network.html", "report.html", "report.md"):
        assert "1 of 2 pages" in part[name].decode("utf-8"), name
        assert "1 of 2 pages" not in whole[name].decode("utf-8"), name
    assert "1 of 2 pages" in json.dumps(json.loads(report_json(make_report(stored))))


def test_only_what_is_asked_for_is_written(stored, tmp_path):
    assert write_exports(stored, tmp_path / "some", only=["turtle", "edges"]) == ["edges.csv", "xiangtu.ttl"]
