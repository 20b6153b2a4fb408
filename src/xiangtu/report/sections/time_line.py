"""When: articles by date, where dates are known."""

from __future__ import annotations

from collections import defaultdict

from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Note, Section, Table


def time_line(facts: CorpusFacts) -> Section:
    """Return articles and the most named entities of each date; a note says how many have none."""
    by_date: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in facts.articles:
        by_date[facts.date_of(key)].append(key)
    undated = len(by_date.pop("", []))
    if not by_date:
        return Section("time_line", notes=(Note("no_dates", {"count": undated}),))
    named: dict[str, set[str]] = defaultdict(set)
    dates = {key: date for date, keys in by_date.items() for key in keys}
    for identifier, data in facts.graph.nodes(data=True):
        for key in data["articles"]:
            if tuple(key) in dates:
                named[dates[tuple(key)]].add(identifier)
    rows = tuple(
        (date, len(by_date[date]), len(named[date]), facts.refs(named[date])[:6]) for date in sorted(by_date)
    )
    table = Table("time_line", ("date", "articles", "entities", "leading"), rows, 60, "columns")
    return Section("time_line", (table,), (Note("undated", {"count": undated}),) if undated else ())
