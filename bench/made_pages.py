"""Pages and results as there would be in another county: names and figures of real ones exchanged.

A template is a page that was extracted once: a seed page, a page of the open corpus, or its articles of one
county under each other. A made page puts places, people and figures of the same length in their stead, so
that every line keeps its shape and every offset stays right. Seeded: the same number, the same page.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from xiangtu.corpus import find_pages, read_page
from xiangtu.lexicon import words
from xiangtu.lexicon.places import Gazetteer, Place, iter_counties, open_gazetteer
from xiangtu.lexicon.wordlists import rows
from xiangtu.model import Entity, Measure, Page, PageResult
from xiangtu.pipeline.extraction import extract

SEED = 14
PAGES_A_COUNTY = 50
"""So many made pages of one shape are of one county: a corpus that grows covers more of the country."""
PEOPLE_A_COUNTY = 60
KNOWN_PERSON = 0.5
"""Share of people who appear on other pages of their county too (officials, reporters)."""
FEWEST_COUNTIES = 30
"""With fewer counties whose prefecture and province have names of the same length, those two stay."""
ARTICLES_A_PAGE = 3
"""Articles of the corpus make a page where their county has at least so many."""
LONG_ENDINGS = ("街道", "社区", "管理区", "开发区")
DIGITS = "123456789"
FULL_WIDTH = str.maketrans(DIGITS, "１２３４５６７８９")
FIGURE = re.compile(r"(?<![\d.:：])\d+(?:\.\d+)?(?![\d.]*\s*[年月日时点号:：])")
"""A figure that is no date or hour. Example: ``1200`` in ``1200人``. Not: ``2023年``, ``9:30``."""
TEXT_FIELDS = {
    *(("Article", name) for name in ("title", "kicker")),
    *(("Reading", name) for name in ("text", "printed")),
    *(("Measure", name) for name in ("indicator", "text", "period")),
    ("TextEvidence", "sentence"),
}
"""Where figures are exchanged; in ids, codes and dates they stay."""

Part = tuple[str, int, int]
"""A stretch of something that is exchanged: what stands in the template, start and end in it."""


@dataclass(frozen=True)
class Exchange:
    """What stands in a made page for what: `names` of the same length, and a permutation of the digits."""

    names: Mapping[str, str]
    digits: Mapping[int, str]

    def of(self, old: str) -> str:
        """Return what stands for a name, code or figure."""
        return self.names.get(old) or old.translate(self.digits)


Maker = Callable[[Exchange], Any]


@dataclass(frozen=True)
class Template:
    """An extracted page, the place it is about, its further places, and its people's names."""

    result: PageResult
    county: Place | None
    places: tuple[Place, ...]
    people: tuple[str, ...]


def templates(seeds: Path, corpus: Path, most: int | None = None) -> list[Template]:
    """Return the templates of the seed pages and of the corpus, at most so many (evenly taken)."""
    pages = [page for page, _ in map(read_page, find_pages([seeds, corpus / "pages"])[0]) if page]
    pages += _pages_of_articles(corpus / "articles")
    if most is not None:
        pages = pages[:: max(1, len(pages) // most)][:most]
    return [_template(extract(page)) for page in pages]


def _pages_of_articles(folder: Path) -> list[Page]:
    county_of = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))["county"] for path in folder.glob("*.json")
    }
    pages = []
    for county, names in groupby(sorted(county_of, key=lambda name: (county_of[name], name)), county_of.get):
        texts = [(folder / f"{name}.txt").read_text(encoding="utf-8").strip() for name in names]
        if len(texts) >= ARTICLES_A_PAGE:
            pages.append(Page("-".join(county or ()), "", "\n\n".join(texts) + "\n"))
    return pages


def _template(result: PageResult) -> Template:
    gazetteer = open_gazetteer()
    found = {entity.id: place for entity in result.entities if (place := _place(gazetteer, entity))}
    named = Counter(mention.entity for mention in result.mentions)
    counties = {key: place for key, place in found.items() if place.level == "county"}
    main = max(counties, key=lambda key: (named[key], key), default=None)
    within = Counter(place.region_code for place in found.values())
    county = counties.get(main) if main else None
    if within and (county is None or within[county.region_code] < max(within.values()) / 2):
        county = gazetteer.region(max(within, key=lambda code: (within[code], code)))
    people = {entity.name for entity in result.entities if entity.type == "Person"}
    people = {name for name in people if not any(name in title for title in _national())}
    places = {place.codes: place for place in found.values()}
    for place in tuple(places.values()):
        places |= {above.codes: above for above in place.chain()}
    is_county = county is not None and gazetteer.county(county.region_code) is not None
    return Template(result, county if is_county else None, tuple(places.values()), tuple(sorted(people)))


