"""The outbox against real servers: sent once, tried again after a pause, refused, given up, taken up after a crash."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from linli.base.kit import walls
from linli.base.kit.ids import new_id
from linli.base.notices import actions
from linli.base.notices.actions.sending import LEASE, PAUSES, _take
from linli.base.notices.models import Message
from linli.base.notices.tests.factories import JOB, MORNING, a_reach, channels_file, mailed, messages, told
from linli.base.notices.tests.servers import Gateway, MailServer, http_gateway, mail_server

MINUTE = timedelta(minutes=1)
Send = Callable[..., tuple[int, int, int]]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as up:
        yield up


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with http_gateway() as up:
        yield up


@pytest.fixture
def open_channels(tmp_path: Path, settings: Any, server: MailServer, gateway: Gateway) -> None:
    """Both servers as the city's channels."""
    settings.LINLI_ADDRESS = "https://linli.example.cn"
    settings.LINLI_CHANNELS = channels_file(
        tmp_path,
        f"""
        [email]
        host = "127.0.0.1"
        port = {server.port}
        security = "none"
        sender = "linli@linli.example.cn"
        bounces = "bounces@linli.example.cn"
        [sms]
        url = "{gateway.address}/send"
        body = {{ to = ["{{phone}}"], content = "{{text}}", ref = "{{id}}", kind = 1 }}
        headers = {{ Authorization = "Bearer key" }}
        ok = {{ code = ["0"] }}
        refused = {{ code = ["1001"] }}
        prefix = "【邻里】"
        """,
    )


def run(after: timedelta = timedelta(0)) -> tuple[int, int, int]:
    """One run of the sender, so long after the morning: sent, to be tried again, lost."""
    done = actions.send_due(at=lambda: MORNING + after)
    return done.sent, done.again, done.lost


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_a_text_goes_out_once_as_the_gateway_wants_it(gateway: Gateway) -> None:
    subject = new_id()
    assert (told(subject_id=subject), told(subject_id=subject)) == (1, 1)
    assert (run(), run()) == ((1, 0, 0), (0, 0, 0))
    (message,) = messages()
    path, headers, _ = gateway.asked[0]
    assert (path, headers["Authorization"]) == ("/send", "Bearer key")
    assert gateway.bodies() == [
        {
            "to": ["19900001234"],
            "content": "【邻里】您反映的“路灯不亮”（20261124000001）已有答复，请查看；没解决可以申请重办："
            "https://linli.example.cn/track/?number=20261124000001",
            "ref": message.id.hex,
            "kind": 1,
        }
    ]
    assert (message.status, message.attempts, message.address_masked) == ("sent", 1, "199****1234")


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_a_mail_goes_out_in_the_reader_s_language_with_a_way_back(server: MailServer) -> None:
    account_id = new_id()
    a_reach(account_id, "wang@example.cn", language="en", mail="each")
    assert told("", account_id=account_id) == 1
    assert run() == (1, 0, 0)
    (message,) = messages()
    sender, receivers, mail = server.taken[0]
    assert (sender, receivers) == (f"bounces+{message.id.hex}@linli.example.cn", ["wang@example.cn"])
    assert (mail["Subject"], mail["Auto-Submitted"]) == ("Answered: Street lights (20261124000001)", "auto-generated")
    assert mail["Message-ID"] == f"<{message.id.hex}@linli.example.cn>"
    assert "https://linli.example.cn/track/?number=20261124000001" in mail.get_content()


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_what_is_too_busy_is_tried_again_after_growing_pauses_and_then_given_up(gateway: Gateway) -> None:
    gateway.answers = [(503, "busy")]
    told(is_urgent=True)
    moment = timedelta(0)
    for pause in PAUSES:
        assert run(moment) == (0, 1, 0)
        assert run(moment + pause * MINUTE - timedelta(seconds=1)) == (0, 0, 0)
        moment += pause * MINUTE
    assert run(moment) == (0, 0, 1)
    (message,) = messages()
    assert (message.status, message.attempts, message.why) == ("failed", len(PAUSES) + 1, "HTTP 503")
    assert run(timedelta(days=30)) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
