"""Where nodes stand: whole numbers, no overlap, the same on every run."""

import os
import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.graph import Box, build_graph, cooccurrences, label_box, positions
from xiangtu.graph.placement import place
from xiangtu.graph.positions import starting_points
from xiangtu.linking import link


@pytest.fixture(scope="module")
def graph(two_pages):
    knowledge = link(two_pages)
    return build_graph(knowledge, cooccurrences(knowledge))


def overlaps(first, second):
    (left, top, right, bottom), (left2, top2, right2, bottom2) = first, second
    return left < right2 and left2 < right and top < bottom2 and top2 < bottom


def drawn(place, box):
    x, y = place
    return x - box.left, y - box.top, x + box.right, y + box.bottom


def assert_apart(places, boxes):
    rectangles = [drawn(places[node], boxes[node]) for node in places]
    assert not [pair for pair in combinations(rectangles, 2) if overlaps(*pair)]


def test_positions_are_whole_numbers_inside_the_window(graph):
    found = positions(graph)
    assert set(found) == set(graph)
    assert all(type(x) is int and type(y) is int for x, y in found.values())
    assert all(0 <= x <= 1440 and 0 <= y <= 900 for x, y in found.values())


def test_no_label_overlaps_another_label_or_dot(graph):
    boxes = {node: label_box(graph.nodes[node]["name"], 8) for node in graph}
    assert_apart(positions(graph, boxes), boxes)


def test_the_order_in_which_the_graph_was_made_does_not_matter(graph):
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert positions(turned) == positions(graph)


def test_another_hash_seed_gives_the_same_positions():
    script = (
        "import networkx as nx\n"
        "from xiangtu.graph import positions\n"
        "g = nx.MultiDiGraph()\n"
        "for i in range(40):\n"
        "    articles = (('p', str(i % 5)),)\n"
        "    g.add_node(f'village:{i}', type='Village', name='村', parent='', articles=articles)\n"
        "for i in range(39):\n"
        "    g.add_edge(f'village:{i}', f'village:{i // 2}', key='located_in', group='role', weight=1)\n"
        "print(positions(g))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_a_village_starts_beside_its_township_wherever_else_pages_come_from(graph):
    points = starting_points(graph)
    smaller = graph.subgraph([node for node in graph if not node.startswith(("product", "person"))])
    fewer = starting_points(nx.MultiDiGraph(smaller))
    places = [node for node in smaller if node.startswith(("village", "township", "region"))]
    assert {node: points[node] for node in places} == {node: fewer[node] for node in places}


def test_places_that_lie_in_each_other_do_not_hang():
    ring: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, parent in (("village:a", "village:b"), ("village:b", "village:a"), ("village:c", "village:c")):
        ring.add_node(node, type="Village", name=node, parent=parent, articles=())
    assert len(positions(ring)) == 3


def test_an_empty_graph_and_one_node():
    assert positions(nx.MultiDiGraph()) == {}
    lone: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    lone.add_node("village:a", type="Village", name="甲", parent="", articles=())
    assert len(positions(lone)) == 1


def test_a_label_is_as_wide_as_its_characters():
    assert label_box("石桥村", 8, 12).left == 20
    assert label_box("abcde", 4, 12).left == 20
    assert label_box("", 8) == Box(10, 10, 10, 10)


boxes_drawn = st.builds(Box, *[st.integers(1, 60)] * 4)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 450), st.integers(-50, 350), boxes_drawn), max_size=25))
def test_boxes_never_overlap_however_crowded(wanted):
    wishes = {str(index): (x, y) for index, (x, y, _) in enumerate(wanted)}
    boxes = {str(index): box for index, (_, _, box) in enumerate(wanted)}
    found = place(wishes, boxes, list(wishes), (400, 300))
    assert set(found) == set(wishes)
    assert_apart(found, boxes)
