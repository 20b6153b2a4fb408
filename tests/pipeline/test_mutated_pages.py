"""Damaged pages: no exception, none takes long, and every invariant of the extraction format holds."""

import json
import random
import time
import unicodedata
from pathlib import Path

import jsonschema
import pytest

from xiangtu.model import Page
from xiangtu.pipeline.extraction import extract, extraction_json, extraction_schema

ROOT = Path(__file__).parents[2]
SOURCES = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "corpus" / "train").glob("pages/*.txt"))]
TEXTS = [path.read_text(encoding="utf-8-sig") for path in SOURCES]
VALIDATOR = jsonschema.Draft202012Validator(extraction_schema())
NOISE = (
    "■□●#*|“”《》（）()「」、，。；：\n\n\n\t \u3000\x0b\x1b\ufffd\u200b\u202e\x00"
    "村镇区县记者通讯员摄局会第一二三0123456789.%万亿元ABCxyz😀𠮷\u0301"
)
WIDE = str.maketrans("0123456789,.()", "０１２３４５６７８９，．（）")
QUICK, LONG = 500, 20_000
BLOCKS, LONG_BLOCKS = 10, 40
STRETCH = 900
WHOLE_EVERY = 100
"""Each so many-th page is a whole one."""
MOST_SECONDS = 10.0


def cut(text: str, a: int, piece: str, chance: random.Random) -> str:
    return text[:a] + text[a + len(piece) :]


def doubled(text: str, a: int, piece: str, chance: random.Random) -> str:
    return text[:a] + piece + text[a:]


def moved(text: str, a: int, piece: str, chance: random.Random) -> str:
    rest = cut(text, a, piece, chance)
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + piece + rest[place:]


def noisy(text: str, a: int, piece: str, chance: random.Random) -> str:
    return text[:a] + "".join(chance.choices(NOISE, k=chance.randrange(1, 15))) + text[a:]


def spaced(text: str, a: int, piece: str, chance: random.Random) -> str:
    return text[:a] + chance.choice(" \u3000\n").join(piece) + text[a + len(piece) :]


def joined(text: str, a: int, piece: str, chance: random.Random) -> str:
    return text[:a] + piece.replace("\n", "") + text[a + len(piece) :]


def widened(text: str, a: int, piece: str, chance: random.Random) -> str:
    return text[:a] + piece.translate(WIDE) + text[a + len(piece) :]


def shuffled(text: str, a: int, piece: str, chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def married(text: str, a: int, piece: str, chance: random.Random) -> str:
    other = chance.choice(TEXTS)
    start = chance.randrange(len(other))
    return text[:a] + other[start : start + chance.randrange(200)] + text[a:]


DAMAGE = (cut, doubled, moved, noisy, cut, doubled, moved, noisy, spaced, joined, widened, shuffled, married)


def mutated(seed: int) -> str:
    """Return a stretch of a page, or a whole one, with seeded damage."""
    chance = random.Random(seed)
    text = chance.choice(TEXTS)
    if seed % WHOLE_EVERY:
        start = chance.randrange(len(text))
        text = text[start : start + chance.randrange(1, STRETCH)]
    for _ in range(chance.randrange(1, 12)):
        a = chance.randrange(len(text) + 1)
        piece = text[a : a + chance.randrange(60)]
        text = chance.choice(DAMAGE)(text, a, piece, chance)
    return text


def bare(text: str) -> str:
    """Without white space, in compatible characters: what a name is, however it was printed."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def check(seed: int) -> None:
    text = mutated(seed)
    start = time.process_time()
    extracted = extract(Page("p.txt", "0" * 64, text))
    assert time.process_time() - start < MOST_SECONDS
    result = extraction_json(extracted)
    VALIDATOR.validate(result)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    entities = {entity["id"] for entity in result["entities"]}
    assert len(entities) == len(result["entities"])
    assert {entity["parent"] for entity in result["entities"]} - {None} <= entities
    owner: dict[int, str] = {}
    for article in result["articles"]:
        for start, end in article["segments"]:
            assert 0 <= start < end <= len(text)
            assert all(
                owner.setdefault(offset, article["id"]) == article["id"] for offset in range(start, end)
            )
    assert len({article["id"] for article in result["articles"]}) == len(result["articles"])
    for article in result["articles"]:
        inside = {offset for offset, owning in owner.items() if owning == article["id"]}
        for mention in article["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"] != ""
            assert mention["entity"] in entities
            assert inside >= set(range(mention["start"], mention["end"]))
        for byline in article["bylines"]:
            assert bare(text[byline["start"] : byline["end"]]) == bare(byline["name"])
            assert inside >= set(range(byline["start"], byline["end"]))
        for assertion in article["assertions"]:
            assert {assertion["subject"], assertion.get("object", assertion["subject"])} <= entities
            for first, last in (assertion["evidence"], *assertion.get("evidence_spans", ())):
                assert 0 <= first < last <= len(text)
            for first, last in assertion.get("evidence_spans", ()) or (assertion["evidence"],):
                assert inside >= set(range(first, last))
    for article in extracted.articles:
        reading = article.reading
        assert len(reading.text) == len(reading.printed) == len(reading.offsets)
        for printed, offset in zip(reading.printed, reading.offsets, strict=True):
            assert offset < 0 or text[offset] == printed or (text[offset] + printed).isspace()
        for sentence in reading.sentences:
            assert 0 <= sentence.start < sentence.end <= len(reading.text)
    for mention in extracted.mentions:
        reading = next(each.reading for each in extracted.articles if each.id == mention.article)
        sentence = reading.sentences[mention.sentence]
        assert reading.text[mention.start : mention.end] == mention.text
        assert sentence.start <= mention.start < sentence.end
        assert "\n" not in mention.text or sentence.part in {"title", "byline"}


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_damage_breaks_an_invariant(block):
    for seed in range(block, QUICK, BLOCKS):
        check(seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG_BLOCKS))
def test_no_damage_of_many_breaks_an_invariant(block):
    for seed in range(QUICK + block, LONG, LONG_BLOCKS):
        check(seed)
