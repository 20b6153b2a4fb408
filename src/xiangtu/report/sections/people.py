"""Who writes about what, and who holds which post."""

from __future__ import annotations

from collections import Counter, defaultdict

from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Cell, Label, Note, Ref, Section, Table, Word

MATRIX_ROWS = 20


def bylines(facts: CorpusFacts) -> Section:
    """Return the signers, their beats as matrices, and who signs with whom."""
    if not facts.signed:
        return Section("bylines", notes=(Note("no_bylines"),))
    partners: dict[str, set[str]] = defaultdict(set)
    pairs: list[tuple[Cell, ...]] = []
    for each in facts.assertions_of.get("writes_with", ()):
        if each.object is None:
            continue
        partners[each.subject].add(each.object)
        partners[each.object].add(each.subject)
        pairs.append((facts.ref(each.subject), facts.ref(each.object), len(facts.sources(each.evidence))))
    pairs.sort(key=lambda row: (-int(str(row[2])), str(row[0]), str(row[1])))
    order = sorted(facts.signed, key=lambda person: (-len(facts.signed[person]), person))
    signers = tuple(
        (
            facts.ref(person),
            tuple(Label("roles", role) for role in facts.entities[person].roles),
            len(facts.signed[person]),
            facts.refs(partners[person]),
        )
        for person in order
    )
    tables = [
        Table("signers", ("person", "roles", "signed_articles", "partners"), signers),
        Table("byline_pairs", ("person", "partner", "articles"), tuple(pairs)),
    ]
    for kind in ("Township", "Programme"):
        matrix = _matrix(facts, order, kind)
        if matrix is not None:
            tables.append(matrix)
    return Section("bylines", tuple(tables))


def _matrix(facts: CorpusFacts, people: list[str], kind: str) -> Table | None:
    """Return how many articles of each signer report on each entity of `kind`."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in facts.assertions_of.get("reports_on", ()):
        if each.object is not None and facts.entities[each.object].type == kind:
            counts[each.subject, each.object] += max(1, len(facts.sources(each.evidence)))
    if not counts:
        return None
    totals: Counter[str] = Counter()
    for (_, target), count in sorted(counts.items()):
        totals[target] += count
    targets = sorted(totals, key=lambda target: (-totals[target], target))
    rows: list[tuple[Cell, ...]] = [
        (facts.ref(person), *(counts[person, target] for target in targets))
        for person in people
        if any(counts[person, target] for target in targets)
    ]
    columns: tuple[str | Ref, ...] = ("person", *map(facts.ref, targets))
    return Table("beats", columns, tuple(rows), MATRIX_ROWS, "matrix", Label("types", kind))


def posts(facts: CorpusFacts) -> Section:
    """Return the posts, who holds them, and the sentence that says so."""
    rows = tuple(
        (
            facts.ref(each.subject),
            each.post,
            facts.ref(each.object),
            each.valid or Word("undated"),
            facts.quote(each.evidence, (each.subject, each.object)),
        )
        for each in facts.assertions_of.get("holds_post", ())
        if each.object is not None
    )
    if not rows:
        return Section("posts", notes=(Note("no_posts"),))
    return Section("posts", (Table("posts", ("person", "post", "body", "valid", "sentence"), rows, 30),))
