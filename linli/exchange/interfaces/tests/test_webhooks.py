"""Webhooks over HTTP to a real server of this machine: proven, signed, retried, never lost; and who may keep them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import psycopg
import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook as Reader
from standardwebhooks import WebhookVerificationError

from linli.affairs.matters.tests.factories import ENGLISH, Town, a_filed, left_in_chinese, page_text, statements
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.notices.public import notices_of
from linli.exchange.interfaces import actions, jobs
from linli.exchange.interfaces.models import Delivery, Webhook
from linli.exchange.interfaces.tests.factories import CODES, open_town

PAGE = "/desk/interfaces/webhooks/"
KINDS = ["matter.filed", "matter.moved", "matter.answered", "matter.closed"]
JOB = Actor.system("test")


class Receiver(ThreadingHTTPServer):
    """Somebody's server: it keeps what it is sent and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.code = 204
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/hook?of=city"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        """Keep and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.code)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name it has above
        """Say nothing."""


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.LINLI_WEBHOOKS_LOOPBACK = True
    server = Receiver()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


def _made(town: Town, receiver: Receiver, **given: Any) -> actions.Made:
    actor = town.actor("county", "administrator")
    values = {"name": "城市大脑", "owner": "数据局", "url": receiver.url, "kinds": KINDS, **given}
    with walls.acting(actor):
        return actions.add_webhook(**values, actor=actor, now=clock.now())


def _proven(town: Town, receiver: Receiver, **given: Any) -> actions.Made:
    made = _made(town, receiver, **given)
    assert actions.send_due() == 1
    receiver.got.clear()
    return made


def _filed(town: Town, **given: Any) -> str:
    """A matter is filed and its job runs; returns its number."""
    at = clock.now()
    filed = a_filed(town, at, **{"item": "t-lamp", **given})
    jobs.matter_filed(matter_id=str(filed.id), at=at.isoformat())
    return filed.number


def _rows(**wanted: Any) -> list[Delivery]:
    with walls.acting(JOB):
        return list(Delivery.objects.filter(**wanted).exclude(kind="ping").order_by("asked_at"))


def _state(made: actions.Made) -> str:
    with walls.acting(JOB):
        return Webhook.objects.get(id=made.id).state


def _send(at: datetime) -> int:
    return actions.send_due(at=lambda: at)


def test_a_public_matter_reaches_a_proven_address_signed_and_as_the_feed_has_it(town: Town, receiver: Receiver) -> None:
    made = _made(town, receiver)
    _filed(town)
    assert _rows() == []
    assert actions.send_due() == 1
    assert json.loads(receiver.got.pop()[1])["type"] == "cn.linli.ping"
    assert _state(made) == "active"
    number = _filed(town, text="灯不亮 13800001234", contact_name="王秀英")
    assert actions.send_due() == 1
    headers, body = receiver.got.pop()
    Reader(made.secret).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Reader(made.secret).verify(body + b" ", headers)
    event = from_http_event(HTTPMessage(headers, body), JSONFormat())
    assert (event.get_type(), event.get_subject(), event.get_id()) == (
        "cn.linli.matter.filed",
        number,
        headers["webhook-id"],
    )
    data: Any = event.get_data()
    assert (data["service_request_id"], data["community_code"]) == (number, CODES["maple"])
    assert "13800001234" not in body.decode()
    assert "王秀英" not in body.decode()


def test_what_is_not_public_is_never_sent(town: Town, receiver: Receiver) -> None:
    _proven(town, receiver)
    for given in ({"item": "t-rubbish"}, {"is_hidden": True}):
        _filed(town, **given)
    assert _rows() == []


def test_an_event_whose_job_runs_twice_is_one(town: Town, receiver: Receiver) -> None:
    _proven(town, receiver)
    at = clock.now()
    filed = a_filed(town, at, item="t-lamp")
    for _ in range(2):
        jobs.matter_filed(matter_id=str(filed.id), at=at.isoformat())
    assert actions.send_due() == 1


@pytest.mark.parametrize("code", [500, 404, 302])
def test_what_fails_is_tried_again_with_the_same_id_and_given_up_after_three_days(
    town: Town, receiver: Receiver, code: int
) -> None:
    _proven(town, receiver)
    _filed(town)
    receiver.code, now = code, clock.now()
    assert [_send(now), _send(now + timedelta(seconds=59)), _send(now + timedelta(seconds=61))] == [0, 0, 0]
    assert len(receiver.got) == 2
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    _send(now + timedelta(days=3, minutes=1))
    assert [(row.status, row.code, row.attempts) for row in _rows()] == [("failed", code, 3)]


