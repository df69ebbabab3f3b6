"""Staff notices outside the app: mail at once, group chats, and one digest a day; to whoever answers for the post."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.notices import actions
from linli.base.notices.models import Message, Notice, Reach
from linli.base.notices.queries import holders
from linli.base.notices.queries.holders import Holding
from linli.base.notices.tests.factories import JOB, MORNING, a_reach, channels_file, messages

pytestmark = pytest.mark.django_db
AREA = new_id()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def posts() -> Iterator[dict[UUID, list[UUID]]]:
    """Which accounts answer for which post: what `bodies` says elsewhere."""
    held: dict[UUID, list[UUID]] = {}

    def source(post_ids: Any, account_ids: Any) -> list[Holding]:
        pairs = [(post, account) for post, accounts in held.items() for account in accounts]
        return [
            Holding(post, account, (AREA,)) for post, account in pairs if post in post_ids or account in account_ids
        ]

    former = holders._sources[:]
    holders.register_holders(source)
    yield held
    holders._sources[:] = former


@pytest.fixture(autouse=True)
def spooled(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_SMS, settings.VAR_DIR, settings.LINLI_ADDRESS = "file", tmp_path, "https://linli.example.cn"


def a_notice(post_id: UUID, kind: str = "matter.filed", *, at: timedelta = timedelta(0), **words: Any) -> None:
    """Something a post is told of."""
    given: dict[str, Any] = {"number": "20261124000001", "item": "路灯不亮", "item_en": "Street lights", **words}
    with walls.acting(JOB):
        actions.tell(
            kind=kind,
            subject_kind="thing",
            subject_id=new_id(),
            at=MORNING + at,
            post_id=post_id,
            area_ids=[AREA],
            **given,
        )


def passed_on(after: timedelta = MINUTE) -> int:
    """One run of the job."""
    with walls.acting(JOB):
        return actions.pass_on(now=MORNING + after)


def digested(after: timedelta) -> int:
    """One run of the other job."""
    with walls.acting(JOB):
        return actions.prepare_digests(now=MORNING + after)


def test_whoever_wants_each_gets_each_once_and_who_gets_a_digest_only_what_presses(
    posts: dict[UUID, list[UUID]],
) -> None:
    post_id, each, digest, none, silent = (new_id() for _ in range(5))
    posts[post_id] = [each, digest, none, silent]
    a_reach(each, "each@example.cn", mail="each", language="en")
    a_reach(digest, "digest@example.cn", mail="digest")
    a_reach(none, "none@example.cn", mail="none")
    a_notice(post_id)
    a_notice(post_id, urgency="urgent")
    a_notice(post_id, "matter.warn")
    a_notice(new_id())
    assert (passed_on(), passed_on()) == (5, 0)
    found = sorted((message.kind, message.account_id == each, message.language) for message in messages())
    assert found == [
        ("matter.filed", False, "zh-hans"),
        ("matter.filed", True, "en"),
        ("matter.filed", True, "en"),
        ("matter.warn", False, "zh-hans"),
        ("matter.warn", True, "en"),
    ]


def test_an_address_that_was_not_confirmed_gets_nothing(posts: dict[UUID, list[UUID]]) -> None:
    post_id, account = new_id(), new_id()
    posts[post_id] = [account]
    a_reach(account, mail="each")
    with walls.acting(JOB):
        Reach.objects.update(confirmed_at=None)
    a_notice(post_id)
    assert passed_on() == 0


def test_what_a_worker_that_was_away_finds_too_old_is_not_mailed(posts: dict[UUID, list[UUID]]) -> None:
    post_id, account = new_id(), new_id()
    posts[post_id] = [account]
    a_reach(account, mail="each")
    a_notice(post_id)
    assert passed_on(timedelta(days=2)) == 0
    with walls.acting(JOB):
        assert not Notice.objects.filter(is_passed_on=False).exists()


def test_a_group_chat_hears_of_its_area_what_it_asked_for_and_what_presses(tmp_path: Path, settings: Any) -> None:
    elsewhere = new_id()
    settings.LINLI_CHANNELS = channels_file(
        tmp_path,
        f"""
        [robots.here]
        kind = "wecom"
        url = "http://127.0.0.1:9/"
        area = "{AREA}"
        kinds = ["matter.card"]
        [robots.elsewhere]
        kind = "dingtalk"
        url = "http://127.0.0.1:9/"
        area = "{elsewhere}"
        """,
    )
    subject = new_id()
    with walls.acting(JOB):
        for post_id in (new_id(), new_id()):
            actions.tell(
                kind="matter.card",
                subject_kind="thing",
                subject_id=subject,
                at=MORNING,
                post_id=post_id,
                area_ids=[AREA],
            )
    a_notice(new_id())
    a_notice(new_id(), "matter.filed", urgency="urgent")
    assert passed_on() == 2
    assert [(message.kind, message.address_masked) for message in messages()] == [
        ("matter.card", "here"),
        ("matter.filed", "here"),
    ]


def test_a_digest_comes_once_a_day_at_its_hour_with_what_is_unread(
    posts: dict[UUID, list[UUID]], tmp_path: Path
) -> None:
    first, second, account = new_id(), new_id(), new_id()
    posts[first], posts[second] = [account], [account]
    a_reach(account, mail="digest", digest_hour=11, digested_at=MORNING - timedelta(hours=20))
    for number in range(25):
        a_notice(first, at=-number * MINUTE, number=f"N{number}")
    a_notice(second, "matter.answer_unknown", number="odd")
    a_notice(second, at=-timedelta(hours=21), number="too-old")
    with walls.acting(JOB):
        Notice.objects.filter(words__number="N3").update(read_at=MORNING)
    assert digested(MINUTE) == 0
    assert (digested(HOUR), digested(2 * HOUR)) == (1, 0)
    (message,) = messages()
    assert (message.kind, message.values["count"]) == ("digest", "25")
    lines = message.values["lines"].splitlines()
    assert (len(lines), lines[-1], any("N3 " in line or line.endswith("N3") for line in lines)) == (21, "…", False)
    assert actions.send_due(at=lambda: MORNING + HOUR).sent == 1
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    assert digested(timedelta(hours=25)) == 0, "nothing new is no mail"


def test_without_an_hour_of_ones_own_the_area_s_counts(posts: dict[UUID, list[UUID]]) -> None:
    post_id, account = new_id(), new_id()
    posts[post_id] = [account]
    a_reach(account, mail="digest")
    a_notice(post_id, at=-4 * HOUR)
    # Seven in the morning in China, then eight.
    assert (digested(-3 * HOUR), digested(-2 * HOUR)) == (0, 1)


def test_a_thousand_digests_cost_as_many_statements_as_one(posts: dict[UUID, list[UUID]]) -> None:
    def prepared(count: int) -> int:
        with walls.acting(JOB):
            Message.objects.all().update(status="sent", ended_at=MORNING)
            for _ in range(count):
                post_id, account = new_id(), new_id()
                posts[post_id] = [account]
                a_reach(account, f"{account}@example.cn", mail="digest")
                a_notice(post_id)
        with walls.acting(Actor.system("test")), CaptureQueriesContext(connection) as captured:
            assert actions.prepare_digests(now=MORNING + HOUR) == count
        return len(captured)

    assert prepared(1) == prepared(30)