@cache
def _national() -> frozenset[str]:
    """Titles of national documents: who is named in one is not exchanged."""
    return words("national_documents")


def _place(gazetteer: Gazetteer, entity: Entity) -> Place | None:
    places = (gazetteer.place(code, scheme) for scheme, code in entity.codes)
    return next(filter(None, places), None)


class PageMaker:
    """Makes pages and results from templates.

    Parameters
    ----------
    given:
        The templates.
    pages:
        How many pages the whole corpus is to have: decides how many counties it is about.
    """

    def __init__(self, given: Sequence[Template], pages: int) -> None:
        self._templates = given
        self._counties = [_alike(template) for template in given]
        alike = Counter(self._counties)
        shares = [alike[counties] / len(given) for counties in self._counties]
        self._reach = [max(1, round(pages * share / PAGES_A_COUNTY)) for share in shares]
        self._compiled = [_Compiled(template) for template in given]

    def page(self, number: int) -> Page:
        """Return made page `number`."""
        return self._made(number).page_of(self._exchange(number), f"{number:06}.txt")

    def result(self, number: int) -> PageResult:
        """Return the result of made page `number`."""
        return self._made(number).result_of(self._exchange(number), f"{number:06}.txt")

    def _made(self, number: int) -> _Compiled:
        return self._compiled[number % len(self._templates)]

    def _exchange(self, number: int) -> Exchange:
        chance = random.Random(SEED * 1_000_003 + number)
        which = number % len(self._templates)
        template, counties = self._templates[which], self._counties[which]
        county = chance.choice(counties[: self._reach[which]]) if counties else None
        names = _exchanged_places(template, county, chance) if county else {}
        names |= _exchanged_people(template, county.region_code if county else "", chance)
        digits = "".join(chance.sample(DIGITS, len(DIGITS)))
        both = zip(DIGITS + DIGITS.translate(FULL_WIDTH), digits + digits.translate(FULL_WIDTH), strict=True)
        return Exchange(names, {ord(old): new for old, new in both})


def _shape(place: Place | None) -> tuple[object, ...]:
    """What two places must share for one to stand for the other: level, length, ending, code schemes."""
    if place is None:
        return ()
    ending = next((each for each in LONG_ENDINGS if place.name.endswith(each)), place.name[-1])
    return (place.level, len(place.name), ending, tuple(scheme for scheme, _ in place.codes))


@cache
def _counties() -> Mapping[tuple[object, ...], tuple[Place, ...]]:
    by_shape: defaultdict[tuple[object, ...], list[Place]] = defaultdict(list)
    for place in iter_counties(open_gazetteer()):
        by_shape[_shape(place)].append(place)
    for places in by_shape.values():
        random.Random(SEED).shuffle(places)
    return {shape: tuple(places) for shape, places in by_shape.items()}


def _alike(template: Template) -> tuple[Place, ...]:
    """Return counties that can stand for the template's, in a seeded order."""
    if template.county is None:
        return ()
    every = _counties()[_shape(template.county)]
    above = [_shape(place) for place in template.county.chain()[1:]]
    for wanted in (above, above[:-1], []):
        found = tuple(
            place for place in every if [_shape(each) for each in place.chain()[1:]][: len(wanted)] == wanted
        )
        if len(found) >= FEWEST_COUNTIES:
            return found
    return every


def _exchanged_places(template: Template, county: Place, chance: random.Random) -> dict[str, str]:
    assert template.county is not None
    gazetteer = open_gazetteer()
    above = zip(template.county.chain(), county.chain(), strict=False)
    new_of = {old: new for old, new in above if _shape(old) == _shape(new)}
    pools: dict[tuple[object, ...], list[Place]] = {}
    for place in template.places:
        if place in new_of or place.region_code != template.county.region_code:
            continue
        shape = _shape(place)
        if shape not in pools:
            whole = gazetteer.county(county.region_code)
            every = (*whole.townships, *whole.villages) if whole else ()
            pools[shape] = [each for each in every if _shape(each) == shape]
            chance.shuffle(pools[shape])
        if pools[shape]:
            new_of[place] = pools[shape].pop()
    return _names_of(new_of)


