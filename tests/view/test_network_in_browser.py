"""The network page in a real Chromium: by mouse, by keyboard, cut off, and with hostile names."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Route, expect

from xiangtu.model import Assertion, Entity, KnowledgeGraph, Page, Reading, TextEvidence, entity_id
from xiangtu.view.payload import BACKBONE

OpenPage = Callable[..., Any]

TOWN = "柳溪镇"
VILLAGE = "石桥村"
SCHOOL = "夜校行动"
RICE = "青禾米"
REPORTER = "李禾"
CHIEF = "周明"
COUNTY = "青禾县"


def key(knowledge: KnowledgeGraph, name: str) -> str:
    """Return the id of the entity of this name."""
    return next(entity.id for entity in knowledge.entities if entity.name == name)


def bureau(knowledge: KnowledgeGraph) -> Entity:
    """Return the body that the corpus's chief holds a post at."""
    return next(entity for entity in knowledge.entities if entity.type == "Organisation")


def post_sentence(knowledge: KnowledgeGraph) -> str:
    """Return the sentence that states the post."""
    (evidence,) = next(each for each in knowledge.assertions if each.type == "holds_post").evidence
    assert isinstance(evidence, TextEvidence)
    return evidence.sentence


def address(**words: str) -> str:
    return f"#{urlencode(words)}"


# ---- offline ----


def serve(page: Any, content: str, others: Callable[[Route], Any]) -> None:
    """Answer the page's own address; hand every other request to `others`."""
    page.route("**/*", others)
    page.route(
        "http://xiangtu.test/network.html",
        lambda route: route.fulfill(body=content, content_type="text/html; charset=utf-8"),
    )


@pytest.mark.parametrize("network", ["cut off", "hangs"])
def test_the_page_is_ready_and_asks_for_nothing_where_the_network(
    network: str, watched: Callable[[], Any], page_of: Callable[..., str], town: KnowledgeGraph
) -> None:
    opened = watched()
    others = (lambda route: route.abort()) if network == "cut off" else (lambda _route: None)
    serve(opened.page, page_of(town), others)
    opened.page.goto("http://xiangtu.test/network.html", wait_until="load", timeout=5000)
    opened.page.wait_for_selector("html[data-ready]", state="attached", timeout=5000)
    opened.page.wait_for_timeout(200)
    assert opened.requests == ["http://xiangtu.test/network.html"]
    assert opened.problems == []


# ---- first paint ----


def test_an_empty_graph_says_so(open_page: OpenPage) -> None:
    opened = open_page(KnowledgeGraph((), (), ()))
    expect(opened.page.locator("#empty")).to_have_text("图谱是空的：这些版面里没有找到实体。")


def test_one_line_says_what_is_hidden_and_what_a_line_means(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town)
    note = opened.page.locator("#note")
    expect(note).to_contain_text(f"显示 {len(town.entities)} 个实体")
    expect(note).to_contain_text("未显示：")
    expect(note).to_contain_text("实线：报道写明的关系")
    bare = open_page(crowd(30)).page.locator("#note")
    expect(bare).to_have_text(re.compile(r"^显示 30 个实体、\d+ 条连线。实线"))


def crowd(count: int) -> KnowledgeGraph:
    """Return entities of one county, tied at random (seeded), with names of two to twelve characters."""
    chance = random.Random(1)
    characters = "安宁平和青山绿水东西南北长河大桥新村富民同心星火"
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.choices(characters, k=chance.randint(2, 12)))] = None
    kinds = ["Township", "Village", "Organisation", "Programme", "Person", "Place"]
    entities = [
        Entity(entity_id(kind, "990101", name), kind, name)
        for name, kind in zip(names, kinds * count, strict=False)
    ]
    ends = {tuple(sorted(chance.sample([each.id for each in entities], 2))) for _ in range(3 * count)}
    assertions = [Assertion("partner_with", a, b, (), 0.9, "hand") for a, b in sorted(ends)]
    return KnowledgeGraph((), tuple(sorted(entities, key=lambda each: each.id)), tuple(assertions))


