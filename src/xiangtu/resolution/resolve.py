"""One page's mentions to one page's entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xiangtu.lexicon import Place
from xiangtu.model import Article, Entity, Mention, Page, entity_id, id_parts
from xiangtu.recognition import Scope, scope_of
from xiangtu.resolution.draft import Draft, place_draft, place_id
from xiangtu.resolution.names import canonical, programme_stem
from xiangtu.resolution.organisations import OrganisationReader, Owner, full_department
from xiangtu.resolution.places import PlaceReader

PLACE_KINDS = frozenset({"Region", "Township", "Village"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """The page's mentions, each with its entity's id, and the page's entities, sorted by id."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


def resolve(page: Page, articles: Sequence[Article], mentions: Sequence[Mention]) -> Resolution:
    """Return the entities that a page's mentions stand for.

    Parameters
    ----------
    page, articles:
        The page as read by layout.
    mentions:
        What recognition found, with offsets into the articles' readings.
    """
    scope = scope_of(page, articles)
    fallback = f"p{page.sha256[:8]}"
    drafts: dict[str, Draft] = {}
    resolved: list[Mention] = []
    by_article: dict[str, list[Mention]] = {article.id: [] for article in articles}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        by_article[mention.article].append(mention)
    for article in articles:
        own = by_article[article.id]
        for mention, draft in _article(scope, page, article, own, fallback):
            kept = _kept(drafts, draft)
            kept.surfaces.add(canonical(mention.text))
            resolved.append(replace(mention, entity=kept.id))
    _add_roles(drafts, articles, resolved)
    _add_chains(drafts, scope)
    entities = tuple(drafts[key].finished() for key in sorted(drafts))
    return Resolution(tuple(resolved), entities)


def _article(
    scope: Scope, page: Page, article: Article, mentions: Sequence[Mention], fallback: str
) -> Iterable[tuple[Mention, Draft]]:
    reader = PlaceReader(scope, article, mentions, fallback)
    places = reader.read()
    for mention in mentions:
        if mention.start in places:
            places[mention.start].surfaces.add(canonical(mention.text))
    owners = [Owner(draft, _level(draft, scope), start) for start, draft in sorted(places.items())]
    organisations = OrganisationReader(scope, article.id, owners, reader.home(), mentions)
    signed = {byline.name for byline in article.bylines}
    names = _programme_names(mentions)
    people = _people(mentions)
    for mention in mentions:
        if mention.start in places:
            yield mention, places[mention.start]
        elif mention.type == "Organisation":
            yield mention, _organisation(organisations, mention, reader)
        elif mention.type == "Person":
            yield (
                mention,
                _person(page, people.get(canonical(mention.text), canonical(mention.text)), signed, reader),
            )
        else:
            yield mention, _other(mention, reader, names)


def _level(draft: Draft, scope: Scope) -> str:
    if draft.type != "Region":
        return draft.type.lower()
    region = scope.regions.get(draft.name)
    return region.level if region is not None else "county"


def _organisation(reader: OrganisationReader, mention: Mention, places: PlaceReader) -> Draft:
    name, owner, region = reader.read(mention)
    if owner is not None:
        scope = owner.id.partition(":")[2].split("-")
        full = full_department(name, owner.name)
        parent: str | None = owner.id
        code = scope[0]
    elif region is not None:
        full, parent, code = full_department(name, region.name), place_id(region), region.region_code
    else:
        full, parent, code = name, None, places.scope_code()
    return Draft(entity_id("Organisation", code, full), "Organisation", name, parent=parent)


def _people(mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the full names that given names and nicknames of the article stand for: 秀芹, 老陆 → 陆秀芹."""
    full = sorted({canonical(m.text) for m in mentions if m.type == "Person"})
    forms = [
        (form, name) for name in full for form in (name[1:], f"老{name[0]}", f"小{name[0]}") if len(name) == 3
    ]
    found = Counter(form for form, _ in forms)
    return {form: name for form, name in forms if found[form] == 1}


def _person(page: Page, name: str, signed: set[str], places: PlaceReader) -> Draft:
    scope = page.newspaper if page.newspaper and name in signed else places.scope_code()
    return Draft(entity_id("Person", scope, name), "Person", name)


def _programme_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the fullest name of each programme of the article, by its stem."""
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.type == "Programme":
            name = canonical(mention.text)
            stem = programme_stem(name)
            if len(name) > len(names.get(stem, "")):
                names[stem] = name
    return names


def _other(mention: Mention, places: PlaceReader, names: dict[str, str]) -> Draft:
    name = canonical(mention.text)
    if mention.type == "Programme":
        name = names.get(programme_stem(name), name)
    return Draft(entity_id(mention.type, places.scope_code(), name), mention.type, name)


def _kept(drafts: dict[str, Draft], draft: Draft) -> Draft:
    """Return the page's draft of this id, with what the new one adds."""
    kept = drafts.setdefault(draft.id, draft)
    if kept is not draft:
        kept.surfaces |= draft.surfaces
        kept.note = kept.note or draft.note
        if draft.confidence:
            kept.confidence = min(kept.confidence or 1.0, draft.confidence)
        if len(draft.name) > len(kept.name):
            kept.surfaces.add(kept.name)
            kept.name = draft.name
    return kept


def _add_roles(drafts: dict[str, Draft], articles: Sequence[Article], mentions: Sequence[Mention]) -> None:
    roles = {
        (article.id, byline.name): byline.role
        for article in articles
        for byline in article.bylines
        if byline.is_person
    }
    for mention in mentions:
        role = roles.get((mention.article, canonical(mention.text)))
        if role is not None and mention.type == "Person" and mention.entity is not None:
            drafts[mention.entity].roles.add(role)


def _add_chains(drafts: dict[str, Draft], scope: Scope) -> None:
    """Add the places above each place that a list has: township, county, prefecture, province."""
    above: list[Place] = []
    for draft in list(drafts.values()):
        if draft.parent is not None and draft.parent not in drafts:
            found = _by_id(scope, draft.parent)
            if found is not None:
                above.append(found)
        if draft.status == "resolved":
            found = _by_id(scope, draft.id)
            if found is not None:
                above.append(found)
    for place in above:
        for link in place.chain():
            added = place_draft(link)
            if added.id not in drafts:
                drafts[added.id] = added


def _by_id(scope: Scope, identifier: str) -> Place | None:
    """Return the place of the gazetteer with this id."""
    kind, _, _ = identifier.partition(":")
    parts = id_parts(identifier)
    if kind == "region":
        region = scope.gazetteer.region(parts[0])
        return region if region is not None and region.name == parts[-1] else None
    county = scope.gazetteer.county(parts[0])
    if county is None or kind not in {"township", "village"}:
        return None
    return next((p for p in county.find(parts[-1]) if place_id(p) == identifier), None)
