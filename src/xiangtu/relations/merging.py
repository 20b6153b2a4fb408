"""One fact, one assertion: the same statement found twice has two evidences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xiangtu.model.records import Assertion, Evidence, Measure, TextEvidence

Key = tuple[str, str, str, str, str, str, str]


def merged(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """Return each fact once, sorted: evidences joined, the surest rule and confidence kept.

    A fact that is stated once and planned once is stated.
    """
    facts: dict[Key, Assertion] = {}
    for assertion in assertions:
        key = _key(assertion)
        known = facts.get(key)
        facts[key] = assertion if known is None else _joined(known, assertion)
    return tuple(facts[key] for key in sorted(facts))


def _key(assertion: Assertion) -> Key:
    return (
        assertion.type,
        assertion.subject,
        assertion.object or "",
        assertion.post,
        assertion.role,
        assertion.valid,
        _measure_key(assertion.measure),
    )


def _measure_key(measure: Measure | None) -> str:
    if measure is None:
        return ""
    return "\t".join((measure.indicator, repr(measure.value), measure.unit, measure.period))


def _joined(one: Assertion, other: Assertion) -> Assertion:
    surer = min(one, other, key=lambda a: (-a.confidence, a.rule))
    return replace(
        surer,
        evidence=tuple(sorted({*one.evidence, *other.evidence}, key=_evidence_key)),
        status="stated" if "stated" in (one.status, other.status) else surer.status,
    )


def _evidence_key(evidence: Evidence) -> tuple[str, ...]:
    if isinstance(evidence, TextEvidence):
        spans = "".join(f"{start:09d}-{end:09d} " for start, end in evidence.spans)
        return ("", evidence.page, evidence.article, spans, evidence.sentence)
    return (evidence.scheme, evidence.code, evidence.label)
