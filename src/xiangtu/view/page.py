"""The network as one HTML file that asks nothing of any other place."""

from __future__ import annotations

import json
import tomllib
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from xiangtu.graph import Cooccurrence
from xiangtu.model import KnowledgeGraph
from xiangtu.view.payload import Payload, build_payload, shortened
from xiangtu.view.still import still_picture

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
VIS_NETWORK_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"

SCRIPTS = (
    "elements.js",
    "archive.js",
    "language.js",
    "state.js",
    "visible.js",
    "paths.js",
    "labels.js",
    "picture.js",
    "quotes.js",
    "reader.js",
    "dossier.js",
    "search.js",
    "legend.js",
    "table.js",
    "downloads.js",
    "start.js",
)
"""One script in this order: what a file needs at load stands before it."""


def write_network(
    knowledge: KnowledgeGraph,
    graph: nx.MultiDiGraph[str],
    pairs: Sequence[Cooccurrence],
    path: Path,
    *,
    title: str | None = None,
    quotes: bool = True,
    iri: Callable[[str], str] | None = None,
) -> None:
    """Write the network page (UTF-8, whatever the locale). The parameters are those of `build_payload`.

    Examples
    --------
    >>> pairs = cooccurrences(knowledge)                                        # doctest: +SKIP
    >>> graph = build_graph(knowledge, strongest(pairs))                        # doctest: +SKIP
    >>> write_network(knowledge, graph, pairs, Path("exports/network.html"))    # doctest: +SKIP
    """
    payload = build_payload(knowledge, graph, pairs, title=title, quotes=quotes, iri=iri)
    page = network_page(payload)
    # A lone surrogate, which damaged input can bring, has no place in UTF-8.
    path.write_text(page, encoding="utf-8", errors="backslashreplace", newline="\n")


def network_page(payload: Payload) -> str:
    """Return the page as HTML."""
    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    network.options = {
        "physics": {"enabled": False},
        "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "hover": True},
    }
    # pyvis's add_node and add_edge look through all that is there each time; its template is not offline.
    network.nodes = payload.nodes
    network.edges = payload.edges
    network.templateEnv = _environment(payload)
    network.path = "network.html.jinja"
    page: str = network.generate_html("network.html")
    return page


def _environment(payload: Payload) -> Environment:
    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["data"] = data
    environment.filters["columns"] = columns
    names = {node["id"]: shortened(node["label"]) for node in payload.nodes}
    script = _script()
    library = _vis_network()
    style = _asset("network.css")
    environment.globals.update(
        archive=payload.archive,
        interface=interface(),
        still=still_picture(payload.nodes, payload.edges, names),
        library=Markup(library),  # noqa: S704 - our own files and the checked library, never page text
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        script_hashes=" ".join(map(_csp_hash, (library, script))),
        style_hash=_csp_hash(style),
    )
    return environment


def data(value: object) -> Markup:
    """Return a value as JSON that may stand inside a script element: no tag or entity can begin in it.

    >>> data({"name": "</script><b>&"})
    Markup('{"name":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e\\\\u0026"}')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # A lone surrogate cannot be written as UTF-8; JSON can say it by its number.
    text = "".join(f"\\u{ord(char):04x}" if "\ud800" <= char <= "\udfff" else char for char in text)
    return Markup(text)  # noqa: S704 - escaped above


def columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return rows as one list of values a column: the names of fields are written once.

    Columns that are empty in every row are left out.

    >>> columns([{"from": 1, "rule": ""}, {"from": 2, "rule": ""}])
    {'from': [1, 2]}
    """
    names = dict.fromkeys(name for row in rows for name in row)
    table = {name: [row.get(name) for row in rows] for name in names}
    return {
        name: values for name, values in table.items() if any(value not in (None, "", []) for value in values)
    }


def interface() -> dict[str, dict[str, str]]:
    """Return the words of the page: key → language → text."""
    words: dict[str, dict[str, str]] = tomllib.loads(_asset("interface.toml"))
    return words


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """Return the page's own script: all files as one, none of its names visible from outside."""
    parts = "".join(f"\n// ---- {name}\n{_asset(name)}" for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


@cache
def _vis_network() -> str:
    """Return vis-network as pyvis brings it, without the comment that would make a browser ask for its map.

    Raises
    ------
    ValueError
        If it is not the file that this page was written for and tested with.
    """
    content = files("pyvis").joinpath(VIS_NETWORK).read_bytes()
    if sha256(content).hexdigest() != VIS_NETWORK_SHA256:
        raise ValueError(f"{VIS_NETWORK} of the installed pyvis is another file than that of pyvis 0.3.2")
    # A browser reads CR LF as LF before it hashes the script.
    return content.decode("utf-8").replace("\r\n", "\n").rpartition("//# sourceMappingURL")[0]


def _csp_hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
