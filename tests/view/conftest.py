"""A browser for the tests of the network page, and pages opened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import KnowledgeGraph
from xiangtu.view import build_payload, network_page

WINDOW = {"width": 1440, "height": 900}


@dataclass
class Opened:
    """A network page in the browser, and what it did: requests, errors and messages of the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """Return ids of the shown nodes and names of the drawn links."""
        return dict(self.page.evaluate("xiangtu.shown()"))

    def place(self, key: str) -> tuple[float, float]:
        """Return where an entity stands in the window."""
        place = self.page.evaluate("key => xiangtu.place(key)", key)
        box = self.page.locator("#canvas").bounding_box()
        assert box is not None
        return box["x"] + place["x"], box["y"] + place["y"]

    def click_node(self, key: str) -> None:
        """Click an entity on the map."""
        self.page.mouse.click(*self.place(key))

    def search(self, text: str) -> None:
        """Type into the search box, by keyboard from anywhere on the page."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """Return one context for all pages: opening a page in it is cheaper than a context each."""
    return browser.new_context(viewport=WINDOW, reduced_motion="reduce", locale="zh-CN")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def page_of() -> Callable[..., str]:
    """Return a function from a knowledge graph to its network page as HTML; each page is made once."""
    made: dict[tuple[int, str], tuple[KnowledgeGraph, str]] = {}

    def make(knowledge: KnowledgeGraph, **options: Any) -> str:
        key = (id(knowledge), repr(options))
        if key not in made:
            made[key] = (knowledge, write(knowledge, **options))  # kept, so that its id stays its own
        return made[key][1]

    def write(knowledge: KnowledgeGraph, **options: Any) -> str:
        pairs = cooccurrences(knowledge)
        graph = build_graph(knowledge, strongest(pairs))
        return network_page(build_payload(knowledge, graph, pairs, **options))

    return make


@pytest.fixture(scope="session")
def town(two_pages: tuple[Any, ...]) -> KnowledgeGraph:
    """Return the small corpus of two pages, linked."""
    return link(two_pages)


@pytest.fixture
def open_page(
    context: BrowserContext, page_of: Callable[..., str], tmp_path: Path
) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a knowledge graph's page and waits until it is ready.

    No page may ask for anything, raise an error or write to the console: that is checked at the end.
    """
    pages: list[Opened] = []

    def open_it(
        knowledge: KnowledgeGraph, address: str = "", window: dict[str, int] | None = None, **options: Any
    ) -> Opened:
        path = tmp_path / f"network{len(pages)}.html"
        path.write_text(page_of(knowledge, **options), encoding="utf-8")
        page = context.new_page()
        if window:
            page.set_viewport_size(window)  # type: ignore[arg-type]
        opened = Opened(page)
        pages.append(opened)
        watch(opened)
        page.goto(f"{path.as_uri()}{address}")
        page.wait_for_selector("html[data-ready]", state="attached", timeout=15000)
        return opened

    yield open_it
    for opened in pages:
        documents = [each for each in opened.requests if not each.startswith(("file:", "blob:"))]
        opened.page.close()
        assert documents == []
        assert opened.problems == []


def watch(opened: Opened) -> None:
    """Keep what the page asks for and complains of."""
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.page.on("console", lambda message: opened.problems.append(message.text))
    opened.page.on("dialog", lambda dialog: opened.problems.append(dialog.message))


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Callable[[], Opened]]:
    """Return a function that gives an empty page of which requests and complaints are kept."""
    pages: list[Page] = []

    def make() -> Opened:
        opened = Opened(context.new_page())
        pages.append(opened.page)
        watch(opened)
        return opened

    yield make
    for page in pages:
        page.close()
