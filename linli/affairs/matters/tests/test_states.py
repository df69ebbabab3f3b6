"""Every (state, move) pair is walked: what the table allows happens, everything else is refused and changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from linli.affairs.matters import actions, errors
from linli.affairs.matters.models import Demand, Matter, Step
from linli.affairs.matters.states import ENDED, MERGED, MOVES, STATES, WAITING, after, moves_from
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)
MOVED = [name for name, move in MOVES.items() if move.sources]


def _arguments(town: Town, move: str) -> dict[str, Any]:
    given: dict[str, Any] = {"note": "说明"} if MOVES[move].needs_note else {}
    if move == "transfer":
        given["to_post_id"] = town.posts["county", "department_clerk"].id
    if move == "assign_down":
        given["to_post_id"] = town.posts["maple-1", "grid_worker"].id
    if move == "rate":
        given |= {"rating": 5, "is_solved": True}
    return given | of_move(town, move)


def of_move(town: Town, move: str) -> dict[str, Any]:
    """What the moves beside the way take."""
    helper = town.posts["maple", "community_clerk"].id
    taken: dict[str, dict[str, Any]] = {
        "invite": {"to_post_id": helper},
        "split": {"to_post_id": helper},
        "rule": {"to_post_id": helper},
        "contact": {"way": "phone", "is_reached": True},
        "prolong": {"days": 2},
        "merge": {"main": town.main},
        "card": {"colour": "yellow"},
        "redate": {"external_deadline": LATER},
    }
    return taken.get(move, {})


def _put(town: Town, matter_id: UUID, state: str, move: str) -> None:
    """The matter in a state, held by the secretary (or, disputed, by the street's leader), with what the move is about."""
    holder = town.posts["maple", "community_secretary"]
    about: dict[str, Any] = {"instruct_by": LATER} if move == "report" else {}
    if move in ("allow", "refuse"):
        about = {"prolong_until": LATER + timedelta(days=9)}
    if move == "rule":
        about, holder = {"is_disputed": True}, town.posts["east", "street_leader"]
    if move == "assist":
        about = {"assisting": [holder.id]}
    if move == "lift":
        about = {"card": "red"}
    main = Matter.objects.filter(number=town.main)
    if move == "overdue":
        about = {"due_at": MORNING}
    with walls.acting(Actor.system("test")):
        if state == MERGED:
            about |= {"merged_into": main.get()}
        if move == "recall":
            main.update(holder_post_id=holder.id, holder_body_id=holder.body_id)
            about |= {"part_of": main.get()}
        if move in ("assist", "allow", "refuse"):
            kind = "assist" if move == "assist" else "prolong"
            until = about.get("prolong_until")
            Demand.objects.create(
                matter_id=matter_id, kind=kind, to_post_id=holder.id, to_body_id=holder.body_id, at=MORNING, until=until
            )
        Matter.objects.filter(id=matter_id).update(
            **about,
            state=state,
            holder_post_id=holder.id,
            holder_body_id=holder.body_id,
            closed_at=MORNING if state in ENDED else None,
            waiting_since=MORNING if state == WAITING else None,
        )


def _mover(town: Town, matter_id: UUID, move: str) -> Actor:
    """Someone who may make the move: the holder (the secretary, who has posts below and above), or the reporter."""
    by = MOVES[move].by
    if move in ("allow", "refuse", "instruct", "card", "lift", "rule"):
        return town.actor("east", "street_leader")
    if "system" in by and "reporter" not in by:
        return Actor.system("test")
    return Actor.tracking(matter_id) if "reporter" in by else town.actor("maple", "community_secretary")


@pytest.mark.parametrize("state", STATES)
def test_each_move_from_a_state_does_what_the_table_says(state: str) -> None:
    town = a_town()
    matter_id = a_matter(town)
    town.main = a_filed(town).number
    for move in MOVED:
        verb: Callable[..., Matter] = getattr(actions, "return_" if move == "return" else move)
        savepoint = transaction.savepoint()
        _put(town, matter_id, state, move)
        actor, expected = _mover(town, matter_id, move), after(state, move)
        with walls.acting(actor):
            if expected is None:
                with pytest.raises(errors.MoveRefused):
                    verb(matter_id=matter_id, actor=actor, now=LATER, **_arguments(town, move))
            else:
                verb(matter_id=matter_id, actor=actor, now=LATER, **_arguments(town, move))
        moved = stored(matter_id)
        assert (move, moved.state, moved.step_count) == (move, expected or state, 1 if expected is None else 2)
        with walls.acting(Actor.system("test")):
            assert Step.objects.filter(matter_id=matter_id).count() == moved.step_count
        transaction.savepoint_rollback(savepoint)


def test_an_open_state_can_always_be_left_and_an_end_only_by_reopening_or_rating() -> None:
    assert all(moves_from(state) for state in STATES if state not in ENDED)
    assert {move.name for state in ENDED for move in moves_from(state)} == {
        "reopen",
        "rate",
        "report",
        "lift",
        "resend",
    }


def test_keys_of_moves_are_not_shared() -> None:
    keys = [move.key for move in MOVES.values() if move.key]
    assert len(keys) == len(set(keys))
