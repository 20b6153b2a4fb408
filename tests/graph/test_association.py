"""Association measures against values worked out by hand and by another formula."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.graph import Contingency, log_likelihood, normalised_mutual_information

HAND_MADE = [
    # both, only first, only second, neither, G², NPMI; worked out with a desk calculator
    (Contingency(10, 20, 10, 960), 46.4966, 0.6109),
    (Contingency(1, 0, 0, 99), 11.2003, 1.0),
    (Contingency(25, 25, 25, 25), 0.0, 0.0),
    (Contingency(8, 2, 2, 8), 7.7098, 0.5129),
    (Contingency(0, 5, 5, 10), 3.3980, -1.0),
]


@pytest.mark.parametrize(("table", "g2", "npmi"), HAND_MADE)
def test_measures_agree_with_the_textbook(table, g2, npmi):
    assert log_likelihood(table) == pytest.approx(g2, abs=1e-4)
    assert normalised_mutual_information(table) == pytest.approx(npmi, abs=1e-4)


def entropy_form(table):
    """Return G² by the other textbook formula, of sums of k ln k."""

    def summed(*counts):
        return sum(count * log(count) for count in counts if count)

    a, b, c, d = table
    return 2 * (summed(a, b, c, d) - summed(a + b, c + d) - summed(a + c, b + d) + summed(a + b + c + d))


counts = st.integers(min_value=0, max_value=500)
tables = st.builds(Contingency, counts, counts, counts, counts).filter(lambda table: sum(table) > 0)


@given(tables)
def test_both_formulas_of_g2_agree(table):
    assert log_likelihood(table) == pytest.approx(max(entropy_form(table), 0.0), abs=1e-6)


@given(tables)
def test_association_does_not_depend_on_which_thing_comes_first(table):
    turned = Contingency(table.both, table.only_second, table.only_first, table.neither)
    assert log_likelihood(table) == pytest.approx(log_likelihood(turned))
    assert normalised_mutual_information(table) == pytest.approx(normalised_mutual_information(turned))


@given(tables)
def test_npmi_stays_between_minus_one_and_one(table):
    assert -1 - 1e-9 <= normalised_mutual_information(table) <= 1 + 1e-9


def test_numbers_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="no such table"):
        Contingency.of(together=3, first=2, second=5, contexts=10)
