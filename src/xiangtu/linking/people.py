"""People of one name, told apart by what each article says of them.

A name in one article is one person, and the article says who: somebody who signs it, the holder of a post at
a body, or neither. The id follows from that alone:

* who signs keeps the id that the page gave: newsroom and name, or county and name;
* who holds a post is known by the body: ``person:340602-石台镇-周明``, with the place for the committees and
  governments of a place, so that 镇党委书记 and 镇长 of one name are one;
* surname and form of address (王女士, 李某) name nobody beyond their article;
* of all others only the county is known.

That a county's 周明 without a post is the one who holds one is a guess that `link` makes where only one does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from xiangtu.lexicon import rows, words
from xiangtu.linking.departments import department_of, standard_department
from xiangtu.model import Article, Assertion, Entity, Mention, PageResult, TextEvidence, entity_id, id_parts
from xiangtu.vocabulary import load

STAFF = frozenset({"reporter", "photographer", "intern"})
"""Roles of those who write about others: whoever holds a post in the same article is somebody else."""

PLACES = frozenset({"Region", "Township", "Village"})

ORGANS_OF_A_PLACE = frozenset(
    {
        "委", "党委", "党工委", "党支部", "党总支", "支部", "总支", "政府", "人大", "人大常委会",
        "人大主席团", "政协", "纪委", "监委", "纪委监委", "委会", "村委", "村委会", "居委会", "两委",
        "村“两委”", "社区“两委”", "办事处", "街道办",
    }
)  # fmt: skip
"""Bodies whose posts one person often holds together: they count as the place itself."""

FAMILIAR = "小老阿大"
"""What stands before a surname in 小李 and 老张."""
UNNAMED = ("某某", "某")
"""What a withheld name has after the surname: 李某."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a page after telling apart: the new id, that of the page, and what the articles say.

    `posts` are the ids of the same person at each body that the articles name.
    """

    id: str
    page_id: str
    signs: bool = False
    staff: bool = False
    posts: tuple[str, ...] = ()


Key = tuple[str, str, bool]
"""The page's id of a person, the article, and whether it is who signs."""


def is_form_of_address(name: str) -> bool:
    """Whether a name is a surname and a form of address, which tells nobody apart.

    >>> [is_form_of_address(name) for name in ("王女士", "李某某", "老张", "王静", "欧阳先生")]
    [True, True, True, False, True]
    """
    surnames = words("surnames")
    if len(name) == 2 and name[0] in FAMILIAR and name[1] in surnames and name[0] not in surnames:
        return True
    return any(
        name.endswith(ending) and name.removesuffix(ending) in surnames
        for ending in (*UNNAMED, *_forms_of_address())
    )


@cache
def _forms_of_address() -> tuple[str, ...]:
    return tuple(word for word, where in rows("honorific_suffixes", 2) if where == "after")


def tell_apart(result: PageResult) -> tuple[PageResult, tuple[Person, ...]]:
    """Return a page with a person for each that its articles tell apart, and these, sorted by id."""
    people = {entity.id: entity for entity in result.entities if entity.type == "Person"}
    told = _Telling(result, people)
    mentions = tuple(told.mention(each) for each in result.mentions)
    assertions = tuple(each for assertion in result.assertions for each in told.assertion(assertion))
    entities = [entity for entity in result.entities if entity.id not in people]
    entities += told.entities(mentions)
    found = tuple(sorted(told.people.values(), key=lambda each: (each.id, each.page_id, each.posts)))
    page = replace(
        result,
        mentions=mentions,
        assertions=assertions,
        entities=tuple(sorted(entities, key=lambda each: each.id)),
    )
    return page, found


