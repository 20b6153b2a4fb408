"""Linking for a store: what joins ids is kept beside the pages, and found again only where it can change.

Of each page the store keeps what may join ids: its entities as `find_joins` reads them, its people, and the
pairs of ids that some reason could join (`possible_joins`). What these pairs connect is a block. A page that
is new, changed or gone touches the ids of the rows that differ, and only the blocks of these ids are linked
again: as `find_joins` of a block depends on nothing else, the result is that of linking all at once. All of
it is derived: another version of the program derives it anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from xiangtu.linking.clusters import Merge
from xiangtu.linking.decisions import Decisions
from xiangtu.linking.joined import DEPARTMENT, Joins, find_joins, possible_joins
from xiangtu.linking.link import told_apart
from xiangtu.linking.located import Unused, located
from xiangtu.linking.people import Person
from xiangtu.model import Entity, PageResult
from xiangtu.store import PageStore, decode_record, encode_record

PAGES_AT_ONCE = 200
"""Pages that are taken in within one transaction: an interruption loses no more."""
IDS_AT_ONCE = 5000
"""Blocks are linked together up to about so many ids."""

TABLES = {
    "link_state": "(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "link_pages": "(page INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL)",
    "link_entities": "(id TEXT, name TEXT, record TEXT, page INTEGER)",
    "link_people": "(page_id TEXT, id TEXT, record TEXT, page INTEGER)",
    "link_possible": "(a TEXT, b TEXT, kind TEXT, page INTEGER)",
    "link_touched": "(id TEXT PRIMARY KEY) WITHOUT ROWID",
    "link_merges": "(a TEXT, b TEXT, rule TEXT, reason TEXT, confidence REAL, hidden INTEGER)",
    "link_winners": "(old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID",
}
"""What is derived from pages; `page` is a number of `link_pages`, 0 where decisions say so."""

INDEXES = (
    *("link_entities (page)", "link_entities (id)", "link_entities (name)"),
    *("link_people (page)", "link_people (page_id)"),
    *("link_possible (page)", "link_possible (a)", "link_possible (b)"),
    *("link_merges (a)", "link_winners (new)"),
)

OF_DECISIONS = 0
NONE = "[]"
"""No decisions, as text."""

REACHED = """
CREATE TEMP TABLE reached AS
WITH RECURSIVE found(id) AS (
    SELECT id FROM link_touched
    UNION
    SELECT link_possible.b FROM found JOIN link_possible ON link_possible.a = found.id
    UNION
    SELECT link_possible.a FROM found JOIN link_possible ON link_possible.b = found.id
)
SELECT id FROM found
"""
"""All ids of the blocks that hold a touched one."""


def update_links(store: PageStore, decisions: Decisions, version: str) -> None:
    """Bring up to date what a store knows of which ids are one thing.

    Parameters
    ----------
    store:
        No other process may write it meanwhile.
    decisions:
        What people decided, as the file has it.
    version:
        Of what links: where it is not that of the last time, all is derived anew.

    Raises
    ------
    InvalidDecisions
        If decisions contradict each other once their names are looked up.
    DamagedStore
        Where a stored page cannot be read.
    """
    if _state(store.database, "version") != version:
        with store.transaction() as database:
            _start_anew(database, version)
    while _take_in_some(store):
        pass
    with store.transaction() as database:
        link_again(database, decisions)


def link_again(database: sqlite3.Connection, decisions: Decisions) -> None:
    """Link the blocks again that pages touched which were taken in, or in which decisions differ.

    Inside the transaction of the caller; errors as `update_links`.
    """
    found, _ = located(decisions, StoredDirectory(database))
    _take_in_decisions(database, found)
    _link_touched(database, found)


def is_linked(store: PageStore, decisions: Decisions, version: str) -> bool:
    """Whether `update_links` would change nothing."""
    database = store.database
    if _state(database, "version") != version or _stale(database) or _gone(database):
        return False
    (touched,) = database.execute("SELECT EXISTS (SELECT 1 FROM link_touched)").fetchone()
    found, _ = located(decisions, StoredDirectory(database))
    return not touched and (_state(database, "decisions") or NONE) == _joining(found)


def stored_joins(database: sqlite3.Connection) -> Joins:
    """Return all ids that are one thing, as the last `update_links` found them."""
    rows = database.execute("SELECT a, b, rule, reason, confidence, hidden FROM link_merges").fetchall()
    merges = sorted(Merge(*row[:5]) for row in rows if not row[5])
    hidden = sorted(Merge(*row[:5]) for row in rows if row[5])
    winners = dict(database.execute("SELECT old, new FROM link_winners ORDER BY old"))
    return Joins(winners, tuple(merges), tuple(hidden))


def located_in(database: sqlite3.Connection, decisions: Decisions) -> tuple[Decisions, list[Unused]]:
    """Return decisions with the ids that they mean in a linked store, and those that mean nothing in it."""
    return located(decisions, StoredDirectory(database))


class StoredDirectory:
    """What the pages of a store name."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def has(self, identifier: str) -> bool:
        """Whether a page gives the id, or it is the standard form of one that a page gives."""
        (found,) = self._database.execute(
            "SELECT EXISTS (SELECT 1 FROM link_entities WHERE id = ?1)"
            " OR EXISTS (SELECT 1 FROM link_possible WHERE a = ?1 AND kind = ?2)",
            (identifier, DEPARTMENT),
        ).fetchone()
        return bool(found)

    def named(self, name: str) -> Collection[str]:
        """Return the ids of what has a name, or of the people that a page gives as one, in standard form."""
        things = self._database.execute(
            "SELECT DISTINCT ifnull((SELECT min(a) FROM link_possible WHERE b = id AND kind = ?), id)"
            " FROM link_entities WHERE name = ?",
            (DEPARTMENT, name),
        )
        people = self._database.execute("SELECT DISTINCT id FROM link_people WHERE page_id = ?", (name,))
        return {row[0] for rows in (things.fetchall(), people.fetchall()) for row in rows}


