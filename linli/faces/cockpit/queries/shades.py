"""Which shade a tile gets, and the words of the legend: nothing is always the palest, a poor rate always the deepest."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, log2

from django.utils.translation import pgettext

from linli.base.ui import charts
from linli.base.ui.charts import Key, Scale

Value = float | None
NOTHING_KNOWN = 0
GROUPS = 4
RATE_BOUNDS = (70.0, 80.0, 90.0, 95.0)
_SPREAD = {1: (3,), 2: (3, 5), 3: (2, 4, 5), 4: (2, 3, 4, 5)}
"""The shades of amounts above nothing, by how many groups they fall into."""


def shades_of_rates(values: Sequence[Value]) -> Scale:
    """Fixed bounds, so that a colour means the same on every page; the lowest rate is the deepest."""

    def shade(value: Value) -> int:
        return NOTHING_KNOWN if value is None else 5 - bisect_right(RATE_BOUNDS, value)

    words = {
        5: pgettext("cockpit", "不到 70%"),
        4: "70–79%",
        3: "80–89%",
        2: "90–94%",
        1: pgettext("cockpit", "95% 以上"),
        NOTHING_KNOWN: pgettext("cockpit", "数太少"),
    }
    used = {shade(value) for value in values}
    return Scale(shade, [Key(step, said) for step, said in words.items() if step in used])


def shades_of_amounts(values: Sequence[Value]) -> Scale:
    """Nothing has a shade of its own; the others fall into up to four groups, each reaching as many times as far as the last."""
    some = [value for value in values if value]
    bounds = _growing(min(some), max(some)) if some else []
    steps = _SPREAD[len(bounds)] if bounds else ()

    def shade(value: Value) -> int:
        if value is None:
            return NOTHING_KNOWN
        return steps[bisect_right(bounds, value) - 1] if value and bounds else 1

    legend = [Key(1, "0")] if any(value == 0 for value in values) else []
    edges = [*bounds, max(some) + 1] if some else []
    legend += [Key(step, _range(low, high - 1)) for step, (low, high) in zip(steps, pairwise(edges), strict=True)]
    return Scale(shade, legend)


def _growing(low: float, high: float) -> list[float]:
    """The least values of up to four groups that grow by one factor, two or more: of places, few are large and many small."""
    groups = min(max(ceil(log2(high / low)), 1), GROUPS)
    factor = (high / low) ** (1 / groups)
    return sorted({float(round(low * factor**power)) for power in range(groups)})


def _range(low: float, high: float) -> str:
    return charts.shown(low) if low == high else f"{charts.shown(low)}–{charts.shown(high)}"
