"""A round: the seed is committed to in time, the draw can be done again by anyone, nobody is asked twice."""

import hashlib
import math
from collections import defaultdict
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.affairs.callbacks import actions, errors, queries
from linli.affairs.callbacks.actions import NewRound
from linli.affairs.callbacks.models import Call, Candidate, Round
from linli.affairs.callbacks.tests.factories import (
    AFTER,
    LAST,
    MORNING,
    SINCE,
    Town,
    a_closed,
    a_draw,
    a_round,
    a_town,
    by,
    calls_of,
)
from linli.affairs.matters import public as matters
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.rules import public as rules

pytestmark = pytest.mark.django_db
Line = tuple[str, int, int, int, str, int]
DAY = timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return a_town()


def lead(town: Town) -> Actor:
    return town.actor("county", "county_callback_lead")


def redrawn(lines: list[Line], seed: str, share: float, floor: int, ceiling: int) -> set[str]:
    """The published rule, written once more from its description alone."""
    chosen: set[str] = set()
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line[4] == "listed":
            groups[line[1]].append(line)

    def digest(number: str) -> str:
        return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()

    for members in groups.values():
        target = min(max(math.ceil(share * len(members)), floor), ceiling)
        certain = {line[0] for line in members if line[3]}
        strata: dict[int, list[str]] = defaultdict(list)
        for line in members:
            if not line[3]:
                strata[line[2]].append(digest(line[0]) + line[0])
        in_turn = sorted((turn, entry) for entries in strata.values() for turn, entry in enumerate(sorted(entries)))
        chosen |= certain | {entry[64:] for _, entry in in_turn[: max(target - len(certain), 0)]}
    return chosen


def end_all(drawn: Round) -> None:
    with walls.acting(Actor.system("test")):
        Call.objects.filter(round=drawn).update(state="unreached", ended_at=AFTER)


def test_anyone_draws_the_same_numbers_again_from_what_is_published(town: Town) -> None:
    for place in ("maple-1", "maple-2", "cedar-1"):
        for _ in range(9):
            a_closed(town, place=place)
    a_closed(town, place="cedar-2", item="t-burst")
    reopened = a_closed(town, place="maple-1", now=MORNING)
    clerk = town.actor("maple", "community_secretary")
    by(clerk, matters.reopen, matter_id=reopened, note="没有清。", now=MORNING + timedelta(hours=1))
    worker = town.actor("maple-1", "grid_worker")
    for verb, given in ((matters.sign, {}), (matters.answer, {"note": "清了。"}), (matters.close, {})):
        by(worker, verb, matter_id=reopened, now=MORNING + timedelta(hours=2), **given)
    drawn = a_draw(town)
    end_all(drawn)
    shown = by(lead(town), actions.reveal, round_id=drawn.id)
    with walls.acting(Actor.intake()):
        lines = list(queries.list_lines(shown))
    assert hashlib.sha256(shown.seed.encode()).hexdigest() == shown.commitment
    said = "\n".join(",".join(str(each) for each in line[:5]) for line in lines)
    assert hashlib.sha256(said.encode()).hexdigest() == shown.list_digest
    share = float(shown.rule["callback.share"]["value"])
    again = redrawn(lines, shown.seed, share, 3, 40)
    assert again == {line[0] for line in lines if line[5]} == {call.number for call in calls_of(shown)}
    assert (shown.listed, shown.drawn, len(lines)) == (29, len(again), 29)
    with walls.acting(Actor.system("test")):
        number = matters.matter_for(Actor.system("test"), reopened).number
    assert number in again


def test_each_community_gives_its_share_between_floor_and_ceiling(town: Town) -> None:
    for name, value in (("callback.share", "0.5"), ("callback.floor", "2"), ("callback.ceiling", "4")):
        set_rule(town, name, value)
    for place, count in (("maple-1", 1), ("willow-1", 6), ("cedar-1", 10)):
        for _ in range(count):
            a_closed(town, place=place)
    drawn = a_draw(town)
    found: dict[UUID | None, int] = defaultdict(int)
    for call in calls_of(drawn):
        found[call.community_id] += 1
    assert {name: found[town.places[name].id] for name in ("maple", "willow", "cedar")} == {
        "maple": 1,
        "willow": 3,
        "cedar": 4,
    }


def set_rule(town: Town, name: str, value: str) -> None:
    with walls.acting(Actor.system("test")):
        rules.set_parameter(
            name=name,
            area_id=town.places["county"].id,
            value=value,
            valid_from=SINCE,
            basis="本区规定",
            actor=Actor.system("test"),
            now=MORNING,
        )
    rules.forget()


