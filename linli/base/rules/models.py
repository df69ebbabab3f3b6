"""Rules' tables: dated, area-bound parameter values, and local changes of the official calendar."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, UUIDField, Value
from django.db.models.functions import Coalesce

from linli.base.kit.ids import new_id

_NOWHERE = "00000000-0000-0000-0000-000000000000"


class DateRange(Func):
    """SQL `daterange(from, until)`: half-open, as our dates are."""

    function = "daterange"
    output_field = DateRangeField()


class Parameter(models.Model):
    """What a parameter is worth in an area from `valid_from` to the day before `valid_until`.

    `area_id` is a place, known here only by its id; null is everywhere. `value` is text of the declared kind.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    area_id = models.UUIDField(null=True)
    value = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    basis = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="a_parameter_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="a_parameter_rests_on_a_basis"),
            ExclusionConstraint(
                name="a_parameter_has_one_value_a_day_in_an_area",
                expressions=[
                    (F("name"), RangeOperators.EQUAL),
                    (Coalesce("area_id", Value(_NOWHERE, output_field=UUIDField())), RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class CalendarDay(models.Model):
    """A day on which an area departs from the built-in calendar; null is the whole country."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_id = models.UUIDField(null=True)
    date = models.DateField()
    is_working = models.BooleanField()
    basis = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_id", "date"], nulls_distinct=False, name="a_day_is_changed_once_in_an_area"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="a_changed_day_rests_on_a_basis"),
        ]
