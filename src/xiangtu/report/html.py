"""The report as one HTML file: no script, no request, both languages, charts as inline SVG."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from xiangtu.report.charts import CHART_WIDTH, Column, shade, upright_columns
from xiangtu.report.document import Cell, Label, Quote, Ref, Report, Share, Single, Table, Word
from xiangtu.report.words import Both, both, command_of, label, trace_of

COLUMNS_SHOWN = 14
BAR_LENGTH = 220
SHORT_TEXT = 12
DEEPEST_INDENT = 4


def report_html(report: Report, network: str = "network.html") -> str:
    """Return the report as HTML; names link to the page `network`, which opens at the entity."""
    environment = Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = _asset("report.css")
    environment.globals.update(
        bar_length=bar_length,
        both=both,
        chart_width=_chart_width,
        class_of=_class_of,
        columns_shown=COLUMNS_SHOWN,
        greatest=_greatest,
        is_number=_is_number,
        kind_of=lambda cell: type(cell).__name__,
        label=label,
        matrix_rows=_matrix_rows,
        meaning=meaning,
        network=network,
        network_link=lambda identifier: f"{network}#{urlencode({'n': identifier})}",
        number=number,
        percent=percent,
        command_of=command_of,
        places=report.served,
        colon=both("word", "colon"),
        separator=both("word", "separator"),
        shade=shade,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=f"'sha256-{b64encode(sha256(style.encode('utf-8')).digest()).decode('ascii')}'",
        title=title,
        trace_of=trace_of,
        upright=lambda table: upright_columns(
            [str(row[0]) for row in table.rows], [row[1] for row in table.rows]
        ),
    )
    return environment.get_template("report.html.jinja").render(report=report)


def title(table: Table) -> Both:
    """Return a table's title, with what it is about where one title serves several tables."""
    about = label(table.about) if table.about else Both("", "")
    return Both(
        both("table", table.key, {"about": about.zh}).zh, both("table", table.key, {"about": about.en}).en
    )


def meaning(table: Table) -> Both:
    """Return the sentence that says what a table means."""
    return both("table", table.key, field="about")


def number(value: float) -> str:
    """Return a number as printed: thousands apart, no digits that say nothing.

    >>> number(12345), number(0.25), number(3.0)
    ('12,345', '0.25', '3')
    """
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a share in per cent.

    >>> percent(0.0312)
    '3.1 %'
    """
    return f"{100 * value:.1f} %".replace(".0 %", " %")


def bar_length(table: Table, row: tuple[Cell, ...]) -> float:
    """Return the length in pixels of the bar beside a row: its second cell against the greatest."""
    values = [float(each[1]) for each in table.rows if isinstance(each[1], int | float)]
    greatest = max(values, default=0.0) or 1.0
    return round(BAR_LENGTH * float(row[1]) / greatest, 1) if isinstance(row[1], int | float) else 0.0


def _is_number(table: Table, column: int) -> bool:
    cells = [row[column] for row in table.rows if row[column] is not None]
    return bool(cells) and all(isinstance(cell, int | float | Share) for cell in cells)


def _class_of(table: Table, column: int, value: Cell) -> str:
    if _is_number(table, column):
        return "number"
    if isinstance(value, Ref):
        return f"name tree-{min(value.depth, DEEPEST_INDENT)}" if value.depth else "name"
    if isinstance(value, Quote):
        return "sentence"
    is_short = isinstance(value, Label | Word) or (isinstance(value, str) and len(value) <= SHORT_TEXT)
    return "short" if is_short else ""


def _greatest(table: Table) -> float:
    values: list[Single] = [value for row in table.rows for value in row[1:] if not isinstance(value, tuple)]
    return max((value for value in values if isinstance(value, int | float)), default=0)


def _matrix_rows(table: Table) -> list[tuple[Cell, ...]]:
    """Return the first rows that have something in the columns that are shown."""
    return [row for row in table.rows if any(row[1 : COLUMNS_SHOWN + 1])][: table.shown]


def _chart_width(columns: tuple[Column, ...]) -> float:
    return min(CHART_WIDTH + 10.0, columns[-1].x + columns[-1].width + 20) if columns else CHART_WIDTH


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")
