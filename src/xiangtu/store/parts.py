"""A page's result in the two parts that the store keeps: what its text says, and what it states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from xiangtu.model import Assertion, Entity, PageResult
from xiangtu.store.encoding import pack

DIGEST_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Stated:
    """The entities and assertions of a page: what stands beside its text."""

    entities: tuple[Entity, ...]
    assertions: tuple[Assertion, ...]


class Parts(NamedTuple):
    """A result as two records in bytes, and a digest of both."""

    text: bytes
    stated: bytes
    digest: str


def parts_of(result: PageResult) -> Parts:
    """Return a result as it is stored."""
    text = pack(replace(result, entities=(), assertions=()))
    stated = pack(Stated(result.entities, result.assertions))
    return Parts(text, stated, sha256(text + stated).hexdigest()[:DIGEST_LENGTH])
