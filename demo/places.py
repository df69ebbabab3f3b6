"""The place tree of a demo city in memory: real places from the file, invented grids, blocks and groups below them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from demo.chance import Id, Ids
from demo.spec import GRIDS_IN_FULL, CitySpec, Size

SCOPE = ("place_id", "grid_id", "community_id", "street_id", "county_id", "city_id")
Scope = tuple[Id | None, ...]
"""The values of the six scope columns, in the order of `SCOPE`."""

PLACE = (
    *("id", "parent_id", "level", "kind", "name", "short_name", "name_en", "path", "order"),
    *("grid_id", "community_id", "street_id", "county_id", "city_id", "valid_from"),
)
CODE = ("id", "place_id", "system", "code", "valid_from")
LEVEL_NAME = ("id", "area_id", "level", "name", "name_en")
STATISTICAL = "nbs"
CHINESE_NUMBERS = "一二三四五六七八九十"


@dataclass(slots=True)
class Node:
    """One place with its ancestors' ids, its own among them."""

    id: Id
    level: str
    name: str
    short_name: str
    name_en: str
    kind: str
    code: str
    parent: "Node | None"
    order: int
    path: str
    scope: Scope
    children: list["Node"] = field(default_factory=list)
    is_full: bool = False
    estates: list[str] = field(default_factory=list)
    roads: list[str] = field(default_factory=list)

    @property
    def is_village(self) -> bool:
        """Whether it is governed by a villagers' committee."""
        return self.kind == "village"

    def up(self, level: str) -> "Node":
        """The ancestor of that level, or the place itself."""
        node = self
        while node.level != level:
            if node.parent is None:
                raise LookupError(f"{self.name} has no {level} above it.")
            node = node.parent
        return node

    def leaves(self) -> Iterator["Node"]:
        """The lowest places below (itself when there are none)."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(slots=True)
class Tree:
    """All places of one county and what stands above it, parents before children."""

    nodes: list[Node] = field(default_factory=list)
    above: list[Node] = field(default_factory=list)
    """What stands above the county and came with another county of the same city already."""

    def of(self, level: str) -> list[Node]:
        """The places of one level in the order of their codes."""
        return [node for node in (*self.above, *self.nodes) if node.level == level]

    @property
    def city(self) -> Node:
        """The city itself."""
        return self.of("city")[0]

    @property
    def county(self) -> Node:
        """The county that is loaded."""
        return self.of("county")[0]

    @property
    def full(self) -> list[Node]:
        """The communities registered in full."""
        return [node for node in self.nodes if node.is_full]


class Gardener:
    """Grows the tree of one county after another: every place gets its id, path and ancestors from its parent."""

    def __init__(self, city: CitySpec, size: Size, rng: Random, ids: Ids) -> None:
        self._city, self._size, self._rng, self._ids = city, size, rng, ids
        self._tree = Tree()
        self._above: dict[str, Node] = {}

    def grow(self, county_code: str) -> Tree:
        """A county's whole tree: the file's places first, then what lies below each community."""
        by_code = dict(self._above)
        self._tree = Tree(above=list(by_code.values()))
        with self._city.places_path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                is_above = county_code.startswith(row["code"]) and row["code"] != county_code
                if row["code"] in by_code or not (is_above or row["code"].startswith(county_code)):
                    continue
                node = self._add(
                    by_code.get(row["parent"]),
                    row["level"],
                    row["name"],
                    row["short_name"],
                    row["name_en"],
                    row["kind"],
                    row["code"],
                )
                node.is_full = node.code in self._city.full
                by_code[node.code] = node
                if is_above:
                    self._above[node.code] = node
        for community in self._tree.of("community"):
            self._divide(community)
        return self._tree

    def _add(
        self, parent: Node | None, level: str, name: str, short_name: str, name_en: str, kind: str = "", code: str = ""
    ) -> Node:
        own = self._ids()
        above = parent.scope if parent else (None,) * 6
        scope = tuple(
            own if column in ("place_id", f"{level}_id") else inherited
            for column, inherited in zip(SCOPE, (None, *above[1:]), strict=True)
        )
        path = f"{parent.path}.{own}" if parent else own
        order = len(parent.children) + 1 if parent else 1
        node = Node(own, level, name, short_name, name_en, kind, code, parent, order, path, scope)
        if parent:
            parent.children.append(node)
        self._tree.nodes.append(node)
        return node

    def _divide(self, community: Node) -> None:
        """Grids for a community, by its size; in those registered in full, blocks and groups as well."""
        count = (
            GRIDS_IN_FULL
            if community.is_full
            else self._rng.randint(2, 3)
            if community.is_village
            else self._rng.randint(3, 6)
        )
        for number in range(1, count + 1):
            short = f"第{CHINESE_NUMBERS[number - 1]}片区"
            grid = self._add(
                community,
                "grid",
                f"{community.short_name}{short}",
                short,
                f"{community.name_en} patch {number}",
                code=f"{community.code}{number:03d}",
            )
            if community.is_full:
                self._subdivide(grid)

    def _subdivide(self, grid: Node) -> None:
        """Blocks of two buildings; each building is a residents' group."""
        for block_number in range(1, self._size.blocks_per_grid + 1):
            first = block_number * 2 - 1
            short = f"{first}-{first + 1}号楼组"
            block = self._add(
                grid, "block", f"{grid.name}{short}", short, f"{grid.name_en}, buildings {first} and {first + 1}"
            )
            for building in (first, first + 1):
                short = f"{building}号楼居民小组"
                self._add(block, "group", f"{grid.name}{short}", short, f"{grid.name_en}, building {building}")


def place_rows(tree: Tree, city: CitySpec) -> Iterator[tuple[Any, ...]]:
    """The rows of the tree."""
    for node in tree.nodes:
        parent = node.parent.id if node.parent else None
        named = (node.kind, node.name, node.short_name, node.name_en)
        yield (node.id, parent, node.level, *named, node.path, node.order, *node.scope[1:], city.since)


def code_rows(tree: Tree, city: CitySpec, ids: Ids) -> Iterator[tuple[Any, ...]]:
    """The statistical codes: the state's own down to the community, and fifteen digits for a grid."""
    return ((ids(), node.id, STATISTICAL, node.code, city.since) for node in tree.nodes if node.code)
