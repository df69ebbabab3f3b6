"""Split and merged, each resident gets one answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries import WorkFilter
from linli.affairs.matters.tests.desk import read, send, words
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, stored
from linli.affairs.matters.tests.test_desk_matter import page_of
from linli.affairs.matters.tests.test_helping import by, in_box
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.notices import public as notices

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


def _given_out(town: Town, worker: Actor) -> tuple[UUID, Matter]:
    """A matter at Maple's first grid with a part at a department of the county."""
    matter_id = a_matter(town)
    by(worker, "sign", matter_id=matter_id)
    by(worker, "split", matter_id=matter_id, to_post_id=town.posts["county", "department_clerk"].id, note="请查违建。")
    with walls.acting(Actor.system("test")):
        return matter_id, Matter.objects.get(part_of=matter_id)


def test_whoever_leads_takes_a_part_back_and_answers_without_it(town: Town, worker: Actor) -> None:
    matter_id, part = _given_out(town, worker)
    department = town.actor("county", "department_clerk")
    by(department, "sign", matter_id=part.id)
    with pytest.raises(errors.NoteMissing):
        by(worker, "recall", matter_id=part.id, note=" ")
    by(worker, "recall", matter_id=part.id, note="城管已经一并拆了。")
    with walls.acting(Actor.system("test")):
        actions.announce_moved(matter_id=part.id, move="recall", at=MORNING)
    with walls.acting(department):
        assert [notice.kind for notice in notices.notices_of(department)] == ["matter.recall"]
    assert stored(part.id).state == "withdrawn"
    assert by(worker, "answer", matter_id=matter_id, note="都拆了。").state == "answered"
    with pytest.raises(errors.MoveRefused):
        by(worker, "recall", matter_id=part.id, note="再收一次。")


@pytest.mark.parametrize(
    ("place", "role"),
    [("county", "department_clerk"), ("maple", "community_secretary"), ("east", "street_leader")],
)
def test_nobody_but_the_lead_takes_a_part_back(town: Town, worker: Actor, place: str, role: str) -> None:
    _matter_id, part = _given_out(town, worker)
    with pytest.raises(errors.NotYours):
        by(town.actor(place, role), "recall", matter_id=part.id, note="收回。")
    with pytest.raises(errors.NotYours):
        by(worker, "recall", matter_id=a_matter(town), note="这不是拆出来的。")
    with pytest.raises(NotFound):
        by(town.actor("west", "street_clerk"), "recall", matter_id=part.id, note="收回。")


def test_a_part_is_taken_back_from_the_page_of_its_whole(town: Town, worker: Actor) -> None:
    matter_id, part = _given_out(town, worker)
    address = reverse("matters:move", args=[part.id, "recall"])
    assert f"{page_of(part.id)}?do=recall#do-recall" in words(read(worker, page_of(matter_id)))
    assert address in words(read(worker, f"{page_of(part.id)}?do=recall"))
    department = town.actor("county", "department_clerk")
    assert address not in words(read(department, page_of(part.id)))
    assert Client().post(address, {"note": "收回。"}).status_code == 401
    assert send(department, address, note="收回。").status_code == 403
    assert send(worker, address, note="").status_code == 400
    assert send(worker, address, note="一并拆了。").status_code == 302
    assert "do=recall" not in words(read(worker, page_of(matter_id)))
    assert "这一份已经收回，不用再办。" in words(read(department, page_of(part.id)))
    english = words(read(department, page_of(part.id), headers={"accept-language": "en"}))
    assert "This part was taken back" in english


def test_open_matters_are_counted_once_with_their_parts(town: Town, worker: Actor) -> None:
    matter_id, part = _given_out(town, worker)
    county, maple = town.places["county"].id, town.places["maple"].id
    late = MORNING + timedelta(days=90)
    leader = town.actor("county", "county_leader")
    given: dict[str, Any] = {"since": MORNING.date(), "until": MORNING.date() + timedelta(days=9), "now": late}
    with walls.acting(leader):
        alone = queries.figures_of(county, Level.COUNTY, **given)
        below = queries.figures_within(county, Level.COUNTY, (Level.COMMUNITY,), **given)
        watched = queries.watched(county, Level.COUNTY, now=late)
        public = queries.public_figures(maple, since=MORNING.date())
        rows = queries.worklist(leader, WorkFilter(box="area", clock="overdue"), now=late).rows
        found = queries.worklist(leader, WorkFilter(box="area", text=part.number), now=late).rows
    counted = [(alone.open, alone.overdue), (watched.open, watched.overdue)]
    counted += [(below[place].open, below[place].overdue) for place in (county, maple)]
    assert counted == [(1, 1)] * 4
    assert public.open == 1
    assert [row.id for row in rows] == [matter_id]
    assert [row.id for row in found] == [part.id]
    assert in_box(town.actor("county", "department_clerk"), "area") == [part.number]
