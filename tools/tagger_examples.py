"""What the tagger is trained on: sentences of the open corpus, the same with other names, and made sentences.

Only ``corpus/train`` is read. Names come from the lexicon (places, surnames, characters of given names) and
from ``tools/tagger_sentences.toml``. The same seed gives the same examples.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from xiangtu.evaluation import gold_mentions, gold_pages, gold_segments
from xiangtu.layout import read_articles
from xiangtu.lexicon import iter_counties, open_gazetteer, rows, words
from xiangtu.model import Page

SENTENCES = Path(__file__).with_name("tagger_sentences.toml")
SLOT = re.compile(r"\{(\w+)\}")
"""A slot of a made sentence: ``{village}``."""
PLACE_ENDINGS = {
    "Township": ("街道办事处", "街道", "镇", "乡"),
    "Village": ("社区", "村", "嘎查"),
    "Region": ("自治县", "县", "区", "市", "旗"),
}
PLACE_SLOTS = {"township": "Township", "village": "Village", "county": "Region", "city": "Region"}
HEAD_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}?(村|社区|镇|乡|街道|县|区|市)(?=[\u4e00-\u9fff“])")
"""The place that a body's name begins with: ``兴隆镇`` in ``兴隆镇卫生院``; not ``镇卫生院``."""
HEAD_KINDS = {"村": "Village", "社区": "Village", "镇": "Township", "乡": "Township", "街道": "Township"}
SOMETIMES = 0.4
"""How often a programme, product, place or event takes the name of another."""


