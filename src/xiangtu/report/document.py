"""A report as data: sections of tables whose cells keep what they mean; every format is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity: its name, with its id for links and for tracing. `depth` indents it in a tree."""

    id: str
    name: str
    type: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A term of the vocabulary: `group` is ``"types"``, ``"roles"`` …; both languages come from there."""

    group: str
    key: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the report's own (`report.toml`), in both languages."""

    key: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with its source. `text` is empty where quotes are left out."""

    text: str
    headline: str
    page: str
    article: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1."""

    value: float


Single = str | int | float | None | Ref | Label | Word | Quote | Share
Cell = Single | tuple[Single, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings.

    `key` names title, meaning and source in ``report.toml``. `columns` are keys of headings there, or
    entities (the columns of a matrix). `shown` is how many rows HTML and Markdown print; JSON has all.
    `chart` is ``"bars"`` (first column against second), ``"columns"`` (the same, upright), ``"matrix"``
    (shaded cells) or empty. `about` is what the table is of where one key serves several tables.
    """

    key: str
    columns: tuple[str | Ref, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: int = 20
    chart: str = ""
    about: Label | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the report: a key of ``report.toml`` and what fills it."""

    key: str
    values: Mapping[str, int | float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: sentences, then tables. Where there is nothing to show, a note says so."""

    key: str
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()


PLACES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `places` are the places that the papers serve, `header` how it was made.

    `knows_all_places` is False where the place of a page is not known.
    """

    places: tuple[str, ...]
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    knows_all_places: bool = True

    @property
    def served(self) -> str:
        """The places in a line, three at most; "等" where there are more, or pages of unknown place.

        >>> Report(("甲县", "乙县"), (), (), knows_all_places=False).served
        '甲县、乙县等'
        """
        has_more = len(self.places) > PLACES_NAMED or not self.knows_all_places
        return "、".join(self.places[:PLACES_NAMED]) + ("等" if self.places and has_more else "")
