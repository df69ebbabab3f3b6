"""What residents are sent: once each, whatever happens to the matter inside the house, and nothing personal."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from linli.affairs.matters import actions
from linli.affairs.matters.models import Matter
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_request, a_town, an_account_matter, stored
from linli.affairs.matters.tests.test_helping import by
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.notices.public import send_due

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PHONE = "19900001234"


@pytest.fixture
def town(settings: Any, tmp_path: Path) -> Town:
    settings.LINLI_SMS, settings.VAR_DIR, settings.LINLI_ADDRESS = "file", tmp_path, "https://linli.example.cn"
    return a_town()


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def _heard(tmp_path: Path) -> list[str]:
    """What came to phones, oldest first, once everything due was sent."""
    send_due(at=lambda: datetime(2100, 1, 4, 2, tzinfo=MORNING.tzinfo))
    path = tmp_path / "sms.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _announce(matter_id: UUID, move: str, at: datetime) -> None:
    """The job that follows a move, run twice as a job may be."""
    with walls.acting(Actor.system("test")):
        for _ in range(2):
            actions.carry_along(matter_id=matter_id, move=move, at=at)
            actions.announce_moved(matter_id=matter_id, move=move, at=at)


def _do(actor: Actor, move: str, matter_id: UUID, hours: int, **given: Any) -> None:
    by(actor, move, matter_id=matter_id, now=MORNING + hours * HOUR, **given)
    _announce(matter_id, move, MORNING + hours * HOUR)


def test_a_caller_hears_of_each_step_that_concerns_them_once(town: Town, worker: Actor, tmp_path: Path) -> None:
    filed = a_filed(town)
    with walls.acting(Actor.system("test")):
        for _ in range(2):
            actions.announce_filed(matter_id=filed.id, at=MORNING)
    _do(worker, "sign", filed.id, 1)
    _do(worker, "ask", filed.id, 2, note="是几号楼？")
    _do(worker, "resume", filed.id, 3)
    _do(worker, "answer", filed.id, 4, note="已经清运。")
    _do(worker, "close", filed.id, 5)
    link = f"https://linli.example.cn/track/?number={filed.number}"
    heard = _heard(tmp_path)
    assert [line.split("”")[1][:12] for line in heard] == [
        f"已收到，编号 {filed.number}"[:12],
        *(f"（{filed.number}）"[:12],) * 3,
    ]
    assert all(line.startswith(f"{PHONE} 【邻里】") and line.endswith(link) for line in heard)
    assert (filed.code in heard[0], any(filed.code in line for line in heard[1:])) == (True, False)
    assert not any("清运" in line or "几号楼" in line or "三号楼" in line for line in heard)


def test_a_split_matter_tells_its_resident_by_the_whole_alone(town: Town, worker: Actor, tmp_path: Path) -> None:
    department = town.actor("county", "department_clerk")
    filed = a_filed(town)
    _do(worker, "sign", filed.id, 1)
    _do(worker, "split", filed.id, 2, to_post_id=department.post_id, note="请查违建。")
    with walls.acting(Actor.system("test")):
        part = Matter.objects.get(part_of=filed.id)
    _do(department, "sign", part.id, 3)
    _do(department, "answer", part.id, 4, note="已拆除。")
    assert _heard(tmp_path) == []
    _do(worker, "answer", filed.id, 5, note="都办好了。")
    assert [filed.number in line for line in _heard(tmp_path)] == [True]


def test_who_asked_for_the_same_hears_the_answer_and_one_phone_hears_it_once(
    town: Town, worker: Actor, tmp_path: Path
) -> None:
    main = a_filed(town)
    twice, other = a_filed(town), a_filed(town, contact_phone="19900005678")
    for each in (main, twice, other):
        _do(worker, "sign", each.id, 1)
    _do(worker, "merge", twice.id, 2, main=main.number)
    _do(worker, "merge", other.id, 2, main=main.number)
    _do(worker, "answer", main.id, 3, note="已经清运。")
    for each in (twice, other):
        assert stored(each.id).state == "answered"
        _announce(each.id, "follow", MORNING + 3 * HOUR)
    heard = _heard(tmp_path)
    assert sorted((line[:11], main.number in line, other.number in line) for line in heard) == [
        (PHONE, True, False),
        ("19900005678", False, True),
    ]


def test_what_is_settled_on_the_spot_asks_for_a_rating(town: Town, tmp_path: Path) -> None:
    clerk = town.actor("maple", "community_clerk")
    with walls.acting(clerk):
        filed = actions.file_and_close(
            new=a_request(town, channel="counter"), note="当场办好。", actor=clerk, now=MORNING
        )
    with walls.acting(Actor.system("test")):
        actions.announce_filed(matter_id=filed.id, at=MORNING)
    (line,) = _heard(tmp_path)
    assert "已办结，请给办理打个分" in line


def test_a_resident_s_own_move_and_a_matter_without_a_phone_send_nothing(town: Town, tmp_path: Path) -> None:
    worker = town.actor("maple-1", "grid_worker")
    silent = a_filed(town, contact_phone="")
    _do(worker, "sign", silent.id, 1)
    _do(worker, "answer", silent.id, 2, note="已经清运。")
    own = a_filed(town)
    _do(worker, "sign", own.id, 1)
    by(worker, "answer", matter_id=own.id, note="已经清运。", now=MORNING + 2 * HOUR)
    _do(Actor.tracking(own.id), "close", own.id, 3)
    assert _heard(tmp_path) == []


def test_an_account_s_link_leads_to_its_own_page(town: Town, worker: Actor, tmp_path: Path) -> None:
    filed = an_account_matter(town)
    _do(worker, "sign", filed.id, 1)
    _do(worker, "answer", filed.id, 2, note="已经清运。")
    (line,) = _heard(tmp_path)
    assert line.endswith(f"https://linli.example.cn/my/matters/{filed.id}/")