class Span(NamedTuple):
    """A name in an example: offsets, type, and whether the annotation leaves it open."""

    start: int
    end: int
    type: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its names. `part` is the part of the article (``"title"``, ``"body"``)."""

    text: str
    spans: tuple[Span, ...]
    part: str = "body"
    document: str = ""


def corpus_examples(folder: Path) -> list[Example]:
    """Return the sentences of annotated articles, bylines left out, with the names that gold gives."""
    examples = []
    for gold in gold_pages(folder):
        content = gold.text_path.read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        page = Page(gold.text_path.name, sha256(content).hexdigest(), text)
        names: list[Span] = []
        for article in gold.record["articles"]:
            found = gold_mentions(article, gold.text, gold_segments(article, gold.text))
            names += [Span(s, e, n["type"], bool(n.get("optional"))) for (s, e), n in found.items()]
        for article in read_articles(page):
            reading = article.reading
            place = {offset: index for index, offset in enumerate(reading.offsets) if offset >= 0}
            spans = []
            for name in sorted(names):
                inside = [place[i] for i in range(name.start, name.end) if i in place]
                if inside:
                    spans.append(Span(min(inside), max(inside) + 1, name.type, name.optional))
            for sentence in reading.sentences:
                if sentence.part == "byline" or sentence.end <= sentence.start:
                    continue
                own = tuple(
                    Span(s.start - sentence.start, s.end - sentence.start, s.type, s.optional)
                    for s in spans
                    if sentence.start <= s.start and s.end <= sentence.end
                )
                line = reading.text[sentence.start : sentence.end]
                examples.append(Example(line, own, sentence.part, gold.record["doc"]))
    return examples


class Names:
    """Draws names. `random` decides; the lists are the lexicon's."""

    def __init__(self, random: Random) -> None:
        """Read the lists."""
        self.random = random
        gazetteer = open_gazetteer()
        self._gazetteer = gazetteer
        self._counties = list(iter_counties(gazetteer))
        parts = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
        self.parts: dict[str, list[str]] = {name: words.split() for name, words in parts["parts"].items()}
        self.sentences = parts["sentences"].strip().split("\n")
        self._surnames: dict[str, list[str]] = defaultdict(list)
        for name, kind, *_ in rows("surnames", 3):
            self._surnames[kind].append(name)
        self._given = [(row[0], int(row[1])) for row in rows("given_name_characters", 2)]
        self._minority = [row[0] for row in rows("minority_name_parts", 1)]
        vague = words("vague_programmes") | words("generic_policy_words")
        self._policies = sorted(w for w in words("policy_programmes") - vague if 4 <= len(w) <= 10)

    @cached_property
    def places(self) -> dict[tuple[str, str], list[str]]:
        """Townships and villages of 400 counties, and all counties and cities, by type and ending."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        chosen = self.random.sample(self._counties, 400)
        names = [("Region", place.name) for place in self._gazetteer.all_regions]
        for place in chosen:
            county = self._gazetteer.county(place.county_code or "")
            if county is not None:
                names += [("Township", other.name) for other in county.townships]
                villages = [other.name for other in county.villages]
                names += [("Village", name) for name in self.random.sample(villages, min(40, len(villages)))]
        for kind, name in names:
            ending = next((e for e in PLACE_ENDINGS[kind] if name.endswith(e)), "")
            if ending and len(name) - len(ending) >= 1 and len(name) <= 8 and len(name) > 2:
                found[kind, ending].append(name)
        return found

    def place(self, kind: str, ending: str = "") -> str:
        """Return the name of a township, village or region; with `ending`, one that ends so."""
        choices = [e for e in PLACE_ENDINGS[kind] if self.places.get((kind, e))]
        if not ending:
            sizes = [len(self.places[kind, e]) for e in choices]
            ending = self.random.choices(choices, sizes)[0]
        return self.random.choice(self.places[kind, ending])

    def person(self) -> str:
        """Return a person's name: common and rare surnames, now and then a name of a minority."""
        if self.random.random() < 0.02:
            return "·".join(self.random.sample(self._minority, 2))
        kind = self.random.choices(["common", "frequent", "rare", "word"], [55, 20, 15, 10])[0]
        surname = self.random.choice(self._surnames[kind])
        characters, weights = zip(*self._given, strict=True)
        count = 1 if self.random.random() < 0.2 and len(surname) == 1 else 2
        return surname + "".join(self.random.choices(characters, weights, k=count))

    def pick(self, part: str) -> str:
        """Return a word of [parts]."""
        return self.random.choice(self.parts[part])

    def coined(self) -> str:
        """Return a coined name: 邻里议事, 六个一."""
        if self.random.random() < 0.4:
            return self.pick("coined_whole")
        return self.pick("coined_first") + self.pick("coined_last")

    def slot(self, name: str) -> tuple[str, list[Span]]:
        """Return what fills a slot, with the names in it."""
        if name == "quoted":
            coined = self.coined()
            return f"“{coined}”", [Span(1, len(coined) + 1, "Programme")]
        if name in PLACE_SLOTS:
            county = self.random.choice("县县区")
            kind = PLACE_SLOTS[name]
            text = self.place(kind, {"city": "市", "county": county}.get(name, ""))
        elif name in self._made:
            text, kind = self._made[name]()
        else:
            text, kind = self.pick(name), ""
        return text, [Span(0, len(text), kind)] if kind else []

    @cached_property
    def _made(self) -> dict[str, Callable[[], tuple[str, str]]]:
        """What makes a name of each slot, with its type; no type for what is no name."""
        random, pick = self.random, self.pick
        return {
            "person": lambda: (self.person(), "Person"),
            "quoted_whole": lambda: (f"“{self.coined()}”{pick('quoted_class')}", "Programme"),
            "plan": lambda: (pick("plan_head") + pick("plan_last"), "Programme"),
            "policy": lambda: (random.choice(self._policies), "Programme"),
            "event": self._event,
            "coined_event": lambda: (self.coined() + pick("event_last"), "Event"),
            "place": lambda: (pick("place_own") + pick("place_last"), "Place"),
            "product": lambda: (self.place("Region", "县")[:-1] + pick("product_last"), "Product"),
            "brand": lambda: (pick("brand"), "Product"),
            "document": lambda: (f"《{pick('plan_head')}{pick('document_last')}》", "Document"),
            "county_bureau": self._bureau,
            "county_bureau_section": lambda: (self._bureau()[0] + pick("section"), "Organisation"),
            "town_body": self._town_body,
            "village_body": self._village_body,
            "company": self._company,
            "coop": self._coop,
            "school": self._school,
            "team": lambda: (f"“{self.coined()}”{pick('team_last')}", "Organisation"),
            "number": lambda: (str(random.choice([random.randint(2, 99), random.randint(100, 9000)])), ""),
            "date": lambda: (f"{random.randint(1, 12)}月{random.randint(1, 28)}日", ""),
            "township_word": lambda: (random.choice("镇乡县区"), ""),
        }

    def _town_body(self) -> tuple[str, str]:
        head = self.random.choice([self.place("Township"), "镇", "乡", "街道"])
        return head + self.pick("town_organ"), "Organisation"

    def _village_body(self) -> tuple[str, str]:
        head = self.place("Village") if self.random.random() < 0.7 else "村"
        return head + self.pick("village_organ"), "Organisation"

    def _coop(self) -> tuple[str, str]:
        head = self.random.choice([self.place("Township"), self.place("Region", "县"), ""])
        return head + self.pick("company_own") + self.pick("coop_last"), "Organisation"

    def _school(self) -> tuple[str, str]:
        heads = [self.place("Township"), self.place("Region", "县"), self.place("Village")]
        head = self.random.choice(heads)
        own = self.random.choice([self.pick("school_own"), ""])
        return head + own + self.pick("school_last"), "Organisation"

    def _event(self) -> tuple[str, str]:
        head = self.random.choice([self.place("Region", "县"), self.place("Township", "镇"), ""])
        return head + self.pick("event_head") + self.pick("event_last"), "Event"

    def _bureau(self) -> tuple[str, str]:
        head = self.random.choice([self.place("Region", "县"), self.place("Region", "区"), "县", "区", "市"])
        return head + self.pick("bureau"), "Organisation"

    def _company(self) -> tuple[str, str]:
        head = self.random.choice([self.place("Region", "县")[:-1], self.place("Region", "县"), ""])
        name = head + self.pick("company_own") + self.pick("company_field") + self.pick("company_last")
        return name, "Organisation"

    def sentence(self) -> Example:
        """Return a made sentence, sometimes two in one line, as OCR and newspapers have them."""
        pattern = self.random.choice(self.sentences)
        text, spans, last = "", [], 0
        for match in SLOT.finditer(pattern):
            text += pattern[last : match.start()]
            filling, names = self.slot(match.group(1))
            spans += [Span(len(text) + n.start, len(text) + n.end, n.type) for n in names]
            text += filling
            last = match.end()
        return Example(text + pattern[last:], tuple(spans))


