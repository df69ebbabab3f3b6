"""Verbs: the only writers of parameters and of changed days."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.base.kit import locks
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.rules import permissions
from linli.base.rules.declarations import Declaration, declarations
from linli.base.rules.errors import (
    BasisMissing,
    EndsBeforeItBegins,
    OverlappingDates,
    PastDate,
    UnknownParameter,
    WrongValue,
)
from linli.base.rules.models import CalendarDay, Parameter
from linli.base.rules.queries import forget

ONE_DAY = timedelta(days=1)


@transaction.atomic
def set_parameter(
    *,
    name: str,
    area_id: UUID | None,
    value: str,
    valid_from: date,
    valid_until: date | None = None,
    basis: str,
    actor: Actor,
    now: datetime,
) -> Parameter:
    """Give a parameter a value in an area (None: everywhere) from a day on, up to the day before `valid_until`.

    The value in force on that day ends there, and comes back when the new one is over; a value that begins later and
    would overlap is refused, for somebody planned it.
    """
    permissions.require(actor, "set_parameter")
    declaration = _declared(name)
    _check_value(declaration, value)
    _check_dates_and_basis(valid_from, valid_until, basis, now)
    locks.hold(f"rules.{name}")
    _refuse_overlap(declaration, area_id, valid_from, valid_until)
    _interrupt(name, area_id, valid_from, valid_until)
    parameter, _ = Parameter.objects.update_or_create(
        name=name,
        area_id=area_id,
        valid_from=valid_from,
        defaults={"value": value, "valid_until": valid_until, "basis": basis.strip()},
    )
    _forget_now_and_after()
    return parameter


@transaction.atomic
def set_calendar_day(
    *, area_id: UUID | None, day: date, is_working: bool, basis: str, actor: Actor, now: datetime
) -> CalendarDay:
    """Declare a day working or free in an area (None: everywhere), as a holiday notice or a storm may ask."""
    permissions.require(actor, "set_calendar_day")
    _check_dates_and_basis(day, None, basis, now)
    locks.hold("rules.calendar")
    changed, _ = CalendarDay.objects.update_or_create(
        area_id=area_id, date=day, defaults={"is_working": is_working, "basis": basis.strip()}
    )
    _forget_now_and_after()
    return changed


def _declared(name: str) -> Declaration:
    if name not in declarations():
        raise UnknownParameter(name=name)
    return declarations()[name]


def _check_value(declaration: Declaration, value: str) -> None:
    try:
        declaration.read(value)
    except ValueError as error:
        raise WrongValue(label=declaration.label, value=value, example=declaration.example) from error


def _check_dates_and_basis(valid_from: date, valid_until: date | None, basis: str, now: datetime) -> None:
    if not basis.strip():
        raise BasisMissing
    if valid_from < local_date(now):
        raise PastDate(day=valid_from)
    if valid_until is not None and valid_until <= valid_from:
        raise EndsBeforeItBegins(until=valid_until)


def _refuse_overlap(declaration: Declaration, area_id: UUID | None, valid_from: date, valid_until: date | None) -> None:
    later = Parameter.objects.filter(name=declaration.name, area_id=area_id, valid_from__gt=valid_from)
    if valid_until is not None:
        later = later.filter(valid_from__lt=valid_until)
    planned = later.order_by("valid_from").first()
    if planned is not None:
        raise OverlappingDates(label=declaration.label, since=planned.valid_from, value=planned.value)


def _interrupt(name: str, area_id: UUID | None, valid_from: date, valid_until: date | None) -> None:
    """End what holds on `valid_from`, and let it go on from `valid_until` when it was to last longer."""
    holding = Parameter.objects.filter(name=name, area_id=area_id, valid_from__lte=valid_from).exclude(
        valid_until__lte=valid_from
    )
    held = holding.first()
    if held is None:
        return
    holding.update(valid_until=max(valid_from, held.valid_from + ONE_DAY))
    if valid_until is not None and (held.valid_until is None or held.valid_until > valid_until):
        Parameter.objects.create(
            name=name,
            area_id=area_id,
            value=held.value,
            valid_from=valid_until,
            valid_until=held.valid_until,
            basis=held.basis,
        )


def _forget_now_and_after() -> None:
    """Forget at once, for this transaction's own reads, and again once others can see the change."""
    forget()
    transaction.on_commit(forget)
