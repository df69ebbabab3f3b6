"""What a measurement says, and the table it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure beside its limit; `met` is None where there is no limit."""

    what: str
    measured: str
    beside: str = ""
    limit: str = ""
    met: bool | None = None


def table(lines: Sequence[Line]) -> str:
    """A Markdown table of the lines."""
    said = {True: "yes", False: "**no**", None: ""}
    rows = [f"| {line.what} | {line.measured} | {line.beside} | {line.limit} | {said[line.met]} |" for line in lines]
    return "\n".join(["| what | measured | beside | limit | met |", "|---|---|---|---|---|", *rows])


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
