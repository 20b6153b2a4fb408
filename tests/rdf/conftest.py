"""An export of the small hand-written corpus."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from xiangtu.graph import Cooccurrence, cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import KnowledgeGraph
from xiangtu.rdf import write_turtle


@dataclass(frozen=True)
class Export:
    knowledge: KnowledgeGraph
    pairs: tuple[Cooccurrence, ...]
    path: Path
    triples: int


@pytest.fixture(scope="session")
def export(two_pages, tmp_path_factory):
    header = (("xiangtu", "0.1.0"), ("sha256 of 一版.txt", two_pages[0].page.sha256))
    knowledge = replace(link(two_pages), header=header)
    pairs = cooccurrences(knowledge)
    path = tmp_path_factory.mktemp("rdf") / "xiangtu.ttl"
    return Export(knowledge, pairs, path, write_turtle(knowledge, pairs, path))


@pytest.fixture(scope="session")
def five_pages(tmp_path_factory):
    """Return the Turtle of the five pages in ``seeds/``."""
    from xiangtu.corpus import find_pages, read_page
    from xiangtu.pipeline.extraction import extract

    files, _ = find_pages([Path(__file__).parents[2] / "seeds"])
    pages = [page for page, _ in map(read_page, files) if page is not None]
    assert len(pages) == 5
    knowledge = link([extract(page) for page in pages])
    path = tmp_path_factory.mktemp("five") / "xiangtu.ttl"
    write_turtle(knowledge, strongest(cooccurrences(knowledge)), path)
    return path
