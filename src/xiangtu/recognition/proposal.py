"""What a recogniser says: here may stand a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """A span that one recogniser takes for a name.

    Parameters
    ----------
    start, end:
        Reading offsets of the article, end-exclusive.
    type:
        A type of the vocabulary (``"Township"``).
    score:
        How sure the recogniser is, from 0 to 1. Below `arbiter.THRESHOLD` a proposal wins only with others.
    recogniser, reason:
        Who proposes it and why, for `xiangtu extract --explain`.
    """

    start: int
    end: int
    type: str
    score: float
    recogniser: str
    reason: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """The reading offsets as a pair."""
        return self.start, self.end
