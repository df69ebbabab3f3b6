"""A matter hammered with legal and illegal moves by everyone at once keeps its promises."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from linli.affairs.matters import actions
from linli.affairs.matters.models import Matter, Step
from linli.affairs.matters.states import ANSWERED, ENDED, MERGED, MOVES, OPEN, WAITING
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import Refusal
from linli.base.kit.tests.together import at_once

MOVED = sorted(name for name, move in MOVES.items() if move.sources)
CAST = [
    ("maple-1", "grid_worker"),
    ("maple", "community_secretary"),
    ("east", "street_clerk"),
    ("county", "county_desk"),
    ("county", "department_clerk"),
    ("west", "street_clerk"),
    ("east", "street_leader"),
]


class Hammered(RuleBasedStateMachine):
    """One matter, six posts, its reporter; each rule tries one move as one of them and expects a step or a refusal."""

    town: Town

    @initialize()
    def filed(self) -> None:
        """A fresh matter in the standing town."""
        self.savepoint = transaction.savepoint()
        self.now = MORNING
        self.main = a_filed(self.town).number
        self.matter_id = a_matter(self.town)
        self.steps = 1
        self._look()

    def _look(self) -> None:
        """Read the matter and its history once for all invariants."""
        self.matter = stored(self.matter_id)
        with walls.acting(Actor.system("test")):
            self.history = list(
                Step.objects.filter(matter_id=self.matter_id)
                .order_by("number")
                .values_list("number", "at", "to_state", "move")
            )

    def teardown(self) -> None:
        """Undo the matter, keep the town."""
        transaction.savepoint_rollback(self.savepoint)

    def _receiver(self, choice: int) -> Any:
        return self.town.posts[CAST[choice % len(CAST)]].id

    def _of_move(self, move: str, choice: int) -> dict[str, Any]:
        """What the moves beside the way take, sensible or not."""
        return {
            "invite": {"to_post_id": self._receiver(choice)},
            "split": {"to_post_id": self._receiver(choice)},
            "rule": {"to_post_id": self._receiver(choice)},
            "contact": {"way": ("phone", "came", "pigeon")[choice % 3], "is_reached": choice > 2},
            "prolong": {"days": choice},
            "merge": {"main": self.main if choice else "nothing"},
            "redate": {"external_deadline": self.now + timedelta(hours=choice)},
            "card": {"colour": ("yellow", "red", "blue")[choice % 3]},
            "answer": {"without": "等不及了。" if choice % 2 else ""},
        }.get(move, {})

    @rule(move=st.sampled_from(MOVED), who=st.integers(0, len(CAST)), to=st.integers(0, 6), hours=st.integers(0, 30))
    def tried(self, move: str, who: int, to: int, hours: int) -> None:
        """Somebody tries something; either exactly one step is added, or nothing at all is changed."""
        self.now += timedelta(hours=hours)
        before = _values(self.matter)
        actor = Actor.tracking(self.matter_id) if who == len(CAST) else self.town.actor(*CAST[who])
        given: dict[str, Any] = {"note": "说明"} if MOVES[move].needs_note else {}
        if move in ("transfer", "assign_down"):
            given["to_post_id"] = self._receiver(to)
        if move == "rate":
            given |= {"rating": 1 + to % 5, "is_solved": bool(to % 2)}
        given |= self._of_move(move, to)
        verb: Callable[..., Matter] = getattr(actions, "return_" if move == "return" else move)
        try:
            with walls.acting(actor):
                verb(matter_id=self.matter_id, actor=actor, now=self.now, **given)
        except Refusal:
            self._look()
            assert _values(self.matter) == before
        else:
            self.steps += 1
            self._look()

    @invariant()
    def steps_only_grow(self) -> None:
        """Steps are numbered without gaps, and their times never run backwards."""
        assert [number for number, _, _, _ in self.history] == list(range(1, self.steps + 1))
        times = [at for _, at, _, _ in self.history]
        assert times == sorted(times)
        assert self.history[-1][2] == self.matter.state

    @invariant()
    def clocks_agree_with_the_state(self) -> None:
        """Sign-by, answer-by, close-by in order; one burns while it is open and not waiting; an end has a time."""
        matter = self.matter
        assert matter.answer_by <= matter.close_by
        assert (matter.closed_at is not None) == (matter.state in ENDED)
        assert (matter.due_at is not None) == (matter.state in OPEN and matter.state != WAITING)
        assert (matter.merged_into_id is not None) >= (matter.state == MERGED)
        assert (matter.waiting_since is not None) == (matter.state == WAITING)

    @invariant()
    def the_holder_is_within_reach(self) -> None:
        """The holder's post sees the matter, and its body is a party to it."""
        matter = self.matter
        place, role = next(key for key, post in self.town.posts.items() if post.id == matter.holder_post_id)
        holder = self.town.actor(place, role)
        with walls.acting(holder):
            assert Matter.objects.filter(id=self.matter_id).count() == 1
        assert holder.body_id in matter.party_body_ids

    @invariant()
    def what_is_over_waits_for_nobody(self) -> None:
        """Answered or ended, no helper is waited for and no extension pending; a dispute waits to be signed."""
        matter = self.matter
        if matter.state in (ANSWERED, *ENDED):
            assert (matter.assisting, matter.prolong_until) == ([], None)
        assert not matter.is_disputed or matter.state in ("filed", "withdrawn", "merged")
        assert matter.promised_by is None or matter.promised_by <= matter.answer_by

    @invariant()
    def each_handling_has_one_answer(self) -> None:
        """Never two answers without a reopening between them."""
        moves = [move for _, _, _, move in self.history if move in ("answer", "reopen")]
        assert all(pair != ("answer", "answer") for pair in pairwise(moves))


def _values(matter: Matter) -> dict[str, Any]:
    return {field.attname: getattr(matter, field.attname) for field in Matter._meta.concrete_fields}


@pytest.mark.django_db
def test_a_hammered_matter_keeps_its_promises() -> None:
    Hammered.town = a_town()
    run_state_machine_as_test(
        Hammered,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


MOVES_AT_ONCE = [("sign", "sign"), ("sign", "return_"), ("escalate", "sign"), ("return_", "escalate")]


@pytest.mark.parametrize("pair", MOVES_AT_ONCE)
def test_two_moves_at_the_same_moment_are_one_move_and_one_refusal_or_follow_each_other(
    committed_db: str, pair: tuple[str, str]
) -> None:
    town = a_town()
    matter_id = a_matter(town)
    worker = town.actor("maple-1", "grid_worker")

    def move(name: str) -> object:
        given = {} if name == "sign" else {"note": "说明"}
        with walls.acting(worker):
            return getattr(actions, name)(matter_id=matter_id, actor=worker, now=MORNING, **given)

    found = at_once([partial(move, name) for name in pair])
    done = [not isinstance(each, Refusal) for each in found]
    matter = stored(matter_id)
    with walls.acting(Actor.system("test")):
        numbers = list(Step.objects.filter(matter_id=matter_id).order_by("number").values_list("number", flat=True))
    assert sum(done) >= 1
    assert numbers == list(range(1, 2 + sum(done)))
    assert matter.step_count == 1 + sum(done)
