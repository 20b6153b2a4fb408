"""The network page for everyone: axe-core, the keyboard alone, a phone, paper, a fresh profile.

axe-core (Deque Systems, MPL-2.0) comes in axe-playwright-python and is used in tests only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from xiangtu.model import KnowledgeGraph, entity_id

OpenPage = Callable[..., Any]
VILLAGE_KEY = entity_id("Village", "990101", "石桥村")
PHONE = {"width": 390, "height": 844}
CONTROLS = "button, summary, input, select, textarea, a[href], [tabindex='0']"


def violations(page: Any) -> list[str]:
    """Return what axe-core calls serious or critical, with the first element of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def choose_village(opened: Any) -> object:
    """Choose the village through the address and open all rows of its panel."""
    page = opened.page
    page.evaluate(
        """key => {
          const words = new URLSearchParams(location.hash.slice(1));
          words.set("n", key);
          location.hash = words;
        }""",
        VILLAGE_KEY,
    )
    expect(page.locator("#dossier h2")).to_have_text("石桥村")
    page.evaluate("document.querySelectorAll('#dossier details').forEach((row) => { row.open = true; })")
    return opened


@pytest.mark.parametrize("window", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_violation(
    open_page: OpenPage, town: KnowledgeGraph, window: dict[str, int] | None, theme: str
) -> None:
    opened = open_page(town, f"#theme={theme}", window)
    page = opened.page
    states: dict[str, Callable[[], object]] = {
        "first": lambda: None,
        "panel": lambda: choose_village(opened),
        "article": page.locator("#dossier .headline").first.click,
        "help": lambda: (page.keyboard.press("Escape"), page.keyboard.press("?")),
        "table": lambda: (page.keyboard.press("Escape"), page.locator("#show-table").click()),
    }
    if window:
        states |= {"filters": lambda: page.locator("#open-filters").click()}
    found = {}
    for name, reach in states.items():
        reach()
        found[name] = violations(page)
    assert found == {name: [] for name in states}


def test_axe_does_find_a_control_without_a_name(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    opened.page.evaluate("document.querySelector('.zoom').append(document.createElement('button'))")
    assert any(each.startswith("button-name") for each in violations(opened.page))


# ---- keyboard ----

VISIBLE_CONTROLS = """() => [
    ...document.querySelectorAll("button, summary, input, select, a[href], [tabindex='0']"),
  ]
  .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)"""


def reached_by_tab(page: Any) -> set[int]:
    """Press Tab until it comes round; return the numbers of the visible controls that had the keyboard."""
    total = page.evaluate(f"() => {{ window.controls_ = ({VISIBLE_CONTROLS})(); return controls_.length; }}")
    page.evaluate("document.activeElement.blur()")
    reached: set[int] = set()
    for _ in range(total + 10):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("controls_.indexOf(document.activeElement)"))
    return reached


def test_tab_reaches_every_control(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    choose_village(opened)
    reached = reached_by_tab(opened.page)
    missed = opened.page.evaluate(
        "reached => controls_.filter((_, index) => !reached.includes(index)).map((each) => each.outerHTML)",
        sorted(reached),
    )
    assert missed == []
    assert len(reached) > 40


def test_nothing_that_reacts_to_a_click_is_out_of_the_keyboards_reach(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town)
    choose_village(opened)
    pointed = opened.page.evaluate(
        """controls => [...document.querySelectorAll("body *")]
          .filter((each) => each.checkVisibility() && getComputedStyle(each).cursor === "pointer")
          .filter((each) => !each.closest(controls) && !each.closest("label"))
          .map((each) => each.outerHTML)""",
        CONTROLS,
    )
    assert pointed == []


def test_every_action_is_done_by_keyboard_alone(
    open_page: OpenPage, town: KnowledgeGraph, tmp_path: Path
) -> None:
    opened = open_page(town)
    page, press = opened.page, opened.page.keyboard.press

    def use(control: str, key: str = "Enter") -> None:
        page.locator(control).first.focus()
        press(key)

    def shown() -> set[str]:
        return set(opened.shown()["nodes"])

    everything = shown()
    scale = opened.shown()["scale"]
    press("+")
    page.wait_for_function("scale => xiangtu.shown().scale > scale * 1.05", arg=scale)
    press("0")
    page.wait_for_function("scale => Math.abs(xiangtu.shown().scale / scale - 1) < 0.3", arg=scale)
    use("#legend input[data-key=Person]", "Space")
    assert shown() < everything
    use("#reset")
    assert shown() == everything
    use("#legend li:has(input[data-key=Village]) .only")
    assert len(shown()) == 1
    use("#reset")
    opened.search("石桥村")
    press("Enter")
    press("1")
    assert shown() < everything
    use("#mode button")
    assert shown() == everything
    use("#dossier summary")
    expect(page.locator("#dossier details[open]")).to_have_count(1)
    use("#dossier details[open] .headline")
    expect(page.locator("#reader")).to_be_visible()
    press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    press("?")
    expect(page.locator("#help")).to_be_visible()
    press("Escape")
    use("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    use("#show-table", "Space")
    use("#view-table td button")
    expect(page.locator("#dossier h2")).to_contain_text("→")
    use("#show-map")
    use("#language")
    assert page.evaluate("document.documentElement.lang") == "en"
    use("#download summary")
    with page.expect_download() as started:
        use("#save-csv")
    started.value.save_as(tmp_path / "edges.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "edges.csv").read_text(encoding="utf-8-sig")))
    assert {row["from"] for row in rows}


# ---- a phone ----

CUT_OFF = """() => [
    ...document.querySelectorAll("button, summary, select, input, h1, h2, .count, .chip, .row-name"),
  ]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const box = each.getBoundingClientRect();
    const isCut = each.matches("button, summary") && each.scrollWidth > each.clientWidth + 1;
    return isCut || box.left < -0.5 || box.right > innerWidth + 0.5;
  })
  .map((each) => each.outerHTML.slice(0, 120))"""
SMALL_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility())
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 10)
  .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_phone_no_control_is_cut_and_no_label_is_under_ten_pixels(
    open_page: OpenPage, town: KnowledgeGraph, language: str
) -> None:
    opened = open_page(town, f"#lang={language}", PHONE)
    page = opened.page
    states: dict[str, Callable[[], object]] = {
        "first": lambda: None,
        "menu": lambda: page.locator("#download summary").click(),
        "filters": lambda: page.locator("#open-filters").click(),
        "panel": lambda: (page.keyboard.press("Escape"), choose_village(opened)),
        "article": page.locator("#dossier .headline").first.click,
        "help": lambda: (page.keyboard.press("Escape"), page.keyboard.press("?")),
        "table": lambda: (page.keyboard.press("Escape"), page.locator("#show-table").click()),
    }
    labels = page.evaluate("xiangtu.labels()")
    assert labels
    assert all(label["size"] >= 10 for label in labels)
    for name, reach in states.items():
        reach()
        assert page.evaluate(CUT_OFF) == [], name
        assert page.evaluate(SMALL_TEXT) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_on_a_phone_every_sheet_can_be_closed_and_scrolled_to_its_end(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town, window=PHONE)
    page = opened.page
    page.locator("#open-filters").click()
    page.locator("#reset").scroll_into_view_if_needed()
    box = page.locator("#reset").bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]
    page.locator("#open-filters").click()
    expect(page.locator("#filters")).to_be_hidden()
    choose_village(opened)
    last = page.locator("#dossier code").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]
    page.locator("#dossier .panel-title .icon").click()
    expect(page.locator("#dossier")).to_be_hidden()


