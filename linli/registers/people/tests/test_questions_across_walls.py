"""The functions that look across walls: each answers one question, to whoever may ask it, and the search keeps its scope."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.tests.factories import Area, post, resident
from linli.registers.people.tests.factories import make_resident, number
from linli.registers.people.tests.test_walls import ALL, LEVELS, fill, refused, run

pytestmark = pytest.mark.django_db


def ask(actor: Actor, question: str, *values: Any) -> list[Any]:
    """Call one of the functions that look across walls."""
    with walls.acting(actor):
        return [row[0] for row in run(f"SELECT * FROM {question}", *values)]  # noqa: S608 -- named below


def test_is_this_number_elsewhere_tells_yes_or_no() -> None:
    ours = Area()
    here, there = fill(ours), fill(ours.beside(Level.COMMUNITY))
    clerk = post(ours, Level.COMMUNITY, ALL)
    digests = [bytes(made.person.number_digest or b"") for made in (here, there)]
    assert [ask(clerk, "people_lives_elsewhere(%s)", digest) for digest in digests] == [[False], [True]]
    assert ask(clerk, "people_lives_elsewhere(%s)", b"nobody") == [False]


@pytest.mark.parametrize("function", ["people_lives_elsewhere", "people_moved_out"])
def test_questions_across_walls_are_answered_to_who_may_enrol(function: str) -> None:
    ours = Area()
    made = fill(ours)
    for actor in (
        post(ours, Level.COMMUNITY, "people reveal"),
        post(ours, Level.COUNTY, ALL, sight=Sight.HELD),
        resident(made.person_id),
        Actor.intake(),
    ):
        with refused("without the right to it"):
            ask(actor, f"{function}(%s)", made.person.number_digest)


def test_who_lives_nowhere_is_found_by_their_whole_number_alone() -> None:
    ours = Area()
    gone = make_resident(Area().scope, number=number(), until=date(2024, 5, 1))
    lives = fill(Area())
    clerk = post(ours, Level.COMMUNITY, ALL)
    assert ask(clerk, "people_moved_out(%s)", gone.person.number_digest) == [gone.person_id]
    assert ask(clerk, "people_moved_out(%s)", lives.person.number_digest) == [None]


@pytest.mark.parametrize(("function", "text"), [("people_named", "王"), ("people_addressed", "文化里")])
@pytest.mark.parametrize("level", LEVELS)
def test_the_search_functions_keep_the_scope_themselves(level: Level, function: str, text: str) -> None:
    ours = Area()
    mine = fill(ours)
    fill(ours.beside(level))
    fill(Area())
    question = f"{function}(%s, 50)"
    assert ask(post(ours, level, ALL), question, text) == [mine.id]
    for actor in (
        post(ours, level, "matters reveal enrol"),
        post(ours, level, ALL, sight=Sight.HELD),
        replace(post(ours, level, ALL), level=Level.PROVINCE),
        replace(post(ours, level, ALL), place_id=None),
        resident(mine.person_id),
        Actor.intake(),
    ):
        assert ask(actor, question, text) == []


def test_search_text_is_text_and_never_a_pattern() -> None:
    ours = Area()
    fill(ours)
    clerk = post(ours, Level.COMMUNITY, ALL)
    for text in ("%", "_", "王%", "王_英", "\\", "'", "王' OR true --"):
        assert ask(clerk, "people_named(%s, 50)", text) == []
        assert ask(clerk, "people_addressed(%s, 50)", text) == []
