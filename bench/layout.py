"""Measure the layout room: a page of 1 MB against one of 100 kB.

    python bench/layout.py

Bar: the long page takes at most 12 times as long as the short one (linear, with room for noise). The pages
are the five seed pages one after the other, as often as it takes; sizes are bytes of UTF-8. Each figure is
the best of three runs after one that loads the word lists. Exits 1 where the bar is missed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from xiangtu.layout import read_articles
from xiangtu.model.records import Page

SEEDS = Path(__file__).parents[1] / "seeds"
SHORT, LONG = 100_000, 1_000_000
BAR = 12.0
RUNS = 3


def page_of(size: int) -> Page:
    """Return a page of `size` bytes."""
    pages = [path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    whole = "\n\n".join(pages) + "\n\n"
    content = (whole.encode("utf-8") * (size // len(whole.encode("utf-8")) + 1))[:size]
    return Page("bench", "0" * 64, content.decode("utf-8", "ignore"))


def seconds(page: Page) -> float:
    """Return the best time of `RUNS` readings."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        read_articles(page)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    read_articles(page_of(20_000))
    short, long = seconds(page_of(SHORT)), seconds(page_of(LONG))
    print(f"100 kB {short:.3f} s, 1 MB {long:.3f} s, ratio {long / short:.1f} (bar {BAR:.0f})")
    return 0 if long <= BAR * short else 1


if __name__ == "__main__":
    sys.exit(main())
