"""Places of one page: mentions to records of the gazetteer, or to local places under what the text names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xiangtu.lexicon import Place
from xiangtu.model import Article, Mention, entity_id, id_parts
from xiangtu.recognition import Scope
from xiangtu.resolution.draft import Draft, place_draft, place_id
from xiangtu.resolution.names import canonical
from xiangtu.resolution.repair import Repair, repaired

TOWNSHIP_WORDS = ("街道", "镇", "乡", "苏木", "办事处")
VILLAGE_WORDS = ("村", "社区", "嘎查")
DOUBLED = "村村"
"""汤村村 is printed for what the lists call 汤村."""
SHARES = "shares "
"""How recognition says that a stem shares its class word with others (年丰、德和垸两村)."""


class Townships:
    """The townships that an article names, by where it names them."""

    def __init__(self, drafts: Mapping[int, Draft]) -> None:
        """Take the drafts by the start of their mentions."""
        self._starts = sorted(drafts)
        self._drafts = drafts
        self.ids = frozenset(draft.id for draft in drafts.values())

    def near(self, position: int) -> Draft | None:
        """Return the township named last before a position, else the first after it, else None."""
        if not self._starts:
            return None
        return self._drafts[self._starts[max(0, bisect_right(self._starts, position) - 1)]]


@dataclass(frozen=True)
class PlaceReader:
    """Reads the place mentions of one article.

    `fallback` is the scope of ids where no county is known.
    """

    scope: Scope
    article: Article
    mentions: Sequence[Mention]
    fallback: str

    def home(self) -> Place | None:
        """Return the county (or city) that the article is about."""
        return self.scope.home(self.article.id)

    def scope_code(self) -> str:
        """Return the code that ids of this article's local things start with."""
        home = self.home()
        return home.region_code if home is not None else self.fallback

    def read(self) -> dict[int, Draft]:
        """Return a draft for each Region, Township and Village mention, by its start."""
        drafts = {m.start: self._region(m) for m in self._of("Region")}
        townships = {m.start: self._township(m) for m in self._of("Township")}
        named = Townships(townships)
        villages = {m.start: self._village(m, named) for m in self._of("Village")}
        return drafts | townships | villages

    def _of(self, kind: str) -> list[Mention]:
        return [mention for mention in self.mentions if mention.type == kind]

    @cached_property
    def _names(self) -> frozenset[str]:
        """Canonical forms of the article's places as printed."""
        kinds = {"Region", "Township", "Village"}
        return frozenset(canonical(m.text) for m in self.mentions if m.type in kinds)

    def _whole(self, mention: Mention, endings: tuple[str, ...]) -> str:
        """The full name of a stem: 柳沟 where the article has 柳沟村, or shares 村 with others."""
        name = canonical(mention.text)
        if name.endswith(endings):
            return name
        fuller = [name + ending for ending in endings if name + ending in self._names]
        if fuller:
            return fuller[0]
        shared = mention.reason.removeprefix(SHARES)
        return name + shared if mention.reason.startswith(SHARES) and shared in endings else name

    def _region(self, mention: Mention) -> Draft:
        name = canonical(mention.text)
        place = self.scope.regions.get(name) or self.scope.own_short_forms.get(name)
        if place is not None:
            return place_draft(place)
        options = self.scope.gazetteer.regions(name)
        exact = [option for option in options if option.name == name] or list(options)
        wide = [option for option in exact if option.level != "county"]
        if len(exact) == 1 or len(wide) == 1:
            return place_draft((wide or exact)[0])
        home = self.home()
        if options:
            return Draft(
                entity_id("Region", self.fallback, name), "Region", name,
                status="ambiguous", candidates=tuple(place_id(option) for option in exact),
            )  # fmt: skip
        parent = place_id(home) if home is not None else None
        full = self._zone_name(name)
        return Draft(
            entity_id("Region", self.scope_code(), full), "Region", full, parent=parent, status="local"
        )

    def _zone_name(self, name: str) -> str:
        """开发区 is the zone that the article names in full."""
        fuller = [
            canonical(m.text)
            for m in self.mentions
            if m.type == "Region" and m.text != name and m.text.endswith(name) and len(m.text) > len(name)
        ]
        return min(fuller, key=lambda n: (len(n), n)) if fuller else name

    def _township(self, mention: Mention) -> Draft:
        name = self._whole(mention, TOWNSHIP_WORDS).removesuffix("办事处")
        found = [p for p in self.scope.find(name, article=self.article.id) if p.level == "township"]
        if len(found) == 1:
            return place_draft(found[0])
        if found:
            return Draft(
                entity_id("Township", self.fallback, name), "Township", name,
                status="ambiguous", candidates=tuple(place_id(p) for p in found),
            )  # fmt: skip
        home = self.home()
        return Draft(
            entity_id("Township", self.scope_code(), name),
            "Township",
            name,
            parent=place_id(home) if home is not None and home.level == "county" else None,
            status="local",
        )

    def _village(self, mention: Mention, townships: Townships) -> Draft:
        name = self._whole(mention, VILLAGE_WORDS)
        found = self._villages(name)
        if not found and name.endswith(DOUBLED):
            found = self._villages(name.removesuffix("村"))
        near = townships.near(mention.start)
        if near is not None:
            inside = [p for p in found if p.parent is not None and place_id(p.parent) == near.id]
            found = inside or found
        if len(found) > 1:
            inside = [p for p in found if p.parent is not None and place_id(p.parent) in townships.ids]
            found = inside or found
        if len(found) == 1:
            return place_draft(found[0])
        if found:
            return Draft(
                entity_id("Village", self.scope_code(), name), "Village", name,
                status="ambiguous", candidates=tuple(place_id(p) for p in found),
            )  # fmt: skip
        repair = repaired(self.scope, near, name)
        if repair is not None:
            return _repaired(repair, name)
        return self._local_village(name, near)

    def _villages(self, name: str) -> list[Place]:
        return [p for p in self.scope.find(name, article=self.article.id) if p.level == "village"]

    def _local_village(self, name: str, near: Draft | None) -> Draft:
        home = self.home()
        if near is not None:
            identifier = entity_id("Village", id_parts(near.id)[0], near.name, name)
            return Draft(identifier, "Village", name, parent=near.id, status="local")
        parent = place_id(home) if home is not None else None
        return Draft(
            entity_id("Village", self.scope_code(), name), "Village", name, parent=parent, status="local"
        )


def _repaired(repair: Repair, printed: str) -> Draft:
    draft = place_draft(repair.place)
    draft.note = repair.note
    draft.confidence = repair.confidence
    draft.surfaces.add(printed)
    return draft