class _Rows(NamedTuple):
    """What may join ids, of one page: rows without the page."""

    entities: frozenset[tuple[str, str, str]] = frozenset()
    people: frozenset[tuple[str, str, str]] = frozenset()
    possible: frozenset[tuple[str, str, str]] = frozenset()

    def touched(self, earlier: _Rows) -> set[str]:
        """Return the ids of all rows that only one of the two has."""
        ids = {row[0] for row in self.entities ^ earlier.entities}
        for one, other in ((self.people, earlier.people), (self.possible, earlier.possible)):
            ids.update(identifier for row in one ^ other for identifier in row[:2])
        return ids


def _rows_of(result: PageResult) -> _Rows:
    told, people = told_apart(result)
    entities = [_as_joined(entity) for entity in told.entities]
    return _Rows(
        frozenset((each.id, each.name, encode_record(each)) for each in entities),
        frozenset((each.page_id, each.id, encode_record(each)) for each in people),
        frozenset(possible_joins(entities, people)),
    )


def _as_joined(entity: Entity) -> Entity:
    """Return of an entity what decides whether it is one with another."""
    return Entity(
        entity.id, entity.type, entity.name, entity.aliases, parent=entity.parent, status=entity.status
    )


def _state(database: sqlite3.Connection, name: str) -> str | None:
    try:
        row = database.execute("SELECT value FROM link_state WHERE name = ?", (name,)).fetchone()
    except sqlite3.OperationalError:  # no table yet
        return None
    return row[0] if row else None


def _set_state(database: sqlite3.Connection, name: str, value: str) -> None:
    database.execute("INSERT OR REPLACE INTO link_state VALUES (?, ?)", (name, value))


def _start_anew(database: sqlite3.Connection, version: str) -> None:
    for name, columns in TABLES.items():
        database.execute(f"DROP TABLE IF EXISTS {name}")
        database.execute(f"CREATE TABLE {name} {columns}")
    for number, index in enumerate(INDEXES):
        database.execute(f"CREATE INDEX link_index_{number} ON {index}")
    _set_state(database, "version", version)


def _stale(database: sqlite3.Connection, most: int = 1) -> list[tuple[str, str]]:
    """Return id and digest of pages that are new or changed, at most so many."""
    return database.execute(
        "SELECT pages.id, pages.digest FROM pages LEFT JOIN link_pages USING (id)"
        " WHERE link_pages.digest IS NOT pages.digest ORDER BY pages.id LIMIT ?",
        (most,),
    ).fetchall()


def _gone(database: sqlite3.Connection, most: int = 1) -> list[str]:
    """Return the ids of pages that are no longer there, at most so many."""
    rows = database.execute(
        "SELECT id FROM link_pages WHERE id NOT IN (SELECT id FROM pages) ORDER BY id LIMIT ?", (most,)
    )
    return [row[0] for row in rows]


def _take_in_some(store: PageStore) -> bool:
    """Take in pages that are new, changed or gone; whether there were any."""
    database = store.database
    stale, gone = _stale(database, PAGES_AT_ONCE), _gone(database, PAGES_AT_ONCE)
    if not stale and not gone:
        return False
    with store.transaction():
        for page_id, digest in stale:
            _replace_page(database, page_id, digest, _rows_of(store.result(page_id)))
        for page_id in gone:
            _replace_page(database, page_id, None, _Rows())
    return True


def _replace_page(database: sqlite3.Connection, page_id: str, digest: str | None, rows: _Rows) -> None:
    """Put a page's rows in place of its earlier ones; without a digest, only forget these."""
    known = database.execute("SELECT page FROM link_pages WHERE id = ?", (page_id,)).fetchone()
    earlier = _forget_page(database, known[0]) if known else _Rows()
    if digest is not None:
        page = database.execute(
            "INSERT INTO link_pages (id, digest) VALUES (?, ?)", (page_id, digest)
        ).lastrowid
        for name, found in _named_rows(rows):
            values = ((*row, page) for row in sorted(found))
            database.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", values)  # noqa: S608 - our names
    _touch(database, rows.touched(earlier))


