"""How much more often two things stand together than chance would have it.

Both measures read the same two-by-two table of contexts (sentences or articles): with both, with only one,
with neither.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple


class Contingency(NamedTuple):
    """Contexts that hold both things, only the first, only the second, neither."""

    both: int
    only_first: int
    only_second: int
    neither: int

    @classmethod
    def of(cls, together: int, first: int, second: int, contexts: int) -> Contingency:
        """Return the table for two things found in `first` and `second` of `contexts` contexts.

        Raises
        ------
        ValueError
            If the numbers contradict each other.

        Examples
        --------
        >>> Contingency.of(together=10, first=30, second=20, contexts=1000)
        Contingency(both=10, only_first=20, only_second=10, neither=960)
        """
        table = cls(together, first - together, second - together, contexts - first - second + together)
        if min(table) < 0:
            raise ValueError(f"no such table: {together=}, {first=}, {second=}, {contexts=}")
        return table


def log_likelihood(table: Contingency) -> float:
    """Return Dunning's G²: twice the sum of observed × ln(observed / expected).

    It is 0 where the two are independent and grows with the evidence against that, in either direction.
    Values above 10.83 are rarer than one in a thousand under independence (χ², one degree of freedom).

    References
    ----------
    Ted Dunning, *Accurate methods for the statistics of surprise and coincidence*, Computational
    Linguistics 19(1), 1993.

    Examples
    --------
    >>> round(log_likelihood(Contingency(10, 20, 10, 960)), 2)
    46.5
    """
    rows = (table.both + table.only_first, table.only_second + table.neither)
    columns = (table.both + table.only_second, table.only_first + table.neither)
    total = sum(table)
    cells = (
        (table.both, rows[0], columns[0]),
        (table.only_first, rows[0], columns[1]),
        (table.only_second, rows[1], columns[0]),
        (table.neither, rows[1], columns[1]),
    )
    score = 2 * sum(seen * log(seen * total / (row * column)) for seen, row, column in cells if seen)
    return max(score, 0.0)


def normalised_mutual_information(table: Contingency) -> float:
    """Return NPMI: pointwise mutual information over its greatest possible value, from -1 to 1.

    1 means never apart, 0 independent, -1 never together.

    References
    ----------
    Gerlof Bouma, *Normalized (pointwise) mutual information in collocation extraction*, GSCL 2009.

    Examples
    --------
    >>> round(normalised_mutual_information(Contingency(10, 20, 10, 960)), 4)
    0.6109
    """
    total = sum(table)
    if not table.both:
        return -1.0
    if table.both == total:
        return 1.0
    first = table.both + table.only_first
    second = table.both + table.only_second
    information = log(table.both * total / (first * second))
    return information / -log(table.both / total)
