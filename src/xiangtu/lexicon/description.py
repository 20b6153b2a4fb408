"""What the lists say of a name: plain data for the command line."""

from __future__ import annotations

from dataclasses import dataclass

from xiangtu.lexicon.places import Gazetteer, Place, open_gazetteer


@dataclass(frozen=True, slots=True)
class PlaceDescription:
    """One candidate for a name.

    `codes` are (scheme, code); `chain` are names from the place up to its province; `children` are names of
    the places right below; `matched` is ``"name"``, or ``"short form"`` where the name asked for is an alias.
    """

    name: str
    level: str
    kind: str
    codes: tuple[tuple[str, str], ...]
    chain: tuple[str, ...]
    aliases: tuple[str, ...]
    children: tuple[str, ...]
    matched: str


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """The candidates for `name`, within `county` where one was given; `note` is for the reader."""

    name: str
    county: str | None
    candidates: tuple[PlaceDescription, ...]
    note: str = ""


def describe_place(name: str, county: str | None = None) -> PlaceAnswer:
    """Return every place that `name` can stand for.

    Parameters
    ----------
    name:
        A full name or a short form; a chain of names (``杜集区石台镇``) is not taken apart.
    county:
        A county by name, short form or six-digit code: only its townships and villages are searched. Without
        it the whole country is, by full name below counties.

    Returns
    -------
    PlaceAnswer
        With no candidates where the lists have none: `note` says so, and names the county if it is unknown.

    Examples
    --------
    >>> describe_place("石台镇", "杜集区").candidates[0].codes
    (('mca2025', '340602103'), ('nbs2023', '340602101'))
    """
    gazetteer = open_gazetteer()
    if county is None:
        found = gazetteer.candidates(name)
        notes = filter(None, (_note(name, "any list", found), *_former(gazetteer, name)))
        return PlaceAnswer(name, None, _described(gazetteer, name, found), "; ".join(notes))
    regions = _counties(gazetteer, county)
    if not regions:
        return PlaceAnswer(name, county, (), f"no list has a county {county!r}")
    places: list[Place] = []
    for region in regions:
        units = gazetteer.county(region.region_code)
        places.extend(units.find(name) if units else ())
    where = ", ".join(region.full_name for region in regions)
    return PlaceAnswer(name, county, _described(gazetteer, name, places), _note(name, where, places))


def _counties(gazetteer: Gazetteer, county: str) -> tuple[Place, ...]:
    by_code = gazetteer.region(county)
    regions = (by_code,) if by_code is not None else gazetteer.regions(county)
    return tuple(region for region in regions if gazetteer.county(region.region_code) is not None)


def _described(
    gazetteer: Gazetteer, name: str, places: tuple[Place, ...] | list[Place]
) -> tuple[PlaceDescription, ...]:
    return tuple(
        PlaceDescription(
            place.name,
            place.level,
            place.kind,
            place.codes,
            tuple(above.name for above in place.chain()),
            place.aliases,
            tuple(child.name for child in gazetteer.children(place)),
            "name" if place.name == name else "short form",
        )
        for place in places
    )


def _former(gazetteer: Gazetteer, name: str) -> list[str]:
    return [
        f"until {former.until} {name} was what is {former.place.full_name} today"
        for former in gazetteer.formerly(name)
    ]


def _note(name: str, where: str, places: tuple[Place, ...] | list[Place]) -> str:
    if not places:
        return f"{name!r} is not in {where}: the lists lack natural villages and what changed since"
    if len(places) > 1:
        return f"{len(places)} places: which one a text means, the county that it names decides"
    return ""
