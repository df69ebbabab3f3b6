"""Tile maps: one tile per place, coloured by five steps, in blocks of what the places belong to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from linli.base.ui.charts.numbers import Value, shown

NAMED_UP_TO = 40


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on a tile map: its name, its value (None: not known), where it leads, the block it belongs to."""

    name: str
    value: Value
    url: str
    block: str = ""
    block_url: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTile:
    """A tile with its step of the scale, 1 to 5; 0 where nothing is known."""

    name: str
    shown: str
    url: str
    step: int


@dataclass(frozen=True, slots=True)
class Block:
    """The tiles of one upper place, in 1 to 12 columns."""

    name: str
    url: str
    columns: int
    tiles: list[PlacedTile]

    @property
    def drawn(self) -> SafeString:
        """The tiles as links, put together here: a template takes ten times as long for some hundreds of them."""
        return SafeString("".join(map(_drawn, self.tiles)))


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend."""

    step: int
    words: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """Everything `<c-tile-map>` prints. is_named: few enough tiles to write names on them."""

    blocks: list[Block]
    legend: list[Key]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """How to shade a value, 1 to 5, 0 for one that is not known; and what the steps mean."""

    of: Callable[[Value], int]
    legend: list[Key]


def breaks_of(values: Sequence[float]) -> list[float]:
    """Up to four bounds that part the values into five groups of about equal size; fewer where few values differ.

    Where one value is so common that groups would fall together (most places have nothing overdue), it stands alone and the
    others are parted by how they differ, not by how many they are.
    """
    bounds = _parted(sorted(values), 5)
    if len(bounds) == 4:
        return bounds
    distinct = sorted(set(values))
    return distinct[1:] if len(distinct) <= 5 else [distinct[1], *_parted(distinct[1:], 4)]


def _parted(ranked: Sequence[float], groups: int) -> list[float]:
    """The least value of each group but the first, without repeats."""
    if not ranked:
        return []
    bounds = {ranked[min(ceil(len(ranked) * part / groups), len(ranked) - 1)] for part in range(1, groups)}
    return sorted(bound for bound in bounds if bound > ranked[0])


def _columns(count: int) -> int:
    """A square while it is small, then wider than high: five rows, at most twelve columns."""
    return min(max(ceil(sqrt(count)) if count <= 25 else ceil(count / 5), 1), 12)


def tile_map(
    tiles: Sequence[Tile], *, breaks: Sequence[float] | None = None, unit: str = "", scale: Scale | None = None
) -> TileMap:
    """Lay out a tile map. `breaks`: up to four rising bounds, each the least value of the next step; by default of equal groups.

    A `scale` shades and explains by rules of its own. Among hundreds of tiles a nought is told by its shade alone.
    """
    scale = scale or _scale([tile.value for tile in tiles], breaks, unit)
    is_named = len(tiles) <= NAMED_UP_TO
    blocks: dict[str, list[Tile]] = {}
    for tile in tiles:
        blocks.setdefault(tile.block, []).append(tile)
    return TileMap(
        [
            Block(
                name,
                members[0].block_url,
                _columns(len(members)),
                [
                    PlacedTile(tile.name, _said(tile.value, is_named=is_named), tile.url, scale.of(tile.value))
                    for tile in members
                ],
            )
            for name, members in blocks.items()
        ],
        scale.legend,
        is_named,
    )


def _said(value: Value, *, is_named: bool) -> str:
    return "" if value == 0 and not is_named else shown(value)


def _drawn(tile: PlacedTile) -> str:
    return (
        f'<a class="map-tile step-{tile.step}" href="{escape(tile.url)}"><span>{tile.shown}</span>'
        f' <span class="name">{escape(tile.name)}</span></a>'
    )


def _scale(values: Sequence[Value], breaks: Sequence[float] | None, unit: str) -> Scale:
    """Groups of about equal size, or those between the breaks; and a step of its own for what is not known."""
    known = [value for value in values if value is not None]
    bounds = list(breaks) if breaks is not None else breaks_of(known)
    steps = _steps(len(bounds) + 1)
    legend = _legend(known, bounds, steps, unit)
    if len(known) < len(values):
        legend.append(Key(0, gettext("没有数据")))
    return Scale(lambda value: _step(value, bounds, steps), legend)


def _steps(count: int) -> list[int]:
    """Which of the five colours to use for fewer groups, spread over the whole scale."""
    return {1: [3], 2: [2, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5]}.get(count, [1, 2, 3, 4, 5])


def _step(value: Value, bounds: Sequence[float], steps: Sequence[int]) -> int:
    return 0 if value is None else steps[sum(value >= bound for bound in bounds)]


def _legend(known: Sequence[float], bounds: Sequence[float], steps: Sequence[int], unit: str) -> list[Key]:
    if not known:
        return []
    edges = [min(*known, *bounds), *bounds, max(*known, *bounds)] if bounds else [min(known), max(known)]
    if all(float(value).is_integer() for value in (*known, *bounds)):
        # Whole numbers end one below the next step, so that no value seems to stand in two.
        edges[-1] += 1
        return [
            Key(step, _range(low, high - 1, unit)) for step, (low, high) in zip(steps, pairwise(edges), strict=True)
        ]
    return [Key(step, _range(low, high, unit)) for step, (low, high) in zip(steps, pairwise(edges), strict=True)]


def _range(low: float, high: float, unit: str) -> str:
    return shown(low, unit) if low == high else f"{shown(low)}–{shown(high, unit)}"