def test_one_resident_is_asked_once_a_period_and_parts_are_not_asked_about(town: Town) -> None:
    for _ in range(4):
        a_closed(town, place="maple-1", phone="19900005555")
    a_closed(town, place="cedar-1", phone="19900005555")
    a_closed(town, place="cedar-1", phone="19900006666")
    drawn = a_draw(town)
    with walls.acting(Actor.system("test")):
        standings = sorted(Candidate.objects.filter(round=drawn).values_list("standing", flat=True))
    assert standings == ["listed"] * 2 + ["same_resident"] * 4
    assert len(calls_of(drawn)) == 2


def test_what_is_being_handled_again_is_counted_and_not_drawn(town: Town) -> None:
    closed = a_closed(town)
    a_closed(town)
    secretary = town.actor("maple", "community_secretary")
    by(secretary, matters.reopen, matter_id=closed, note="没有清。", now=MORNING + timedelta(hours=1))
    drawn = a_draw(town)
    assert (drawn.listed, drawn.rehandled) == (1, 1)


def test_a_seed_is_committed_to_before_the_period_ends_and_shown_only_at_the_end(town: Town) -> None:
    new = NewRound(town.places["county"].id, SINCE, LAST)
    with pytest.raises(errors.TooLateToCommit):
        by(lead(town), actions.open_round, new=new, now=AFTER)
    opened = a_round(town)
    with pytest.raises(errors.PeriodRunning):
        by(lead(town), actions.draw, round_id=opened.id, now=MORNING)
    assert (len(opened.commitment), opened.seed) == (64, "")
    a_closed(town, phone="19900001111")
    drawn = by(lead(town), actions.draw, round_id=opened.id)
    assert (drawn.seed, len(drawn.list_digest)) == ("", 64)
    with pytest.raises(errors.CallsWaiting):
        by(lead(town), actions.reveal, round_id=opened.id)
    with walls.acting(Actor.intake()), pytest.raises(NotFound):
        list(queries.list_lines(drawn))
    with pytest.raises(errors.WrongStage):
        by(lead(town), actions.draw, round_id=opened.id)


def test_rounds_of_one_area_do_not_overlap(town: Town) -> None:
    a_round(town)
    for place in ("county", "city", "maple"):
        with pytest.raises((errors.RoundOverlaps, NotFound)) as refused:
            by(lead(town), actions.open_round, new=NewRound(town.places[place].id, LAST, LAST + DAY), now=MORNING)
        assert refused.type is errors.RoundOverlaps
    later = NewRound(town.places["county"].id, LAST + DAY, LAST + 3 * DAY)
    assert by(lead(town), actions.open_round, new=later, now=MORNING).number == "2026-2"
    with pytest.raises(errors.PeriodUnclear):
        by(lead(town), actions.open_round, new=NewRound(town.places["county"].id, LAST, SINCE), now=MORNING)


def test_rounds_are_for_their_organisers_in_their_own_area(town: Town) -> None:
    new = NewRound(town.places["county"].id, SINCE, LAST)
    for place, role in (("county", "county_caller"), ("county", "county_desk"), ("east", "street_leader")):
        with pytest.raises(NotAllowed):
            by(town.actor(place, role), actions.open_round, new=new, now=MORNING)
    with pytest.raises(NotFound):
        by(lead(town), actions.open_round, new=NewRound(town.places["city"].id, SINCE, LAST), now=MORNING)


def test_everybody_who_had_a_hand_in_a_matter_is_kept_with_its_call(town: Town) -> None:
    a_closed(town)
    (call,) = calls_of(a_draw(town))
    worker = town.posts["maple-1", "grid_worker"]
    assert {worker.id, worker.body_id} <= set(call.handled_by)
    assert call.unit_id == town.bodies["maple"].id


def test_a_draw_takes_the_same_few_statements_however_long_its_list(town: Town) -> None:
    counts = []
    for size, place in ((1, "cedar"), (6, "maple")):
        for number in range(size):
            a_closed(town, place=f"{place}-1", phone=f"1990000{size}{number:03}")
        opened = a_round(town, place=place)
        with CaptureQueriesContext(connection) as captured:
            drawn = by(town.actor("county", "county_callback_lead"), actions.draw, round_id=opened.id)
        assert drawn.listed == size
        counts.append(len(captured))
    assert counts[0] == counts[1]
