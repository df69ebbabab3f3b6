"""What others may use of rules."""

from linli.base.rules.actions import set_calendar_day, set_parameter
from linli.base.rules.clocks import (
    OutsideCalendar,
    TimeLimit,
    Unit,
    WorkingCalendar,
    add_working_days,
    add_working_minutes,
    due,
    postponed,
    warning_at,
    working_days_between,
    working_minutes_between,
)
from linli.base.rules.declarations import Declaration, declarations
from linli.base.rules.errors import ParameterMissing
from linli.base.rules.queries import (
    ParameterValue,
    calendar_for,
    forget,
    is_official,
    is_working_day,
    parameter,
    parameters_of,
)

__all__ = [
    "Declaration",
    "OutsideCalendar",
    "ParameterMissing",
    "ParameterValue",
    "TimeLimit",
    "Unit",
    "WorkingCalendar",
    "add_working_days",
    "add_working_minutes",
    "calendar_for",
    "declarations",
    "due",
    "forget",
    "is_official",
    "is_working_day",
    "parameter",
    "parameters_of",
    "postponed",
    "set_calendar_day",
    "set_parameter",
    "warning_at",
    "working_days_between",
    "working_minutes_between",
]