def test_a_hundred_names_stand_clear_of_each_other_and_of_every_node_at_first_paint(
    open_page: OpenPage,
) -> None:
    opened = open_page(crowd(400))
    labels = opened.page.evaluate("xiangtu.labels()")
    scale = opened.shown()["scale"]
    assert len(labels) >= 100
    assert all(label["size"] >= 11 for label in labels)
    nodes = opened.page.evaluate(
        "keys => keys.map((key) => { const { x, y, radius } = xiangtu.place(key); return [x, y, radius]; })",
        opened.shown()["nodes"],
    )
    zero = opened.page.evaluate("xiangtu.origin()")
    boxes = [
        (box[0] + zero["x"], box[1] + zero["y"], box[2] + zero["x"], box[3] + zero["y"])
        for box in (label["box"] for label in labels)
    ]
    window = opened.page.locator("#canvas").bounding_box()
    assert scale > 0.3
    for a, b in combinations(boxes, 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], "two names overlap"
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= window["width"]
        assert bottom <= window["height"]
        for x, y, radius in nodes:
            assert x + radius <= left or x - radius >= right or y + radius <= top or y - radius >= bottom


def test_parallel_edges_survive_and_bend_apart(open_page: OpenPage, town: KnowledgeGraph) -> None:
    runs = next(each for each in town.assertions if each.type == "runs")
    post = next(each for each in town.assertions if each.type == "holds_post")
    more = (replace(runs, type="founded"), replace(runs, type="invests_in"), replace(post, post="党组书记"))
    knowledge = replace(town, assertions=(*town.assertions, *more))
    opened = open_page(knowledge)
    drawn = {
        each["name"]: (each["type"], each["bend"]) for each in opened.page.evaluate("xiangtu.drawnLinks()")
    }
    between = [
        value
        for name, value in drawn.items()
        if json.loads(name)[0] == key(town, TOWN) and json.loads(name)[2] == key(town, SCHOOL)
    ]
    posts = [json.loads(name)[3] for name in drawn if json.loads(name)[0] == key(town, CHIEF)]
    assert len(between) == len(set(between)) == 3
    assert sorted(posts) == ["党组书记", "局长"]


