"""The bench of many pages: made pages keep their shape, made results stay right, every step runs."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import made_pages  # noqa: E402
import scale  # noqa: E402

TEMPLATES = 3
PAGES = 9


@pytest.fixture(scope="module")
def templates():
    return made_pages.templates(ROOT / "seeds", ROOT / "corpus" / "train", TEMPLATES)


@pytest.fixture(scope="module")
def made(templates):
    return made_pages.PageMaker(templates, PAGES)


def test_the_same_number_is_the_same_page_and_another_one_another(templates, made):
    again = made_pages.PageMaker(templates, PAGES)
    pages = [made.page(number) for number in range(PAGES)]
    assert [again.page(number) for number in reversed(range(PAGES))] == pages[::-1]
    assert len({page.sha256 for page in pages}) == PAGES
    assert [made.result(number).page for number in range(PAGES)] == pages


def test_a_made_page_keeps_its_shape_and_has_other_names_and_figures(templates, made):
    for number in range(PAGES):
        before = templates[number % TEMPLATES].result.page.text
        after = made.page(number).text
        assert len(after) == len(before)
        ends = [[place for place, char in enumerate(text) if char in "\n，。"] for text in (before, after)]
        assert ends[0] == ends[1]
        changed = sum(old != new for old, new in zip(before, after, strict=True))
        assert len(before) * 0.01 < changed < len(before) * 0.5


def test_a_made_result_says_of_its_page_what_the_template_says_of_its_own(templates, made):
    for number in range(PAGES):
        old, new = templates[number % TEMPLATES].result, made.result(number)
        assert len(new.mentions) == len(old.mentions)
        assert len(new.assertions) == len(old.assertions)
        articles = {article.id: article for article in new.articles}
        known = {entity.id for entity in new.entities}
        for mention in new.mentions:
            reading = articles[mention.article].reading
            spans = reading.spans(mention.start, mention.end)
            printed = "".join(new.page.text[span.start : span.end] for span in spans)
            assert reading.text[mention.start : mention.end] == mention.text
            assert "".join(printed.split()) == "".join(reading.printed[mention.start : mention.end].split())
            assert mention.entity in known
        for assertion in new.assertions:
            assert {assertion.subject, assertion.object or assertion.subject} <= known


def test_every_step_runs(templates, tmp_path):
    (tmp_path / scale.TEMPLATES).write_bytes(pickle.dumps(templates))
    steps, rows = scale.Steps(tmp_path, 2, 1), []
    for step in ("extract", *scale.AFTER_EXTRACTION, "change"):
        seconds, note = getattr(steps, step)()
        assert seconds >= 0
        assert note
        rows.append(scale.Row(2, step, seconds, 100.0, note))
    assert [bar.holds for bar in scale.bars(rows) if "GB" in bar.what] == [True] * 3


def test_bars_fall_short_where_they_do():
    rows = [
        scale.Row(100, "extract, 1 worker", 10.0, 100.0),
        scale.Row(100, "extract, 2 workers", 8.0, 100.0),
        scale.Row(10, "store", 1.0, 100.0),
        scale.Row(100, "store", 20.0, 2000.0),
        scale.Row(100, "change", 2.5, 100.0),
    ]
    assert [(bar.value, bar.holds) for bar in scale.bars(rows)] == [
        (1.25, False),
        (1.95, False),
        (2.5, False),
        (2.0, False),
    ]


def test_a_step_is_measured_in_a_process_of_its_own(templates, tmp_path):
    (tmp_path / scale.TEMPLATES).write_bytes(pickle.dumps(templates))
    command = [sys.executable, str(ROOT / "bench" / "scale.py"), "--pages", "3", "--steps", "store"]
    run = subprocess.run(
        [*command, "--work", str(tmp_path)], capture_output=True, encoding="utf-8", check=True
    )
    assert "3 store" in run.stdout
    assert "holds       store at 3 pages, GB held" in run.stdout