def _names_of(new_of: Mapping[Place, Place]) -> dict[str, str]:
    names: dict[str, str] = {}
    for old, new in new_of.items():
        names[old.name] = new.name
        names |= {short: new.name[: len(short)] for short in old.aliases if _is_stem(short, old)}
        names |= dict(zip((code for _, code in old.codes), (code for _, code in new.codes), strict=True))
        if old.level != "village":
            names[old.region_code] = new.region_code
    return names


def _is_stem(short: str, place: Place) -> bool:
    return len(short) > 1 and place.name.startswith(short)


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(name for name, grade in rows("surnames", 2) if grade == "common" and len(name) == 1)


@cache
def _given() -> tuple[tuple[str, ...], ...]:
    return tuple(rows("given_name_characters", 2))


def _person(length: int, chance: random.Random) -> str:
    characters, counts = zip(*_given(), strict=True)
    surname = chance.choice(_surnames())
    return surname + "".join(chance.choices(characters, list(map(int, counts)), k=length - 1))


@cache
def _known_people(scope: str, length: int) -> tuple[str, ...]:
    chance = random.Random(f"{SEED}{scope}{length}")
    return tuple(_person(length, chance) for _ in range(PEOPLE_A_COUNTY))


def _exchanged_people(template: Template, scope: str, chance: random.Random) -> dict[str, str]:
    names: dict[str, str] = {}
    taken = set(template.people)
    for old in template.people:
        if not 2 <= len(old) <= 4:
            continue
        known = chance.random() < KNOWN_PERSON
        new = chance.choice(_known_people(scope, len(old))) if known else _person(len(old), chance)
        if new not in taken:
            taken.add(new)
            names[old] = new
    return names


