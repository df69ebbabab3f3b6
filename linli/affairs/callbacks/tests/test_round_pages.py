"""The pages of rounds: at the desk for their organisers, in public for everyone."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from linli.affairs.callbacks import actions
from linli.affairs.callbacks.models import Call, Round
from linli.affairs.callbacks.tests.factories import (
    AFTER,
    Town,
    a_closed,
    a_draw,
    a_round,
    a_town,
    by,
    page_text,
)
from linli.affairs.matters.tests.factories import ENGLISH, left_in_chinese, read, send, statements
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.tests.factories import resident as themselves

pytestmark = pytest.mark.django_db
ROUNDS = "/desk/callbacks/rounds/"


@pytest.fixture
def town() -> Town:
    return a_town()


def test_rounds_are_read_by_callers_and_leaders_and_opened_by_organisers(town: Town) -> None:
    lead = town.actor("county", "county_callback_lead")
    assert Client().get(ROUNDS).status_code == 302
    assert read(themselves(None), ROUNDS).status_code == 403
    assert read(town.actor("county", "department_clerk"), ROUNDS).status_code == 403
    assert read(town.actor("county", "county_caller"), ROUNDS).status_code == 200
    today = clock.local_date(clock.now())
    given = {"since": today.isoformat(), "last": (today + timedelta(days=9)).isoformat()}
    assert send(town.actor("county", "county_caller"), ROUNDS, **given).status_code == 403
    assert send(lead, ROUNDS, **given).status_code == 302
    assert send(lead, ROUNDS, **given).status_code == 409
    assert send(lead, ROUNDS, since="", last="").status_code == 400
    assert "到期以后抽取" in read(lead, ROUNDS).content.decode()


def test_a_round_is_drawn_and_published_from_its_page_by_its_own_organisers(town: Town) -> None:
    lead, opened = town.actor("county", "county_callback_lead"), a_round(town)
    by(lead, actions.draw, round_id=opened.id)
    address = f"{ROUNDS}{opened.id}/reveal/"
    assert send(town.actor("county", "county_caller"), address).status_code == 403
    assert send(lead, f"{ROUNDS}{opened.id}/draw/").status_code == 409
    assert send(lead, f"{ROUNDS}{opened.id}/burn/").status_code == 404
    assert send(lead, address).status_code == 302
    assert "已公布结果" in read(lead, ROUNDS).content.decode()


def test_everyone_reads_the_rule_and_the_commitment_and_at_the_end_seed_and_list(town: Town) -> None:
    a_closed(town, phone="19900007777")
    drawn = a_draw(town)
    page = page_text(Client().get("/callbacks/"))
    assert drawn.number in page
    before = page_text(Client().get(f"/callbacks/{drawn.number}/"))
    assert drawn.commitment in before
    assert drawn.list_digest in before
    assert Client().get(f"/callbacks/{drawn.number}/list.csv").status_code == 404
    with walls.acting(Actor.system("test")):
        Call.objects.update(state="unreached", ended_at=AFTER)
    shown = by(town.actor("county", "county_callback_lead"), actions.reveal, round_id=drawn.id)
    after = page_text(Client().get(f"/callbacks/{drawn.number}/"))
    assert shown.seed in after
    answer = Client().get(f"/callbacks/{drawn.number}/list.csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    assert [sorted(line) for line in lines] == [["always", "drawn", "group", "number", "standing", "stratum"]]
    assert Client().get("/callbacks/1999-1/").status_code == 404


def test_the_pages_are_in_english_too(town: Town) -> None:
    a_draw(town)
    lead = town.actor("county", "county_callback_lead")
    for response in (Client().get("/callbacks/", headers=ENGLISH), read(lead, ROUNDS, headers=ENGLISH)):
        assert left_in_chinese(response.content.decode().split("<main")[1]) == set()


def test_the_list_of_rounds_costs_the_same_for_one_and_three(town: Town) -> None:
    lead = town.actor("county", "county_callback_lead")
    a_round(town)
    statements(lead, ROUNDS)
    one = len(statements(lead, ROUNDS))
    for place, number in (("west", 1), ("city", 2)):
        with walls.acting(Actor.system("test")):
            first = Round.objects.get(number="2026-1")
            first.pk, first.number, first.place_id = None, f"2026-9{number}", town.places[place].id
            first.id = town.places[place].id
            first.save(force_insert=True)
    assert len(statements(lead, ROUNDS)) == one <= 8