def with_other_names(example: Example, names: Names, pools: dict[str, list[str]]) -> Example:
    """Return an example with its people, places and coined names exchanged, the same for the same.

    Places inside the names of bodies change too, so that the tagger learns how names are built.
    """
    random = names.random
    exchanged: dict[str, str] = {}
    text, spans, last = "", [], 0
    for span in sorted(example.spans):
        if span.start < last:
            continue
        old = example.text[span.start : span.end]
        if old not in exchanged:
            exchanged[old] = _other(old, span, names, pools, random)
        text += example.text[last : span.start]
        new = exchanged[old]
        spans.append(Span(len(text), len(text) + len(new), span.type, span.optional))
        text += new
        last = span.end
    return Example(text + example.text[last:], tuple(spans), example.part, example.document)


def _other(old: str, span: Span, names: Names, pools: dict[str, list[str]], random: Random) -> str:
    new = ""
    if span.optional:
        return old
    if span.type == "Person" and len(old) in {2, 3, 4} and "·" not in old:
        new = names.person()
    elif span.type in PLACE_ENDINGS:
        ending = next((e for e in PLACE_ENDINGS[span.type] if old.endswith(e) and len(old) > len(e) + 1), "")
        new = names.place(span.type, ending) if ending else ""
    elif span.type == "Organisation" and (match := HEAD_PLACE.match(old)) is not None:
        word = match.group(1)
        new = names.place(HEAD_KINDS.get(word, "Region"), word) + old[match.end() :]
    elif span.type in {"Programme", "Product", "Place", "Event"} and random.random() < SOMETIMES:
        new = random.choice(pools[span.type])
    return new or old


def pools_of(examples: Sequence[Example]) -> dict[str, list[str]]:
    """Return the names of each type in the examples."""
    found: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        for span in example.spans:
            if not span.optional:
                found[span.type].append(example.text[span.start : span.end])
    return found


def more(own: Sequence[Example], seed: int, copies: int, made: int) -> Iterator[Example]:
    """Yield `copies` of each example with other names, and `made` made sentences."""
    names = Names(Random(seed))
    pools = pools_of(own)
    for _ in range(copies):
        for example in own:
            if any(not span.optional for span in example.spans):
                yield with_other_names(example, names, pools)
    for _ in range(made):
        yield names.sentence()