class _Compiled:
    """A template cut into what stays and what is exchanged, once, so that a page is made in milliseconds."""

    def __init__(self, template: Template) -> None:
        result = template.result
        names: dict[str, None] = dict.fromkeys(template.people)
        for place in template.places:
            stems = (short for short in place.aliases if _is_stem(short, place))
            names |= dict.fromkeys((place.name, *stems))
        codes = {code for place in template.places for _, code in place.codes}
        codes |= {place.region_code for place in template.places}
        kept = {text for entity in result.entities for text in (entity.name, *entity.aliases)}
        kept = {text for text in kept if FIGURE.search(text)}
        ordered = sorted({*names, *kept}, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
        self._texts = re.compile(f"{self._names.pattern}|{FIGURE.pattern}")
        coded = "|".join(sorted(codes, key=lambda code: (-len(code), code))) or "(?!)"
        self._ids = re.compile(rf"(?<!\d)(?:{coded})(?!\d)|{self._names.pattern}")
        self._kept = kept
        self._page = result.page
        self._parts = self._page_parts(result)
        self._result = self._compile(replace(result, page=Page("", "", "")), ("", ""))

    def page_of(self, exchange: Exchange, page_id: str) -> Page:
        """Return the page."""
        text = "".join(
            part if isinstance(part, str) else self._of(part, exchange)[part[1] : part[2]]
            for part in self._parts
        )
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return replace(self._page, id=page_id, sha256=digest, text=text)

    def result_of(self, exchange: Exchange, page_id: str) -> PageResult:
        """Return the page's result; mentions are slices of the new readings, the rest is sorted again."""
        exchange = replace(exchange, names={**exchange.names, self._page.id: page_id})
        made = cast(PageResult, self._result(exchange) if callable(self._result) else self._result)
        texts = {article.id: article.reading.text for article in made.articles}
        mentions = tuple(
            replace(mention, text=texts[mention.article][mention.start : mention.end])
            for mention in made.mentions
        )
        entities = {entity.id: entity for entity in made.entities}
        assertions = sorted(made.assertions, key=lambda each: (each.type, each.subject, each.object or ""))
        return replace(
            made,
            page=self.page_of(exchange, page_id),
            mentions=mentions,
            entities=tuple(entities[key] for key in sorted(entities)),
            assertions=tuple(assertions),
        )

    def _of(self, part: Part, exchange: Exchange) -> str:
        return part[0] if part[0] in self._kept else exchange.of(part[0])

    def _page_parts(self, result: PageResult) -> tuple[str | Part, ...]:
        """Cut the page's text; a name that a line end breaks is found in the article's reading."""
        text = result.page.text
        owner: list[tuple[str, int, int] | None] = [None] * len(text)

        def own(found: re.Match[str], offsets: Sequence[int], mark: int) -> None:
            for index in range(found.start(), found.end()):
                if offsets[index] >= 0:
                    owner[offsets[index]] = (found[0], index - found.start(), mark)

        for found in self._texts.finditer(text):
            own(found, range(len(text)), found.start())
        for article in result.articles:
            for found in self._texts.finditer(article.reading.printed):
                own(found, article.reading.offsets, article.reading.offsets[found.start()])
        parts: list[str | Part] = []
        for index, char in enumerate(text):
            whose = owner[index]
            last = parts[-1] if parts else None
            if whose is None:
                parts[-1:] = [last + char] if isinstance(last, str) else [*parts[-1:], char]
            elif isinstance(last, tuple) and last[0] == whose[0] and last[2] == whose[1] > 0:
                parts[-1] = (last[0], last[1], whose[1] + 1)
            else:
                parts.append((whose[0], whose[1], whose[1] + 1))
        return tuple(parts)

    def _compile(self, value: object, field: tuple[str, str]) -> object:
        """Return `value` where nothing in it is exchanged, else a function from an exchange to the new."""
        if isinstance(value, str):
            return self._compile_text(value, field)
        if isinstance(value, Measure):
            return self._compile_measure(value)
        if is_dataclass(value) and not isinstance(value, type):
            kind = type(value)
            made = [
                self._compile(getattr(value, each.name), (kind.__name__, each.name)) for each in fields(value)
            ]
            return _joined(made, lambda values: kind(*values), value)
        if type(value) is tuple:
            made = [self._compile(each, field) for each in value]
            arrange: Callable[[Iterable[Any]], object] = tuple
            if field == ("Entity", "aliases"):
                arrange = lambda values: tuple(sorted(values))  # noqa: E731
            return _joined(made, arrange, value)
        return value

    def _compile_text(self, text: str, field: tuple[str, str]) -> object:
        if field == ("TextEvidence", "page"):
            return lambda exchange: exchange.names[text]
        pattern = self._texts if field in TEXT_FIELDS else self._ids
        pieces: list[str] = []
        olds: list[str] = []
        position = 0
        for found in pattern.finditer(text):
            if found[0] not in self._kept:
                pieces.append(text[position : found.start()])
                olds.append(found[0])
                position = found.end()
        if not olds:
            return text
        pieces.append(text[position:])
        digits = field in TEXT_FIELDS

        def make(exchange: Exchange) -> str:
            names = exchange.names
            new = [names.get(old) or (old.translate(exchange.digits) if digits else old) for old in olds]
            return "".join(piece for pair in zip(pieces, (*new, ""), strict=True) for piece in pair)

        return make

    def _compile_measure(self, measure: Measure) -> object:
        plain = [
            self._compile(getattr(measure, each.name), ("Measure", each.name)) for each in fields(measure)
        ]
        has_figure = any(text[0] not in self._kept for text in self._texts.finditer(measure.text))

        def make(exchange: Exchange) -> Measure:
            values: list[Any] = [each(exchange) if callable(each) else each for each in plain]
            made = Measure(*values)
            if not has_figure or "e" in repr(measure.value):
                return made
            value = float(repr(measure.value).translate(exchange.digits))
            share = value / measure.value if measure.value else 1.0
            normalised = measure.normalised_value
            normalised = None if normalised is None else normalised * share
            return replace(made, value=value, normalised_value=normalised)

        return make


def _joined(made: list[object], build: Callable[[Iterable[Any]], object], value: object) -> object:
    if not any(map(callable, made)):
        return value
    return lambda exchange: build([each(exchange) if callable(each) else each for each in made])
