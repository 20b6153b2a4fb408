"""SPARQL over an exported Turtle file: read-only, in a process of its own that a time limit can end."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xiangtu.rdf.catalogue import QueryError

CHILD = "xiangtu.rdf.query_process"

GRAPH = "graph"
TABLE = "table"
BOOLEAN = "boolean"


class QueryTimeout(QueryError):
    """A query that was stopped at its time limit."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query.

    `kind` is ``"table"`` (SELECT), ``"boolean"`` (ASK: one cell, true or false) or ``"graph"`` (CONSTRUCT,
    DESCRIBE: `rows` are subject, predicate, object, sorted). Cells are plain text: of an IRI, its prefixed
    name where the file has the prefix; of a literal, its value; ``""`` where nothing is bound. `json` is the
    answer in the SPARQL 1.1 Query Results JSON Format (of a graph: expanded JSON-LD), `turtle` that of a
    graph, else ``""``.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    json: str
    turtle: str = ""


def run_query(path: Path, text: str, timeout: float | None = None) -> QueryResult:
    """Run SPARQL over a Turtle file.

    The prefixes of the file are known to the query without being declared.

    Parameters
    ----------
    text:
        SELECT, ASK, CONSTRUCT or DESCRIBE. Updates, SERVICE, FROM and FROM NAMED are refused: nothing is
        written, and nothing but the file is read.
    timeout:
        Seconds for reading the file and answering; None waits.

    Raises
    ------
    QueryTimeout
        If the query took longer.
    QueryError
        If the file cannot be read, or the query is wrong or refused.
    """
    request = json.dumps({"path": str(path), "query": text})
    try:
        # -P: modules in the working directory are not imported.
        done = subprocess.run(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-P", "-X", "utf8", "-m", CHILD],
            input=request.encode("ascii"),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryTimeout(
            f"the query took longer than {timeout:g} seconds and was stopped: "
            "narrow it, give parameters, or raise --timeout"
        ) from error
    if done.returncode != 0:
        raise QueryError(f"the query failed: {done.stderr.decode('utf-8', 'replace').strip()[-500:]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise QueryError(answer["error"])
    return QueryResult(
        kind=answer["kind"],
        columns=tuple(answer["columns"]),
        rows=tuple(tuple(row) for row in answer["rows"]),
        json=answer["json"],
        turtle=answer["turtle"],
    )
