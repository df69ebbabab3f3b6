"""Geometry of small charts and tile maps, as plain values: templates only print what is computed here.

Plots are drawn on a fixed canvas that the page stretches to its width; all words stand in HTML beside it. A point stands in the
middle of its share of the width, exactly above its label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10, sqrt

from django.utils.translation import gettext

WIDTH, HEIGHT = 600, 200
MOST_LABELS = 7
NAMED_UP_TO = 40

Value = float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a trend: its words and its value, None where nothing is known."""

    label: str
    value: Value
    second: Value = None


@dataclass(frozen=True, slots=True)
class Box:
    """A bar, or the strip over a point, in canvas units."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beneath a chart, as shown."""

    label: str
    value: str
    second: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything `<c-chart>` prints; paths are SVG path data on a canvas of width by height."""

    width: int
    height: int
    ticks: list[str]
    grid: list[str]
    labels: list[str]
    is_empty: bool
    rows: list[Row]
    summary: str
    name: str = ""
    line: str = ""
    area: str = ""
    last: str = ""
    second: str = ""
    second_name: str = ""
    bars: tuple[Box, ...] = ()
    spots: tuple[Box, ...] = ()
    target: str = ""
    target_line: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A line the size of a word."""

    width: int
    height: int
    line: str
    area: str
    last: str


def shown(value: Value, unit: str = "") -> str:
    """A number as people read it: thousands separators, at most one decimal, a dash for what is not known."""
    if value is None:
        return "–"
    places = 0 if float(value).is_integer() else 1
    return f"{value:,.{places}f}{unit}"


def nice_scale(lowest: float, highest: float, *, steps: int = 4) -> list[float]:
    """Round marks from below `lowest` to above `highest`, rising; at least two, never all the same."""
    if highest <= lowest:
        highest = lowest + 1
    rough = (highest - lowest) / steps
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999999)
    if float(lowest).is_integer() and float(highest).is_integer():
        # Half a matter is no mark.
        step = max(step, 1)
    first, last = floor(lowest / step + 1e-9), ceil(highest / step - 1e-9)
    return [round(step * mark, 10) for mark in range(first, last + 1)]


def trend(
    points: Sequence[Point],
    *,
    kind: str = "line",
    unit: str = "",
    target: Value = None,
    name: str = "",
    second_name: str = "",
    from_zero: bool = True,
) -> Chart:
    """Lay out a trend as a line or as bars. Bars always stand on zero; a line may start higher (`from_zero=False`)."""
    known = [value for point in points for value in (point.value, point.second) if value is not None]
    known += [target] if target is not None else []
    lowest = 0.0 if from_zero or kind == "bar" else min(known, default=0.0)
    marks = nice_scale(min(lowest, min(known, default=0.0)), max(known, default=1.0))
    share = WIDTH / max(len(points), 1)
    at = [_place(index, share, point.value, marks) for index, point in enumerate(points)]
    second = [_place(index, share, point.second, marks) for index, point in enumerate(points)]
    is_bar = kind == "bar"
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        ticks=[shown(mark, unit) for mark in reversed(marks)],
        grid=[f"M0 {_y(mark, marks):g}H{WIDTH}" for mark in marks],
        labels=_thinned([point.label for point in points]),
        is_empty=all(point.value is None for point in points),
        rows=[Row(point.label, shown(point.value, unit), shown(point.second, unit)) for point in points],
        summary=_summary(points, unit),
        name=name,
        line="" if is_bar else _path(at),
        area="" if is_bar else _area(at, HEIGHT),
        last="" if is_bar else _dot(at),
        second=_path(second),
        second_name=second_name,
        bars=tuple(_bars(points, share, marks, unit)) if is_bar else (),
        spots=() if is_bar else tuple(_spots(points, share, unit)),
        target="" if target is None else shown(target, unit),
        target_line="" if target is None else f"M0 {_y(target, marks):g}H{WIDTH}",
    )


