"""Read the source files of the open corpus: one file an article, its text and its annotation.

`corpus/GUIDE.md` says what is annotated, `parse` what the file looks like. Everything else of the corpus
(`corpus/train`, `corpus/dev`, `corpus/test`) is made from these files by `tools/make_corpus.py`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SOURCES = CORPUS / "sources"

TYPES = (
    "Person",
    "Township",
    "Village",
    "Region",
    "Organisation",
    "Programme",
    "Place",
    "Product",
    "Document",
    "Event",
)
ROLES = ("reporter", "correspondent", "photographer", "author", "intern")
RELATIONS = (
    "located_in",
    "part_of",
    "holds_post",
    "runs",
    "produces",
    "issued",
    "partner_with",
    "invests_in",
    "founded",
    "awarded",
    "attended",
    "other",
)
KINDS = ("county daily", "city daily", "district paper", "media centre", "bulletin")
PRINTS = ("", "ascii", "spaced")
HEADERS = ("county", "paper", "kind", "theme", "style", "page", "print", "kicker", "title", "note")

# Words and signs that say "about": the figure beside one of them is approximate.
# matches 近400万元, 8700多户, 1万余人次, 约3公里; not 400万元
HEDGE = re.compile(r"[余多近约几]|左右|上下|将近|大约|接近|超过|超|逾|来(?=[个户人名])")

# Keys of the options of a line in `== names`: `alt=Organisation`, `local`.
OPTIONS = ("alt", "span", "aka", "note")


class SourceError(ValueError):
    """A source file that does not say what it must; the message names file, section and line."""


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A line of ``== names``.

    `surfaces` are the printed forms, exactly; `alt_surfaces` spans accepted as well, `alt_types` and
    `alt_names` likewise. `local` is True for a village that is in no list of places.
    """

    name: str
    type: str
    surfaces: tuple[str, ...]
    alt_types: tuple[str, ...] = ()
    alt_surfaces: tuple[str, ...] = ()
    alt_names: tuple[str, ...] = ()
    optional: bool = False
    local: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement: `post` goes with holds_post, `label` with other."""

    type: str
    subject: str
    object: str
    post: str = ""
    label: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: value and unit as printed without the hedge, `text` the exact words that hold it."""

    subject: str
    indicator: str
    value: float
    unit: str
    text: str
    approx: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Byline:
    """A name that signs, its role and the roles that a careful reader could give it as well."""

    name: str
    role: str
    alt_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture caption printed with the article, and who took the picture."""

    text: str
    bylines: tuple[Byline, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One source file: an article (or a captioned picture, which has no title) with its annotation.

    `county` holds the names from the province down to the county. `page` is the number of the page within
    the batch that the article is printed on, 0 for none. `entities` include the people of the bylines.
    """

    id: str
    county: tuple[str, ...]
    paper: str
    kind: str
    theme: str
    style: str
    page: int
    print: str
    kicker: str
    title: str
    text: str
    captions: tuple[Caption, ...]
    bylines: tuple[Byline, ...]
    entities: tuple[NamedEntity, ...]
    relations: tuple[Relation, ...]
    measures: tuple[Measure, ...]
    note: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether this is a captioned picture that stands alone."""
        return not self.title


@dataclass(slots=True)
class _Sections:
    header: dict[str, str] = field(default_factory=dict)
    text: str = ""
    captions: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[str, list[tuple[int, str]]] = field(default_factory=dict)


def article_id(path: Path) -> str:
    """Return the id of a source file: its folder and its name, ``b1a/03.txt`` gives ``b1a-03``."""
    return f"{path.parent.name}-{path.stem}"


def source_paths(folder: Path) -> list[Path]:
    """Return the article files under `folder`, sorted by id."""
    return sorted(folder.rglob("*.txt"), key=article_id)


def read_source(path: Path) -> Source:
    """Read one source file. Raises SourceError with the line at fault."""
    return parse(path.read_text(encoding="utf-8"), article_id(path))


def parse(content: str, identifier: str) -> Source:
    """Parse a source file.

    A header of ``key: value`` lines; then sections: ``== text`` (as printed, byline lines included,
    paragraphs separated by blank lines), ``== caption PHOTOGRAPHER …`` (any number), ``== bylines``
    (``role: name, name``), ``== names`` (``Type[?] name | surface | alt=Type | span=… | aka=… | local``),
    ``== relations`` (``type[?]: subject, subject -> object, object [= post, post]``) and ``== measures``
    (``[?]subject | indicator | value unit | words``).
    """
    sections = _split(content, identifier)
    header = sections.header
    text = sections.text
    captions = tuple(_caption(names, body, identifier) for names, body in sections.captions)
    whole = "\n".join([header["kicker"], header["title"], text, *(c.text for c in captions)])
    bylines = tuple(
        byline
        for number, line in sections.lines.get("bylines", [])
        for byline in _bylines(line, text, f"{identifier}:{number}")
    )
    entities = [
        _entity(line, whole, f"{identifier}:{number}") for number, line in sections.lines.get("names", [])
    ]
    named = {entity.name for entity in entities}
    for byline in (*bylines, *itertools.chain.from_iterable(c.bylines for c in captions)):
        if byline.name not in named:
            named.add(byline.name)
            entities.append(NamedEntity(byline.name, "Person", (byline.name,)))
    relations = [
        relation
        for number, line in sections.lines.get("relations", [])
        for relation in _relations(line, f"{identifier}:{number}")
    ]
    measures = [
        _measure(line, whole, f"{identifier}:{number}") for number, line in sections.lines.get("measures", [])
    ]
    return Source(
        id=identifier,
        county=tuple(header["county"].split()),
        paper=header["paper"],
        kind=header["kind"],
        theme=header["theme"],
        style=header["style"],
        page=int(header["page"] or 0),
        print=header["print"],
        kicker=header["kicker"],
        title=header["title"],
        text=text,
        captions=captions,
        bylines=bylines,
        entities=tuple(entities),
        relations=tuple(relations),
        measures=tuple(measures),
        note=header["note"],
    )


def _split(content: str, identifier: str) -> _Sections:
    sections = _Sections(header=dict.fromkeys(HEADERS, ""))
    current, prose = "header", list[str]()
    photographers = ""

    def close() -> None:
        body = "\n".join(prose).strip()
        if current == "text":
            sections.text = body
        elif current == "caption":
            sections.captions.append((photographers, body))
        prose.clear()

    for number, line in enumerate(content.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith("== "):
            close()
            current, _, photographers = line[3:].strip().partition(" ")
            if current not in {"text", "caption", "bylines", "names", "relations", "measures"}:
                raise SourceError(f"{identifier}:{number}: no section is called {current!r}")
        elif current in {"text", "caption"}:
            prose.append(line.rstrip())
        elif not line.strip() or line.startswith("#"):
            continue
        elif current == "header":
            key, colon, value = line.partition(":")
            if not colon or key.strip() not in HEADERS:
                raise SourceError(f"{identifier}:{number}: a header line is one of {', '.join(HEADERS)}")
            sections.header[key.strip()] = value.strip()
        else:
            sections.lines.setdefault(current, []).append((number, line.strip()))
    close()
    if not sections.text:
        raise SourceError(f"{identifier}: no == text")
    return sections


def _caption(photographers: str, body: str, identifier: str) -> Caption:
    names = [name for name in re.split(r"[,，、\s]+", photographers) if name]
    for name in names:
        if name not in body:
            raise SourceError(f"{identifier}: photographer {name!r} is not in the caption {body!r}")
    return Caption(body, tuple(Byline(n, "photographer", _alternative_roles(n, body)) for n in names))


def _alternative_roles(name: str, text: str) -> tuple[str, ...]:
    """Return the roles that the words before a photographer's name also give: 记者 周某 摄."""
    roles = []
    for line in text.split("\n"):
        before = line[: line.find(name)] if name in line else ""
        last = max(("记者", "通讯员", "实习生"), key=before.rfind)
        if before.rfind(last) >= 0:
            roles.append({"记者": "reporter", "通讯员": "correspondent", "实习生": "intern"}[last])
    return tuple(sorted(set(roles)))


