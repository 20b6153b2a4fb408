"""Damaged pages: no exception, and every invariant of the extraction format holds."""

import json
import random
from pathlib import Path

import jsonschema
import pytest

from xiangtu.model import Page
from xiangtu.pipeline.extraction import extract, extraction_json, extraction_schema

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8-sig") for path in SEEDS]
VALIDATOR = jsonschema.Draft202012Validator(extraction_schema())
NOISE = (
    "■□●#*|“”《》（）()「」、，。；：\n\n\n\t \u3000\x0b\x1b\ufffd"
    "村镇区县记者通讯员摄局会第一二三0123456789.%万亿元ABCxyz😀𠮷"
)
QUICK, LONG = 150, 20_000
STRETCH = 900


def mutated(seed: int) -> str:
    """Return a stretch of a page with pieces cut out, doubled, moved, and noise put in."""
    chance = random.Random(seed)
    text = chance.choice(TEXTS)
    start = chance.randrange(len(text))
    text = text[start : start + chance.randrange(1, STRETCH)]
    for _ in range(chance.randrange(1, 12)):
        a, b = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        piece = text[a : min(b, a + 60)]
        change = chance.randrange(4)
        if change == 0:
            text = text[:a] + text[a + len(piece) :]
        elif change == 1:
            text = text[:a] + piece + text[a:]
        elif change == 2:
            rest = text[:a] + text[a + len(piece) :]
            place = chance.randrange(len(rest) + 1)
            text = rest[:place] + piece + rest[place:]
        else:
            text = text[:a] + "".join(chance.choices(NOISE, k=chance.randrange(1, 15))) + text[a:]
    return text


def check(seed: int) -> None:
    text = mutated(seed)
    result = extraction_json(extract(Page("p.txt", "0" * 64, text)))
    VALIDATOR.validate(result)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    entities = {entity["id"] for entity in result["entities"]}
    assert len(entities) == len(result["entities"])
    owner: dict[int, str] = {}
    for article in result["articles"]:
        for start, end in article["segments"]:
            assert 0 <= start < end <= len(text)
            assert all(
                owner.setdefault(offset, article["id"]) == article["id"] for offset in range(start, end)
            )
        for mention in article["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
            assert mention["entity"] in entities
            assert owner.get(mention["start"]) == article["id"]
        for byline in article["bylines"]:
            assert 0 <= byline["start"] < byline["end"] <= len(text)
        for assertion in article["assertions"]:
            assert {assertion["subject"], assertion.get("object", assertion["subject"])} <= entities
            assert 0 <= assertion["evidence"][0] < assertion["evidence"][1] <= len(text)
    assert len({article["id"] for article in result["articles"]}) == len(result["articles"])


@pytest.mark.parametrize("block", range(5))
def test_no_damage_breaks_an_invariant(block):
    for seed in range(block * QUICK // 5, (block + 1) * QUICK // 5):
        check(seed)


@pytest.mark.long
def test_no_damage_of_many_breaks_an_invariant():
    for seed in range(QUICK, LONG):
        check(seed)