def spark(values: Sequence[Value]) -> Spark:
    """Lay out a sparkline between its own lowest and highest value."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    marks = [low, high if high > low else low + 1]
    step = 100 / max(len(values) - 1, 1)
    at = [
        None if value is None else (round(index * step, 2), round(28 - 24 * _part(value, marks), 2))
        for index, value in enumerate(values)
    ]
    return Spark(width=100, height=32, line=_path(at), area=_area(at, 32), last=_dot(at))


Spot = tuple[float, float] | None


def _part(value: float, marks: Sequence[float]) -> float:
    return (value - marks[0]) / (marks[-1] - marks[0])


def _y(value: float, marks: Sequence[float]) -> float:
    return round(HEIGHT * (1 - _part(value, marks)), 2)


def _place(index: int, share: float, value: Value, marks: Sequence[float]) -> Spot:
    return None if value is None else (round((index + 0.5) * share, 2), _y(value, marks))


def _runs(spots: Sequence[Spot]) -> list[list[tuple[float, float]]]:
    """Cut at the gaps: a line is never drawn through what is not known."""
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot is not None:
            runs[-1].append(spot)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(spots: Sequence[Spot]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in run) for run in _runs(spots))


def _area(spots: Sequence[Spot], floor_y: float) -> str:
    return "".join(
        f"M{run[0][0]:g} {floor_y:g}L" + "L".join(f"{x:g} {y:g}" for x, y in run) + f"L{run[-1][0]:g} {floor_y:g}Z"
        for run in _runs(spots)
    )


def _dot(spots: Sequence[Spot]) -> str:
    """A line of no length with a round end: the only dot that stays round when the canvas is stretched."""
    known = [spot for spot in spots if spot is not None]
    return f"M{known[-1][0]:g} {known[-1][1]:g}h.01" if known else ""


def _bars(points: Sequence[Point], share: float, marks: Sequence[float], unit: str) -> list[Box]:
    ground = _y(0, marks)
    boxes = []
    for index, point in enumerate(points):
        top = ground if point.value is None else _y(point.value, marks)
        title = f"{point.label} {shown(point.value, unit)}"
        x = round((index + 0.18) * share, 2)
        boxes.append(Box(x, min(top, ground), round(share * 0.64, 2), round(abs(ground - top), 2), title))
    return boxes


def _spots(points: Sequence[Point], share: float, unit: str) -> list[Box]:
    return [
        Box(round(index * share, 2), 0, round(share, 2), HEIGHT, f"{point.label} {shown(point.value, unit)}")
        for index, point in enumerate(points)
    ]


def _thinned(labels: Sequence[str]) -> list[str]:
    """Keep at most seven labels, evenly spaced and always the last; the others become blank but keep their place."""
    every = ceil(len(labels) / MOST_LABELS) if labels else 1
    last = len(labels) - 1
    return [label if (last - index) % every == 0 else "" for index, label in enumerate(labels)]


def _summary(points: Sequence[Point], unit: str) -> str:
    known = [(point.label, point.value) for point in points if point.value is not None]
    if not known:
        return gettext("还没有数据")
    low, high = min(known, key=lambda item: item[1]), max(known, key=lambda item: item[1])
    return gettext("%(last_label)s 为 %(last)s；最低 %(low_label)s %(low)s，最高 %(high_label)s %(high)s") % {
        "last_label": known[-1][0],
        "last": shown(known[-1][1], unit),
        "low_label": low[0],
        "low": shown(low[1], unit),
        "high_label": high[0],
        "high": shown(high[1], unit),
    }


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
    """The tiles of one upper place, laid as near to a square as they go (1 to 8 columns)."""

    name: str
    url: str
    columns: int
    tiles: list[PlacedTile]


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


def breaks_of(values: Sequence[float]) -> list[float]:
    """Four bounds that part the values into five groups of about equal size, without repeats (fewer where values repeat)."""
    ranked = sorted(values)
    bounds = [ranked[min(ceil(len(ranked) * part / 5), len(ranked) - 1)] for part in range(1, 5)] if ranked else []
    return [bound for bound in sorted(set(bounds)) if bound > ranked[0]]


def tile_map(tiles: Sequence[Tile], *, breaks: Sequence[float] | None = None, unit: str = "") -> TileMap:
    """Lay out a tile map. `breaks`: up to four rising bounds, each the least value of the next step; by default of equal groups."""
    known = [tile.value for tile in tiles if tile.value is not None]
    bounds = list(breaks) if breaks is not None else breaks_of(known)
    steps = _steps(len(bounds) + 1)
    blocks: dict[str, list[Tile]] = {}
    for tile in tiles:
        blocks.setdefault(tile.block, []).append(tile)
    placed = [
        Block(
            name,
            members[0].block_url,
            min(max(ceil(sqrt(len(members))), 1), 8),
            [PlacedTile(tile.name, shown(tile.value), tile.url, _step(tile.value, bounds, steps)) for tile in members],
        )
        for name, members in blocks.items()
    ]
    legend = _legend(known, bounds, steps, unit)
    if len(known) < len(tiles):
        legend.append(Key(0, gettext("没有数据")))
    return TileMap(placed, legend, len(tiles) <= NAMED_UP_TO)


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