def _bylines(line: str, text: str, where: str) -> Iterator[Byline]:
    role, colon, names = line.partition(":")
    role = role.strip()
    if not colon or role not in ROLES:
        raise SourceError(f"{where}: a byline is 'role: name, name' with one of {', '.join(ROLES)}")
    for name in _names(names):
        if name not in text:
            raise SourceError(f"{where}: byline {name!r} is not in the text")
        yield Byline(name, role, _alternative_roles(name, text) if role == "photographer" else ())


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _entity(line: str, whole: str, where: str) -> NamedEntity:
    kind, _, rest = line.partition(" ")
    optional = kind.endswith("?")
    kind = kind.rstrip("?")
    if kind not in TYPES:
        raise SourceError(f"{where}: {kind!r} is no type; one of {', '.join(TYPES)}")
    name, *fields = (part.strip() for part in rest.split("|"))
    options: dict[str, list[str]] = {key: [] for key in OPTIONS}
    surfaces: list[str] = []
    for part in fields:
        key, equals, value = part.partition("=")
        if equals and key in OPTIONS:
            options[key].append(value.strip())
        elif part and part != "local":
            surfaces.append(part)
    own = [f"《{name}》", name] if f"《{name}》" in whole or kind == "Document" else [name]
    own = [form for form in own if form in whole and form not in surfaces]
    surfaces[:0] = own[:1] if kind == "Document" else own
    for surface in (*surfaces, *options["span"]):
        if surface not in whole:
            raise SourceError(f"{where}: {surface!r} does not occur in the article")
    if not surfaces:
        raise SourceError(f"{where}: {name!r} does not occur and has no other surface")
    alternatives = tuple(options["alt"])
    for alternative in alternatives:
        if alternative not in TYPES:
            raise SourceError(f"{where}: alt={alternative} is no type")
    return NamedEntity(
        name=name,
        type=kind,
        surfaces=tuple(surfaces),
        alt_types=alternatives,
        alt_surfaces=tuple(options["span"]),
        alt_names=tuple(options["aka"]),
        optional=optional,
        local="local" in fields,
        note="; ".join(options["note"]),
    )


