"""Webhooks over HTTP to a real server of this machine: proven, signed, retried, never lost."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook as Reader
from standardwebhooks import WebhookVerificationError

from linli.affairs.matters.tests.factories import Town, a_filed
from linli.base.kit import clock, walls
from linli.base.notices.public import notices_of
from linli.exchange.interfaces import actions, jobs
from linli.exchange.interfaces.models import Webhook
from linli.exchange.interfaces.tests.factories import CODES, open_town
from linli.exchange.interfaces.tests.receiver import (
    JOB,
    Receiver,
    a_hook,
    a_proven_hook,
    a_public_matter,
    log,
    state_of,
)


@pytest.fixture
def town(db: None) -> Town:
    return open_town()


def _send(at: datetime) -> int:
    return actions.send_due(at=lambda: at)


def test_a_public_matter_reaches_a_proven_address_signed_and_as_the_feed_has_it(town: Town, receiver: Receiver) -> None:
    made = a_hook(town, receiver)
    a_public_matter(town)
    assert log() == []
    assert actions.send_due() == 1
    assert json.loads(receiver.got.pop()[1])["type"] == "cn.linli.ping"
    assert state_of(made) == "active"
    number = a_public_matter(town, text="灯不亮 13800001234", contact_name="王秀英")
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
    a_proven_hook(town, receiver)
    for given in ({"item": "t-rubbish"}, {"is_hidden": True}):
        a_public_matter(town, **given)
    assert log() == []


def test_an_event_whose_job_runs_twice_is_one(town: Town, receiver: Receiver) -> None:
    a_proven_hook(town, receiver)
    at = clock.now()
    filed = a_filed(town, at, item="t-lamp")
    for _ in range(2):
        jobs.matter_filed(matter_id=str(filed.id), at=at.isoformat())
    assert actions.send_due() == 1


@pytest.mark.parametrize("code", [500, 404, 302])
def test_what_fails_is_tried_again_with_the_same_id_and_given_up_after_three_days(
    town: Town, receiver: Receiver, code: int
) -> None:
    a_proven_hook(town, receiver)
    a_public_matter(town)
    receiver.code, now = code, clock.now()
    assert [_send(now), _send(now + timedelta(seconds=59)), _send(now + timedelta(seconds=61))] == [0, 0, 0]
    assert len(receiver.got) == 2
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    _send(now + timedelta(days=3, minutes=1))
    assert [(row.status, row.code, row.attempts) for row in log()] == [("failed", code, 3)]


def test_a_sender_that_dies_loses_nothing(town: Town, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    a_proven_hook(town, receiver)
    a_public_matter(town)

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
    ended, paused = a_proven_hook(town, receiver), a_hook(town, receiver, name="b")
    actions.send_due()
    with walls.acting(JOB):
        Webhook.objects.filter(id=paused.id).update(failing_since=clock.now() - timedelta(days=5))
        Webhook.objects.filter(id=ended.id).update(created_at=clock.now() + timedelta(days=1))
    a_public_matter(town)
    receiver.code = 503
    actions.send_due()
    assert state_of(paused) == "paused"
    receiver.code = 410
    actor = town.actor("county", "administrator")
    with walls.acting(actor):
        actions.send_test(webhook_id=ended.id, actor=actor, now=clock.now())
    actions.send_due()
    assert state_of(ended) == "ended"
    with walls.acting(JOB):
        assert bytes(Webhook.objects.get(id=ended.id).secret_sealed) == b""
    with walls.acting(actor):
        assert {each.kind for each in notices_of(actor)} == {"webhook.paused", "webhook.ended"}


def test_two_secrets_sign_for_a_day(town: Town, receiver: Receiver) -> None:
    made = a_proven_hook(town, receiver)
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
