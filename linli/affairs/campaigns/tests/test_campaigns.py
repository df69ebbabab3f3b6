"""A campaign: a unit for each courtyard, to whom its matters go, counted level by level, ended with its routes (HB-86, HB-89)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.affairs.campaigns import actions, errors, queries
from linli.affairs.campaigns.actions import NewCampaign
from linli.affairs.campaigns.jobs import rehouse
from linli.affairs.campaigns.models import Assignment, Campaign
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_town, a_vacancy, stored
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.tests.attack import AppSql, refused, seen
from linli.base.kit.tests.factories import resident as themselves

TODAY = clock.local_date(MORNING)


@pytest.fixture
def town(db: None) -> Town:
    return a_town()


def by(actor: Actor, act: Any, **given: Any) -> Any:
    with walls.acting(actor):
        return act(actor=actor, **{"now": MORNING, **given})


def a_new(**given: Any) -> NewCampaign:
    written: dict[str, Any] = {
        "name": "裸土地面整治",
        "item_code": "t-rubbish",
        "goal": "不留一块裸土。",
        "basis": "区政府办公室通知",
        "since": TODAY,
        "until": TODAY + timedelta(days=30),
    }
    return NewCampaign(**{**written, **given})


def a_campaign(town: Town, *, now: Any = MORNING, **given: Any) -> Campaign:
    made: Campaign = by(town.actor("county", "county_leader"), actions.open_campaign, new=a_new(**given), now=now)
    return made


def assigned(town: Town, campaign: Campaign, *yards: str, who: Actor | None = None, now: Any = MORNING) -> int:
    """Make the housing department responsible for courtyards."""
    many: int = by(
        who or town.actor("county", "county_leader"),
        actions.assign,
        campaign_id=campaign.id,
        body_id=town.bodies["housing"].id,
        place_ids=[town.places[yard].id for yard in yards],
        now=now,
    )
    return many


def holder_role(town: Town, place: str, now: Any = MORNING) -> str:
    return str(stored(a_filed(town, place=place, now=now).id).holder_post.role)


def test_new_matters_of_a_courtyard_go_to_its_unit_while_the_campaign_lasts_and_others_do_not(town: Town) -> None:
    campaign = a_campaign(town)
    assert assigned(town, campaign, "maple-1", "maple-1") == 1
    assert holder_role(town, "maple-1") == "department_clerk"
    assert holder_role(town, "maple-2") == "grid_worker"
    assert holder_role(town, "maple-1", MORNING + timedelta(days=31)) == "grid_worker"
    by(town.actor("county", "county_leader"), actions.end, campaign_id=campaign.id)
    assert holder_role(town, "maple-1") == "grid_worker"
    with pytest.raises(errors.Over):
        assigned(town, campaign, "maple-2")


def test_a_courtyard_has_one_unit_at_a_time_and_keeps_who_it_had(town: Town) -> None:
    campaign = a_campaign(town)
    assigned(town, campaign, "maple-1")
    assigned(town, campaign, "maple-1", "maple-2")
    with walls.acting(Actor.system("test")):
        kept = Assignment.objects.filter(campaign=campaign, place_id=town.places["maple-1"].id)
        assert [row.until is None for row in kept.order_by("id")] == [False, True]
    by(
        town.actor("county", "county_leader"),
        actions.release,
        campaign_id=campaign.id,
        place_id=town.places["maple-1"].id,
    )
    assert holder_role(town, "maple-1") == "grid_worker"
    assert holder_role(town, "maple-2") == "department_clerk"


def test_a_unit_without_anybody_is_refused_and_nothing_is_left_behind(town: Town) -> None:
    campaign = a_campaign(town)
    a_vacancy(town.posts["county", "department_clerk"])
    with pytest.raises(errors.NobodyThere):
        assigned(town, campaign, "maple-1")
    assert holder_role(town, "maple-1") == "grid_worker"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"since": TODAY - timedelta(days=1)}, errors.WrongDays),
        ({"until": TODAY - timedelta(days=1)}, errors.WrongDays),
        ({"item_code": "nothing"}, errors.NoSuchItem),
    ],
)
def test_a_campaign_has_days_ahead_and_an_item_there_is(town: Town, given: dict[str, Any], refusal: type) -> None:
    with pytest.raises(refusal):
        a_campaign(town, **given)


def shown(town: Town, campaign: Campaign, place: str, now: Any = MORNING) -> dict[str, tuple[int, ...]]:
    """Courtyards, those without a unit, filed, closed, open and overdue, of a place and of those below it."""
    leader = town.actor("county", "county_leader")
    with walls.acting(leader):
        found = queries.progress(campaign, town.places[place].id, now=now)
    return {
        line.name: (
            line.courtyards,
            line.without,
            line.count.filed,
            line.count.closed,
            line.count.open,
            line.count.overdue,
        )
        for line in (found.whole, *found.lines)
    }


def test_progress_adds_up_from_the_courtyards_to_the_county(town: Town) -> None:
    campaign = a_campaign(town)
    assigned(town, campaign, "maple-1", "cedar-1")
    a_filed(town, place="maple-1")
    a_filed(town, place="maple-2")
    a_filed(town, place="cedar-1", item="t-repair")
    done, worker = a_filed(town, place="maple-2").id, town.actor("maple-2", "grid_worker")
    by(worker, matters.sign, matter_id=done)
    by(worker, matters.answer, matter_id=done, note="已整治。")
    by(worker, matters.close, matter_id=done)
    assert shown(town, campaign, "maple") == {
        "maple": (2, 1, 3, 1, 2, 0),
        "maple-1": (1, 0, 1, 0, 1, 0),
        "maple-2": (1, 1, 2, 1, 1, 0),
    }
    assert shown(town, campaign, "county") == {
        "county": (6, 4, 3, 1, 2, 0),
        "east": (4, 3, 3, 1, 2, 0),
        "west": (2, 1, 0, 0, 0, 0),
    }
    late = shown(town, campaign, "county", MORNING + timedelta(days=20))
    assert late["east"][-1] == 2
    with walls.acting(town.actor("county", "county_leader")):
        units = queries.progress(campaign, None, now=MORNING).units
    assert [(unit.courtyards, unit.count.filed, unit.count.open) for unit in units] == [(2, 1, 1)]


def test_who_may_not_and_who_stands_elsewhere_changes_nothing(town: Town) -> None:
    campaign = a_campaign(town)
    with pytest.raises(NotAllowed):
        by(town.actor("maple", "community_secretary"), actions.open_campaign, new=a_new())
    with pytest.raises(NotFound):
        assigned(town, campaign, "maple-1", who=town.actor("east", "street_leader"))
    own: Campaign = by(town.actor("east", "street_leader"), actions.open_campaign, new=a_new())
    with pytest.raises(errors.NothingChosen):
        assigned(town, own, "cedar-1", who=town.actor("east", "street_leader"))
    with pytest.raises(NotFound):
        assigned(town, own, "maple-1", who=town.actor("west", "street_leader"))
    assert assigned(town, own, "maple-1", who=town.actor("east", "street_leader")) == 1


def test_after_a_move_the_courtyard_lies_where_its_place_went(town: Town) -> None:
    campaign = a_campaign(town)
    assigned(town, campaign, "maple-1")
    mapping = {str(town.places["maple-1"].id): str(town.places["willow-1"].id)}
    for _twice in range(2):
        rehouse("merge", mapping, TODAY.isoformat(), MORNING.isoformat())
    with walls.acting(Actor.system("test")):
        assert [row.community_id for row in Assignment.objects.all()] == [town.places["willow"].id]


def test_walls_let_everyone_read_and_only_its_own_area_write(committed_db: str, app_sql: AppSql) -> None:
    town = a_town()
    campaign = a_campaign(town)
    assigned(town, campaign, "maple-1")
    assert [seen(app_sql, None, table) for table in ("campaigns_campaign", "campaigns_assignment")] == [1, 1]
    attacks = (
        "UPDATE campaigns_campaign SET ended_on = current_date",
        "UPDATE campaigns_assignment SET until = current_date",
        "DELETE FROM campaigns_assignment",
    )
    writers = [None, Actor.intake(), town.actor("maple", "community_secretary"), town.actor("west", "street_leader")]
    assert all(refused(app_sql, who, attack) for who in writers for attack in attacks)
    leader = town.actor("county", "county_leader")
    assert not refused(app_sql, leader, attacks[0])
    assert refused(app_sql, leader, "UPDATE campaigns_campaign SET name = 'x'")
    assert refused(app_sql, leader, "DELETE FROM campaigns_campaign")


def test_the_pages_open_to_their_posts_and_assign_by_ticking(town: Town) -> None:
    now = clock.now()
    leader = client_of(town.actor("county", "county_leader"))
    days = {
        "since": clock.local_date(now).isoformat(),
        "until": (clock.local_date(now) + timedelta(days=9)).isoformat(),
    }
    given = {"name": "裸土整治", "item_code": "t-rubbish", "goal": "不留裸土。", "basis": "通知", **days}
    assert leader.post("/desk/campaigns/new/", {**given, "until": "2001-01-01"}).status_code == 400
    address = leader.post("/desk/campaigns/new/", given)["Location"]
    at_street = f"{address}?place={town.places['east'].id}"
    assert "定包保单位" in leader.get(at_street).content.decode()
    ticked = {"unit": str(town.bodies["housing"].id), "courtyards": [str(town.places["maple-1"].id)]}
    assert leader.post(f"{address}assign/?place={town.places['east'].id}", {"unit": ""}).status_code == 400
    assert leader.post(f"{address}assign/?place={town.places['east'].id}", ticked).status_code == 302
    own = leader.get(f"{address}?place={town.places['maple'].id}").content.decode()
    assert "housing" in own
    secretary = client_of(town.actor("maple", "community_secretary"))
    assert [secretary.get(page).status_code for page in ("/desk/campaigns/", address, "/desk/campaigns/new/")] == [
        200,
        200,
        403,
    ]
    assert secretary.post(f"{address}end/").status_code == 403
    assert client_of(town.actor("east", "street_leader")).post(f"{address}end/").status_code == 404
    for page in ("/desk/campaigns/", address, "/desk/campaigns/new/"):
        assert Client().get(page).status_code == 302
        assert client_of(themselves(None)).get(page).status_code == 403
    assert leader.post(f"{address}end/").status_code == 302
    assert leader.post(f"{address}end/").status_code == 409
    assert "已结束" in leader.get(address).content.decode()


@pytest.mark.parametrize("is_one", [False, True])
def test_three_rows_cost_as_many_statements_as_one(town: Town, is_one: bool) -> None:
    client, counts = client_of(town.actor("county", "county_leader")), []
    first = a_campaign(town)
    address = f"/desk/campaigns/{first.id}/?place={town.places['maple'].id}" if is_one else "/desk/campaigns/"
    for yard in ("maple-1", "maple-2"):
        a_campaign(town)
        assigned(town, first, yard)
        a_filed(town, place=yard)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]
    assert counts[0] <= (22 if is_one else 11)


def test_days_left_run_out() -> None:
    campaign = Campaign(since=date(2026, 11, 1), until=date(2026, 11, 30))
    left = [queries.days_left(campaign, day) for day in (date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 1))]
    assert left == [30, 1, 0]
