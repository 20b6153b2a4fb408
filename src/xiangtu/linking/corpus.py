"""The linked corpus of a store: entities and assertions united, sorted and kept on disk, not in memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar, overload

from xiangtu.linking.changes import Changes
from xiangtu.linking.decisions import Decisions
from xiangtu.linking.joined import Joins
from xiangtu.linking.link import Linked, in_order, told_apart
from xiangtu.linking.stored import link_again, located_in, stored_joins
from xiangtu.linking.unite import fact, unite_assertions, unite_entities
from xiangtu.model import Assertion, Entity, KnowledgeGraph, Mention, PageResult
from xiangtu.store import PageStore, Spool, decode_record, encode_record, unnamed_database

Record = TypeVar("Record", Entity, Assertion)
Item = TypeVar("Item")

FACT_PARTS = 12
"""How many values `fact` gives."""

SHELVES = """
CREATE TABLE pages (n INTEGER PRIMARY KEY, id TEXT, moved TEXT);
CREATE TABLE entities (n INTEGER PRIMARY KEY, type TEXT, record TEXT);
CREATE TABLE assertions (n INTEGER PRIMARY KEY, type TEXT, record TEXT);
"""


def linked_corpus(store: PageStore, decisions: Decisions) -> Linked:
    """Return the linked graph of a store that `update_links` brought up to date.

    Its sequences read from the store, which must stay open and as it is, and from a temporary file. They hold
    what `link_pages` gives, but for the pages' own entities and assertions: those of `results` are empty.

    Raises
    ------
    DamagedStore
        Where a stored page cannot be read.
    InvalidDecisions
        If decisions contradict each other once their names are looked up.
    """
    found, unused = located_in(store.database, decisions)
    joins = stored_joins(store.database)
    changes = Changes(joins, found, _types(store.database, joins), _parents(store.database))
    shelf = unnamed_database()
    shelf.executescript(SHELVES)
    with Spool(keys=2, others=1) as entities, Spool(keys=FACT_PARTS + 1, others=1) as assertions:
        _sort(store, changes, shelf, entities, assertions)
        _shelve(shelf, "entities", _united_entities(entities))
        _shelve(shelf, "assertions", _united_assertions(assertions))
    knowledge = KnowledgeGraph(
        StoredResults(store, shelf),
        StoredRecords(shelf, "entities", Entity),
        StoredRecords(shelf, "assertions", Assertion),
    )
    return Linked(knowledge, joins.merges, in_order([*unused, *changes.unused()]))


def linked_otherwise(store: PageStore, decisions: Decisions) -> Linked:
    """Return, in memory, what a linked store would give with other decisions; it stays as it is.

    Errors as `linked_corpus`.
    """
    found: list[Linked] = []
    with suppress(_Undo), store.transaction() as database:
        link_again(database, decisions)
        found.append(in_memory(linked_corpus(store, decisions)))
        raise _Undo
    return found[0]


class _Undo(Exception):
    """Ends a transaction that shall leave nothing behind."""


def in_memory(linked: Linked) -> Linked:
    """Return a linked corpus that needs neither its store nor a temporary file any more."""
    graph = linked.knowledge
    whole = replace(
        graph,
        results=tuple(graph.results),
        entities=tuple(graph.entities),
        assertions=tuple(graph.assertions),
    )
    return replace(linked, knowledge=whole)


class _Stored(Sequence[Item], Generic[Item]):
    """Items that are read each time they are asked for."""

    def __init__(self, shelf: sqlite3.Connection, table: str) -> None:
        self._shelf = shelf
        self._table = table
        (self._length,) = shelf.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our table

    def __len__(self) -> int:
        return int(self._length)

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        numbers = range(len(self))[index]
        if isinstance(numbers, int):
            return self._at(numbers)
        return tuple(self._at(number) for number in numbers)

    def _at(self, number: int) -> Item:
        raise NotImplementedError


class StoredRecords(_Stored[Record]):
    """The entities or the assertions of a linked corpus, in order."""

    def __init__(self, shelf: sqlite3.Connection, table: str, kind: type[Record]) -> None:
        super().__init__(shelf, table)
        self._kind: type[Record] = kind

    def __iter__(self) -> Iterator[Record]:
        return self._read("ORDER BY n", ())

    def of_type(self, kind: str) -> Iterator[Record]:
        """Yield those of a type, in order."""
        return self._read("WHERE type = ? ORDER BY n", (kind,))

    def count_by_type(self) -> Mapping[str, int]:
        """Return how many there are of each type, sorted by type."""
        query = f"SELECT type, count(*) FROM {self._table} GROUP BY type ORDER BY type"  # noqa: S608
        return dict(self._shelf.execute(query))

    def _at(self, number: int) -> Record:
        return next(self._read("WHERE n = ?", (number,)))

    def _read(self, which: str, values: tuple[str | int, ...]) -> Iterator[Record]:
        rows = self._shelf.execute(f"SELECT record FROM {self._table} {which}", values)  # noqa: S608
        return (decode_record(self._kind, row[0]) for row in rows)


class StoredResults(_Stored[PageResult]):
    """What the pages' texts say, sorted by page id, their mentions pointing to the linked entities."""

    def __init__(self, store: PageStore, shelf: sqlite3.Connection) -> None:
        super().__init__(shelf, "pages")
        self._store = store

    def __iter__(self) -> Iterator[PageResult]:
        rows = self._shelf.execute("SELECT moved FROM pages ORDER BY n")
        for text, (moved,) in zip(self._store.texts(), rows, strict=True):
            yield replace(text, mentions=tuple(_moved(text.mentions, moved)))

    def _at(self, number: int) -> PageResult:
        page_id, moved = self._shelf.execute("SELECT id, moved FROM pages WHERE n = ?", (number,)).fetchone()
        text = self._store.result(page_id)
        mentions = tuple(_moved(text.mentions, moved))
        return replace(text, mentions=mentions, entities=(), assertions=())


