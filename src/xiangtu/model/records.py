"""The records that rooms hand to each other.

Two coordinate systems, never mixed:

* **page** offsets count Unicode code points of `Page.text`, 0-based, end-exclusive. `Span` is always in them.
* **reading** offsets count characters of one article's `Reading.text`, in which broken words are joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar


class Span(NamedTuple):
    """A stretch of the page's text: page offsets, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page as OCR gave it, decoded.

    `text` has no BOM and only LF line ends; `sha256` is of the file's bytes. `newspaper`, `place` (the county
    or city that the paper serves, as text) and `issue_date` (ISO 8601, as precise as known: ``2023``,
    ``2023-03`` or ``2023-03-22``) come from ``pages.toml`` and are None where not known.
    """

    id: str
    sha256: str
    text: str
    newspaper: str | None = None
    place: str | None = None
    issue_date: str | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """A name in a byline, with its role (a key of the vocabulary's roles) and page offsets.

    `is_person` is False where a place or an organisation signs as the author.
    """

    name: str
    role: str
    start: int
    end: int
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: reading offsets, end-exclusive.

    `part` is ``"kicker"``, ``"title"``, ``"byline"`` or ``"body"``. `repeats` is True for text that OCR
    printed twice: it is read, but counts nothing.
    """

    start: int
    end: int
    part: str = "body"
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's text as a reader reads it: segments in order, broken words joined.

    `printed` holds the characters as printed; `text` is of the same length with every character normalised
    one to one (full-width letters and digits to ASCII, ASCII punctuation in Chinese context to full-width):
    it is what recognisers match. `offsets[i]` is the page offset of character i, or -1 for a separator that
    stands for no character of the page. Parts (kicker, title, byline, paragraphs) end with line feeds.
    `breaks` are the reading offsets of characters before which other text stands on the page: where a segment
    starts, so a name across one is two stretches.
    """

    text: str
    printed: str
    offsets: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    breaks: frozenset[int] = frozenset()

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the page stretches that reading offsets `start` to `end` come from.

        White space that was left out inside a name belongs to its stretch; a stretch ends where other text
        stands between.
        """
        stretches: list[Span] = []
        for index in range(start, end):
            offset = self.offsets[index]
            if offset < 0:
                continue
            if stretches and index > start and self.is_contiguous(index):
                stretches[-1] = Span(stretches[-1].start, offset + 1)
            else:
                stretches.append(Span(offset, offset + 1))
        return tuple(stretches)

    def is_contiguous(self, index: int) -> bool:
        """Whether character `index` follows `index - 1` on the page with nothing but white space between."""
        return index not in self.breaks

    def sentence_at(self, position: int) -> int:
        """Return the index of the sentence that holds reading offset `position`, or -1."""
        for index, sentence in enumerate(self.sentences):
            if sentence.start <= position < sentence.end:
                return index
        return -1


@dataclass(frozen=True, slots=True)
class Article:
    """One story or captioned picture of a page.

    `id` is stable within the page. `segments` are in reading order. `title` and `kicker` are single lines;
    a captioned picture has no title. `section` is the label of the page's column above it. `issue_date` and
    `newspaper` are what this text itself states. `confidence` tells how sure the matching of parts is.
    """

    id: str
    title: str | None
    kicker: str | None
    section: str | None
    segments: tuple[Span, ...]
    bylines: tuple[Byline, ...]
    reading: Reading
    confidence: float = 1.0
    newspaper: str | None = None
    issue_date: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of an article that names an entity.

    `start` and `end` are reading offsets; `text` is that slice of `Reading.text` (normalised, joined).
    `sentence` indexes `Reading.sentences`. `recogniser` proposed it for `reason`. `entity` is the id given by
    resolution, None before it.
    """

    article: str
    start: int
    end: int
    text: str
    type: str
    confidence: float
    sentence: int
    recogniser: str
    reason: str = ""
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class GazetteerEvidence:
    """A record of the gazetteer: which edition, under which code, saying what (``石台镇, 杜集区``)."""

    scheme: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """Where a text says it.

    `spans` are the page stretches of the words that say it, in reading order; `sentence` is the printed
    sentence around them, joined; `page` and `article` are ids.
    """

    page: str
    article: str
    spans: tuple[Span, ...]
    sentence: str


Evidence = TextEvidence | GazetteerEvidence


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the text names.

    `name` is the canonical name, `aliases` the other forms (sorted, without the name). `parent` is the id of
    the place it lies in or the body it belongs to. `codes` are (scheme, code), sorted. `status` is
    ``"resolved"`` (found in the gazetteer), ``"local"`` (the text names it, no list has it), ``"ambiguous"``
    (several candidates, none chosen) or ``""`` where there is no list to find it in. `roles` are keys of the
    vocabulary's roles. `note` says what was repaired or joined, and why. `evidence` is the gazetteer record,
    if any. `former_ids` are ids that linking joined into this one, sorted.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    status: str = ""
    candidates: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    confidence: float = 1.0
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: what is counted, value and unit as printed (hedge dropped), and both normalised.

    `hedge` is the printed word that makes it approximate (``近``, ``余``), `period` the time that it is for,
    as printed. `normalised_value` is in `normalised_unit` (``CNY``, ``m2`` …), None where there is no factor.
    """

    indicator: str
    value: float
    unit: str
    text: str
    hedge: str = ""
    period: str = ""
    normalised_value: float | None = None
    normalised_unit: str = ""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement about entities, with what it rests on.

    `type` is a predicate of the vocabulary; `object` is None for a measure. `post` goes with ``holds_post``.
    `status` is ``"stated"`` or ``"planned"``. `rule` names the pattern that derived it. One assertion with
    many evidences, never two assertions of the same fact.
    """

    type: str
    subject: str
    object: str | None
    evidence: tuple[Evidence, ...]
    confidence: float
    rule: str
    post: str = ""
    role: str = ""
    measure: Measure | None = None
    status: str = "stated"
    valid: str = ""


@dataclass(frozen=True, slots=True)
class PageResult:
    """All that one page gives on its own evidence: what `extract` returns and the store keeps."""

    page: Page
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    assertions: tuple[Assertion, ...]

    def mentions_of(self, article_id: str) -> Iterator[Mention]:
        """Yield the mentions of one article, in reading order."""
        return (mention for mention in self.mentions if mention.article == article_id)


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """The whole corpus after linking: what every way out reads.

    `results` are the pages' results, sorted by page id, their mentions pointing to the ids of `entities`.
    `entities` and `assertions` are sorted and hold each thing and each fact once. All three may be read from
    disk each time: go through them in order, as seldom as can be, and keep no more of them than is needed.
    """

    results: Sequence[PageResult]
    entities: Sequence[Entity]
    assertions: Sequence[Assertion]
    header: tuple[tuple[str, str], ...] = ()


Typed = TypeVar("Typed", Entity, Assertion)


def of_type(records: Iterable[Typed], kind: str) -> Iterator[Typed]:
    """Yield the entities or assertions of a type, in order; from disk, only these are read."""
    select = getattr(records, "of_type", None)
    if select is None:
        return (each for each in records if each.type == kind)
    chosen: Iterator[Typed] = select(kind)
    return chosen


def count_by_type(records: Iterable[Typed]) -> Mapping[str, int]:
    """Return how many entities or assertions there are of each type, sorted by type."""
    count = getattr(records, "count_by_type", None)
    if count is not None:
        counted: Mapping[str, int] = count()
        return counted
    return dict(sorted(Counter(each.type for each in records).items()))
