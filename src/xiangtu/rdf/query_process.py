"""The process that answers one query: request on stdin, answer on stdout, both JSON.

It is a process of its own so that a time limit can end it, whatever the query does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from xiangtu.rdf.catalogue import QueryError
from xiangtu.rdf.query import BOOLEAN, GRAPH, TABLE
from xiangtu.rdf.read_only import require_read_only


def answer(path: Path, query: str) -> dict[str, Any]:
    """Return the answer to a query over a Turtle file, as `QueryResult` has it.

    Raises
    ------
    QueryError
        If the file cannot be read, or the query is wrong or refused.
    """
    try:
        prefixes = file_prefixes(path)
        require_read_only(query, prefixes)
        store = Store()
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    except OSError as error:
        raise QueryError(f"{path} cannot be read: {error}") from error
    except SyntaxError as error:
        raise QueryError(f"{path} is no Turtle: {error}") from error
    try:
        found = store.query(query, prefixes=prefixes)
    except SyntaxError as error:
        raise QueryError(f"this is no SPARQL query: {error}") from error
    if isinstance(found, QueryBoolean):
        raw = _text(found.serialize(format=QueryResultsFormat.JSON))
        return _answer(BOOLEAN, ["answer"], [[str(bool(found)).lower()]], raw)
    if isinstance(found, QuerySolutions):
        raw = _text(found.serialize(format=QueryResultsFormat.JSON))
        return _answer(TABLE, *_table(raw, prefixes), raw)
    triples = sorted(found, key=lambda triple: tuple(str(part) for part in triple))
    rows = [[_cell(part, prefixes) for part in triple] for triple in triples]
    turtle = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE)
    json_ld = pyoxigraph.serialize((pyoxigraph.Quad(*triple) for triple in triples), format=RdfFormat.JSON_LD)
    return _answer(GRAPH, ["subject", "predicate", "object"], rows, _text(json_ld), _text(turtle))


def file_prefixes(path: Path) -> dict[str, str]:
    """Return the prefixes that a Turtle file declares before its first triple."""
    with path.open("rb") as file:
        head = b"".join(_prefix_lines(file))
    parser = pyoxigraph.parse(head, format=RdfFormat.TURTLE)
    list(parser)
    return dict(sorted(parser.prefixes.items()))


def _prefix_lines(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if not line.strip() or line.lstrip().startswith((b"@prefix", b"PREFIX", b"prefix", b"#")):
            yield line
        else:
            return


def _table(raw: str, prefixes: dict[str, str]) -> tuple[list[str], list[list[str]]]:
    parsed = json.loads(raw)
    columns: list[str] = parsed["head"]["vars"]
    rows = [
        [_plain(row[name], prefixes) if name in row else "" for name in columns]
        for row in parsed["results"]["bindings"]
    ]
    return columns, rows


def _plain(value: dict[str, Any], prefixes: dict[str, str]) -> str:
    text: str = value["value"] if isinstance(value["value"], str) else json.dumps(value["value"])
    return shorten(text, prefixes) if value["type"] == "uri" else text


def _cell(node: object, prefixes: dict[str, str]) -> str:
    if isinstance(node, NamedNode):
        return shorten(node.value, prefixes)
    return node.value if isinstance(node, Literal) else str(node)


def shorten(iri: str, prefixes: dict[str, str]) -> str:
    """Return an IRI by the longest namespace that fits, or as it is."""
    fitting = [(space, name) for name, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, name = max(fitting, key=lambda each: (len(each[0]), each[1]))
    return f"{name}:{iri.removeprefix(space)}"


def _answer(
    kind: str, columns: list[str], rows: list[list[str]], raw: str, turtle: str = ""
) -> dict[str, Any]:
    return {"kind": kind, "columns": columns, "rows": rows, "json": raw, "turtle": turtle}


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8")


def main() -> None:
    """Answer the request on stdin."""
    request = json.loads(sys.stdin.buffer.read())
    try:
        found = answer(Path(request["path"]), request["query"])
    except QueryError as error:
        found = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


if __name__ == "__main__":
    main()
