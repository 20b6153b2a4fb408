"""Places of the open corpus in the gazetteer: codes for gold, and what the checker asks."""

from __future__ import annotations

from typing import Any

from tools.corpus_sources import NamedEntity, Source

from xiangtu.lexicon.places import Place, open_gazetteer


class Gazetteer:
    """Finds the places that an article names inside the counties that it names, nowhere else."""

    def __init__(self) -> None:
        """Open the gazetteer of the package."""
        self._places = open_gazetteer()

    def home(self, source: Source) -> Place | None:
        """Return the region that the source's header gives, or None where no list has it under that chain."""
        return self._region(source.county)

    def _region(self, chain: tuple[str, ...]) -> Place | None:
        for place in self._places.regions(chain[-1]):
            names = [above.name for above in reversed(place.chain())]
            if names == [name for name in chain if name in names] and place.name == chain[-1]:
                return place
        return None

    def find(self, source: Source, entity: NamedEntity) -> Place | None:
        """Return the place that an entity of a source is, or None where no list has it.

        A region is looked for in the chain above the county, then by its full name; a township or village
        in the article's county and the other counties that the article names, a village in the township that
        the annotation gives it.
        """
        home = self.home(source)
        if entity.type == "Region":
            chain = home.chain() if home else ()
            named = [place for place in chain if place.name == entity.name]
            named += [place for place in self._places.regions(entity.name) if place.name == entity.name]
            return self._nearest(named, home)
        level = "township" if entity.type == "Township" else "village"
        parents = {r.object for r in source.relations if r.type == "located_in" and r.subject == entity.name}
        found: list[Place] = []
        for region in self._counties(source, home):
            county = self._places.county(region.region_code)
            candidates = county.find(entity.name) if county else ()
            found += [p for p in candidates if p.level == level and p.name == entity.name]
        above = [p for p in found if p.parent is not None and p.parent.name in parents]
        return next(iter(above or found), None)

    def _counties(self, source: Source, home: Place | None) -> list[Place]:
        counties = [home] if home else []
        for entity in source.entities:
            if entity.type == "Region":
                near = self._nearest(
                    [p for p in self._places.regions(entity.name) if p.name == entity.name], home
                )
                if near and near.level in {"county", "prefecture"} and near not in counties:
                    counties.append(near)
        return counties

    def _nearest(self, places: list[Place], home: Place | None) -> Place | None:
        above = {place.name for place in home.chain()} if home else set()
        return max(places, key=lambda p: sum(x.name in above for x in p.chain()), default=None)

    def record(self, source: Source, entity: NamedEntity) -> dict[str, Any]:
        """Return what gold says of a place: its codes and its chain, or that it is in no list."""
        place = self.find(source, entity)
        if place is None:
            return {"local": True}
        return {"codes": dict(place.codes), "within": [above.name for above in reversed(place.chain()[1:])]}

    def is_listed(self, source: Source, entity: NamedEntity) -> bool:
        """Whether some list has the place."""
        return self.find(source, entity) is not None
