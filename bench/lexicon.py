"""Measure the lexicon: time to open, time a county, memory with ten counties in use.

    python bench/lexicon.py

Bars: the gazetteer opens in under 60 ms (to the first answer of `regions`, in a new interpreter, imports
apart), a county is read in under 1 ms (median), and ten counties in use take under 40 MB more than a bare
interpreter. Memory is the peak of a new process, from ``/proc`` (Linux).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 9

IMPORT = """
import time
start = time.perf_counter()
import xiangtu.lexicon
print((time.perf_counter() - start) * 1000)
"""

OPEN = """
import time
from xiangtu.lexicon import open_gazetteer
start = time.perf_counter()
assert open_gazetteer().regions("杜集区")
print((time.perf_counter() - start) * 1000)
"""

PEAK = """
lines = open("/proc/self/status", encoding="ascii").read().splitlines()
print(next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")))
"""

TEN_COUNTIES = """
from xiangtu.lexicon import open_gazetteer
gazetteer = open_gazetteer()
codes = "340602 371703 410502 110108 441900 150525 520526 620200 659001 330106".split()
used = [(county.names, county.villages) for county in map(gazetteer.county, codes)]
assert len(gazetteer.region_names) > 6000
"""


def in_a_new_interpreter(code: str) -> float:
    """Run `code` in a new interpreter and return the number that it prints."""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    return float(done.stdout)


def county_times() -> list[float]:
    """Return the milliseconds that each of 300 counties takes to be read and asked for a name."""
    from xiangtu.lexicon import open_gazetteer

    gazetteer = open_gazetteer()
    codes = [place.region_code for place in gazetteer.all_regions if place.level == "county"][::9]
    gazetteer.county("110101")
    times = []
    for code in codes:
        start = time.perf_counter()
        county = gazetteer.county(code)
        if county is not None:
            county.find("官庄村")
            times.append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    """Print the figures."""
    imported = [in_a_new_interpreter(IMPORT) for _ in range(RUNS)]
    print(f"import: median {statistics.median(imported):.1f} ms, worst of {RUNS} {max(imported):.1f} ms")
    opened = [in_a_new_interpreter(OPEN) for _ in range(RUNS)]
    print(f"open: median {statistics.median(opened):.1f} ms, worst of {RUNS} {max(opened):.1f} ms")
    times = sorted(county_times())
    median, at_95 = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"county: median {median:.2f} ms, 95 % under {at_95:.2f} ms, worst {times[-1]:.2f} ms")
    memory, bare = in_a_new_interpreter(TEN_COUNTIES + PEAK), in_a_new_interpreter(PEAK)
    print(f"memory with ten counties: {memory - bare:.1f} MB more than a bare interpreter ({bare:.1f} MB)")


if __name__ == "__main__":
    main()
