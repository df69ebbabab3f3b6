"""The rules of a place: which hold, who set them, and who may set one here."""

from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules
from linli.registers.places import queries
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db

CLOCK = "clock-answer-ordinary"
FIELDS = {
    "amount": "3",
    "unit": "working_days",
    "valid_from": "2099-01-04",
    "valid_until": "",
    "basis": "区社区办通知第三条",
}


@pytest.fixture
def town() -> factories.Town:
    return factories.town()


def next_weekday() -> date:
    """A weekday next March, where no holiday comes near."""
    day = date(clock.local_date(clock.now()).year + 1, 3, 10)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def page(actor: Actor, view: str, /, *ids: object, **fields: str) -> Any:
    client, address = client_of(actor), reverse(f"places:{view}", args=ids)
    response = client.post(address, fields) if fields else client.get(address)
    if response.status_code != 302:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def test_every_declared_rule_is_listed_with_its_basis(town: factories.Town) -> None:
    groups = queries.local_rules(town.community, date(2026, 3, 2))
    listed = [line for group in groups for line in group.lines]
    assert [line.name for line in listed] != []
    assert {line.name for line in listed} == set(rules.declarations())
    assert all(line.value and line.value.basis for line in listed)
    assert all("-" not in line.name for line in listed)


def test_a_county_sets_a_limit_and_its_communities_follow_from_that_day(town: factories.Town) -> None:
    sent = page(factories.administrator(town.county), "set_rule", town.county.id, CLOCK, **FIELDS)
    assert (sent.status_code, sent.headers["Location"]) == (302, reverse("places:rules", args=[town.county.id]))
    areas = [town.community.id, town.street.id, town.county.id]
    before = rules.parameter("clock.answer.ordinary", areas, date(2099, 1, 3))
    after = rules.parameter("clock.answer.ordinary", areas, date(2099, 1, 4))
    assert before.area_id is None
    assert (after.area_id, str(after.limit.amount), after.basis) == (town.county.id, "3", "区社区办通知第三条")
    elsewhere = rules.parameter("clock.answer.ordinary", [town.other_county.id], date(2099, 1, 4))
    assert elsewhere.area_id is None
    shown = page(factories.administrator(town.county), "rules", town.county.id).content.decode()
    assert "2099-01-04 起：3 个工作日" in shown


def test_what_was_set_is_on_record(town: factories.Town) -> None:
    page(factories.administrator(town.county), "set_rule", town.county.id, CLOCK, **FIELDS)
    page(
        factories.administrator(town.county), "set_day", town.county.id, day="2099-03-04", kind="free", basis="防汛通知"
    )
    with walls.acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT act, subject_id FROM journal_entry WHERE act LIKE 'place.%' ORDER BY id")
        assert cursor.fetchall() == [("place.rule_set", town.county.id), ("place.day_set", town.county.id)]


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"amount": "三"}, 400, ""),
        ({"valid_from": "2020-01-01"}, 400, "已经过去"),
        ({"valid_until": "2099-01-04"}, 400, "不晚于开始日期"),
        ({"basis": ""}, 400, ""),
    ],
)
def test_a_wrong_entry_is_answered_beside_the_form(
    town: factories.Town, changed: dict[str, str], status: int, said: str
) -> None:
    sent = page(factories.administrator(town.county), "set_rule", town.county.id, CLOCK, **FIELDS | changed)
    assert said in sent.content.decode()
    assert 400 <= sent.status_code < 500
    assert rules.parameters_of(town.county.id) == []


def test_a_value_of_another_kind_is_answered_with_an_example(town: factories.Town) -> None:
    fields = {"value": "一半", "valid_from": "2099-01-04", "valid_until": "", "basis": "通知"}
    sent = page(factories.administrator(town.county), "set_rule", town.county.id, "clock-warn-share", **fields)
    assert (sent.status_code, "0.25" in sent.content.decode()) == (409, True)


def test_a_storm_day_is_free_in_its_street_only(town: factories.Town) -> None:
    storm, county = next_weekday(), [town.county.id]
    day = {"day": f"{storm}", "kind": "free", "basis": "防汛通知"}
    assert page(factories.administrator(town.county), "set_day", town.street.id, **day).status_code == 302
    assert not rules.is_working_day(storm, [town.street.id, *county])
    assert rules.is_working_day(storm, [town.other_street.id, *county])


def test_only_the_posts_for_rules_within_reach_set_one(town: factories.Town) -> None:
    clerk = factories.acting_at(town.street, "street_clerk", "matters")
    assert page(clerk, "rules", town.community.id).status_code == 200
    assert "另定" not in page(clerk, "rules", town.community.id).content.decode()
    stranger = factories.administrator(town.other_county)
    for view, ids, fields in (
        ("set_rule", (town.community.id, CLOCK), FIELDS),
        ("set_day", (town.community.id,), {"day": "2099-03-04", "kind": "free", "basis": "防汛通知"}),
    ):
        assert page(clerk, view, *ids).status_code == 403
        assert page(Actor.intake(), view, *ids).status_code == 302
        assert page(stranger, view, *ids, **fields).status_code == 404
    assert rules.parameters_of(town.community.id) == []
    assert page(factories.administrator(town.county), "set_rule", town.community.id, "no-such-rule").status_code == 404


def test_the_page_takes_as_many_statements_with_many_rules_set(town: factories.Town) -> None:
    actor = factories.administrator(town.county)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            page(actor, "rules", town.community.id)
        return len(taken)

    page(actor, "rules", town.community.id)
    one = statements()
    for slug in (CLOCK, "clock-sign-ordinary", "clock-sign-urgent"):
        page(actor, "set_rule", town.community.id, slug, **FIELDS | {"amount": "30", "unit": "minutes"})
    page(actor, "rules", town.community.id)
    assert statements() == one