def _types(database: sqlite3.Connection, joins: Joins) -> Mapping[str, str]:
    """Return the types of the ids that others were joined into."""
    found = {}
    for identifier in set(joins.winners.values()):
        row = database.execute(
            "SELECT record FROM link_entities WHERE id = ? LIMIT 1", (identifier,)
        ).fetchone()
        if row is not None:
            found[identifier] = decode_record(Entity, row[0]).type
    return found


def _parents(database: sqlite3.Connection) -> Callable[[str], str | None]:
    """Return what gives the parent of an entity, on the evidence of the last page that gives one."""

    def parent(identifier: str) -> str | None:
        rows = database.execute(
            "SELECT record FROM link_entities JOIN link_pages USING (page)"
            " WHERE link_entities.id = ?1 OR link_entities.id IN"
            " (SELECT old FROM link_winners WHERE new = ?1)"
            " ORDER BY link_pages.id DESC, link_entities.id DESC, record DESC",
            (identifier,),
        )
        found = (decode_record(Entity, record).parent for (record,) in rows)
        return next((each for each in found if each is not None), None)

    return parent


def _sort(
    store: PageStore, changes: Changes, shelf: sqlite3.Connection, entities: Spool, assertions: Spool
) -> None:
    """Change every page as links and decisions say, and give its parts to what sorts them."""
    shelf.execute("BEGIN")
    for number, result in enumerate(store.results()):
        told, _ = told_apart(result)
        moved = [changes.mention(mention) for mention in told.mentions]
        page = changes.page(replace(told, mentions=()))
        row = (number, result.page.id, _moves(result.mentions, moved))
        shelf.execute("INSERT INTO pages VALUES (?, ?, ?)", row)
        entities.add((each.id, number, encode_record(each)) for each in page.entities)
        assertions.add((*fact(each), number, encode_record(each)) for each in page.assertions)
    shelf.execute("COMMIT")


def _moves(before: Sequence[Mention], after: Sequence[Mention | None]) -> str:
    """Return as text what became of mentions: number, id and type where they changed; only it where dropped.

    The opposite of `_moved`.
    """
    changed: list[list[int | str | None]] = []
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        if other is None:
            changed.append([number])
        elif (one.entity, one.type) != (other.entity, other.type):
            changed.append([number, other.entity, other.type])
    return json.dumps(changed, ensure_ascii=False, separators=(",", ":"))


def _moved(mentions: Sequence[Mention], moves: str) -> Iterator[Mention]:
    changed = {number: now for number, *now in json.loads(moves)}
    for number, mention in enumerate(mentions):
        if number not in changed:
            yield mention
        elif changed[number]:
            entity, kind = changed[number]
            yield replace(mention, entity=entity, type=kind)


def _shelve(shelf: sqlite3.Connection, table: str, rows: Iterator[tuple[str, str]]) -> None:
    """Write type and record of each, in order."""
    numbered = ((number, *row) for number, row in enumerate(rows))
    shelf.execute("BEGIN")
    shelf.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", numbered)  # noqa: S608 - our table
    shelf.execute("COMMIT")
    shelf.execute(f"CREATE INDEX {table}_of_type ON {table} (type, n)")


def _united_entities(spool: Spool) -> Iterator[tuple[str, str]]:
    for _, rows in groupby(spool, key=itemgetter(0)):
        united = unite_entities([decode_record(Entity, row[-1]) for row in rows])
        yield united.type, encode_record(united)


def _united_assertions(spool: Spool) -> Iterator[tuple[str, str]]:
    for _, rows in groupby(spool, key=lambda row: row[:FACT_PARTS]):
        united = unite_assertions([decode_record(Assertion, row[-1]) for row in rows])
        yield united.type, encode_record(united)
