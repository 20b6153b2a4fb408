"""An entity while the page is read: what each mention says of it, put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from xiangtu.lexicon import Place
from xiangtu.model import Entity, GazetteerEvidence, entity_id


@dataclass(slots=True)
class Draft:
    """What is known of one entity so far. `surfaces` are the forms by which the text names it."""

    id: str
    type: str
    name: str
    parent: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    status: str = ""
    candidates: tuple[str, ...] = ()
    note: str = ""
    confidence: float = 0.0
    surfaces: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    evidence: tuple[GazetteerEvidence, ...] = ()

    def finished(self) -> Entity:
        """Return the entity, everything sorted."""
        return Entity(
            id=self.id,
            type=self.type,
            name=self.name,
            aliases=tuple(sorted(self.surfaces - {self.name})),
            parent=self.parent,
            codes=self.codes,
            status=self.status,
            candidates=tuple(sorted(self.candidates)),
            roles=tuple(sorted(self.roles)),
            confidence=round(self.confidence or 1.0, 2),
            note=self.note,
            evidence=self.evidence,
        )


PLACE_TYPES = {
    "province": "Region",
    "prefecture": "Region",
    "county": "Region",
    "township": "Township",
    "village": "Village",
}


def place_id(place: Place) -> str:
    """Return the id of a place of the gazetteer.

    A region is known by its own code, a township or village by its county's code and the names down to it.
    """
    kind = PLACE_TYPES[place.level]
    if kind == "Region":
        return entity_id(kind, place.region_code, place.name)
    return entity_id(kind, *place.path)


def place_draft(place: Place) -> Draft:
    """Return the entity of a place of the gazetteer, with its record as evidence."""
    above = place.parent.name if place.parent is not None else ""
    return Draft(
        id=place_id(place),
        type=PLACE_TYPES[place.level],
        name=place.name,
        parent=place_id(place.parent) if place.parent is not None else None,
        codes=place.codes,
        status="resolved",
        evidence=tuple(
            GazetteerEvidence(scheme, code, ", ".join(filter(None, (place.name, above))))
            for scheme, code in place.codes
        ),
    )
