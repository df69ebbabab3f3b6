"""A matter's way: up to the street and the district, down again, answered, closed, rated, reopened."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.tests.factories import MORNING, a_matter, a_town, stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _escalated(matter_id: UUID, *actors: Actor) -> datetime:
    now = MORNING
    for actor in actors:
        now += HOUR
        with walls.acting(actor):
            actions.escalate(matter_id=matter_id, note="本级办不了。", actor=actor, now=now)
    return now


def test_a_matter_travels_four_levels_and_comes_back() -> None:
    town = a_town()
    matter_id = a_matter(town)
    worker, secretary = town.actor("maple-1", "grid_worker"), town.actor("maple", "community_secretary")
    street, county = town.actor("east", "street_clerk"), town.actor("county", "county_desk")
    department, visitor = town.actor("county", "department_clerk"), Actor.tracking(matter_id)
    now = _escalated(matter_id, worker, secretary, street)
    assert stored(matter_id).holder_post_id == county.post_id
    with walls.acting(county):
        actions.transfer(
            matter_id=matter_id,
            to_post_id=town.posts["county", "department_clerk"].id,
            note="请房管部门办理。",
            actor=county,
            now=now + HOUR,
        )
    with walls.acting(department):
        actions.sign(matter_id=matter_id, actor=department, now=now + 2 * HOUR)
        actions.start(matter_id=matter_id, actor=department, now=now + 2 * HOUR)
        actions.answer(matter_id=matter_id, note="已修好。", actor=department, now=now + 3 * HOUR)
        actions.close(matter_id=matter_id, actor=department, now=now + 3 * HOUR)
    with walls.acting(visitor):
        actions.rate(matter_id=matter_id, rating=2, is_solved=False, actor=visitor, now=now + 4 * HOUR)
        actions.reopen(matter_id=matter_id, note="还是漏水。", actor=visitor, now=now + 5 * HOUR)
    matter = stored(matter_id)
    assert (matter.state, matter.holder_post_id, matter.reopen_count, matter.rating) == (
        "filed",
        department.post_id,
        1,
        None,
    )
    assert matter.step_count == 11
    with walls.acting(worker):
        assert [step.move for step in queries.timeline(worker, matter)][:4] == [
            "file",
            "escalate",
            "escalate",
            "escalate",
        ]


def test_assigning_down_offers_only_posts_on_the_way_to_the_place() -> None:
    town = a_town()
    matter_id = a_matter(town)
    street, worker = town.actor("east", "street_clerk"), town.actor("maple-1", "grid_worker")
    with walls.acting(worker):
        actions.escalate(matter_id=matter_id, note="要社区协调。", actor=worker, now=MORNING)
        actions.escalate(matter_id=matter_id, note="再报。", actor=Actor.system("test"), now=MORNING)
    with walls.acting(street):
        matter = queries.matter_for(street, matter_id)
        offered = {
            (receiver.place_name, receiver.title) for receiver in queries.receivers(street, matter, "assign_down")
        }
    assert {place for place, _ in offered} == {"maple", "maple-1"}


def test_two_people_signing_at_once_makes_one_signature() -> None:
    town = a_town()
    matter_id = a_matter(town)
    worker, colleague = town.actor("maple-1", "grid_worker"), town.actor("maple", "community_secretary")
    with walls.acting(worker):
        actions.sign(matter_id=matter_id, actor=worker, now=MORNING)
    with walls.acting(colleague), pytest.raises(errors.AlreadySigned):
        actions.sign(matter_id=matter_id, actor=colleague, now=MORNING)


def test_waiting_moves_the_deadlines_and_counts_working_time_only() -> None:
    town = a_town()
    matter_id = a_matter(town)
    worker, visitor = town.actor("maple-1", "grid_worker"), Actor.tracking(matter_id)
    with walls.acting(worker):
        actions.sign(matter_id=matter_id, actor=worker, now=MORNING)
        before = actions.ask(matter_id=matter_id, note="是哪个单元？", actor=worker, now=MORNING)
    assert (before.state, before.due_at) == ("waiting", None)
    with walls.acting(visitor):
        after = actions.supply(matter_id=matter_id, note="二单元。", actor=visitor, now=MORNING + timedelta(days=2))
    assert after.answer_by > before.answer_by
    assert after.due_at == after.answer_by


def test_another_streets_post_finds_no_matter() -> None:
    town = a_town()
    matter_id = a_matter(town)
    stranger = town.actor("west", "street_clerk")
    with walls.acting(stranger), pytest.raises(NotFound):
        actions.sign(matter_id=matter_id, actor=stranger, now=MORNING)


def test_summaries_equal_a_recount() -> None:
    town = a_town()
    worker = town.actor("maple-1", "grid_worker")
    for hours in (1, 400):
        matter_id = a_matter(town)
        visitor = Actor.tracking(matter_id)
        with walls.acting(worker):
            actions.sign(matter_id=matter_id, actor=worker, now=MORNING + hours * HOUR)
            actions.answer(matter_id=matter_id, note="已清运。", actor=worker, now=MORNING + hours * HOUR)
            actions.close(matter_id=matter_id, actor=worker, now=MORNING + hours * HOUR)
        with walls.acting(visitor):
            actions.rate(matter_id=matter_id, rating=5, is_solved=True, actor=visitor, now=MORNING + hours * HOUR)
    county, period = town.places["county"], {"since": MORNING.date(), "until": MORNING.date() + timedelta(days=60)}
    with walls.acting(Actor.system("test")):
        unfolded = queries.figures_of(county.id, Level.COUNTY, now=MORNING, **period)
        assert actions.fold() > 0
        folded = queries.figures_of(county.id, Level.COUNTY, now=MORNING, **period)
        actions.recount()
        recounted = queries.figures_of(county.id, Level.COUNTY, now=MORNING, **period)
    assert unfolded == folded == recounted
    assert (folded.filed, folded.closed, folded.closed_in_time, folded.rated, folded.satisfied) == (2, 2, 1, 2, 2)