# ---- elsewhere, and on paper ----


def test_an_address_opens_the_same_in_a_profile_that_never_saw_the_page(
    open_page: OpenPage, browser: Browser, town: KnowledgeGraph
) -> None:
    first = open_page(town)
    choose_village(first)
    first.page.keyboard.press("1")
    first.page.locator("#legend input[data-key=Product]").uncheck()
    first.page.locator("#theme").click()
    first.page.locator("#language").click()
    profile = browser.new_context(locale="en-US", color_scheme="light")
    fresh = profile.new_page()
    fresh.goto(first.page.url)
    fresh.wait_for_selector("html[data-ready]", state="attached")
    seen = (
        "({ ...xiangtu.shown(), scale: 0, title: document.querySelector('#dossier h2').textContent, "
        "theme: document.documentElement.dataset.theme, note: document.getElementById('note').textContent })"
    )
    assert fresh.evaluate(seen) == first.page.evaluate(seen)
    assert fresh.evaluate(seen)["theme"] == "dark"
    assert fresh.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    profile.close()


def test_on_paper_stand_the_map_and_the_panel_in_light_without_controls(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town, "#theme=dark")
    page = opened.page
    choose_village(opened)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for control in ("#filters", ".tools", ".zoom", "#dossier .actions"):
        expect(page.locator(control)).to_be_hidden()
    picture = page.locator("#canvas canvas").bounding_box()
    panel = page.locator("#dossier").bounding_box()
    note = page.locator("#note").bounding_box()
    assert picture["y"] + picture["height"] <= note["y"] + 1
    assert note["y"] + note["height"] <= panel["y"] + 1
    assert page.evaluate("document.getElementById('dossier').scrollHeight") <= panel["height"] + 1
    ground = page.evaluate(
        "[...document.querySelector('#canvas canvas').getContext('2d').getImageData(2, 2, 1, 1).data]"
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert ground[3] == 0 or min(ground[:3]) > 200
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.pdf().startswith(b"%PDF")
