"""A small corpus for the rooms that read a linked graph, written by hand in marked text.

``[printed=canonical|Type]`` or ``[name|Type]`` in a text names an entity. Places and people are invented.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from xiangtu.model import (
    Article,
    Assertion,
    Byline,
    Entity,
    Mention,
    Page,
    PageResult,
    Reading,
    Sentence,
    Span,
    TextEvidence,
    entity_id,
)

MARKED = re.compile(r"\[(?P<printed>[^\]|=]+)(?:=(?P<name>[^\]|]+))?\|(?P<type>[A-Z]\w+)\]")
SENTENCE = re.compile(r"[^。！？]+[。！？]?")
WHOLE = re.compile(r".+", re.DOTALL)
SCOPE = "990101"
QUIET_BROWSER = (
    *("--no-sandbox", "--disable-gpu"),
    *("--disable-background-networking", "--disable-component-update"),
)


@dataclass(frozen=True)
class Story:
    """An article in marked text: headline, byline as (name, role), body, and what it says.

    `says` are (predicate, subject, object, fields of the assertion), names as canonical; `repeats` are
    numbers of body sentences that OCR printed twice.
    """

    title: str | None
    body: str
    bylines: tuple[tuple[str, str], ...] = ()
    says: tuple[tuple[str, str, str | None, dict[str, Any]], ...] = ()
    repeats: frozenset[int] = frozenset()


@dataclass
class _Sheet:
    """A page while it is being written."""

    page: str
    scope: str
    text: str = ""
    articles: list[Article] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    assertions: list[Assertion] = field(default_factory=list)

    def name(self, printed: str, canonical: str, kind: str, roles: tuple[str, ...] = ()) -> str:
        identifier = entity_id(kind, self.scope, canonical)
        known = self.entities.get(identifier, Entity(identifier, kind, canonical))
        aliases = {*known.aliases, printed} - {canonical}
        roles = tuple(sorted({*known.roles, *roles}))
        self.entities[identifier] = replace(known, aliases=tuple(sorted(aliases)), roles=roles)
        return identifier

    def write(self, number: int, story: Story) -> None:
        article, found, sentences, lines = f"a{number}", [], [], []
        start = 0

        def line(marked: str, part: str) -> None:
            nonlocal start
            plain = ""
            position = 0
            for match in MARKED.finditer(marked):
                plain += marked[position : match.start()]
                name = self.name(match["printed"], match["name"] or match["printed"], match["type"])
                found.append((start + len(plain), match["printed"], match["type"], name))
                plain += match["printed"]
                position = match.end()
            plain += marked[position:]
            pieces = (SENTENCE if part == "body" else WHOLE).finditer(plain)
            for index, piece in enumerate(pieces):
                repeats = part == "body" and index in story.repeats
                sentences.append(Sentence(start + piece.start(), start + piece.end(), part, repeats))
            lines.append(plain)
            start += len(plain) + 1

        if story.title:
            line(story.title, "title")
        bylines = []
        if story.bylines:
            place = start
            for name, role in story.bylines:
                signer = self.name(name, name, "Person", (role,))
                found.append((place, name, "Person", signer))
                bylines.append((name, role, place))
                place += len(name) + 1
            line(" ".join(name for name, _ in story.bylines), "byline")
        line(story.body, "body")
        text = "\n".join(lines)
        base = len(self.text)
        offsets = tuple(range(base, base + len(text)))
        reading = Reading(text, text, offsets, tuple(sentences))
        self.mentions += [
            Mention(
                article, at, at + len(printed), printed, kind, 0.9, reading.sentence_at(at), "hand", "", name
            )
            for at, printed, kind, name in sorted(found)
        ]
        self.articles.append(
            Article(
                article,
                MARKED.sub(lambda match: match["printed"], story.title) if story.title else None,
                None,
                None,
                (Span(base, base + len(text)),),
                tuple(Byline(name, role, base + at, base + at + len(name)) for name, role, at in bylines),
                reading,
            )
        )
        self.text += text + "\n\n"
        self.assertions += [self.say(article, reading, *each) for each in story.says]

    def say(
        self,
        article: str,
        reading: Reading,
        kind: str,
        subject: str,
        target: str | None,
        more: dict[str, Any],
    ) -> Assertion:
        ids = {entity.name: entity.id for entity in self.entities.values()}
        ends = [ids[name] for name in (subject, target) if name is not None]
        first = {each.entity: each for each in reversed(self.mentions) if each.article == article}
        here = [first[end] for end in ends]
        spans = sorted({span for each in here for span in reading.spans(each.start, each.end)})
        sentence = reading.sentences[here[-1].sentence]
        quote = reading.printed[sentence.start : sentence.end].strip()
        evidence = TextEvidence(self.page, article, tuple(spans), quote)
        fields: dict[str, Any] = {"confidence": 0.9, "rule": "hand"} | more
        return Assertion(kind, ends[0], ends[1] if target else None, (evidence,), **fields)


@pytest.fixture(scope="session")
def write_page() -> Callable[..., PageResult]:
    """Return a function from page id, stories and facts of entities (by name) to a `PageResult`."""

    def write(
        page: str,
        stories: Iterable[Story],
        facts: dict[str, dict[str, Any]] | None = None,
        scope: str = SCOPE,
        **known: Any,
    ) -> PageResult:
        sheet = _Sheet(page, scope)
        for number, story in enumerate(stories, start=1):
            sheet.write(number, story)
        entities = [
            replace(entity, **(facts or {}).get(entity.name, {})) for entity in sheet.entities.values()
        ]
        digest = sha256(sheet.text.encode("utf-8", "replace")).hexdigest()
        return PageResult(
            Page(page, digest, sheet.text, **known),
            tuple(sheet.articles),
            tuple(sheet.mentions),
            tuple(sorted(entities, key=lambda entity: entity.id)),
            tuple(sheet.assertions),
        )

    return write


@pytest.fixture(scope="session")
def story() -> type[Story]:
    """Return the class of stories."""
    return Story


@pytest.fixture(scope="session")
def two_pages(write_page: Callable[..., PageResult]) -> tuple[PageResult, PageResult]:
    """Return two pages of one county: towns, villages, a bureau, posts, figures, bylines on both."""
    from xiangtu.model import GazetteerEvidence, Measure

    county = entity_id("Region", SCOPE, "青禾县")
    town = entity_id("Township", SCOPE, "柳溪镇")
    record = GazetteerEvidence("nbs2023", "990101101", "柳溪镇, 青禾县")
    facts = {
        "柳溪镇": {"parent": county, "codes": (("nbs2023", "990101101"),), "status": "resolved",
                "evidence": (record,)},
        "石桥村": {"parent": town, "status": "local"},
        "青禾县农业农村局": {"parent": county},
    }  # fmt: skip
    first = Story(
        "柳溪镇办起夜校",
        "[柳溪镇|Township][石桥村|Village]办起[夜校行动|Programme]。"
        "[青禾县|Region][农业农村局=青禾县农业农村局|Organisation]局长[周明|Person]来到[石桥村|Village]。"
        "[夜校行动|Programme]培训1200人。[夜校行动|Programme]培训1200人。",
        (("李禾", "reporter"), ("王穗", "correspondent")),
        (
            ("located_in", "石桥村", "柳溪镇", {}),
            ("holds_post", "周明", "青禾县农业农村局", {"post": "局长"}),
            ("runs", "柳溪镇", "夜校行动", {}),
            ("part_of", "青禾县农业农村局", "青禾县", {}),
            ("reports_on", "李禾", "柳溪镇", {}),
            ("writes_with", "王穗", "李禾", {}),
            ("measure", "夜校行动", None,
             {"measure": Measure("培训", 1200.0, "人", "培训1200人")}),
        ),
        frozenset({3}),
    )  # fmt: skip
    second = Story(
        "夜校结业",
        "[柳溪镇|Township][石桥村|Village]的[夜校行动|Programme]结业。[石桥村|Village]种[青禾米|Product]近2.5万亩。",
        (("李禾", "reporter"),),
        (
            ("located_in", "石桥村", "柳溪镇", {"confidence": 0.8}),
            ("produces", "石桥村", "青禾米", {}),
            ("reports_on", "李禾", "柳溪镇", {}),
            ("measure", "石桥村", None,
             {"measure": Measure("种植", 2.5, "万亩", "近2.5万亩", "近", "", 16666675.0, "m2")}),
        ),
    )  # fmt: skip
    caption = Story(None, "[石桥村|Village]的水车。")
    return (
        write_page("一版.txt", [first], facts, newspaper="青禾报", place="青禾县", issue_date="2023-03"),
        write_page("二版.txt", [second, caption], facts),
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium; where there is none, the tests that need it are skipped and say so."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.skip(f"no browser at {path}: apt-get install chromium fonts-noto-cjk, or set CHROMIUM=path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET_BROWSER))
        yield browser
        browser.close()
