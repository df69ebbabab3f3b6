"""What the workbench puts together from the contexts' doors: search over everything, the grid, notices, reports."""

from linli.faces.workbench.queries.grid import Grid, grid_of
from linli.faces.workbench.queries.notices import Told, told
from linli.faces.workbench.queries.reports import Line, Period, Report, period_of, recent_periods, report_of
from linli.faces.workbench.queries.search import Answer, search

__all__ = [
    "Answer",
    "Grid",
    "Line",
    "Period",
    "Report",
    "Told",
    "grid_of",
    "period_of",
    "recent_periods",
    "report_of",
    "search",
    "told",
]
