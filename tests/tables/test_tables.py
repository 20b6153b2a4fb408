"""CSV, GraphML and GEXF: complete, safe to open, the same bytes each time."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiangtu.graph import build_graph, cooccurrences, positions
from xiangtu.linking import link
from xiangtu.model import Entity, KnowledgeGraph, entity_id
from xiangtu.tables import (
    csv_text,
    edge_rows,
    node_rows,
    write_edges_csv,
    write_gexf,
    write_graphml,
    write_nodes_csv,
)
from xiangtu.tables.csv_files import safe_cell
from xiangtu.tables.graph_files import xml_text

WRITERS: dict[str, Callable[..., None]] = {
    "nodes.csv": lambda knowledge, _, path: write_nodes_csv(knowledge, path),
    "edges.csv": write_edges_csv,
    "xiangtu.graphml": write_graphml,
    "xiangtu.gexf": write_gexf,
}
HOSTILE = [
    '=HYPERLINK("http://example.org/","x")',
    "+1+1",
    "-2-3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    '"><img src=x onerror=alert(1)>',
    "</data></node><node/>",
    "]]>&amp;&#0;<!--",
    "a\x00b\x1f\x7f\x85\u2028c",
    '引号"与,逗号\n换行',
    "🌾\ufffe\uffff",
]


@pytest.fixture(scope="module")
def knowledge(two_pages):
    return replace(link(two_pages), header=(("xiangtu", "0.1.0"), ("sha256 of a--b.txt", "0")))


@pytest.fixture(scope="module")
def pairs(knowledge):
    return cooccurrences(knowledge)


@pytest.fixture(scope="module")
def graph(knowledge, pairs):
    return build_graph(knowledge, pairs)


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_the_mark_by_which_excel_knows_utf_8(knowledge, tmp_path):
    write_nodes_csv(knowledge, tmp_path / "nodes.csv")
    raw = (tmp_path / "nodes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,name,type")
    assert "柳溪镇".encode() in raw


def test_every_entity_and_every_edge_is_a_line(knowledge, pairs, graph, tmp_path):
    write_nodes_csv(knowledge, tmp_path / "nodes.csv")
    write_edges_csv(knowledge, pairs, tmp_path / "edges.csv")
    assert [row["id"] for row in read_csv(tmp_path / "nodes.csv")] == [each.id for each in knowledge.entities]
    edges = {(row["source"], row["target"], row["kind"]) for row in read_csv(tmp_path / "edges.csv")}
    assert edges == set(graph.edges(keys=True))


def test_every_edge_has_kind_weight_sentence_article_and_page(knowledge, pairs):
    for row in edge_rows(knowledge, pairs):
        assert row.kind
        assert row.kind_zh
        assert row.weight >= 1
        assert row.sentence
        assert row.article
        assert row.page.endswith(".txt")
        assert row.evidence >= 1


def test_what_is_stated_comes_before_co_occurrence(knowledge, pairs):
    groups = [row.group for row in edge_rows(knowledge, pairs)]
    assert groups == sorted(groups, reverse=True)
    assert set(groups) == {"role", "cooccurrence"}


def test_a_node_has_its_parent_codes_and_labels(knowledge):
    (town,) = [row for row in node_rows(knowledge) if row.name == "柳溪镇"]
    assert (town.type_zh, town.codes, town.status) == ("乡镇街道", "nbs2023=990101101", "resolved")
    (village,) = [row for row in node_rows(knowledge) if row.name == "石桥村"]
    assert (village.parent_name, village.articles, village.mentions) == ("柳溪镇", 3, 5)


def test_posts_at_one_body_are_lines_of_their_own(write_page, story):
    says = tuple(("holds_post", "周明", "甲镇", {"post": post}) for post in ("镇长", "党委副书记"))
    knowledge = link((write_page("a", [story("题", "[甲镇|Township]镇长[周明|Person]。", says=says)]),))
    assert sorted(row.post for row in edge_rows(knowledge, ())) == ["党委副书记", "镇长"]


def test_without_quotes_no_sentence_is_written(knowledge, pairs, tmp_path):
    for name in ("edges.csv", "xiangtu.graphml", "xiangtu.gexf"):
        WRITERS[name](knowledge, pairs, tmp_path / name, quotes=False)
        assert "来到石桥村" not in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("read", [("xiangtu.graphml", nx.read_graphml), ("xiangtu.gexf", nx.read_gexf)])
def test_networkx_reads_what_it_should(knowledge, pairs, graph, tmp_path, read):
    name, reader = read
    WRITERS[name](knowledge, pairs, tmp_path / name)
    found = reader(tmp_path / name)
    assert set(found) == set(graph)
    assert found.number_of_edges() == len(list(edge_rows(knowledge, pairs)))
    village = entity_id("Village", "990101", "石桥村")
    assert found.nodes[village].get("name", found.nodes[village].get("label")) == "石桥村"


def test_gexf_has_colours_sizes_and_places_but_no_date(knowledge, pairs, graph, tmp_path):
    path = tmp_path / "x.gexf"
    places = positions(graph)
    write_gexf(knowledge, pairs, path, positions=places)
    root = ElementTree.parse(path).getroot()
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    assert len(root.findall(".//viz:color", space)) == len(graph)
    first = root.find(".//g:node", space)
    assert first is not None
    place = first.find("viz:position", space)
    assert place is not None
    assert float(place.attrib["x"]) == places[first.attrib["id"]][0]
    assert "lastmodifieddate" not in path.read_text(encoding="utf-8")


def test_headers_carry_the_facts_of_the_build(knowledge, pairs, tmp_path):
    for name in ("xiangtu.graphml", "xiangtu.gexf"):
        WRITERS[name](knowledge, pairs, tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "xiangtu: 0.1.0" in text
        assert "sha256 of a- -b.txt: 0" in text


@pytest.mark.parametrize("name", WRITERS)
def test_the_order_of_pages_does_not_change_a_byte(name, two_pages, tmp_path):
    found = set()
    for order in permutations(two_pages):
        knowledge = link(order)
        WRITERS[name](knowledge, cooccurrences(knowledge), tmp_path / name)
        found.add((tmp_path / name).read_bytes())
    assert len(found) == 1


def hostile_graph(names):
    entities = {entity_id("Programme", "1", name): name for name in names}
    return KnowledgeGraph(
        (),
        tuple(
            Entity(key, "Programme", name, aliases=(name,), note=name)
            for key, name in sorted(entities.items())
        ),
        (),
        (("header", names[0]),),
    )


def check(names, folder):
    knowledge = hostile_graph(names)
    for name, write in WRITERS.items():
        write(knowledge, (), folder / name)
    cells = [cell for row in read_csv(folder / "nodes.csv") for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    assert not [cell for cell in cells if any(ord(character) < 32 for character in cell)]
    labels = {
        node.attrib["label"]
        for node in ElementTree.parse(folder / "xiangtu.gexf").iter("{http://www.gexf.net/1.2draft}node")
    }
    assert labels == {xml_text(name) for name in names}
    assert len(nx.read_graphml(folder / "xiangtu.graphml")) == len(knowledge.entities)


def test_hostile_names_are_data(tmp_path):
    check(HOSTILE, tmp_path)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=3))
def test_any_name_is_data(tmp_path, names):
    sound = [name.encode("utf-8", "replace").decode() for name in names]
    check(sound, tmp_path)


@given(st.text())
def test_a_safe_cell_never_starts_a_formula(text):
    cell = safe_cell(text)
    assert isinstance(cell, str)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_numbers_stay_numbers():
    assert safe_cell(-1) == -1
    assert safe_cell(0.5) == 0.5


def test_any_table_can_be_written_as_safe_csv():
    assert csv_text(("a", "b"), [("=1", "甲"), ("x,y", "")]) == 'a,b\n\'=1,甲\n"x,y",\n'


def test_another_hash_seed_does_not_change_a_byte(tmp_path):
    script = (
        "import sys, pathlib\n"
        "from xiangtu.model import *\n"
        "from xiangtu.tables import *\n"
        "entities = tuple(Entity(entity_id('Village', '1', f'{i}'), 'Village', f'{i}') for i in range(20))\n"
        "says = tuple(Assertion('partner_with', a.id, b.id, (), 0.9, 'x')\n"
        "    for a in entities for b in entities if a.id < b.id)\n"
        "graph = KnowledgeGraph((), entities, says)\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "write_gexf(graph, (), path)\n"
        "print(path.read_text(encoding='utf-8'))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", script, str(tmp_path / "x.gexf")],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
