"""Estates, roads and buildings: the names people know, each leading to a place. Invented, but for a community's own name."""

from dataclasses import dataclass, field
from random import Random

from demo.chance import Id, Ids
from demo.places import Node, Tree
from demo.words import estate_names, road_names, village_parts, village_roads

LANDMARK = ("id", "kind", "name", "place_id")


@dataclass(slots=True)
class Landmarks:
    """Rows, and for each grid its estate's id and name and the roads that pass it."""

    rows: list[tuple[Id, str, str, Id]] = field(default_factory=list)
    estates: dict[Id, tuple[Id, str]] = field(default_factory=dict)
    roads: dict[Id, list[str]] = field(default_factory=dict)

    def add(self, own: Id, kind: str, name: str, place: Node) -> Id:
        """A landmark's id."""
        self.rows.append((own, kind, name, place.id))
        return own


def name_landmarks(tree: Tree, rng: Random, ids: Ids) -> Landmarks:
    """One estate for each grid, a few roads for each community (neighbours share them), one hall."""
    found = Landmarks()
    for street in tree.of("street"):
        roads = road_names(rng, 7)
        for community in street.children:
            grids = community.children
            names = _village(rng, len(grids)) if community.is_village else _town(community, rng, len(grids))
            for grid, name in zip(grids, names, strict=True):
                found.estates[grid.id] = (found.add(ids(), "estate", name, grid), name)
            mine = village_roads(rng, 2) if community.is_village else rng.sample(roads, 3)
            found.roads[community.id] = mine
            for road in mine:
                found.add(ids(), "road", road, community)
            hall = "综合服务站" if community.is_village else "服务大厅"
            found.add(ids(), "building", community.short_name + hall, grids[0])
    return found


def _town(community: Node, rng: Random, count: int) -> list[str]:
    """The first estate is the one the community is named after."""
    stem = community.short_name.removesuffix("社区")
    own = f"{stem}小区" if stem.endswith("里") else stem
    return [own, *(name for name in estate_names(rng, count - 1) if name != own)][:count]


def _village(rng: Random, count: int) -> list[str]:
    return village_parts(rng, count)
