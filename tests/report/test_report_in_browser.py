"""The report in a real Chromium: Chinese in the page's font, nothing cut or overlapping, on paper too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import Entity, KnowledgeGraph, Page, PageResult, entity_id
from xiangtu.report import build_report, report_html

OpenReport = Callable[..., Any]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAPER = {"width": 688, "height": 1000}
"""A4 upright in CSS pixels, less the margins."""

CUT = """() => [...document.querySelectorAll("main *")]
  .filter((each) => each.checkVisibility() && !each.closest(".scroll, svg"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120))"""
WIDE_TABLES = """() => [...document.querySelectorAll("main table")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 300))"""
OVERLAPS = """() => [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
  const frame = chart.getBoundingClientRect();
  const texts = [...chart.querySelectorAll("text")];
  const boxes = texts.map((each) => [each.textContent, each.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const outside = boxes.filter(([, box]) => box.left < frame.left - 8 || box.right > frame.right + 8);
  const pairs = boxes.flatMap(([one, a], at) =>
    boxes.slice(at + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one} on ${other}`));
  return [...pairs, ...outside.map(([text]) => `${text} outside`)];
})"""


@pytest.fixture(scope="module")
def town(two_pages: tuple[Any, ...]) -> KnowledgeGraph:
    """Return two pages, and a signer who reports on so many townships that the matrix is wide."""
    knowledge = link(two_pages)
    signer = next(each for each in knowledge.assertions if each.type == "reports_on")
    others = tuple(
        Entity(entity_id("Township", "990101", f"第{number}青山绿水镇"), "Township", f"第{number}青山绿水镇")
        for number in range(30)
    )
    return replace(
        knowledge,
        entities=tuple(sorted((*knowledge.entities, *others), key=lambda each: each.id)),
        assertions=(*knowledge.assertions, *(replace(signer, object=each.id) for each in others)),
    )


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[OpenReport]:
    """Return a function that opens the report of a corpus."""
    context = browser.new_context(locale="zh-CN")

    def open_it(knowledge: KnowledgeGraph, window: dict[str, int], media: str = "screen") -> Any:
        pairs = cooccurrences(knowledge)
        report = build_report(knowledge, build_graph(knowledge, strongest(pairs)), pairs)
        path = tmp_path / "report.html"
        path.write_text(report_html(report), encoding="utf-8")
        page = context.new_page()
        page.set_viewport_size(window)  # type: ignore[arg-type]
        page.emulate_media(media=media)  # type: ignore[arg-type]
        page.goto(path.as_uri())
        return page

    yield open_it
    context.close()


@pytest.mark.parametrize(
    ("window", "media"),
    [(DESK, "screen"), (PHONE, "screen"), (PAPER, "print")],
    ids=["desk", "phone", "paper"],
)
def test_nothing_is_cut_and_no_labels_overlap(
    open_report: OpenReport, town: KnowledgeGraph, window: dict[str, int], media: str
) -> None:
    page = open_report(town, window, media)
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.locator("svg.chart text").count() > 3
    if media == "print":
        assert page.evaluate(WIDE_TABLES) == []
    else:
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]


def test_chinese_characters_are_drawn_each_with_a_shape_of_its_own(
    open_report: OpenReport, town: KnowledgeGraph
) -> None:
    page = open_report(town, DESK)
    shapes = page.evaluate(
        """() => [..."县镇村社乡\\u{10FFFD}"].map((character) => {
          const canvas = document.createElement("canvas");
          const context = canvas.getContext("2d");
          context.font = `32px ${getComputedStyle(document.body).fontFamily}`;
          context.fillText(character, 10, 50);
          return canvas.toDataURL();
        })"""
    )
    assert len(set(shapes)) == len(shapes), "two characters look the same: a font is missing"


def test_the_switch_changes_the_language_by_keyboard_and_without_any_script(
    open_report: OpenReport, town: KnowledgeGraph
) -> None:
    page = open_report(town, DESK)
    expect(page.locator("#posts h2")).to_have_text("职务", use_inner_text=True)
    page.locator("#english").focus()
    page.keyboard.press("Space")
    heading = page.locator("#posts h2").inner_text()
    assert heading
    assert heading.isascii()


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_serious_violation(
    open_report: OpenReport, town: KnowledgeGraph, window: dict[str, int]
) -> None:
    found = Axe().run(open_report(town, window)).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_the_report_prints_every_section(open_report: OpenReport, town: KnowledgeGraph) -> None:
    page = open_report(town, PAPER, "print")
    expect(page.locator("nav")).to_be_hidden()
    assert page.locator("main section").count() == page.locator("main section:visible").count() > 10
    assert page.pdf().startswith(b"%PDF")


def test_a_report_of_nothing_is_laid_out_too(open_report: OpenReport) -> None:
    page = open_report(
        KnowledgeGraph((PageResult(Page("a.txt", "0" * 64, ""), (), (), (), ()),), (), ()), PHONE
    )
    assert page.evaluate(CUT) == []
    expect(page.locator("main")).to_contain_text("没有找到署名。")
