"""Figures of the articles: those that compare, and the largest of each unit."""

from __future__ import annotations

from collections import defaultdict

from xiangtu.model import Assertion, Measure
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Cell, Note, Section, Table, Word
from xiangtu.report.words import has_word

LARGEST_OF_A_UNIT = 4


def figures(facts: CorpusFacts) -> Section:
    """Return figures of one indicator and unit side by side, and the largest of each normalised unit."""
    stated = [(each, each.measure) for each in facts.assertions_of.get("measure", ()) if each.measure]
    if not stated:
        return Section("figures", notes=(Note("no_figures"),))
    comparable: dict[tuple[str, str], list[tuple[Assertion, Measure]]] = defaultdict(list)
    by_unit: dict[str, list[tuple[Assertion, Measure]]] = defaultdict(list)
    for each, measure in stated:
        comparable[measure.indicator, measure.unit].append((each, measure))
        if measure.normalised_value is not None and measure.normalised_unit:
            by_unit[measure.normalised_unit].append((each, measure))
    ranked: list[tuple[Cell, ...]] = []
    for indicator, unit in sorted(comparable):
        group = comparable[indicator, unit]
        if indicator and len({each.subject for each, _ in group}) > 1:
            ranked += [_row(facts, *pair) for pair in sorted(group, key=_by_printed_value)]
    largest = [
        (_unit(unit), *_row(facts, *pair))
        for unit in sorted(by_unit, key=lambda unit: (-len(by_unit[unit]), unit))
        for pair in sorted(by_unit[unit], key=_by_normalised_value)[:LARGEST_OF_A_UNIT]
    ]
    columns = ("indicator", "subject", "figure", "period", "sentence")
    tables = (
        Table("comparable_figures", columns, tuple(ranked), 24),
        Table("largest_figures", ("normalised_unit", *columns), tuple(largest), 32),
    )
    return Section("figures", tables, (Note("figure_count", {"count": len(stated)}),))


def _unit(symbol: str) -> Word | str:
    """Return the unit's name where the report has one, else its symbol."""
    key = f"unit_{symbol}"
    return Word(key) if has_word(key) else symbol


def _row(facts: CorpusFacts, each: Assertion, measure: Measure) -> tuple[Cell, ...]:
    printed = "".join(measure.text.split())
    return measure.indicator, facts.ref(each.subject), printed, measure.period, facts.quote(each.evidence)


def _by_printed_value(pair: tuple[Assertion, Measure]) -> tuple[float, str]:
    return -pair[1].value, pair[0].subject


def _by_normalised_value(pair: tuple[Assertion, Measure]) -> tuple[float, str, str]:
    return -(pair[1].normalised_value or 0.0), pair[0].subject, pair[1].text
