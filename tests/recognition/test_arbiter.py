"""The arbiter: which of the overlapping proposals stand."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from xiangtu.recognition.arbiter import THRESHOLD, Candidate, choose, join
from xiangtu.recognition.proposal import Proposal


def proposal(start: int, end: int, score: float, kind: str = "Village", by: str = "a") -> Proposal:
    return Proposal(start, end, kind, score, by, "")


def spans(chosen: list[Candidate]) -> list[tuple[int, int]]:
    return [(candidate.start, candidate.end) for candidate in chosen]


def test_a_long_name_beats_the_surer_name_that_it_begins() -> None:
    assert spans(choose(join([proposal(0, 3, 0.98), proposal(0, 8, 0.84, "Organisation")]))) == [(0, 8)]


def test_three_sure_names_beat_one_unsure_name_across_them() -> None:
    three = [proposal(0, 3, 0.97), proposal(3, 6, 0.98), proposal(6, 10, 0.96)]
    assert spans(choose(join([*three, proposal(0, 10, 0.6)]))) == [(0, 3), (3, 6), (6, 10)]


def test_witnesses_of_one_span_and_type_support_each_other() -> None:
    (candidate,) = join([proposal(0, 3, 0.6, by="a"), proposal(0, 3, 0.6, by="b")])
    assert candidate.score == 0.72
    assert len(candidate.supporters) == 2


def test_one_recogniser_is_heard_once() -> None:
    (candidate,) = join([proposal(0, 3, 0.6), proposal(0, 3, 0.55)])
    assert candidate.score == 0.6


def test_the_better_type_of_a_span_wins_and_the_other_is_kept_for_the_explanation() -> None:
    (candidate,) = join([proposal(0, 3, 0.6, "Person"), proposal(0, 3, 0.8, "Village")])
    assert candidate.type == "Village"
    assert [other.type for other in candidate.others] == ["Person"]


proposals = st.lists(
    st.builds(
        lambda start, length, score, kind, by: proposal(start, start + length, score, kind, by),
        st.integers(0, 20),
        st.integers(1, 8),
        st.floats(0, 1).map(lambda x: round(x, 2)),
        st.sampled_from(["Person", "Village", "Programme"]),
        st.sampled_from(["a", "b"]),
    ),
    max_size=9,
)


@given(proposals)
def test_no_two_chosen_names_overlap_and_all_reach_the_threshold(found: list[Proposal]) -> None:
    chosen = choose(join(found))
    assert all(a.end <= b.start or b.end <= a.start for a, b in combinations(chosen, 2))
    assert all(candidate.score >= THRESHOLD for candidate in chosen)
    assert spans(chosen) == sorted(spans(chosen))


@given(proposals)
def test_no_other_choice_weighs_more(found: list[Proposal]) -> None:
    able = [candidate for candidate in join(found) if candidate.score >= THRESHOLD]
    best = max(
        (
            sum(candidate.weight for candidate in some)
            for size in range(len(able) + 1)
            for some in combinations(able, size)
            if all(a.end <= b.start or b.end <= a.start for a, b in combinations(some, 2))
        ),
        default=0.0,
    )
    assert abs(sum(candidate.weight for candidate in choose(join(found))) - best) < 1e-9


@given(proposals, st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(found: list[Proposal], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert join(shuffled) == join(found)