# matches "holds_post?: 某某 -> 某镇党委 = 副书记", "other(resident_of): 某某 -> 某村"
_RELATION = re.compile(
    r"(?P<type>\w+)(?:\((?P<label>[^)]+)\))?(?P<optional>\??):\s*(?P<subject>.+?)\s*->\s*(?P<object>.+)"
)


def _relations(line: str, where: str) -> Iterator[Relation]:
    match = _RELATION.fullmatch(line)
    if not match or match["type"] not in RELATIONS:
        raise SourceError(f"{where}: a relation is 'type: subject -> object' with one of {RELATIONS}")
    objects, equals, posts = match["object"].partition(" = ")
    if bool(equals) != (match["type"] == "holds_post"):
        raise SourceError(f"{where}: ' = post' goes with holds_post, and only there")
    for subject, object_, post in itertools.product(
        _names(match["subject"]), _names(objects), _names(posts) if equals else [""]
    ):
        yield Relation(match["type"], subject, object_, post, match["label"] or "", bool(match["optional"]))


# matches "5331 户", "3.87 亿元", "100 %", "2"; not "五 户", "3-5 天"
_VALUE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(\S*)")


def _measure(line: str, whole: str, where: str) -> Measure:
    optional = line.startswith("?")
    parts = [part.strip() for part in line.lstrip("?").split("|")]
    if len(parts) not in {4, 5}:
        raise SourceError(f"{where}: a measure is 'subject | indicator | value unit | words'")
    subject, indicator, amount, text = parts[:4]
    match = _VALUE.fullmatch(amount)
    if not match:
        raise SourceError(f"{where}: {amount!r} is no value with a unit")
    if text not in whole:
        raise SourceError(f"{where}: {text!r} does not occur in the article")
    approx = bool(HEDGE.search(text)) if len(parts) == 4 else parts[4] == "approx"
    return Measure(subject, indicator, float(match[1]), match[2], text, approx, optional)


def body_characters(source: Source) -> int:
    """Return how many characters the article's text has, white space not counted."""
    return sum(not character.isspace() for character in source.text)


def all_sources(folder: Path = SOURCES) -> list[Source]:
    """Read every source under `folder`."""
    return [read_source(path) for path in source_paths(folder)]


def batches(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Group sources by their batch, the part of the id before the last hyphen."""
    grouped: dict[str, list[Source]] = {}
    for source in sources:
        grouped.setdefault(source.id.rpartition("-")[0], []).append(source)
    return grouped
