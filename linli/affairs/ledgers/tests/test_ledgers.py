"""Ledgers: what each holds is data; entries are kept by desks of their area; what was before stays."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.affairs.ledgers import actions, errors, queries
from linli.affairs.ledgers.jobs import rehouse
from linli.affairs.ledgers.models import LedgerEntry
from linli.affairs.ledgers.states import KINDS, LEDGERS, THEMES, read_values
from linli.affairs.matters.tests.factories import MORNING, Town, a_town
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.tests.attack import AppSql, refused, seen

TODAY = clock.local_date(MORNING)
HONOUR = {"name": "文明社区", "level": "市", "by": "市文明办", "date": "2026-01-05"}
PAIR = {"who": "王小明", "household": "李家", "phone": "13800000000"}


@pytest.fixture
def town(db: None) -> Town:
    return a_town()


def by(actor: Actor, act: Any, **given: Any) -> Any:
    with walls.acting(actor):
        return act(actor=actor, now=MORNING, **given)


def an_entry(
    town: Town,
    code: str = "honours",
    typed: dict[str, str] | None = None,
    *,
    place: str = "maple",
    who: Actor | None = None,
) -> LedgerEntry:
    new = actions.NewEntry(town.places[place].id, HONOUR if typed is None else typed, TODAY, "单位报送")
    made: LedgerEntry = by(who or town.actor("maple", "community_secretary"), actions.add, code=code, new=new)
    return made


def a_client(town: Town, place: str, role: str) -> Client:
    return client_of(town.actor(place, role))


def test_more_than_forty_ledgers_come_as_data_and_each_can_be_filled_in() -> None:
    assert len(LEDGERS) >= 40
    for ledger in LEDGERS.values():
        assert ledger.theme in THEMES
        assert ledger.basis
        assert ledger.fields[0].required
        assert {field.kind for field in ledger.fields} <= set(KINDS)
        samples = {"text": "某某", "whole": "12", "money": "30.5", "date": "2026-01-05", "phone": "0535-6600000"}
        typed = {field.code: samples.get(field.kind) or field.choices[0] for field in ledger.fields}
        values, wrong = read_values(ledger, typed)
        assert (list(values), wrong) == ([field.code for field in ledger.fields], [])


def test_an_entry_is_added_corrected_and_ended_and_its_history_tells_each_value_before_and_after(town: Town) -> None:
    secretary = town.actor("maple", "community_secretary")
    made = an_entry(town)
    by(secretary, actions.correct, entry_id=made.id, typed={**HONOUR, "level": "省"})
    by(secretary, actions.end, entry_id=made.id, on=TODAY)
    with walls.acting(secretary):
        kept = queries.entry_for(secretary, made.id)
        told = queries.history(LEDGERS["honours"], kept)
    assert [change.act for change, _ in told] == ["ended", "corrected", "added"]
    assert [(old, new) for _, old, new in told[1][1]] == [("市", "省")]
    with pytest.raises(errors.Over):
        by(secretary, actions.correct, entry_id=made.id, typed=HONOUR)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"name": ""}, "name"), ({"level": "宇宙"}, "level"), ({"date": "昨天"}, "date")]
)
def test_what_a_field_cannot_hold_is_refused_by_name(town: Town, wrong: dict[str, str], field: str) -> None:
    label = next(each.zh for each in LEDGERS["honours"].fields if each.code == field)
    with pytest.raises(errors.WrongValues, match=label):
        an_entry(town, typed={**HONOUR, **wrong})


def test_money_and_phones_that_are_none_are_refused(town: Town) -> None:
    for typed in ({"unit": "某厂", "money": "NaN"}, {"unit": "某厂", "money": "1.234"}):
        with pytest.raises(errors.WrongValues):
            an_entry(town, "donations", typed)
    with pytest.raises(errors.WrongValues):
        an_entry(town, "person.contact_pairs", {**PAIR, "phone": "打电话"})


def test_only_desks_of_the_area_keep_entries(town: Town) -> None:
    with pytest.raises(errors.WrongPlace):
        an_entry(town, place="willow")
    with pytest.raises(NotAllowed):
        an_entry(town, who=town.actor("maple-1", "grid_worker"))
    made = an_entry(town)
    with pytest.raises(NotFound):
        by(town.actor("willow", "community_secretary"), actions.end, entry_id=made.id, on=TODAY)


def test_the_walls_hold_against_raw_sql(committed_db: str, app_sql: AppSql) -> None:
    town = a_town()
    an_entry(town)
    an_entry(town, "person.contact_pairs", PAIR)
    readers = {
        "nobody": None,
        "a visitor": Actor.intake(),
        "the secretary": town.actor("maple", "community_secretary"),
        "the next community": town.actor("willow", "community_secretary"),
        "the street": town.actor("east", "street_clerk"),
        "the other street": town.actor("west", "street_clerk"),
        "the county's desk": town.actor("county", "county_desk"),
    }
    for table in ("ledgers_ledgerentry", "ledgers_ledgerchange"):
        assert {name: seen(app_sql, who, table) for name, who in readers.items()} == {
            "nobody": 0,
            "a visitor": 0,
            "the secretary": 2,
            "the next community": 0,
            "the street": 2,
            "the other street": 0,
            "the county's desk": 1,
        }
    secretary = readers["the secretary"]
    for attack in (
        "DELETE FROM ledgers_ledgerentry",
        "DELETE FROM ledgers_ledgerchange",
        "UPDATE ledgers_ledgerchange SET act = 'x'",
        "UPDATE ledgers_ledgerentry SET ledger = 'honours'",
    ):
        assert refused(app_sql, secretary, attack)
    assert not refused(app_sql, secretary, "UPDATE ledgers_ledgerentry SET version = 2")
    assert refused(app_sql, readers["the other street"], "UPDATE ledgers_ledgerentry SET version = 2")


def test_the_pages_take_an_entry_through_its_life(town: Town) -> None:
    client = a_client(town, "maple", "community_secretary")
    typed = {f"f_{key}": value for key, value in HONOUR.items()}
    sent = {**typed, "place": str(town.places["maple"].id), "since": str(TODAY), "source": "单位报送"}
    assert client.get("/desk/ledgers/honours/new/").status_code == 200
    assert client.post("/desk/ledgers/honours/new/", {**sent, "f_name": ""}).status_code == 400
    answer = client.post("/desk/ledgers/honours/new/", sent)
    assert answer.status_code == 302
    where = answer["Location"]
    assert "文明社区" in client.get("/desk/ledgers/honours/?q=文明").content.decode()
    assert "文明社区" not in client.get("/desk/ledgers/honours/?q=没有").content.decode()
    assert client.post(where, {**typed, "f_level": "省"}).status_code == 302
    assert "市 → 省" in client.get(where).content.decode()
    assert client.post(f"{where}end/", {"on": "1999-01-01"}).status_code == 400
    assert client.post(f"{where}end/", {"on": str(TODAY.replace(year=TODAY.year + 1))}).status_code == 302
    assert "文明社区" in client.get("/desk/ledgers/honours/?past=1").content.decode()


def test_pages_are_closed_to_nobody_signed_in_wrong_posts_and_wrong_places(town: Town) -> None:
    made = an_entry(town)
    pair = an_entry(town, "person.contact_pairs", PAIR)
    own = f"/desk/ledgers/entries/{made.id}/"
    for url in ("/desk/ledgers/", "/desk/ledgers/honours/", "/desk/ledgers/honours/new/", own, f"{own}end/"):
        assert Client().get(url).status_code in (302, 403, 404)
    assert a_client(town, "willow", "community_secretary").get(own).status_code == 404
    assert a_client(town, "maple-1", "grid_worker").get("/desk/ledgers/honours/new/").status_code == 403
    desk = a_client(town, "county", "county_desk")
    assert desk.get(own).status_code == 200
    assert desk.get(f"/desk/ledgers/entries/{pair.id}/").status_code == 404
    assert desk.get("/desk/ledgers/person.contact_pairs/").status_code == 404
    assert "党员联系户" not in desk.get("/desk/ledgers/").content.decode()


def test_a_list_asks_no_more_statements_for_three_entries_than_for_one(town: Town) -> None:
    client = a_client(town, "maple", "community_secretary")
    an_entry(town)
    client.get("/desk/ledgers/honours/")
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/desk/ledgers/honours/")
        asked.append(len(captured))
        an_entry(town)
        an_entry(town)
    assert asked[0] == asked[1]


def test_entries_go_where_their_places_went(town: Town) -> None:
    made = an_entry(town)
    mapping = {str(town.places["maple"].id): str(town.places["willow"].id)}
    assert rehouse("merge", mapping, "", "") == 1
    assert rehouse("merge", mapping, "", "") == 0
    with walls.acting(Actor.system("test")):
        assert LedgerEntry.objects.get(id=made.id).community_id == town.places["willow"].id
