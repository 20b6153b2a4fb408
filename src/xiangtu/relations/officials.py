"""Which people are officials: those who hold an office of party, state or village, not of a firm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from xiangtu.lexicon import rows, words
from xiangtu.model.records import Assertion, Entity

OFFICIAL = "official"
OFFICIAL_KINDS = frozenset(
    {"party", "government", "congress", "consultative", "discipline", "court", "mass", "police", "village"}
)
"""Kinds of the lexicon's posts that make an official wherever they are held."""
PLACES = frozenset({"Region", "Township", "Village"})
"""An office that any body may have (主任) makes an official where it is held at one of these."""


def with_officials(entities: Sequence[Entity], assertions: Iterable[Assertion]) -> tuple[Entity, ...]:
    """Return the entities, those who hold a public office with the role ``official`` added."""
    type_of = {entity.id: entity.type for entity in entities}
    officials = {
        assertion.subject
        for assertion in assertions
        if assertion.type == "holds_post"
        and is_public(assertion.post, type_of.get(assertion.object or "", ""))
    }
    return tuple(
        replace(entity, roles=tuple(sorted({*entity.roles, OFFICIAL}))) if entity.id in officials else entity
        for entity in entities
    )


def is_public(post: str, held_at: str) -> bool:
    """Whether a post held at an entity of type `held_at` is a public office.

    >>> is_public("副镇长", "Township"), is_public("董事长", "Organisation"), is_public("主任", "Village")
    (True, False, True)
    """
    office = next((post[start:] for start in range(len(post)) if post[start:] in _kinds()), "")
    kind = _kinds().get(office, "")
    if kind == "generic" or office in words("offices_of_any_body"):
        return held_at in PLACES
    return kind in OFFICIAL_KINDS


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for word, kind, _ in rows("posts", 3)}
