"""Keys: shown once, kept as digests, limited, counted, ended; and seen by the administrators of their area alone."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from linli.affairs.matters.tests.factories import ENGLISH, Town, left_in_chinese, page_text, statements
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound
from linli.exchange.interfaces import actions, errors
from linli.exchange.interfaces.models import ApiKey, KeyUse
from linli.exchange.interfaces.tests.factories import a_key, open_town, send

PAGE = "/desk/interfaces/"


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


def _form(**changed: Any) -> dict[str, Any]:
    until = clock.local_date(clock.now()) + timedelta(days=30)
    return {"name": "随手拍", "owner": "城管局", "per_minute": "30", "until": until.isoformat(), **changed}


def test_a_key_is_shown_once_and_only_its_digest_kept(town: Town) -> None:
    admin = client_of(town.actor("county", "administrator"))
    made = admin.post(PAGE + "issue/", _form())
    assert (made.status_code, made["Cache-Control"]) == (200, "no-store")
    key = made.context["issued"].key
    assert key in page_text(made)
    later = page_text(admin.get(PAGE))
    assert key not in later
    assert key[:12] in later
    with walls.acting(Actor.system("test")):
        row = ApiKey.objects.get()
        assert key not in str({**vars(row), "digest": bytes(row.digest)})
    assert send(key)[0] == 201


@pytest.mark.parametrize("key", ["", "linli_wrong"])
def test_without_a_known_key_nothing_is_filed(town: Town, key: str) -> None:
    assert send(key)[0] == 403


def test_a_revoked_and_an_expired_key_end_and_are_counted_as_refused(town: Town) -> None:
    actor, now = town.actor("county", "administrator"), clock.now()
    expired, revoked = a_key(town, expires_at=now), a_key(town)
    assert client_of(actor).post(f"{PAGE}{revoked.id}/revoke/", {"why": "泄露"}).status_code == 302
    assert [send(expired.key)[0], send(revoked.key)[0], send(revoked.key)[0]] == [403, 403, 403]
    with walls.acting(actor):
        assert sorted(KeyUse.objects.values_list("hits", "refused")) == [(1, 1), (2, 2)]


def test_a_key_may_be_used_so_often_a_minute(town: Town) -> None:
    key = a_key(town, per_minute=2).key
    now = timezone.now()
    with walls.acting(Actor.intake()):
        for _ in range(2):
            actions.use_key(key=key, scope="requests", now=now)
        with pytest.raises(errors.TooFast):
            actions.use_key(key=key, scope="requests", now=now + timedelta(seconds=59))
        assert actions.use_key(key=key, scope="requests", now=now + timedelta(seconds=60)).name == "app"
        with pytest.raises(errors.KeyRefused):
            actions.use_key(key=key, scope="webhooks", now=now)


def test_a_key_lives_a_year_at_most_and_not_backwards(town: Town) -> None:
    admin = client_of(town.actor("county", "administrator"))
    assert admin.post(PAGE + "issue/", _form(until="2999-01-01")).status_code == 400
    assert admin.post(PAGE + "issue/", _form(until="2020-01-01")).status_code == 400
    assert admin.post(PAGE + "issue/", _form(per_minute="0")).status_code == 400


@pytest.mark.parametrize(
    ("place", "role", "status"),
    [("county", "county_desk", 403), ("maple", "community_secretary", 403), ("county", "administrator", 200)],
)
def test_only_administrators_read_the_page(town: Town, place: str, role: str, status: int) -> None:
    assert client_of(town.actor(place, role)).get(PAGE).status_code == status
    assert client_of(Actor.intake()).get(PAGE).status_code == 302


def test_only_administrators_issue_and_revoke(town: Town) -> None:
    issued = a_key(town)
    clerk, now = town.actor("county", "county_desk"), clock.now()
    with walls.acting(clerk), pytest.raises(NotAllowed):
        actions.revoke_key(key_id=issued.id, why="x", actor=clerk, now=now)
    assert client_of(clerk).post(PAGE + "issue/", _form()).status_code == 403
    assert client_of(clerk).post(f"{PAGE}{issued.id}/revoke/", {"why": "x"}).status_code == 403


def test_a_key_of_another_place_is_out_of_reach(town: Town) -> None:
    issued, now = a_key(town), clock.now()
    elsewhere = town.actor("west", "street_leader")
    stranger = type(elsewhere)(
        **{name: getattr(elsewhere, name) for name in elsewhere.__slots__ if name != "capabilities"},
        capabilities=frozenset({"interfaces"}),
    )
    with walls.acting(stranger), pytest.raises(NotFound):
        actions.revoke_key(key_id=issued.id, why="x", actor=stranger, now=now)


def test_the_list_takes_as_many_statements_for_three_keys_as_for_one(town: Town) -> None:
    actor = town.actor("county", "administrator")
    a_key(town)
    statements(actor, PAGE)  # the name of the place is asked once a minute
    one = len(statements(actor, PAGE))
    a_key(town, name="b")
    a_key(town, name="c")
    assert len(statements(actor, PAGE)) == one <= 8


def test_the_page_is_english_for_english_readers(town: Town) -> None:
    client = client_of(town.actor("county", "administrator"))
    a_key(town)
    assert left_in_chinese(page_text(client.get(PAGE, headers=ENGLISH))) == set()


def test_below_django_a_key_is_seen_by_its_own_administrators_alone(
    committed_db: str, app_sql: psycopg.Connection[Any]
) -> None:
    town = open_town()
    a_key(town)
    seers = {
        "nobody": None,
        "visitor": Actor.intake(),
        "county desk": town.actor("county", "county_desk"),
        "administrator": town.actor("county", "administrator"),
        "system": Actor.system("test"),
    }
    seen = {}
    for name, actor in seers.items():
        app_sql.rollback()
        for setting, value in walls.settings_of(actor).items():
            app_sql.execute("SELECT set_config(%s, %s, true)", [setting, value])
        row = app_sql.execute("SELECT count(*) FROM interfaces_apikey").fetchone()
        seen[name] = row[0] if row else None
    assert seen == {"nobody": 0, "visitor": 0, "county desk": 0, "administrator": 1, "system": 1}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_sql.execute("DELETE FROM interfaces_apikey")