@pytest.mark.parametrize(
    ("answer", "status", "why"),
    [
        ((200, {"code": "0"}), "sent", ""),
        ((200, {"code": 1001, "msg": "no such number"}), "bounced", "code=1001"),
        ((200, {"code": "7"}), "failed", "code=7"),
        ((401, ""), "failed", "HTTP 401"),
        ((302, ""), "failed", "HTTP 302"),
        ((429, ""), "waiting", "HTTP 429"),
        ((200, "<html>"), "waiting", "the reply is no JSON"),
    ],
)
def test_each_reply_of_a_gateway_is_taken_at_its_word(
    gateway: Gateway, answer: tuple[int, Any], status: str, why: str
) -> None:
    gateway.answers = [answer]
    told()
    run()
    (message,) = messages()
    assert (message.status, message.why, len(gateway.asked)) == (status, why, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("550 5.1.1 no such user", "bounced"),
        ("550 5.7.1 we do not like you", "failed"),
        ("451 4.7.1 come back later", "waiting"),
    ],
)
def test_a_refused_receiver_is_known_at_once(server: MailServer, answer: str, status: str) -> None:
    server.refuses["gone@example.cn"] = answer
    mailed("gone@example.cn")
    mailed("here@example.cn")
    run()
    gone, here = messages()
    assert (gone.status, gone.why, here.status) == (status, answer, "sent")


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_refused_words_are_ours_to_mend_and_leave_the_address_alone(server: MailServer) -> None:
    server.refuses_data = "554 spam"
    for _ in range(3):
        mailed("here@example.cn")
        run()
    assert [message.status for message in messages()] == ["failed"] * 3


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_an_address_that_bounced_twice_is_left_alone(server: MailServer) -> None:
    server.refuses["gone@example.cn"] = "550 no such user"
    for _ in range(3):
        mailed("gone@example.cn")
        mailed("here@example.cn")
        run()
    found = messages()
    assert [message.status for message in found[::2]] == ["bounced", "bounced", "suppressed"]
    assert (found[4].why, len(server.taken)) == ("bounced", 3)


@pytest.mark.django_db
def test_a_server_that_is_away_loses_nothing(tmp_path: Path, settings: Any) -> None:
    settings.LINLI_CHANNELS = channels_file(
        tmp_path, '[email]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nsender = "linli@example.cn"'
    )
    mailed("here@example.cn")
    assert run() == (0, 1, 0)
    assert messages()[0].why.startswith("ConnectionRefusedError")


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_what_a_dead_sender_had_in_hand_is_taken_up_when_its_lease_ends(gateway: Gateway) -> None:
    told()
    taken = _take(MORNING)
    assert len(taken) == 1
    assert run(LEASE - MINUTE) == (0, 0, 0)
    assert run(LEASE + MINUTE) == (1, 0, 0)
    assert (messages()[0].attempts, len(gateway.asked)) == (2, 1)


@pytest.mark.usefixtures("open_channels")
def test_four_senders_at_once_send_each_message_once(committed_db: str, gateway: Gateway) -> None:
    for number in range(60):
        told(f"1990000{number:04d}")

    def sender() -> None:
        run()
        connection.close()

    senders = [threading.Thread(target=sender) for _ in range(4)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    assert sorted(body["to"][0] for body in gateway.bodies()) == [f"1990000{number:04d}" for number in range(60)]
    with walls.acting(JOB):
        assert Message.objects.filter(status="sent").count() == 60


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_residents_sleep_from_nine_to_eight_unless_it_is_urgent(gateway: Gateway) -> None:
    night = MORNING + timedelta(hours=11, minutes=30)
    told("19900000001", now=night)
    told("19900000002", now=night, is_urgent=True)
    assert run(night - MORNING) == (1, 0, 0)
    assert run(timedelta(hours=21, minutes=59)) == (0, 0, 0)
    assert run(timedelta(hours=22)) == (1, 0, 0)
    assert [body["to"][0] for body in gateway.bodies()] == ["19900000002", "19900000001"]


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_a_pause_that_ends_at_night_is_slept_through_too(gateway: Gateway) -> None:
    gateway.answers = [(503, ""), (200, {"code": "0"})]
    evening = timedelta(hours=10, minutes=59, seconds=30)
    told(now=MORNING + evening)
    assert run(evening) == (0, 1, 0)
    assert run(evening + 2 * MINUTE) == (0, 0, 0)
    assert run(timedelta(hours=22)) == (1, 0, 0)


@pytest.mark.django_db
def test_without_a_channel_nothing_is_put_into_the_outbox() -> None:
    assert (told(), messages()) == (0, [])


@pytest.mark.django_db
@pytest.mark.usefixtures("open_channels")
def test_what_opens_a_matter_is_sealed_until_it_is_sent_and_then_gone(gateway: Gateway) -> None:
    told(kind="resident.received", secrets={"code": "K7M2QX"})
    (waiting,) = messages()
    assert "K7M2QX" not in str({**vars(waiting), "secrets_sealed": bytes(waiting.secrets_sealed or b"")})
    run()
    assert "查询码 K7M2QX" in gateway.bodies()[0]["content"]
    assert messages()[0].secrets_sealed is None


@pytest.mark.django_db
def test_the_demo_s_channels_write_into_a_folder(tmp_path: Path, settings: Any) -> None:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path
    told()
    mailed("here@example.cn")
    assert run() == (2, 0, 0)
    assert (tmp_path / "sms.txt").read_text(encoding="utf-8").startswith("19900001234 【邻里】您反映的")
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