def test_without_javascript_there_is_a_still_picture(
    browser: Browser, page_of: Callable[..., str], town: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "network.html"
    path.write_text(page_of(town), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    names = page.locator(".still text").all_text_contents()
    picture = page.locator(".still-map").bounding_box()
    heading = page.locator(".still h1").text_content()
    legend = [each.strip() for each in page.locator(".still li").all_text_contents()]
    context.close()
    assert heading == "青禾县等 · 新闻知识图谱"
    assert {"人物 Person", "署名者 Signers", "乡镇街道 Township"} <= set(legend)
    assert len(legend) == len(set(legend))
    assert sorted(names) == sorted(entity.name for entity in town.entities)
    assert picture is not None
    assert picture["width"] > 100


def test_on_a_phone_the_leading_names_are_there_even_where_it_is_crowded(open_page: OpenPage) -> None:
    opened = open_page(crowd(400), window={"width": 390, "height": 844})
    leading = [each for each in opened.page.evaluate("xiangtu.labels()") if each["size"] == 13]
    assert len(leading) == 12
    for a, b in combinations([each["box"] for each in leading], 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], "two names overlap"


# ---- search, details, evidence ----


def neighbours(opened: Any, node: str) -> set[str]:
    """Return what a drawn line joins to a node, and the node."""
    ends = [(json.loads(name)[0], json.loads(name)[2]) for name in opened.shown()["links"]]
    return {end for pair in ends if node in pair for end in pair}


def test_the_panel_covers_nothing_that_the_chosen_node_is_joined_to(open_page: OpenPage) -> None:
    opened = open_page(crowd(60))
    rightmost = max(opened.shown()["nodes"], key=lambda node: opened.place(node)[0])
    chosen = neighbours(opened, rightmost)
    assert len(chosen) > 1
    places = [opened.place(node)[0] for node in chosen]
    assert max(places) - min(places) < 600, "otherwise they find no room beside the panel"
    opened.click_node(rightmost)
    panel = opened.page.locator("#dossier").bounding_box()
    assert max(places) > panel["x"], "before the panel opened they stood where it is"
    canvas = opened.page.locator("#canvas").bounding_box()
    for x, y in map(opened.place, chosen):
        assert canvas["x"] < x < panel["x"]
        assert canvas["y"] < y < canvas["y"] + canvas["height"]


def test_a_double_click_means_the_node_that_its_first_click_met(open_page: OpenPage) -> None:
    opened = open_page(crowd(60))
    rightmost = max(opened.shown()["nodes"], key=lambda node: opened.place(node)[0])
    chosen = neighbours(opened, rightmost)
    opened.page.mouse.dblclick(*opened.place(rightmost))
    opened.page.wait_for_function("count => xiangtu.shown().nodes.length === count", arg=len(chosen))
    assert set(opened.shown()["nodes"]) == chosen


def test_a_converted_figure_is_rounded_and_its_unit_is_a_word(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    figure = next(each for each in town.assertions if each.measure is not None)
    assert figure.measure is not None
    fields_of = replace(figure.measure, value=10000, normalised_value=6666666.667, normalised_unit="m2")
    acres = replace(figure, measure=fields_of)
    others = tuple(each for each in town.assertions if each is not figure)
    opened = open_page(replace(town, assertions=(*others, acres)), address(n=figure.subject))
    expect(opened.page.locator("#dossier")).to_contain_text("≈ 6,666,667 平方米")


def test_search_by_keyboard_finds_by_name_alias_and_pinyin(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    dossier = opened.page.locator("#dossier")
    for text, found in (
        ("柳溪", "柳溪镇"),
        (bureau(town).aliases[0], bureau(town).name),
        ("yxxd", "夜校行动"),
        ("lihe", "李禾"),
    ):
        opened.search(text)
        expect(opened.page.locator("#search-results [aria-selected=true]")).to_contain_text(found)
        opened.page.keyboard.press("Enter")
        expect(dossier.locator("h2")).to_have_text(found)
        opened.page.keyboard.press("Escape")
        expect(dossier).to_be_hidden()
    opened.search("没有这个")
    expect(opened.page.locator("#search-results")).to_contain_text("没有找到")


def test_search_by_mouse_and_headlines(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    opened.page.locator("#search").fill("结业")
    opened.page.locator("#search-results li").filter(has_text="夜校结业").click()
    expect(opened.page.locator("#reader h2")).to_have_text("夜校结业")
    expect(opened.page.locator("#reader .article-text")).to_contain_text("石桥村种青禾米近2.5万亩。")
    opened.page.locator("#reader .name").filter(has_text="青禾米").click()
    expect(opened.page.locator("#reader")).to_be_hidden()
    expect(opened.page.locator("#dossier h2")).to_have_text("青禾米")


def test_a_clicked_node_shows_its_neighbours_once_each_with_role_and_co_occurrence(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town)
    opened.click_node(key(town, VILLAGE))
    dossier = opened.page.locator("#dossier")
    expect(dossier.locator("h2")).to_have_text("石桥村")
    expect(dossier.locator(".hierarchy")).to_contain_text("青禾县 › 柳溪镇 › 石桥村")
    rows = dossier.locator(".rows summary").filter(has_text="柳溪镇")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("同句 2 次")
    headings = dossier.locator("h3").all_inner_texts()
    assert any(heading.startswith("位于") for heading in headings)
    assert any(heading.startswith("出产") for heading in headings)
    expect(dossier).to_contain_text("种植")
    expect(dossier).to_contain_text("近2.5万亩")
    expect(dossier).to_contain_text(key(town, VILLAGE))


def test_a_row_opens_to_the_sentence_with_both_names_marked_and_its_source(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town, address(n=key(town, CHIEF)))
    row = opened.page.locator("#dossier .rows details").filter(has_text=bureau(town).name)
    row.locator("summary").focus()
    opened.page.keyboard.press("Enter")
    quote = row.locator(".quote").first
    expect(quote.locator("blockquote")).to_have_text(post_sentence(town))
    assert quote.locator("mark").all_inner_texts() == [bureau(town).aliases[0], "周明"]
    expect(quote.locator("figcaption")).to_contain_text("《柳溪镇办起夜校》")
    expect(quote.locator("figcaption")).to_contain_text(
        "记者 李禾 · 通讯员 王穗 · 青禾报 · 2023-03 · 一版.txt"
    )
    quote.locator(".headline").click()
    expect(opened.page.locator("#reader .evidence")).to_have_text(post_sentence(town))
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#reader")).to_be_hidden()


def test_a_clicked_line_shows_what_it_rests_on(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    dossier = opened.page.locator("#dossier")
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):  # another line or a name may lie over the middle of this one
        (ax, ay), (bx, by) = opened.place(key(town, RICE)), opened.place(key(town, VILLAGE))
        opened.page.mouse.click(ax + (bx - ax) * part, ay + (by - ay) * part)
        if dossier.is_visible() and dossier.locator("h2").inner_text() == "石桥村 → 青禾米":
            break
        opened.page.keyboard.press("Escape")
    expect(dossier.locator("h2")).to_have_text("石桥村 → 青禾米")
    expect(dossier.locator("section").first).to_contain_text("石桥村种青禾米近2.5万亩。")
    expect(dossier.locator("section").first).to_contain_text("置信度 0.9")


# ---- filters, focus, path ----


def test_the_legend_counts_and_filters_types_by_mouse_and_by_keyboard(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town)
    row = opened.page.locator("#legend li").filter(has_text="人物")
    expect(row.locator(".count")).to_have_text("3")
    row.locator("input").click()
    assert not {key(town, CHIEF), key(town, REPORTER)} & set(opened.shown()["nodes"])
    assert row.locator("input").evaluate("box => box === document.activeElement"), (
        "the control keeps the keyboard"
    )
    opened.page.keyboard.press("Space")
    assert {key(town, CHIEF), key(town, REPORTER)} <= set(opened.shown()["nodes"])


def test_people_are_filtered_by_role(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    opened.page.locator("#legend li.inner").filter(has_text="记者").locator("input").uncheck()
    shown = set(opened.shown()["nodes"])
    assert key(town, REPORTER) not in shown
    assert key(town, CHIEF) in shown
    opened.page.locator("#reset").click()
    assert key(town, REPORTER) in opened.shown()["nodes"]


def test_kinds_of_edge_are_filtered(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)

    def kinds() -> set[str]:
        return {json.loads(name)[1] for name in opened.shown()["links"]}

    assert "reports_on" in kinds()
    assert "article" not in kinds()
    opened.page.locator("#legend input[data-key=reports_on]").uncheck()
    assert "reports_on" not in kinds()
    opened.page.locator("#legend li", has=opened.page.locator("input[data-key=produces]")).hover()
    opened.page.locator("#legend li", has=opened.page.locator("input[data-key=produces]")).locator(
        ".only"
    ).click()
    assert kinds() == {"produces"}


def test_the_slider_lets_weaker_co_occurrence_in(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    before = len(opened.shown()["links"])
    opened.page.locator("#association").focus()
    opened.page.keyboard.press("Home")
    opened.page.wait_for_function("count => xiangtu.shown().links.length > count", arg=before)
    expect(opened.page.locator("output[for=association]")).to_have_text("全部")


def test_hubs_can_be_hidden_and_are_named(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    opened.page.locator("#hubs").focus()
    opened.page.keyboard.press("ArrowRight")
    names = opened.page.locator("#hub-names").inner_text()
    hidden = {entity.name for entity in town.entities if entity.id not in opened.shown()["nodes"]}
    assert hidden == {names}


def test_focus_shows_one_two_or_three_steps(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town, address(n=key(town, RICE)))
    opened.page.keyboard.press("1")
    one = set(opened.shown()["nodes"])
    assert one == {key(town, RICE), key(town, VILLAGE)}
    opened.page.locator("#dossier .actions button").filter(has_text="2").click()
    two = set(opened.shown()["nodes"])
    assert one < two
    assert key(town, TOWN) in two
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Escape")
    assert len(opened.shown()["nodes"]) == len(town.entities)


def test_a_path_is_found_by_mouse_and_by_keyboard_with_its_sentences(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town, address(kinds="article,sentence", n=key(town, CHIEF)))
    opened.page.keyboard.press("p")
    opened.page.keyboard.type("柳溪镇")
    opened.page.keyboard.press("Enter")
    steps = opened.page.locator("#dossier .path > li")
    expect(steps).to_have_count(3)
    expect(steps.nth(0)).to_contain_text("局长")
    expect(steps.nth(0)).to_contain_text(post_sentence(town))
    opened.page.keyboard.press("Escape")
    opened.click_node(key(town, RICE))
    opened.page.locator("#start-path").click()
    opened.click_node(key(town, TOWN))
    expect(opened.page.locator("#dossier .path > li")).to_have_count(2)


def test_no_path_is_said_to_be_none(open_page: OpenPage, town: KnowledgeGraph) -> None:
    alone = Entity(entity_id("Place", "990101", "孤山"), "Place", "孤山")
    knowledge = replace(town, entities=tuple(sorted((*town.entities, alone), key=lambda each: each.id)))
    opened = open_page(knowledge, address(**{"from": key(town, TOWN), "to": alone.id}))
    expect(opened.page.locator("#dossier")).to_contain_text("两者之间没有通路")


def test_time_is_offered_only_where_dates_are_known(
    open_page: OpenPage, town: KnowledgeGraph, two_pages: tuple[Any, ...]
) -> None:
    expect(open_page(town).page.locator("#since")).to_have_count(0)
    later = tuple(
        replace(result, page=replace(result.page, issue_date=date))
        for result, date in zip(town.results, ("2023-03", "2023-05-02"), strict=True)
    )
    opened = open_page(replace(town, results=later))
    opened.page.locator("#since").select_option("2023-05-02")
    shown = set(opened.shown()["nodes"])
    assert key(town, RICE) in shown
    assert key(town, CHIEF) not in shown


# ---- keyboard, tables, address, files ----


def test_arrow_keys_walk_the_map_and_enter_goes_to_the_details(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town)
    opened.page.locator("#canvas").focus()
    names = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp"):
        opened.page.keyboard.press(key)
        names.append(opened.page.locator("#dossier h2").inner_text())
    assert len(set(names)) > 1
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "dossier"


def test_the_tables_hold_the_same_and_lead_to_the_details(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    opened.page.locator("#show-table").click()
    tables = opened.page.locator("#view-table table")
    expect(tables.nth(0).locator("tbody tr")).to_have_count(len(town.entities))
    tables.nth(0).get_by_role("button", name="青禾米").click()
    expect(opened.page.locator("#dossier h2")).to_have_text("青禾米")


def test_the_address_opens_the_same_state_elsewhere_and_back_undoes(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    first = open_page(town)
    first.click_node(key(town, VILLAGE))
    first.page.locator("#legend input[data-key=Person]").uncheck()
    first.page.keyboard.press("2")
    first.page.locator("#language").click()
    hash_of = first.page.evaluate("location.hash")
    second = open_page(town, hash_of)
    assert second.shown()["nodes"] == first.shown()["nodes"]
    expect(second.page.locator("#dossier h2")).to_have_text("石桥村")
    expect(second.page.locator("#show-map")).to_have_text("Map")
    assert second.page.evaluate("location.hash") == hash_of
    first.page.go_back()
    expect(first.page.locator("#mode")).to_be_hidden()


@pytest.mark.parametrize(
    "wrong", ["#n=%00&focus=9&min=x&types=%2C%2C&e=%7B", "#%E0%A4%A", "#of=a&to=b&from=c"]
)
def test_a_damaged_address_opens_the_page_all_the_same(
    open_page: OpenPage, town: KnowledgeGraph, wrong: str
) -> None:
    opened = open_page(town, wrong)
    assert len(opened.shown()["nodes"]) == len(town.entities)


def test_english_is_one_click_away(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town)
    opened.page.locator("#language").click()
    assert opened.page.evaluate("document.documentElement.lang") == "en"
    expect(opened.page.locator("#legend")).to_contain_text("Township")
    expect(opened.page.locator("#note")).to_contain_text("entities")
    text = opened.page.locator("#filters").inner_text()
    assert not any("一" <= char <= "鿿" for char in text), text


def download(opened: Any, button: str, folder: Path) -> bytes:
    opened.page.locator("#download summary").click()
    with opened.page.expect_download() as started:
        opened.page.locator(button).click()
    path = folder / button.strip("#")
    started.value.save_as(path)
    return path.read_bytes()


def test_what_is_shown_is_saved_as_csv_json_and_png(
    open_page: OpenPage, town: KnowledgeGraph, tmp_path: Path
) -> None:
    opened = open_page(town, address(kinds="article,sentence"))
    rows = list(csv.DictReader(io.StringIO(download(opened, "#save-csv", tmp_path).decode("utf-8-sig"))))
    graph = json.loads(download(opened, "#save-json", tmp_path))
    links = [each for each in town.assertions if each.object is not None]
    chain = [(key(town, TOWN), key(town, COUNTY))]
    assert len(rows) == len(graph["edges"]) == len(links) + len(chain)
    post = next(row for row in rows if row["kind"] == "holds_post")
    assert (post["from"], post["label"], post["to"]) == ("周明", "局长", bureau(town).name)
    assert post["sentence"] == post_sentence(town)
    assert {node["id"] for node in graph["nodes"]} == {entity.id for entity in town.entities}
    assert download(opened, "#save-png", tmp_path).startswith(b"\x89PNG")


def test_the_link_to_a_view_is_copied_and_the_button_says_so(
    open_page: OpenPage, town: KnowledgeGraph
) -> None:
    opened = open_page(town, address(n=key(town, VILLAGE)))
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.locator("#download summary").click()
    opened.page.locator("#copy-link").click()
    expect(opened.page.locator("#copy-link")).to_have_text("已复制")
    assert opened.page.evaluate("navigator.clipboard.readText()") == opened.page.url
    expect(opened.page.locator("#download")).not_to_have_attribute("open", "")
    expect(opened.page.locator("#copy-link")).to_have_text("复制本视图的链接")


def test_cells_that_begin_like_a_formula_are_saved_as_text(
    open_page: OpenPage, town: KnowledgeGraph, tmp_path: Path
) -> None:
    entities = tuple(
        replace(each, name="=1+1") if each.id == key(town, RICE) else each for each in town.entities
    )
    opened = open_page(replace(town, entities=entities))
    rows = list(csv.DictReader(io.StringIO(download(opened, "#save-csv", tmp_path).decode("utf-8-sig"))))
    assert "'=1+1" in {row["to"] for row in rows}


def test_a_phone_has_every_control_in_its_window(open_page: OpenPage, town: KnowledgeGraph) -> None:
    opened = open_page(town, window={"width": 390, "height": 844})
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    for button in opened.page.locator("header button:visible, header summary:visible, .zoom button").all():
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    opened.page.locator("#open-filters").click()
    expect(opened.page.locator("#search")).to_be_visible()
    opened.page.locator("#search").fill("柳溪")
    opened.page.locator("#search-results li").first.click()
    expect(opened.page.locator("#filters")).to_be_hidden()
    expect(opened.page.locator("#dossier h2")).to_have_text("柳溪镇")


def test_of_a_large_graph_the_backbone_is_drawn_and_the_rest_comes_when_asked_for(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BACKBONE == 2000
    monkeypatch.setattr("xiangtu.view.payload.BACKBONE", 60)
    named = [f"第{index}处" for index in range(120)]
    found = [Entity(entity_id("Place", "990101", name), "Place", name) for name in named]
    centre, *others = entities = tuple(sorted(found, key=lambda each: each.id))
    links = tuple(Assertion("partner_with", centre.id, other.id, (), 0.9, "hand") for other in others)
    opened = open_page(KnowledgeGraph((), entities, links))
    page = opened.page
    shown = set(opened.shown()["nodes"])
    assert len(shown) == 60
    expect(page.locator("#note")).to_contain_text("只画出 120 个实体中关联最强的 60 个")
    hidden = next(entity for entity in entities if entity.id not in shown)
    opened.search(hidden.name)
    page.keyboard.press("Enter")
    expect(page.locator("#dossier h2")).to_have_text(hidden.name)
    assert set(opened.shown()["nodes"]) == shown | {hidden.id}
    page.evaluate("hash => { location.hash = hash; }", address(n=centre.id))
    expect(page.locator(".growth")).to_contain_text("图上显示相邻实体 59 个，共 119 个")
    page.locator("#grow").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".growth")).to_contain_text("图上显示相邻实体 84 个，共 119 个")
    assert page.evaluate("document.activeElement.id") == "grow", "the control keeps the keyboard"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#grow")).to_have_count(0)
    everything = opened.shown()["nodes"]
    assert len(everything) == 120
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert opened.shown()["nodes"] == everything, "the address holds what was asked for"


# ---- hostile text ----

HOSTILE = (
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "href",
    "<!--<script>",
    "{{7*7}}{% raw %}",
    "\u2028\u202e\u0000]]>",
)
KEPT = {
    *("id", "type", "rule", "role", "scheme", "part", "status", "article", "entity"),
    *("subject", "object", "parent", "recogniser", "sha256", "issue_date"),
}


def made_hostile(value: Any, attack: str, page_names: dict[str, str]) -> Any:
    """Return the record with `attack` in every field of text; ids stay joined, lengths of texts stay."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(made_hostile(each, attack, page_names) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for each in fields(value):
        old = getattr(value, each.name)
        if isinstance(old, str) and each.name not in KEPT:
            if each.name in ("text", "printed") and isinstance(value, Reading | Page):
                changes[each.name] = (attack * (len(old) // len(attack) + 1))[: len(old)]
            elif each.name == "page":
                changes[each.name] = page_names.setdefault(old, old + attack)
            elif old or each.name in ("note", "post", "valid", "hedge", "period"):
                changes[each.name] = attack
        elif each.name in ("aliases", "candidates"):
            changes[each.name] = (attack,)
        elif isinstance(old, tuple) or is_dataclass(old):
            changes[each.name] = made_hostile(old, attack, page_names)
    if isinstance(value, Page):
        changes["id"] = page_names.setdefault(value.id, value.id + attack)
        changes |= {"newspaper": attack, "place": attack}
    return replace(value, **changes)


@pytest.mark.parametrize(
    "attack", ["".join(HOSTILE), "".join(reversed(HOSTILE))], ids=["forwards", "backwards"]
)
def test_hostile_text_in_every_field_runs_nothing(
    open_page: OpenPage, town: KnowledgeGraph, attack: str
) -> None:
    knowledge = made_hostile(town, attack, {})
    knowledge = replace(knowledge, header=((attack, attack),))
    opened = open_page(knowledge)
    page = opened.page
    before = page.evaluate(
        "document.querySelectorAll('script, img, iframe, object, embed, base, link').length"
    )
    for entity in knowledge.entities:
        page.evaluate("hash => { location.hash = hash; }", address(n=entity.id))
        page.wait_for_function("document.querySelector('#dossier h2') !== null")
        for row in page.locator("#dossier details").all():
            row.evaluate("row => { row.open = true; }")
    page.locator("#dossier .headline").first.click()
    page.keyboard.press("Escape")
    opened.search(attack.replace("\u0000", "")[:6])
    page.keyboard.press("Escape")
    page.locator("#help-button").click()
    page.keyboard.press("Escape")
    page.locator("#show-table").click()
    assert (
        page.evaluate("document.querySelectorAll('script, img, iframe, object, embed, base, link').length")
        == before
    )
    assert page.evaluate("document.querySelectorAll('[href^=javascript], [onerror], [onclick]').length") == 0