class _Telling:
    """The work of `tell_apart` on one page."""

    def __init__(self, result: PageResult, people: Mapping[str, Entity]) -> None:
        self._result = result
        self._people = people
        self._entities = {entity.id: entity for entity in result.entities}
        self._articles = {article.id: article for article in result.articles}
        self._posts = self._bodies()
        self._signed = self._signatures()
        self.people: dict[Key, Person] = {}

    def _bodies(self) -> Mapping[tuple[str, str], list[str]]:
        """Return person and article → the bodies where the article gives the person a post."""
        bodies: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for assertion in self._result.assertions:
            if assertion.type == "holds_post" and assertion.object is not None:
                for article in _articles_of(assertion):
                    bodies[assertion.subject, article].append(assertion.object)
        return bodies

    def _signatures(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return name and article → the roles in which the name signs it."""
        return {
            (name, article.id): frozenset(
                byline.role for byline in article.bylines if byline.is_person and byline.name == name
            )
            for article in self._result.articles
            for name in sorted({byline.name for byline in article.bylines if byline.is_person})
        }

    def person(self, identifier: str, article: str, signing: bool) -> Person:
        """Return who a person of the page is in an article; `signing`: in its byline."""
        roles = self._roles(identifier, article)
        apart = bool(roles) and roles <= STAFF and bool(self._posts.get((identifier, article)))
        key = (identifier, article, bool(roles) and (signing or not apart))
        if key not in self.people:
            self.people[key] = self._told(identifier, article, roles if key[2] else frozenset(), apart)
        return self.people[key]

    def _roles(self, identifier: str, article: str) -> frozenset[str]:
        entity = self._people[identifier]
        found = [self._signed.get((name, article), frozenset()) for name in (entity.name, *entity.aliases)]
        return frozenset().union(*found)

    def _told(self, identifier: str, article: str, roles: frozenset[str], apart: bool) -> Person:
        name = self._people[identifier].name
        scope = id_parts(identifier)[0]
        bodies = () if roles and apart else self._posts.get((identifier, article), ())
        at = {self._at_body(self._entities[body], name) for body in bodies if body in self._entities}
        posts = tuple(sorted(at))
        if roles:
            return Person(identifier, identifier, True, bool(roles & STAFF), posts)
        if posts:
            return Person(posts[0], identifier, posts=posts)
        if is_form_of_address(name):
            page = self._result.page.sha256[:8]
            return Person(entity_id("Person", scope, page, article, name), identifier)
        return Person(identifier, identifier)

    def _at_body(self, body: Entity, name: str) -> str:
        return entity_id("Person", *self._scope(body), name)

    def _scope(self, body: Entity) -> list[str]:
        """Return the scope of who holds a post at a body: the place that it is an organ of, or itself."""
        parts = list(id_parts(body.id))
        owner = self._entities.get(body.parent or "")
        if body.type in PLACES or owner is None or owner.type not in PLACES:
            return parts
        organ = department_of(parts[-1], owner.name)
        if {organ, *_shorter(organ)} & ORGANS_OF_A_PLACE:
            return list(id_parts(owner.id))
        return [*parts[:-1], owner.name + standard_department(organ) if organ else parts[-1]]

    def mention(self, mention: Mention) -> Mention:
        """Return the mention with the id of who is meant."""
        if mention.entity not in self._people or mention.entity is None:
            return mention
        signing = _in_byline(self._articles.get(mention.article), mention)
        return replace(mention, entity=self.person(mention.entity, mention.article, signing).id)

    def assertion(self, assertion: Assertion) -> Iterator[Assertion]:
        """Yield the assertion, parted where its sentences are about different people of one name."""
        if not {assertion.subject, assertion.object} & self._people.keys():
            yield assertion
            return
        parted: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        for number, evidence in enumerate(assertion.evidence):
            article = evidence.article if isinstance(evidence, TextEvidence) else ""
            parted[self._ends(assertion, article)].append(number)
        for (subject, target), numbers in parted.items():
            evidence_here = tuple(assertion.evidence[number] for number in numbers)
            yield replace(assertion, subject=subject, object=target, evidence=evidence_here)

    def _ends(self, assertion: Assertion, article: str) -> tuple[str, str | None]:
        signing = load().predicates[assertion.type].derived
        subject, target = (
            self.person(end, article, signing).id if end is not None and end in self._people else end
            for end in (assertion.subject, assertion.object)
        )
        assert subject is not None
        return subject, target

    def entities(self, mentions: tuple[Mention, ...]) -> Iterator[Entity]:
        """Yield the people told apart; one that nothing names any more keeps its record."""
        byline_roles = {key for key, role in load().roles.items() if role.byline}
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            forms[mention.entity or ""].add(mention.text)
        grouped: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
        for key, person in self.people.items():
            grouped[person.page_id, person.id].append(key)
        for (page_id, identifier), keys in grouped.items():
            entity = self._people[page_id]
            signed = {role for key in keys if key[2] for role in self._roles(page_id, key[1])}
            lasting = {role for role in entity.roles if role not in byline_roles}
            known = {entity.name, *entity.aliases}
            aliases = known & forms[identifier] if identifier != page_id else known
            yield replace(
                entity,
                id=identifier,
                roles=tuple(sorted(signed | lasting)),
                aliases=tuple(sorted(aliases - {entity.name})),
            )
        named = {key[0] for key in self.people}
        yield from (entity for identifier, entity in self._people.items() if identifier not in named)


@cache
def _shorter(organ: str) -> tuple[str, ...]:
    """Return the other listed forms of an organ: 中国共产党委员会 is 党委."""
    standard = standard_department(organ)
    return tuple(
        form
        for full, short, *_ in rows("departments", 4)
        if short and standard in (full, standard_department(full))
        for form in (full, short)
    )


def _articles_of(assertion: Assertion) -> list[str]:
    return sorted({each.article for each in assertion.evidence if isinstance(each, TextEvidence)})


def _in_byline(article: Article | None, mention: Mention) -> bool:
    """Whether a mention is a name that signs the article: it stands where a byline has one."""
    if article is None:
        return False
    stretches = article.reading.spans(mention.start, mention.end)
    starts = {byline.start for byline in article.bylines}
    return bool(stretches) and stretches[0].start in starts
