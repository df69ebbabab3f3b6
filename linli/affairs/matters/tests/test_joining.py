"""Split and merged, each resident gets one answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.models import Matter
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, stored
from linli.affairs.matters.tests.test_helping import by
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def _carried(matter_id: UUID, move: str) -> None:
    with walls.acting(Actor.system("test")):
        actions.carry_along(matter_id=matter_id, move=move, at=MORNING + 2 * HOUR)


def test_a_split_matter_gives_the_resident_one_answer_when_every_part_has_its_own(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    department = town.actor("county", "department_clerk")
    by(worker, "sign", matter_id=matter_id)
    by(worker, "split", matter_id=matter_id, to_post_id=department.post_id, note="请查违建。")
    with walls.acting(Actor.system("test")):
        part = Matter.objects.get(part_of=matter_id)
    assert (part.holder_post_id, part.state, part.account_id) == (department.post_id, "filed", None)
    assert part.answer_by <= stored(matter_id).answer_by
    with pytest.raises(errors.PartsOpen):
        by(worker, "answer", matter_id=matter_id, note="已清运。")
    by(department, "sign", matter_id=part.id)
    with pytest.raises(errors.PartOfAnother):
        by(department, "split", matter_id=part.id, to_post_id=department.post_id, note="再拆。")
    by(department, "answer", matter_id=part.id, note="已拆除。")
    by(worker, "answer", matter_id=matter_id, note="违建已拆，垃圾已清运。")
    by(worker, "close", matter_id=matter_id)
    _carried(matter_id, "close")
    assert (stored(part.id).state, stored(matter_id).state) == ("closed", "closed")
    resident = Actor.tracking(matter_id)
    with walls.acting(resident):
        steps = queries.timeline(resident, stored(matter_id))
        assert Matter.objects.count() == 1
    assert [step.note for step in steps if step.move == "answer"] == ["违建已拆，垃圾已清运。"]
    with walls.acting(Actor.system("test")):
        given: dict[str, Any] = {"since": MORNING.date(), "until": MORNING.date() + timedelta(days=9), "now": MORNING}
        counted = queries.figures_of(town.places["county"].id, Level.COUNTY, **given)
        actions.recount()
        again = queries.figures_of(town.places["county"].id, Level.COUNTY, **given)
    assert (counted.filed, counted.closed, counted.signed) == (1, 1, 1)
    assert again == counted


def test_a_withdrawn_matter_takes_its_parts_along(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    by(worker, "sign", matter_id=matter_id)
    by(worker, "split", matter_id=matter_id, to_post_id=town.posts["county", "department_clerk"].id, note="请查违建。")
    by(Actor.tracking(matter_id), "withdraw", matter_id=matter_id)
    _carried(matter_id, "withdraw")
    with walls.acting(Actor.system("test")):
        assert Matter.objects.get(part_of=matter_id).state == "withdrawn"


def test_a_duplicate_follows_its_main_matter_and_its_resident_gets_the_answer(town: Town, worker: Actor) -> None:
    main, second, third = a_filed(town), a_filed(town), a_filed(town)
    by(worker, "sign", matter_id=main.id)
    by(worker, "merge", matter_id=third.id, main=second.number)
    by(worker, "merge", matter_id=second.id, main=main.number)
    assert (stored(third.id).merged_into_id, stored(second.id).due_at) == (main.id, None)
    by(worker, "answer", matter_id=main.id, note="已清运。")
    _carried(main.id, "answer")
    _carried(main.id, "answer")
    for each in (second, third):
        resident = Actor.tracking(each.id)
        with walls.acting(resident):
            steps = queries.timeline(resident, stored(each.id))
        assert [step.note for step in steps if step.move == "follow"] == ["已清运。"]
    by(worker, "close", matter_id=main.id)
    _carried(main.id, "close")
    assert {stored(each.id).state for each in (main, second, third)} == {"closed"}
    unhappy = Actor.tracking(second.id)
    again = by(unhappy, "reopen", matter_id=second.id, note="还有一堆。", now=MORNING + 3 * HOUR)
    assert (again.state, again.merged_into_id, stored(main.id).state) == ("filed", None, "closed")


@pytest.mark.parametrize("number", ["", "20260101000001", "itself"])
def test_a_matter_follows_only_another_that_is_under_way(town: Town, worker: Actor, number: str) -> None:
    filed = a_filed(town)
    with pytest.raises(errors.NoSuchMain):
        by(worker, "merge", matter_id=filed.id, main=filed.number if number == "itself" else number)


def test_nothing_is_merged_into_what_the_holder_does_not_see(town: Town, worker: Actor) -> None:
    elsewhere, here = a_filed(town, place="cedar-1"), a_filed(town)
    with pytest.raises(errors.NoSuchMain):
        by(worker, "merge", matter_id=here.id, main=elsewhere.number)


def test_a_duplicate_that_was_none_goes_its_own_way_again(town: Town, worker: Actor) -> None:
    main, other = a_filed(town), a_filed(town)
    by(worker, "merge", matter_id=other.id, main=main.number)
    matter = by(worker, "separate", matter_id=other.id, note="不是一处。", now=MORNING + HOUR)
    assert (matter.state, matter.merged_into_id, matter.holder_post_id) == ("filed", None, worker.post_id)
    by(worker, "merge", matter_id=other.id, main=main.number, now=MORNING + HOUR)
    by(worker, "decline", matter_id=main.id, note="不归这里。", now=MORNING + HOUR)
    _carried(main.id, "decline")
    assert stored(other.id).state == "filed"


def test_a_parts_new_holder_sees_what_the_whole_is_waiting_for(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    by(worker, "sign", matter_id=matter_id)
    by(worker, "split", matter_id=matter_id, to_post_id=town.posts["maple", "community_clerk"].id, note="请核实。")
    department = town.actor("county", "department_clerk")
    by(worker, "transfer", matter_id=matter_id, to_post_id=department.post_id, note="请房管办。")
    _carried(matter_id, "transfer")
    by(department, "sign", matter_id=matter_id)
    with pytest.raises(errors.PartsOpen):
        by(department, "answer", matter_id=matter_id, note="办好了。")
    with walls.acting(department):
        assert Matter.objects.filter(part_of=matter_id).count() == 1
