"""What the workbench puts together from the contexts' doors: search over everything, the grid, notices, reports."""

from linli.faces.workbench.queries.gaps import (
    GapLine,
    Gaps,
    gaps_of,
    place_in_reach,
    unhandled_disputes,
    unhandled_matters,
)
from linli.faces.workbench.queries.grid import Grid, grid_of
from linli.faces.workbench.queries.notices import Told, told
from linli.faces.workbench.queries.reports import Line, Period, Report, period_of, recent_periods, report_of
from linli.faces.workbench.queries.search import Answer, search

__all__ = [
    "Answer",
    "GapLine",
    "Gaps",
    "Grid",
    "Line",
    "Period",
    "Report",
    "Told",
    "gaps_of",
    "grid_of",
    "period_of",
    "place_in_reach",
    "recent_periods",
    "report_of",
    "search",
    "told",
    "unhandled_disputes",
    "unhandled_matters",
]
