"""Visits at home: one press notes one, who was not visited is listed, and a leader has the number without the register."""

from datetime import date, timedelta

import html5lib
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.registers.people import actions, errors, queries
from linli.registers.people.models import Household, Visit
from linli.registers.people.queries.visits import Homes
from linli.registers.people.tests.conftest import NOW, Cast
from linli.registers.people.tests.factories import make_household, make_resident
from linli.registers.places.tests.factories import acting_at

TODAY = clock.local_date(NOW)
LIST = "/desk/people/unvisited/"


def noted(actor: Actor, household: Household, day: date = TODAY, note: str = "") -> Visit:
    with walls.acting(actor):
        return actions.visit(household_id=household.id, day=day, note=note, actor=actor, now=NOW)


def last(actor: Actor, household: Household) -> date | None:
    with walls.acting(actor):
        return queries.household_of(actor, household.id).visited_on


def test_one_press_on_the_page_notes_today_s_visit(cast: Cast) -> None:
    household = make_household(scope_of(cast.town.grid))
    client = client_of(cast.worker)
    address = f"/desk/people/households/{household.id}/"
    assert "还没有走访记录" in client.get(address).content.decode()
    assert client.post(f"{address}visit/", {}).status_code == 302
    shown = client.get(address).content.decode()
    html5lib.HTMLParser(strict=True).parse(shown)
    assert clock.local_date(clock.now()).isoformat() in shown
    again = client.post(f"{address}visit/", {})
    assert (again.status_code, "已经记过了" in again.content.decode()) == (409, True)
    assert client.post(f"{address}visit/", {"day": "昨天"}).status_code == 400


def test_a_visit_noted_late_does_not_hide_a_newer_one(cast: Cast) -> None:
    household = make_household(scope_of(cast.town.grid))
    noted(cast.worker, household, TODAY - timedelta(days=3))
    noted(cast.worker, household, TODAY - timedelta(days=30), "补记")
    assert last(cast.clerk, household) == TODAY - timedelta(days=3)
    with walls.acting(cast.clerk):
        assert [each.note for each in queries.visits_of(cast.clerk, household.id)] == ["", "补记"]


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2019, 12, 31)])
def test_a_visit_lies_between_enrolment_and_today(cast: Cast, day: date) -> None:
    household = make_household(scope_of(cast.town.grid))
    with pytest.raises(errors.NotTheDayOfAVisit):
        noted(cast.worker, household, day)


def test_the_list_has_who_was_not_visited_and_nobody_else(cast: Cast) -> None:
    since = TODAY - timedelta(days=180)
    never, late, lately = (make_household(scope_of(cast.town.grid), name) for name in ("甲", "乙", "丙"))
    beside = make_household(scope_of(cast.town.other_grid), "丁")
    make_household(scope_of(cast.town.far_community), "戊")
    noted(cast.worker, late, since - timedelta(days=1))
    noted(cast.worker, lately, since)
    with walls.acting(cast.clerk):
        rows, _more = queries.unvisited(cast.clerk, since)
        ours, _more = queries.unvisited(cast.clerk, since, within=(Level.GRID, cast.town.grid.id))
        counted = queries.homes_below(cast.town.community.id, Level.COMMUNITY, Level.GRID, since=since)
    assert {row.id for row in rows[:2]} == {never.id, beside.id}
    assert [row.id for row in rows[2:]] == [late.id]
    assert [row.id for row in ours] == [never.id, late.id]
    assert sorted(counted, key=lambda homes: homes.households) == [
        Homes(cast.town.other_grid.id, 1, 1, 0),
        Homes(cast.town.grid.id, 3, 2, 0),
    ]


def test_a_leader_has_the_numbers_and_no_household(cast: Cast) -> None:
    make_household(scope_of(cast.town.grid))
    leader = acting_at(cast.town.street, "leader", "cockpit")
    with walls.acting(leader):
        assert Household.objects.count() == 0
        counted = queries.homes_below(cast.town.street.id, Level.STREET, Level.COMMUNITY, since=TODAY)
        assert [(homes.place_id, homes.unvisited) for homes in counted] == [(cast.town.community.id, 1)]
    assert client_of(leader).get(LIST).status_code == 403


def test_numbers_end_at_the_own_subtree_and_ask_for_a_right(cast: Cast) -> None:
    make_household(scope_of(cast.town.grid))
    far = acting_at(cast.town.far_community, "far leader", "cockpit")
    with walls.acting(far):
        assert queries.homes_below(cast.town.community.id, Level.COMMUNITY, Level.GRID, since=TODAY) == []
    for actor in (acting_at(cast.town.community, "nobody", "matters"), themselves(new_id())):
        with walls.acting(actor), pytest.raises(DatabaseError, match="without the right"), transaction.atomic():
            queries.homes_below(cast.town.community.id, Level.COMMUNITY, Level.GRID, since=TODAY)


def rows_seen(actor: Actor) -> int:
    """The visits an actor sees by raw SQL."""
    with walls.acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_visit")
        return int(cursor.fetchone()[0])


def test_visits_are_behind_the_walls_of_their_household(cast: Cast) -> None:
    lives = make_resident(scope_of(cast.town.grid))
    noted(cast.worker, lives.household, note="独居，腿脚不便")
    assert [rows_seen(each) for each in (cast.worker, cast.clerk, cast.reader)] == [1, 1, 1]
    others = (
        cast.next_clerk,
        cast.far_clerk,
        themselves(lives.person_id),
        acting_at(cast.town.community, "x", "cockpit"),
    )
    assert [rows_seen(each) for each in others] == [0, 0, 0, 0]


@pytest.mark.parametrize("who", ["reader", "next_clerk"])
def test_only_who_enrols_there_writes_a_visit(cast: Cast, who: str) -> None:
    household = make_household(scope_of(cast.town.grid))
    actor = getattr(cast, who)
    with walls.acting(actor), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Visit.objects.create(household_id=household.id, day=TODAY, post_id=new_id(), actor_label="x", at=NOW)
    refused = client_of(actor).post(f"/desk/people/households/{household.id}/visit/", {})
    assert refused.status_code in (403, 404)
    with walls.acting(cast.worker), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Visit.objects.all().delete()


def test_nobody_and_no_resident_comes_in(cast: Cast) -> None:
    assert Client().get(LIST).status_code == 302
    assert client_of(themselves(new_id())).get(LIST).status_code == 403
    assert client_of(cast.clerk).get(f"{LIST}?place={cast.town.far_community.id}").status_code == 404


def test_the_list_asks_as_much_for_one_row_as_for_three(cast: Cast) -> None:
    client = client_of(cast.clerk)
    counts = []
    for new in (1, 2):
        for _each in range(new):
            make_household(scope_of(cast.town.grid))
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(LIST)
        html5lib.HTMLParser(strict=True).parse(page.content.decode())
        counts.append(len(captured))
    assert counts[0] == counts[1]
