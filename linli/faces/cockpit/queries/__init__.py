"""What the cockpit shows, put together from other contexts' figures; it counts nothing itself."""

from linli.faces.cockpit.queries.behind import Behind, behind
from linli.faces.cockpit.queries.below import MEASURES, Measure
from linli.faces.cockpit.queries.links import Links
from linli.faces.cockpit.queries.periods import DAYS, Period, period_of
from linli.faces.cockpit.queries.sheets import Sheet, sheet_of

__all__ = [
    "DAYS",
    "MEASURES",
    "Behind",
    "Links",
    "Measure",
    "Period",
    "Sheet",
    "behind",
    "period_of",
    "sheet_of",
]
