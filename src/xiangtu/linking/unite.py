"""Several records of one thing, or of one fact, made one; the result is the same in any order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xiangtu.model import Assertion, Entity, Evidence, TextEvidence

STATUS_ORDER = ("resolved", "local", "ambiguous", "")
"""The better known status first: one page that resolves a name resolves it for all."""

NOTE_SEPARATOR = "；"


def unite_entities(entities: Sequence[Entity]) -> Entity:
    """Return one entity for records that carry the same id.

    The name that most pages give is the name (then the longest, then the first in code point order); all
    other forms are aliases. Codes, roles and evidence are united, the best status and confidence kept.
    """
    name = _favourite(entity.name for entity in entities)
    forms = {form for entity in entities for form in (entity.name, *entity.aliases)}
    status = min((entity.status for entity in entities), key=STATUS_ORDER.index)
    parents = [entity.parent for entity in entities if entity.parent is not None]
    notes = sorted({note for entity in entities for note in entity.note.split(NOTE_SEPARATOR) if note})
    candidates = {each for entity in entities for each in entity.candidates}
    return Entity(
        id=entities[0].id,
        type=entities[0].type,
        name=name,
        aliases=tuple(sorted(forms - {name})),
        parent=_favourite(parents) if parents else None,
        codes=tuple(sorted({code for entity in entities for code in entity.codes})),
        status=status,
        candidates=tuple(sorted(candidates)) if status == "ambiguous" else (),
        roles=tuple(sorted({role for entity in entities for role in entity.roles})),
        confidence=max(entity.confidence for entity in entities),
        note=NOTE_SEPARATOR.join(notes),
        evidence=unite_evidence(entity.evidence for entity in entities),
        former_ids=tuple(sorted({former for entity in entities for former in entity.former_ids})),
    )


def once(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one record for each id, sorted by id."""
    records: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        records[entity.id].append(entity)
    return tuple(
        found[0] if len(found) == 1 else unite_entities(found) for _, found in sorted(records.items())
    )


def unite_assertions(assertions: Sequence[Assertion]) -> Assertion:
    """Return one assertion, with all evidence, for records of the same fact.

    Confidence and rule are those of the surest record; the printed form of a figure is the first in code
    point order.
    """
    surest = min(assertions, key=lambda each: (-each.confidence, each.rule, _printed(each)))
    measure = surest.measure
    if measure is not None:
        measure = replace(measure, text=min(_printed(each) for each in assertions))
    return replace(surest, evidence=unite_evidence(each.evidence for each in assertions), measure=measure)


def fact(assertion: Assertion) -> tuple[object, ...]:
    """Return what makes two assertions the same fact: all that is said, nothing of where and how.

    It sorts: every part is a string or a number.
    """
    measure = assertion.measure
    figure = (
        (measure.indicator, measure.value, measure.unit, measure.hedge, measure.period)
        if measure
        else ("", 0.0, "", "", "")
    )
    return (
        assertion.type,
        assertion.subject,
        assertion.object or "",
        assertion.post,
        assertion.role,
        *figure,
        assertion.status,
        assertion.valid,
    )


def unite_evidence(groups: Iterable[Iterable[Evidence]]) -> tuple[Evidence, ...]:
    """Return each evidence once: texts by page, article and place, then gazetteer records."""
    return tuple(sorted({each for group in groups for each in group}, key=_evidence_order))


def _evidence_order(evidence: Evidence) -> tuple[int, str, str, tuple[tuple[int, int], ...], str]:
    if isinstance(evidence, TextEvidence):
        return 0, evidence.page, evidence.article, tuple(evidence.spans), evidence.sentence
    return 1, evidence.scheme, evidence.code, (), evidence.label


def _favourite(values: Iterable[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], -len(value), value))


def _printed(assertion: Assertion) -> str:
    return assertion.measure.text if assertion.measure else ""
