"""Trends as lines, bars and sparklines.

Plots are drawn on a fixed canvas that the page stretches to its width; all words stand in HTML beside it. A point stands in the
middle of its share of the width, exactly above its label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from linli.base.ui.charts.numbers import Value, shown

WIDTH, HEIGHT = 600, 200
MOST_LABELS = 7


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
class Label:
    """Words under a point, blank where there is no room; minor ones go first where there is even less."""

    words: str
    is_minor: bool = False


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
    labels: list[Label]
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

    # A point a day makes hundreds of parts: put together here they cost a tenth of what a template takes.

    @property
    def drawn_spots(self) -> SafeString:
        """The strips over the points, each saying its point's values."""
        return format_html_join(
            "",
            '<rect class="hit" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>',
            ((spot.x, spot.width, self.height, spot.title) for spot in self.spots),
        )

    @property
    def drawn_rows(self) -> SafeString:
        """The rows of the table beneath, with a third column where there is a second line."""
        row = '<tr><th scope="row">{}</th><td class="number">{}</td>'
        if self.second:
            parts = ((line.label, line.value, line.second) for line in self.rows)
            return format_html_join("", row + '<td class="number">{}</td></tr>', parts)
        return format_html_join("", row + "</tr>", ((line.label, line.value) for line in self.rows))


@dataclass(frozen=True, slots=True)
class Spark:
    """A line the size of a word."""

    width: int
    height: int
    line: str
    area: str
    last: str


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


def _thinned(labels: Sequence[str]) -> list[Label]:
    """Keep at most seven labels, evenly spaced and always the last; the others become blank but keep their place."""
    every = ceil(len(labels) / MOST_LABELS) if labels else 1
    last = len(labels) - 1
    away = [last - index for index in range(len(labels))]
    return [
        Label(label, is_minor=steps // every % 2 == 1) if steps % every == 0 else Label("")
        for label, steps in zip(labels, away, strict=True)
    ]


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
