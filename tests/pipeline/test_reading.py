"""Pages read in several processes: the same results, and a page that fails takes no other with it."""

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from xiangtu.model import Page, PageResult
from xiangtu.pipeline.reading import PAGES_A_WORKER, read_pages


def pages(count: int) -> list[Page]:
    return [Page(f"p{number:03}.txt", str(number), f"第{number}版") for number in range(count)]


@pytest.fixture(autouse=True)
def extractors(monkeypatch):
    """Make the stand-ins importable for the worker processes too, which inherit the path."""
    monkeypatch.syspath_prepend(Path(__file__).parent)


def extractor(name: str) -> Callable[[Page], PageResult]:
    found: Callable[[Page], PageResult] = getattr(importlib.import_module("extractors"), name)
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_every_page_gives_one_outcome(workers):
    given = pages(2 * PAGES_A_WORKER)
    outcomes = dict(read_pages(given, workers, extractor("quick")))
    assert outcomes == {page: extractor("quick")(page) for page in given}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_on_one_page_is_told_and_costs_no_other(workers):
    outcomes = {
        page.id: outcome
        for page, outcome in read_pages(pages(2 * PAGES_A_WORKER), workers, extractor("faulty_once"))
    }
    failed = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, str)}
    assert list(failed) == ["p005.txt"]
    assert "no such rule" in failed["p005.txt"]
    assert len(outcomes) == 2 * PAGES_A_WORKER


def test_a_page_that_kills_its_worker_is_told_and_costs_no_other():
    outcomes = {
        page.id: outcome for page, outcome in read_pages(pages(2 * PAGES_A_WORKER), 2, extractor("deadly"))
    }
    assert [name for name, outcome in outcomes.items() if isinstance(outcome, str)] == ["p005.txt"]
    assert len(outcomes) == 2 * PAGES_A_WORKER


def test_pages_whose_worker_was_killed_from_outside_are_read_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XIANGTU_TEST_MARK", str(tmp_path / "killed"))
    outcomes = dict(read_pages(pages(2 * PAGES_A_WORKER), 2, extractor("deadly_the_first_time")))
    assert not [outcome for outcome in outcomes.values() if isinstance(outcome, str)]
    assert len(outcomes) == 2 * PAGES_A_WORKER
