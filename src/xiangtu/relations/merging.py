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
    facts: dict[Key, list[Assertion]] = {}
    for assertion in assertions:
        facts.setdefault(_key(assertion), []).append(assertion)
    return tuple(_joined(facts[key]) for key in sorted(facts))


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


def _joined(same: list[Assertion]) -> Assertion:
    surest = min(same, key=lambda assertion: (-assertion.confidence, assertion.rule, assertion.status))
    if len(same) == 1:
        return surest
    evidence = {item for assertion in same for item in assertion.evidence}
    stated = any(assertion.status == "stated" for assertion in same)
    return replace(
        surest,
        evidence=tuple(sorted(evidence, key=_evidence_key)),
        status="stated" if stated else surest.status,
    )


def _evidence_key(evidence: Evidence) -> tuple[str, ...]:
    if isinstance(evidence, TextEvidence):
        spans = "".join(f"{start:09d}-{end:09d} " for start, end in evidence.spans)
        return ("", evidence.page, evidence.article, spans, evidence.sentence)
    return (evidence.scheme, evidence.code, evidence.label)
