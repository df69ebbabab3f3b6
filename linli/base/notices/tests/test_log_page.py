"""The administrator's log: its own area's, masked, the same cost for one row and three, and sending again."""

from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident
from linli.base.notices.actions.telling import address_digest
from linli.base.notices.models import Address, Message
from linli.base.notices.tests.factories import ENGLISH, JOB, MORNING, left_in_chinese, messages, told

pytestmark = pytest.mark.django_db
PAGE = "/desk/messages/"


@pytest.fixture
def area() -> Area:
    return Area()


@pytest.fixture
def admin(area: Area) -> Actor:
    return post(area, Level.COUNTY, "notices")


@pytest.fixture(autouse=True)
def spooled(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path


def ended(status: str, why: str = "HTTP 401") -> None:
    """Everything ended so."""
    with walls.acting(JOB):
        Message.objects.update(status=status, ended_at=MORNING, why=why, attempts=3)


def test_the_log_lists_what_failed_here_masked_and_nothing_of_the_matter(admin: Actor, area: Area) -> None:
    told(area_ids=[area.community, area.county])
    told("19900005678", area_ids=[new_id()])
    ended("failed")
    response = client_of(admin).get(PAGE)
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    text = response.content.decode()
    assert ("199****1234" in text, "HTTP 401" in text, "5678" in text) == (True, True, False)
    assert ("19900001234" in text, "20261124000001" in text, "路灯" in text) == (False, False, False)
    assert left_in_chinese(client_of(admin).get(PAGE, headers=ENGLISH)) == set()


def test_the_log_costs_the_same_for_one_row_and_three(admin: Actor, area: Area) -> None:
    client = client_of(admin)

    def cost() -> int:
        ended("failed")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    told(area_ids=[area.county])
    one = cost()
    told("19900005678", area_ids=[area.county])
    told("19900009876", area_ids=[area.county])
    assert cost() == one


@pytest.mark.parametrize("status", ["waiting", "sent", "bounced", "suppressed", "nonsense"])
def test_each_status_has_its_list_and_says_when_it_is_empty(admin: Actor, area: Area, status: str) -> None:
    client = client_of(admin)
    assert client.get(PAGE, {"status": status, "page": "x"}).status_code == 200
    told(area_ids=[area.county])
    if status not in ("waiting", "nonsense"):
        ended(status)
    found = client.get(PAGE, {"status": status}).content.decode()
    assert ("199****1234" in found) == (status != "nonsense")


def test_what_failed_waits_again_after_a_press(admin: Actor, area: Area) -> None:
    told(area_ids=[area.county])
    (message,) = messages()
    client = client_of(admin)
    assert client.post(f"{PAGE}{message.id}/resend/").status_code == 409
    ended("failed")
    assert client.post(f"{PAGE}{message.id}/resend/?status=failed").status_code == 302
    (again,) = messages()
    assert (again.status, again.attempts, again.ended_at, again.why) == ("waiting", 0, None, "")


def test_a_dead_address_wants_a_word_with_its_owner_first(admin: Actor, area: Area) -> None:
    told(area_ids=[area.county])
    (message,) = messages()
    ended("suppressed", "bounced")
    with walls.acting(JOB):
        Address.objects.create(digest=address_digest("sms", "19900001234"), bounces=2, bounced_at=MORNING)
    client = client_of(admin)
    assert client.post(f"{PAGE}{message.id}/resend/").status_code == 409
    assert client.post(f"{PAGE}{message.id}/resend/", {"confirmed": "yes"}).status_code == 302
    with walls.acting(JOB):
        assert Address.objects.get().bounces == 0


def test_another_area_s_administrator_and_a_wrong_post_resend_nothing(admin: Actor, area: Area) -> None:
    told(area_ids=[area.county])
    (message,) = messages()
    ended("failed")
    other = post(area.beside(Level.COUNTY), Level.COUNTY, "notices")
    wrong = post(area, Level.COUNTY, "matters accounts")
    address = f"{PAGE}{message.id}/resend/"
    assert client_of(other).post(address).status_code == 404
    assert client_of(wrong).post(address).status_code == 403
    assert client_of(wrong).get(PAGE).status_code == 403
    assert client_of(resident(new_id())).get(PAGE).status_code == 403
    assert (Client().get(PAGE).status_code, Client().post(address).status_code) == (302, 401)
    assert messages()[0].status == "failed"
