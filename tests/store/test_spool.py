"""Rows in any order, out sorted."""

from hypothesis import given
from hypothesis import strategies as st

from xiangtu.store import Spool

rows = st.lists(st.tuples(st.text(max_size=3), st.integers(-9, 9), st.text(max_size=2)), max_size=20)


@given(rows)
def test_rows_come_out_as_python_sorts_their_keys(given_rows):
    given_rows = [row for row in given_rows if "\ud800" not in "".join(map(str, row))]
    with Spool(keys=2, others=1) as spool:
        spool.add(given_rows[:5])
        spool.add(given_rows[5:])
        assert list(spool) == sorted(given_rows, key=lambda row: row[:2])
        assert list(spool) == list(spool)


@given(rows)
def test_equal_rows_can_be_had_once(given_rows):
    with Spool(keys=3) as spool:
        spool.add(given_rows + given_rows)
        assert list(spool.once()) == sorted(set(given_rows))
