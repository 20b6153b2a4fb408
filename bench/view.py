"""The network page against pyvis as it comes: time to ready, size, frames a second while panning.

    python bench/view.py [--seeds seeds] [--large] [--json]

Both pages of a row are made and opened in one run, the network cut off. "Ready" is when the picture stands
still: the page's own mark, and for pyvis the end of its stabilisation. Times are of the browser, from the
start of navigation. Machines differ: trust the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from xiangtu.corpus import find_pages, read_page
from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import Assertion, Entity, KnowledgeGraph, entity_id
from xiangtu.pipeline.extraction import extract
from xiangtu.view import build_payload, network_page

PATIENCE = 60_000
"""Milliseconds after which a page counts as not ready."""
PAN_SECONDS = 2.0
PYVIS_READY = """
const watch = setInterval(() => {
  if (typeof network === 'undefined' || !network || !network.once) return;
  clearInterval(watch);
  const done = () => { document.documentElement.dataset.ready = performance.now(); };
  network.once('stabilizationIterationsDone', done);
}, 0);
"""


def made_graph(nodes: int, edges: int) -> KnowledgeGraph:
    """Return a graph tied at random (seeded), as large as asked for."""
    chance = random.Random(nodes)
    kinds = ["Township", "Village", "Organisation", "Programme", "Person", "Place"]
    named = [(kinds[index % len(kinds)], f"名称{index}") for index in range(nodes)]
    entities = sorted(
        (Entity(entity_id(kind, "1", name), kind, name) for kind, name in named), key=lambda entity: entity.id
    )
    ends: dict[tuple[str, str], None] = {}
    while len(ends) < edges:
        first, second = sorted(chance.sample(range(nodes), 2))
        ends[entities[first].id, entities[second].id] = None
    assertions = tuple(Assertion("partner_with", a, b, (), 0.9, "made") for a, b in sorted(ends))
    return KnowledgeGraph((), tuple(entities), assertions)


def seed_graph(folder: Path) -> KnowledgeGraph:
    """Return the graph of the seed pages."""
    files = find_pages([folder])[0]
    return link([extract(page) for page, _ in map(read_page, files) if page is not None])


def our_page(knowledge: KnowledgeGraph, *, quotes: bool = True) -> str:
    """Return the project's page."""
    pairs = cooccurrences(knowledge)
    return network_page(
        build_payload(knowledge, build_graph(knowledge, strongest(pairs)), pairs, quotes=quotes)
    )


def pyvis_page(knowledge: KnowledgeGraph) -> str:
    """Return the same nodes and edges as pyvis draws them with its defaults, all scripts in line."""
    pairs = cooccurrences(knowledge)
    graph = build_graph(knowledge, strongest(pairs))
    network = Network(directed=True, cdn_resources="in_line")
    for key, attributes in graph.nodes(data=True):
        network.add_node(key, label=attributes["name"], title=attributes["type"])
    for source, target in graph.edges():
        network.add_edge(source, target)
    page: str = network.generate_html()
    return page


def measured(browser: Browser, content: str, script: str = "") -> dict[str, float | None]:
    """Open a page with the network cut off; return kilobytes, seconds to ready, frames a second panning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(content, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.route("http*://**/*", lambda route: route.abort())
        page.add_init_script(script)
        size = round(len(content.encode("utf-8")) / 1000)
        result: dict[str, float | None] = {"kB": size, "ready s": None, "fps": None}
        try:
            page.goto(path.as_uri(), timeout=PATIENCE, wait_until="commit")
            page.wait_for_selector("html[data-ready]", state="attached", timeout=PATIENCE)
            ready = page.get_attribute("html", "data-ready")
            result["ready s"] = round(float(ready or 0) / 1000, 2)
            result["fps"] = frames_while_panning(page)
        except Exception as error:
            if "Timeout" not in type(error).__name__:
                raise
        page.close()
        return result


def frames_while_panning(page: Page) -> float:
    """Drag the map to and fro and return the frames a second that the page drew meanwhile."""
    page.evaluate(
        "window.frames_ = 0; (function count() { window.frames_ += 1; requestAnimationFrame(count); })()"
    )
    page.mouse.move(700, 160)
    page.mouse.down()
    start = time.perf_counter()
    first: int = page.evaluate("window.frames_")
    step = 0
    while time.perf_counter() - start < PAN_SECONDS:
        step += 1
        page.mouse.move(700 + 3 * (step % 60), 160 + 2 * (step % 50))
    last: int = page.evaluate("window.frames_")
    seconds = time.perf_counter() - start
    page.mouse.up()
    return round((last - first) / seconds, 1)


def main() -> int:
    """Run the comparison and print one line a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--large", action="store_true", help="also 2,000 and 10,000 nodes (minutes)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("no Chromium: apt-get install chromium, or set CHROMIUM=path\n")
        return 1
    seeds = seed_graph(options.seeds)
    graphs = {"five pages": seeds, "300 nodes": made_graph(300, 900)}
    if options.large:
        graphs |= {"2,000 nodes": made_graph(2000, 6000), "10,000 nodes": made_graph(10_000, 30_000)}
    rows: list[dict[str, object]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, knowledge in graphs.items():
            ours = measured(browser, our_page(knowledge))
            theirs = measured(browser, pyvis_page(knowledge), PYVIS_READY)
            rows += [{"graph": name, "page": "xiangtu", **ours}, {"graph": name, "page": "pyvis", **theirs}]
        silent = measured(browser, our_page(seeds, quotes=False))
        rows.append({"graph": "five pages", "page": "xiangtu, no quotes", **silent})
        browser.close()
    if options.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        cells: list[list[object]] = [list(rows[0]), *(list(row.values()) for row in rows)]
        for row in cells:
            sys.stdout.write("".join(f"{value!s:<20}" for value in row).rstrip() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
