"""The report as JSON for programs, CSV for spreadsheets, Markdown for a terminal or a repository."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from xiangtu.report.document import Cell, Label, Quote, Ref, Report, Section, Share, Single, Table, Word
from xiangtu.report.html import meaning, number, percent, title
from xiangtu.report.words import both, command_of, label, trace_of

MARKDOWN_ROWS = 8
WHOLE_TABLE = 14
"""A table of so many rows stands in the Markdown as a whole: cutting it would save next to nothing."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MARKDOWN_ESCAPES = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|!~&"} | {"\n": " ", "\r": " "})


def report_json(report: Report) -> str:
    """Return the whole report as JSON: every table with all its rows, a row as an object by column."""
    content = {
        "header": dict(report.header),
        "places": list(report.places),
        "sections": {section.key: _section(section) for section in report.sections},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _section(section: Section) -> dict[str, Any]:
    tables = []
    for table in section.tables:
        names = [column if isinstance(column, str) else column.id for column in table.columns]
        tables.append(
            {
                "table": table.key,
                **({"about": table.about.key} if table.about else {}),
                "meaning": meaning(table).zh,
                "meaning_en": meaning(table).en,
                "from": trace_of(table.key).en,
                "query": command_of(table.key) or None,
                "rows": [dict(zip(names, map(_value, row), strict=True)) for row in table.rows],
            }
        )
    notes = [both("note", note.key, note.values)._asdict() for note in section.notes]
    return {"tables": tables, "notes": notes}


def _value(cell: Cell) -> object:
    match cell:
        case tuple():
            return [_value(each) for each in cell]
        case Ref():
            return {"id": cell.id, "name": cell.name, "type": cell.type}
        case Label() | Word():
            return cell.key
        case Quote():
            return {"text": cell.text, "headline": cell.headline, "page": cell.page, "article": cell.article}
        case Share():
            return cell.value
        case _:
            return cell


def report_csv(report: Report) -> dict[str, str]:
    """Return every table that has rows as CSV, by file name: ``posts.csv``, ``beats-Township.csv`` …

    Headings are in Chinese, entities stand by name with their id in a column of its own. A byte order mark
    tells spreadsheets that it is UTF-8; cells that they would take for a formula begin with an apostrophe.
    """
    return {
        f"{table.key}{f'-{table.about.key}' if table.about else ''}.csv": _csv_table(table)
        for section in report.sections
        for table in section.tables
        if table.rows
    }


def _csv_table(table: Table) -> str:
    has_id = [any(isinstance(row[index], Ref) for row in table.rows) for index in range(len(table.columns))]
    heading: list[str] = []
    for column, with_id in zip(table.columns, has_id, strict=True):
        name = both("column", column).zh if isinstance(column, str) else column.name
        heading += [name, f"{name} id"] if with_id else [name]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(_spreadsheet_cell, heading))
    for row in table.rows:
        cells: list[Cell] = []
        for cell, with_id in zip(row, has_id, strict=True):
            cells += [cell, cell.id if isinstance(cell, Ref) else ""] if with_id else [cell]
        writer.writerow(map(_spreadsheet_cell, cells))
    return "\ufeff" + buffer.getvalue()


def _spreadsheet_cell(cell: Cell) -> str | float:
    """Return the cell as a number where it is one, else as text that no spreadsheet takes for a formula."""
    match cell:
        case int() | float():
            return cell
        case Share():
            return cell.value
        case tuple():
            text = "、".join(_single(each).strip() for each in cell)
        case _:
            text = _single(cell).strip()
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def report_markdown(report: Report) -> str:
    """Return a short report in Chinese: the notes, and the first rows of every table."""
    heading = " · ".join(filter(None, (report.served, both("word", "report").zh)))
    lines = [f"# {_escaped(heading)}", ""]
    for section in report.sections:
        lines += [f"## {both('section', section.key).zh}", ""]
        for note in section.notes:
            lines += [_escaped(both("note", note.key, note.values).zh), ""]
        for table in section.tables:
            lines += _markdown_table(table)
    return "\n".join(lines)


def _markdown_table(table: Table) -> list[str]:
    if not table.rows:
        return []
    heading = [
        both("column", each).zh if isinstance(each, str) else _escaped(each.name) for each in table.columns
    ]
    lines = [f"### {title(table).zh}", "", meaning(table).zh, ""]
    lines += [f"| {' | '.join(heading)} |", f"|{' --- |' * len(heading)}"]
    count = len(table.rows) if len(table.rows) <= WHOLE_TABLE else MARKDOWN_ROWS
    lines += [f"| {' | '.join(map(_text, row))} |" for row in table.rows[:count]]
    if len(table.rows) > count:
        shown = {"shown": count, "all": len(table.rows)}
        lines += ["", both("word", "shown", shown).zh]
    return [*lines, ""]


def _text(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "、".join(_escaped(_single(each)) for each in cell)
    return _escaped(_single(cell))


def _single(cell: Single) -> str:
    text: str
    match cell:
        case Ref():
            text = "　" * cell.depth + cell.name
        case Label():
            text = label(cell).zh
        case Word():
            text = both("word", cell.key).zh
        case Quote():
            source = f"《{cell.headline}》，{cell.page}" if cell.headline else cell.page
            text = f"{cell.text}（{source}）"
        case Share():
            text = percent(cell.value)
        case int() | float():
            text = number(cell)
        case _:
            text = cell or ""
    return text


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no cell or line can begin in it."""
    return text.translate(MARKDOWN_ESCAPES)