def _named_rows(rows: _Rows) -> tuple[tuple[str, frozenset[tuple[str, str, str]]], ...]:
    return (("link_entities", rows.entities), ("link_people", rows.people), ("link_possible", rows.possible))


def _forget_page(database: sqlite3.Connection, page: int) -> _Rows:
    """Delete the rows of a page and return them."""
    found = []
    for name, _ in _named_rows(_Rows()):
        rows = database.execute(f"SELECT * FROM {name} WHERE page = ?", (page,))  # noqa: S608 - our names
        found.append(frozenset((row[0], row[1], row[2]) for row in rows.fetchall()))
        database.execute(f"DELETE FROM {name} WHERE page = ?", (page,))  # noqa: S608
    database.execute("DELETE FROM link_pages WHERE page = ?", (page,))
    return _Rows(*found)


def _touch(database: sqlite3.Connection, ids: Iterable[str]) -> None:
    database.executemany("INSERT OR IGNORE INTO link_touched VALUES (?)", ((each,) for each in sorted(ids)))


def _joining(decisions: Decisions) -> str:
    """Return as text what decisions say about which ids are one thing."""
    about = decisions.of_kind("same", "not_same")
    return json.dumps([[each.id, each.kind, each.a, each.b, each.reason] for each in about])


def _take_in_decisions(database: sqlite3.Connection, decisions: Decisions) -> None:
    """Touch the ids of decisions that are new, changed or gone."""
    earlier = _state(database, "decisions") or NONE
    now = _joining(decisions)
    if now == earlier:
        return
    before, after = ({tuple(row) for row in json.loads(text)} for text in (earlier, now))
    _touch(database, (end for row in before ^ after for end in row[2:4]))
    database.execute("DELETE FROM link_possible WHERE page = ?", (OF_DECISIONS,))
    database.executemany(
        "INSERT INTO link_possible VALUES (?, ?, 'decision', ?)",
        ((row[2], row[3], OF_DECISIONS) for row in sorted(after)),
    )
    _set_state(database, "decisions", now)


def _link_touched(database: sqlite3.Connection, decisions: Decisions) -> None:
    """Link the blocks again that hold a touched id."""
    database.execute("DROP TABLE IF EXISTS temp.reached")
    database.execute(REACHED)
    database.execute("DELETE FROM link_winners WHERE old IN (SELECT id FROM reached)")
    database.execute("DELETE FROM link_merges WHERE a IN (SELECT id FROM reached)")
    pairs = database.execute("SELECT DISTINCT a, b FROM link_possible WHERE a IN (SELECT id FROM reached)")
    for ids in _batches(_blocks(pairs.fetchall())):
        joins = find_joins(_entities(database, ids), _people(database, ids), _about(decisions, ids))
        database.executemany("INSERT INTO link_winners VALUES (?, ?)", sorted(joins.winners.items()))
        for hidden, merges in enumerate((joins.merges, joins.hidden)):
            rows = ((each.a, each.b, each.rule, each.reason, each.confidence, hidden) for each in merges)
            database.executemany("INSERT INTO link_merges VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.execute("DELETE FROM link_touched")
    database.execute("DROP TABLE reached")


def _blocks(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return what the pairs connect, sorted."""
    block_of: dict[str, list[str]] = {}
    for pair in pairs:
        one, other = (block_of.setdefault(each, [each]) for each in pair)
        if one is other:
            continue
        if len(one) < len(other):
            one, other = other, one
        one.extend(other)
        block_of.update(dict.fromkeys(other, one))
    distinct = {id(block): block for block in block_of.values()}
    return sorted(map(sorted, distinct.values()))


def _batches(blocks: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the ids of whole blocks, many small ones together."""
    waiting = iter(blocks)
    batch: list[str] = []
    for block in waiting:
        batch += block
        if len(batch) >= IDS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _select(database: sqlite3.Connection, query: str, ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query for ids, which it names as ``?``."""
    waiting = iter(ids)
    while some := list(islice(waiting, 500)):
        marks = ", ".join("?" * len(some))
        yield from database.execute(query.replace("?", marks), some)


def _entities(database: sqlite3.Connection, ids: Sequence[str]) -> list[Entity]:
    query = "SELECT DISTINCT id, record FROM link_entities WHERE id IN (?)"
    return [decode_record(Entity, record) for _, record in sorted(_select(database, query, ids))]


def _people(database: sqlite3.Connection, ids: Sequence[str]) -> list[Person]:
    query = "SELECT DISTINCT page_id, record FROM link_people WHERE page_id IN (?)"
    return [decode_record(Person, record) for _, record in sorted(_select(database, query, ids))]


def _about(decisions: Decisions, ids: Collection[str]) -> Decisions:
    """Return the decisions about which of these ids are one thing."""
    joining = decisions.of_kind("same", "not_same")
    if not joining:
        return Decisions()
    here = set(ids)
    return Decisions(tuple(each for each in joining if each.a in here), decisions.source)
