"""Parameters: the nearest area wins, law changes on its day, and a change cannot rewrite the past."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotAllowed, Refusal
from linli.base.rules import actions, errors
from linli.base.rules.clocks import TimeLimit, Unit
from linli.base.rules.models import Parameter
from linli.base.rules.queries import forget, parameter, parameters_of

pytestmark = pytest.mark.usefixtures("seeded")

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CITY, STREET = uuid4(), uuid4()
ADMINISTRATOR = Actor(
    sight=Sight.SUBTREE, label="系统管理员", level=Level.CITY, place_id=CITY, capabilities=frozenset({"rules"})
)


def put(value: str, since: date, until: date | None = None, *, area: UUID | None = CITY) -> Parameter:
    """Set the ordinary sign limit of an area."""
    return actions.set_parameter(
        name="clock.sign.ordinary",
        area_id=area,
        value=value,
        valid_from=since,
        valid_until=until,
        basis="区社区办通知",
        actor=ADMINISTRATOR,
        now=NOW,
    )


def minutes(on: date, *areas: UUID) -> int:
    """The ordinary sign limit of a chain of areas on a day."""
    return parameter("clock.sign.ordinary", areas, on).limit.amount


def test_shipped_values_are_typed_and_rest_on_a_basis() -> None:
    found = parameter("clock.sign.urgent", [], TODAY)
    assert found.limit == TimeLimit(30, Unit.MINUTES)
    assert found.area_id is None
    assert "可改" in found.basis
    with pytest.raises(TypeError, match=r"clock\.sign\.urgent"):
        _ = found.integer


def test_the_size_of_a_community_changes_with_the_law() -> None:
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    assert [parameter("community.households.min", [], day).integer for day in (before, after)] == [100, 1000]
    assert [parameter("community.households.max", [], day).integer for day in (before, after)] == [700, 3000]


def test_the_nearest_area_wins() -> None:
    put("200 working_minutes", TODAY, area=CITY)
    put("100 working_minutes", TODAY, area=STREET)
    assert minutes(TODAY, STREET, CITY) == 100
    assert minutes(TODAY, uuid4(), CITY) == 200
    assert minutes(TODAY, uuid4()) == 240
    assert [value.value for value in parameters_of(STREET)] == [TimeLimit(100, Unit.WORKING_MINUTES)]


def test_a_new_value_ends_the_former_one() -> None:
    put("200 working_minutes", TODAY)
    put("90 working_minutes", date(2027, 1, 1))
    assert [minutes(date(2026, 12, 31), CITY), minutes(date(2027, 1, 1), CITY)] == [200, 90]
    assert list(
        Parameter.objects.filter(area_id=CITY).order_by("valid_from").values_list("valid_until", flat=True)
    ) == [
        date(2027, 1, 1),
        None,
    ]


def test_a_passing_value_gives_way_to_the_former_one_when_it_is_over() -> None:
    put("60 working_minutes", date(2027, 2, 1), date(2027, 3, 1), area=None)
    days = [date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28), date(2027, 3, 1)]
    assert [minutes(day) for day in days] == [240, 60, 60, 240]


def test_a_value_of_the_same_day_is_corrected() -> None:
    put("200 working_minutes", date(2027, 1, 1))
    put("180 working_minutes", date(2027, 1, 1), date(2027, 7, 1))
    days = [date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1)]
    assert [minutes(day, CITY) for day in days] == [180, 180, 200]


@pytest.mark.parametrize(
    ("change", "refusal", "words"),
    [
        ({"name": "clock.sign.never"}, errors.UnknownParameter, "没有名为“clock.sign.never”的参数。"),
        ({"value": "soon"}, errors.WrongValue, "5 working_days"),
        ({"value": "-5 minutes"}, errors.WrongValue, "“取值”"),
        ({"basis": "  "}, errors.BasisMissing, "“依据”"),
        ({"valid_from": date(2026, 11, 21)}, errors.PastDate, "“开始日期”"),
        ({"valid_until": TODAY}, errors.EndsBeforeItBegins, "“结束日期”"),
        ({"valid_from": date(2026, 12, 1)}, errors.OverlappingDates, "2027-01-01"),
    ],
)
def test_a_refusal_names_the_field_and_the_cure(change: dict[str, Any], refusal: type[Refusal], words: str) -> None:
    put("200 working_minutes", date(2027, 1, 1))
    wanted: dict[str, Any] = {
        "name": "clock.sign.ordinary",
        "area_id": CITY,
        "value": "100 working_minutes",
        "valid_from": TODAY,
        "basis": "区社区办通知",
        "actor": ADMINISTRATOR,
        "now": NOW,
    }
    with pytest.raises(refusal) as caught:
        actions.set_parameter(**(wanted | change))
    assert words in str(caught.value)


def test_a_plan_made_for_later_is_not_overrun() -> None:
    put("200 working_minutes", date(2027, 1, 1))
    with pytest.raises(errors.OverlappingDates):
        put("100 working_minutes", TODAY)
    put("100 working_minutes", TODAY, date(2027, 1, 1))
    assert [minutes(TODAY, CITY), minutes(date(2027, 1, 1), CITY)] == [100, 200]


def test_only_who_may_change_rules_changes_them() -> None:
    clerk = Actor(sight=Sight.SUBTREE, label="社区工作者", level=Level.COMMUNITY, place_id=CITY)
    with pytest.raises(NotAllowed):
        actions.set_parameter(
            name="clock.sign.ordinary",
            area_id=None,
            value="9000 minutes",
            valid_from=TODAY,
            basis="无",
            actor=clerk,
            now=NOW,
        )
    assert minutes(TODAY) == 240


def test_the_database_keeps_one_value_a_day() -> None:
    with pytest.raises(IntegrityError, match="a_parameter_has_one_value_a_day_in_an_area"), transaction.atomic():
        Parameter.objects.create(name="clock.sign.ordinary", value="1 minutes", valid_from=TODAY, basis="重复")


def test_a_day_without_value_says_who_can_help() -> None:
    with pytest.raises(errors.ParameterMissing) as caught:
        parameter("community.households.min", [], date(1980, 1, 1))
    assert caught.value.details["day"] == date(1980, 1, 1)
    with pytest.raises(KeyError):
        parameter("no.such.name", [], TODAY)


def test_reading_again_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    forget()
    with django_assert_num_queries(2):
        for _ in range(3):
            parameter("clock.close.soon", [STREET, CITY], TODAY)


def test_seeding_twice_changes_nothing_and_keeps_local_values() -> None:
    put("60 working_minutes", date(2027, 2, 1), area=None)
    before = list(Parameter.objects.order_by("id").values())
    call_command("seed_rules", verbosity=0)
    assert list(Parameter.objects.order_by("id").values()) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rules_parameter WHERE name = 'clock.sign.ordinary'")
        assert cursor.fetchone() == (2,)
