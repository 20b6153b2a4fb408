"""What a query answers, as lines for a terminal or another program."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

from xiangtu.cli.terminal import safe
from xiangtu.rdf import QueryResult, named_queries

WIDEST_CELL = 60
GAP = "  "


def answer_lines(answer: QueryResult, form: str) -> Iterator[str]:
    """Yield an answer as ``table``, ``csv``, ``json`` or ``turtle`` (of a graph)."""
    if form == "json":
        yield answer.json.rstrip()
    elif form == "turtle":
        yield answer.turtle.rstrip()
    elif form == "csv":
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([_neutral(cell) for cell in row] for row in answer.rows)
        yield buffer.getvalue().rstrip("\n")
    else:
        yield from _table(answer)


def catalogue_lines() -> Iterator[str]:
    """Yield the named queries with what they answer and their parameters."""
    for name, query in named_queries().items():
        yield f"{name}: {query.title} / {query.title_en}"
        for parameter in query.parameters:
            yield f"    --param {parameter.name}=…  {parameter.meaning}"


def catalogue_json() -> list[dict[str, Any]]:
    """Return the named queries as data."""
    return [
        {
            "name": name,
            "title": query.title,
            "title_en": query.title_en,
            "description": query.description,
            "parameters": [
                {"name": each.name, "kind": each.kind, "meaning": each.meaning} for each in query.parameters
            ],
        }
        for name, query in named_queries().items()
    ]


def _neutral(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula starts with a quote mark."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell


def _table(answer: QueryResult) -> Iterator[str]:
    rows = [answer.columns, *(tuple(_short(safe(cell)) for cell in row) for row in answer.rows)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(answer.columns))]
    for number, row in enumerate(rows):
        yield GAP.join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        if number == 0:
            yield GAP.join("-" * width for width in widths)
    yield f"{len(answer.rows)} rows"


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDEST_CELL else cell[: WIDEST_CELL - 1] + "…"


def _width(text: str) -> int:
    """Columns that a terminal gives to a text: two a wide character (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
