"""``nodes.csv`` and ``edges.csv``: UTF-8 with a byte order mark, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from xiangtu.graph import Cooccurrence
from xiangtu.model import KnowledgeGraph
from xiangtu.tables.rows import EdgeRow, NodeRow, Value, columns, edge_rows, node_rows, values

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula; some read the full-width forms so as well."""
NEUTRALISER = "'"

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
"""One or more control characters: ``a\\tb`` has one, ``a b`` none."""


def write_nodes_csv(knowledge: KnowledgeGraph, path: Path) -> None:
    """Write one line an entity (columns: `NodeRow`)."""
    _write(path, columns(NodeRow), (values(row) for row in node_rows(knowledge)))


def write_edges_csv(
    knowledge: KnowledgeGraph, pairs: Collection[Cooccurrence], path: Path, *, quotes: bool = True
) -> None:
    """Write one line an assertion or a pair (columns: `EdgeRow`); without `quotes`, no sentences."""
    _write(path, columns(EdgeRow), (values(row) for row in edge_rows(knowledge, pairs, quotes=quotes)))


def safe_cell(value: Value) -> Value:
    """Return a cell that no spreadsheet runs: text that looks like a formula gets a leading ``'``.

    Control characters become spaces. Numbers stay numbers.

    >>> safe_cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    >>> safe_cell("党建+网格")
    '党建+网格'
    """
    if not isinstance(value, str):
        return value
    text = CONTROL_CHARACTERS.sub(" ", value).encode("utf-8", "replace").decode("utf-8")
    return NEUTRALISER + text if text.lstrip().startswith(FORMULA_STARTS) else text


def csv_text(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Return any table as CSV with safe cells, without a byte order mark.

    >>> csv_text(("name",), [("石台镇",), ("=1",)])
    "name\\n石台镇\\n'=1\\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([safe_cell(name) for name in names])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _write(path: Path, names: list[str], rows: Iterable[dict[str, Value]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: safe_cell(value) for name, value in row.items()})