def test_a_sender_that_dies_loses_nothing(town: Town, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    _proven(town, receiver)
    _filed(town)

    def die(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        # The process ends between the answer and noting it.
        patch.setattr("linli.exchange.interfaces.actions.sending._settle", die)
        with pytest.raises(KeyboardInterrupt):
            actions.send_due()
    now = clock.now()
    assert _send(now + timedelta(minutes=9)) == 0
    assert _send(now + timedelta(minutes=11)) == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 2


def test_gone_ends_it_and_days_of_failures_pause_it_and_the_post_is_told(town: Town, receiver: Receiver) -> None:
    ended, paused = _proven(town, receiver), _made(town, receiver, name="b")
    actions.send_due()
    with walls.acting(JOB):
        Webhook.objects.filter(id=paused.id).update(failing_since=clock.now() - timedelta(days=5))
        Webhook.objects.filter(id=ended.id).update(created_at=clock.now() + timedelta(days=1))
    _filed(town)
    receiver.code = 503
    actions.send_due()
    assert _state(paused) == "paused"
    receiver.code = 410
    actor = town.actor("county", "administrator")
    with walls.acting(actor):
        actions.send_test(webhook_id=ended.id, actor=actor, now=clock.now())
    actions.send_due()
    assert _state(ended) == "ended"
    with walls.acting(JOB):
        assert bytes(Webhook.objects.get(id=ended.id).secret_sealed) == b""
    with walls.acting(actor):
        assert {each.kind for each in notices_of(actor)} == {"webhook.paused", "webhook.ended"}


def test_two_secrets_sign_for_a_day(town: Town, receiver: Receiver) -> None:
    made = _proven(town, receiver)
    actor, now = town.actor("county", "administrator"), clock.now()
    with walls.acting(actor):
        changed = actions.rotate_secret(webhook_id=made.id, actor=actor, now=now)
    for at in (now, now + timedelta(days=1, minutes=1)):
        with walls.acting(actor):
            actions.send_test(webhook_id=made.id, actor=actor, now=at)
        _send(at)
    both, one = (headers["webhook-signature"].split() for headers, _ in receiver.got)
    assert (len(both), len(one)) == (2, 1)
    for secret in (made.secret, changed.secret):
        Reader(secret).verify(receiver.got[0][1], receiver.got[0][0])


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
    _proven(town, receiver)
    _filed(town)
    actions.send_due()
    admin = client_of(town.actor("county", "administrator"))
    assert admin.post(f"/desk/interfaces/deliveries/{_rows()[0].id}/again/").status_code == 302
    assert actions.send_due() == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_lists_take_as_many_statements_for_three_rows_as_for_one(town: Town, receiver: Receiver) -> None:
    actor = town.actor("county", "administrator")
    made = _proven(town, receiver)
    one = f"{PAGE}{made.id}/"
    statements(actor, PAGE)
    before = [len(statements(actor, page)) for page in (PAGE, one)]
    for name in ("b", "c"):
        _made(town, receiver, name=name)
        _filed(town)
    after = [len(statements(actor, page)) for page in (PAGE, one)]
    assert before == after
    assert max(after) <= 8


@pytest.mark.parametrize(("place", "role"), [("county", "county_desk"), ("maple", "community_secretary")])
def test_other_posts_reach_nothing(town: Town, receiver: Receiver, place: str, role: str) -> None:
    made = _made(town, receiver)
    client = client_of(town.actor(place, role))
    assert [client.get(PAGE).status_code, client.get(f"{PAGE}{made.id}/").status_code] == [403, 403]
    assert client.post(f"{PAGE}{made.id}/end/").status_code == 403
    assert client_of(Actor.intake()).get(PAGE).status_code == 302


def test_the_pages_are_english_for_english_readers(town: Town, receiver: Receiver) -> None:
    client = client_of(town.actor("county", "administrator"))
    made = _proven(town, receiver, name="brain", owner="office")
    for page in (PAGE, f"{PAGE}{made.id}/"):
        assert left_in_chinese(page_text(client.get(page, headers=ENGLISH))) == set()


def test_below_django_webhooks_and_their_log_are_their_administrators_alone(
    committed_db: str, app_sql: psycopg.Connection[Any], receiver: Receiver
) -> None:
    town = open_town()
    _made(town, receiver)
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
