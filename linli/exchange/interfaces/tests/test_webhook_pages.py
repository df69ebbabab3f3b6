"""Who may keep webhooks, and how: their pages, what they cost, and the walls below them."""

from typing import Any

import psycopg
import pytest

from linli.affairs.matters.tests.factories import ENGLISH, Town, left_in_chinese, page_text, statements
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.exchange.interfaces import actions
from linli.exchange.interfaces.tests.factories import open_town
from linli.exchange.interfaces.tests.receiver import KINDS, Receiver, a_hook, a_proven_hook, a_public_matter, log

PAGE = "/desk/interfaces/webhooks/"


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


def test_the_pages_make_show_once_pause_resume_test_resend_and_end(town: Town, receiver: Receiver) -> None:
    admin = client_of(town.actor("county", "administrator"))
    form = {"name": "大脑", "owner": "数据局", "url": receiver.url, "kinds": KINDS}
    made = admin.post(PAGE, form)
    assert (made.status_code, made["Cache-Control"]) == (200, "no-store")
    secret, webhook = made.context["made"].secret, made.context["webhook"]
    one = f"{PAGE}{webhook.id}/"
    assert secret in page_text(made)
    assert secret not in page_text(admin.get(one))
    actions.send_due()
    states = []
    for verb in ("pause", "resume", "test", "end"):
        assert admin.post(f"{one}{verb}/").status_code == 302
        states.append(admin.get(one).context["webhook"].state)
    assert states == ["paused", "active", "active", "ended"]
    assert admin.post(f"{one}resume/").status_code == 409
    assert admin.post(f"{one}nonsense/").status_code == 404
    assert admin.post(PAGE, form | {"url": "https://a@b.cn/"}).status_code == 400
    assert admin.post(PAGE, form | {"kinds": []}).status_code == 400


def test_one_delivery_is_sent_again_with_its_id(town: Town, receiver: Receiver) -> None:
    a_proven_hook(town, receiver)
    a_public_matter(town)
    actions.send_due()
    admin = client_of(town.actor("county", "administrator"))
    assert admin.post(f"/desk/interfaces/deliveries/{log()[0].id}/again/").status_code == 302
    assert actions.send_due() == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_lists_take_as_many_statements_for_three_rows_as_for_one(town: Town, receiver: Receiver) -> None:
    actor = town.actor("county", "administrator")
    made = a_proven_hook(town, receiver)
    one = f"{PAGE}{made.id}/"
    statements(actor, PAGE)
    before = [len(statements(actor, page)) for page in (PAGE, one)]
    for name in ("b", "c"):
        a_hook(town, receiver, name=name)
        a_public_matter(town)
    after = [len(statements(actor, page)) for page in (PAGE, one)]
    assert before == after
    assert max(after) <= 8


@pytest.mark.parametrize(("place", "role"), [("county", "county_desk"), ("maple", "community_secretary")])
def test_other_posts_reach_nothing(town: Town, receiver: Receiver, place: str, role: str) -> None:
    made = a_hook(town, receiver)
    client = client_of(town.actor(place, role))
    assert [client.get(PAGE).status_code, client.get(f"{PAGE}{made.id}/").status_code] == [403, 403]
    assert client.post(f"{PAGE}{made.id}/end/").status_code == 403
    assert client_of(Actor.intake()).get(PAGE).status_code == 302


def test_the_pages_are_english_for_english_readers(town: Town, receiver: Receiver) -> None:
    client = client_of(town.actor("county", "administrator"))
    made = a_proven_hook(town, receiver, name="brain", owner="office")
    for page in (PAGE, f"{PAGE}{made.id}/"):
        assert left_in_chinese(page_text(client.get(page, headers=ENGLISH))) == set()


def test_below_django_webhooks_and_their_log_are_their_administrators_alone(
    committed_db: str, app_sql: psycopg.Connection[Any], receiver: Receiver
) -> None:
    town = open_town()
    a_hook(town, receiver)
    west = town.actor("west", "street_leader")
    stranger = type(west)(
        **{name: getattr(west, name) for name in west.__slots__ if name != "capabilities"},
        capabilities=frozenset({"interfaces"}),
    )
    seers = [None, Actor.intake(), town.actor("county", "county_desk"), stranger, town.actor("county", "administrator")]
    seen = []
    for actor in seers:
        app_sql.rollback()
        for setting, value in walls.settings_of(actor).items():
            app_sql.execute("SELECT set_config(%s, %s, true)", [setting, value])
        seen.append(
            [
                app_sql.execute(f"SELECT count(*) FROM interfaces_{table}").fetchone()  # noqa: S608 -- two names
                for table in ("webhook", "delivery")
            ]
        )
    assert seen == [[(0,), (0,)]] * 4 + [[(1,), (1,)]]
    # The administrator's own hands can't erase the log.
    assert app_sql.execute("DELETE FROM interfaces_delivery").rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute("DELETE FROM interfaces_webhook")
