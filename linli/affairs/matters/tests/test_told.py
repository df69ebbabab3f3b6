"""Who was told what, on the matter: everybody for its staff, their own for its reporter, nobody for anyone else."""

from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.test import Client

from linli.affairs.matters import actions
from linli.affairs.matters.tests.factories import (
    ENGLISH,
    MORNING,
    Town,
    a_filed,
    a_town,
    an_account_matter,
    left_in_chinese,
    statements,
)
from linli.affairs.matters.tests.test_helping import by
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> Town:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path
    return a_town()


def _filed(town: Town, **given: Any) -> Any:
    """A matter whose holder and reporter were told."""
    filed = a_filed(town, **given)
    with walls.acting(Actor.system("test")):
        actions.announce_filed(matter_id=filed.id, at=MORNING)
    return filed


def _read(client: Client, address: str) -> str:
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    text: str = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def test_staff_see_everybody_who_was_told_with_what_became_of_it(town: Town) -> None:
    filed = _filed(town)
    client = client_of(town.actor("maple", "community_secretary"))
    text = _read(client, f"/desk/matters/{filed.id}/told/")
    for wanted in ("新的事项，请签收", "maple-1 grid_worker", "已经收到", "199****1234", "等待发送", "短信", "站内"):
        assert wanted in text
    assert "19900001234" not in text
    part = client.get(f"/desk/matters/{filed.id}/told/", headers={"HX-Request": "true"}).content.decode()
    assert ("199****1234" in part, "<html" in part) == (True, False)
    english = client.get(f"/desk/matters/{filed.id}/told/", headers=ENGLISH)
    assert left_in_chinese(english.content.decode()) == set()


def test_who_asked_not_to_be_known_is_not_known_by_four_digits(town: Town) -> None:
    filed = _filed(town, is_hidden=True)
    text = _read(client_of(town.actor("maple", "community_secretary")), f"/desk/matters/{filed.id}/told/")
    assert ("1234" in text.replace(filed.number, ""), "居民（不公开）" in text) == (False, True)


def test_a_tracker_sees_what_they_were_sent_and_not_what_staff_were_told(town: Town) -> None:
    filed = _filed(town)
    client = Client()
    address = f"/track/{filed.number}/told/"
    assert client.get(address).status_code == 302
    client.post("/track/", {"number": filed.number, "code": filed.code})
    text = _read(client, address)
    assert ("199****1234" in text, "请签收" in text, "grid_worker" in text) == (True, False, False)
    assert f"/track/{filed.number}/told/" in client.get(f"/track/{filed.number}/").content.decode()


def test_the_signed_in_see_their_own_and_nobody_s_else(town: Town) -> None:
    filed = an_account_matter(town)
    worker = town.actor("maple-1", "grid_worker")
    by(worker, "sign", matter_id=filed.id)
    with walls.acting(Actor.system("test")):
        actions.announce_moved(matter_id=filed.id, move="sign", at=MORNING)
    own = Actor(sight=Sight.SELF, label="resident", role="resident", account_id=town.account_id)
    text = _read(client_of(own), f"/my/matters/{filed.id}/told/")
    assert "已经有人签收" in text
    other = _filed(town)
    assert client_of(own).get(f"/my/matters/{other.id}/told/").status_code == 404


def test_staff_elsewhere_and_without_the_capability_see_nothing(town: Town) -> None:
    filed = _filed(town)
    address = f"/desk/matters/{filed.id}/told/"
    assert client_of(town.actor("cedar", "community_secretary")).get(address).status_code == 404
    assert client_of(town.actor("county", "administrator")).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_list_costs_the_same_however_many_were_told(town: Town) -> None:
    secretary = town.actor("maple", "community_secretary")
    filed = _filed(town)
    address = f"/desk/matters/{filed.id}/told/"
    # The first reading of a minute asks for the area's name besides.
    statements(secretary, address)
    one = len(statements(secretary, address))
    worker = town.actor("maple-1", "grid_worker")
    by(worker, "sign", matter_id=filed.id)
    by(worker, "answer", matter_id=filed.id, note="已经清运。")
    with walls.acting(Actor.system("test")):
        actions.announce_moved(matter_id=filed.id, move="answer", at=MORNING)
    assert len(statements(secretary, address)) == one <= 10
