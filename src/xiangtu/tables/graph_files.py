"""``xiangtu.graphml`` and ``xiangtu.gexf``: the graph for Gephi, Cytoscape, yEd and igraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from xiangtu.graph import Cooccurrence
from xiangtu.model import KnowledgeGraph
from xiangtu.tables.rows import edge_rows, node_rows, values
from xiangtu.vocabulary import load

NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 has no place for, or that its readers change: ``\\x00``, not ``a``."""
REPLACEMENT = "\ufffd"
SMALLEST_DOT = 5.0

Positions = Mapping[str, tuple[int, int]]


def write_graphml(
    knowledge: KnowledgeGraph, pairs: Collection[Cooccurrence], path: Path, *, quotes: bool = True
) -> None:
    """Write all nodes and edges with the columns of ``nodes.csv`` and ``edges.csv``."""
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, named_key_ids=False)
    writer.add_graph_element(_flat(knowledge, pairs, quotes=quotes))
    _write(path, writer, knowledge.header)


def write_gexf(
    knowledge: KnowledgeGraph,
    pairs: Collection[Cooccurrence],
    path: Path,
    *,
    positions: Positions | None = None,
    quotes: bool = True,
) -> None:
    """Write the same as GEXF 1.2, with colours and sizes, and with places where `positions` has them."""
    flat = _flat(knowledge, pairs, quotes=quotes)
    for node, attributes in flat.nodes(data=True):
        attributes["label"] = attributes.pop("name")
        attributes["viz"] = _drawing(attributes, (positions or {}).get(node))
    for _, _, attributes in flat.edges(data=True):
        attributes["label"] = attributes["kind_zh"]
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]  # the day of writing: other bytes every day
    meta.find("creator").text = "Xiangtu"
    writer.add_graph(flat)
    _write(path, writer, knowledge.header)


def xml_text(text: str) -> str:
    """Return `text` with every character that XML 1.0 cannot carry replaced by U+FFFD.

    >>> xml_text("a\\x00b") == "a\\ufffdb"
    True
    """
    return NOT_IN_XML.sub(REPLACEMENT, text)


def _flat(
    knowledge: KnowledgeGraph, pairs: Collection[Cooccurrence], *, quotes: bool
) -> nx.MultiDiGraph[str]:
    """Return the graph with plain values only, one edge an assertion."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in node_rows(knowledge):
        attributes = _clean(values(node))
        flat.add_node(attributes.pop("id"), **attributes)
    for number, edge in enumerate(edge_rows(knowledge, pairs, quotes=quotes)):
        attributes = _clean(values(edge))
        for name in ("source_name", "target_name"):
            del attributes[name]
        flat.add_edge(attributes.pop("source"), attributes.pop("target"), key=f"e{number}", **attributes)
    return flat


def _clean(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in row.items()}


def _drawing(attributes: Mapping[str, Any], place: tuple[int, int] | None) -> dict[str, Any]:
    colour = load().types[attributes["type"]].colour
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    drawing: dict[str, Any] = {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": SMALLEST_DOT + attributes["mentions"],
    }
    if place is not None:
        x, y = place
        drawing["position"] = {"x": float(x), "y": float(-y), "z": 0.0}
    return drawing


def _write(path: Path, writer: GraphMLWriter | GEXFWriter, header: tuple[tuple[str, str], ...]) -> None:
    """Write a document with the header's facts in a comment before its first element."""
    writer.indent(writer.xml)
    facts = "\n".join(f"{name}: {value}" for name, value in header)
    comment = xml_text(facts).replace("--", "- -")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        if header:
            file.write(f"<!--\n{comment}\n-->\n")
        file.write(tostring(writer.xml, encoding="unicode").rstrip("\n") + "\n")
