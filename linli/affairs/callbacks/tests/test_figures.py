"""The three rates, counted once more from the raw rows, and their pages: every count opens to as many rows."""

from collections.abc import Callable

import pytest
from django.test import Client

from linli.affairs.callbacks import actions, queries
from linli.affairs.callbacks.actions import Said
from linli.affairs.callbacks.models import Answer, Call, Round
from linli.affairs.callbacks.queries import MEASURES
from linli.affairs.callbacks.tests.factories import AFTER, Town, a_closed, a_draw, a_town, by, calls_of
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import ENGLISH, left_in_chinese, read, statements
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level

pytestmark = pytest.mark.django_db
SAID = [Said(True, True, 5), Said(True, False, 3), Said(False, False, 1), Said(True, True, 4)]


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def drawn(town: Town) -> Round:
    """Eight calls: four answered by phone (one corrected), one by link, one refused, one unreached, one waiting."""
    set_all_drawn(town)
    made = a_draw(town)
    caller, calls = town.actor("county", "county_caller"), calls_of(made)
    for call, said in zip(calls, SAID, strict=False):
        by(caller, actions.answer, call_id=call.id, said=said)
    by(caller, actions.correct, call_id=calls[0].id, said=Said(False, True, 2), reason="记错。")
    by(Actor.tracking(calls[4].matter_id), actions.answer_by_link, call_id=calls[4].id, said=SAID[0])
    by(caller, actions.attempt, call_id=calls[5].id, outcome="refused")
    by(caller, actions.attempt, call_id=calls[6].id, outcome="wrong_number")
    return made


def set_all_drawn(town: Town) -> None:
    """Eight residents in three communities; two ratings by staff."""
    for number, place in enumerate(
        ("maple-1", "maple-1", "maple-2", "willow-1", "willow-1", "cedar-1", "cedar-1", "cedar-2")
    ):
        closed = a_closed(town, place=place, phone=f"1990000000{number}")
        if number in (0, 5):
            clerk = town.actor(place.split("-", maxsplit=1)[0], "community_clerk")
            by(clerk, matters.rate, matter_id=closed, rating=5, is_solved=True)


def test_rates_are_the_same_when_counted_from_the_raw_rows(town: Town, drawn: Round) -> None:
    with walls.acting(Actor.system("test")):
        calls = list(Call.objects.filter(round=drawn))
        rows = list(Answer.objects.filter(call__round=drawn))
    corrected = {row.corrects_id for row in rows}
    valid = {row.call_id: row for row in rows if row.id not in corrected}

    def count(test: Callable[[Call, Answer | None], bool]) -> dict[object, int]:
        found: dict[object, int] = {}
        for call in calls:
            found[call.community_id] = found.get(call.community_id, 0) + int(test(call, valid.get(call.id)))
        return found

    expected = {
        "drawn": count(lambda _c, _a: True),
        "called": count(lambda _c, a: a is not None and a.way == "call"),
        "responded": count(lambda _c, a: a is not None and a.way == "call" and a.responded),
        "solved": count(lambda _c, a: a is not None and a.way == "call" and a.solved),
        "satisfied": count(lambda _c, a: a is not None and a.way == "call" and a.grade >= 4),
        "linked": count(lambda _c, a: a is not None and a.way == "link"),
        "link_satisfied": count(lambda _c, a: a is not None and a.way == "link" and a.grade >= 4),
        "unreached": count(lambda c, _a: c.state == "unreached"),
        "refused": count(lambda c, _a: c.state == "refused"),
        "waiting": count(lambda c, _a: c.state == "waiting"),
        "entered": count(lambda c, _a: c.entered is not None),
    }
    found = queries.figures(drawn, "community")
    counted = {name: {line.key: getattr(line, name) for line in found} for name in expected}
    assert counted == {name: {str(key): n for key, n in each.items()} for name, each in expected.items()}
    total = queries.total(queries.figures(drawn, "unit"))
    assert (total.drawn, total.called, total.responded, total.solved, total.satisfied) == (8, 4, 2, 2, 1)
    assert (total.linked, total.refused, total.unreached, total.waiting, total.entered) == (1, 1, 1, 1, 2)


def test_every_count_opens_to_as_many_rows_but_for_what_is_still_to_be_called(town: Town, drawn: Round) -> None:
    leader = town.actor("county", "county_leader")
    total = queries.total(queries.figures(drawn, "unit"))
    for measure in MEASURES:
        with walls.acting(leader):
            found = queries.figure_rows(drawn, measure)
        assert found.total == getattr(total, measure), measure
        assert len(found.rows) == found.total - found.hidden
        assert found.hidden == (1 if measure in ("drawn", "waiting") else 0), measure


def test_a_street_sees_its_own_figures_only(town: Town, drawn: Round) -> None:
    within = (Level.STREET, town.places["west"].id)
    assert queries.total(queries.figures(drawn, "street", within=within)).drawn == 3
    assert [line.label for line in queries.figures(drawn, "community", within=within)] == ["cedar"]


def test_results_are_for_leaders_of_their_area(town: Town, drawn: Round) -> None:
    address = f"/desk/callbacks/results/{drawn.number}/"
    assert Client().get(address).status_code == 302
    assert read(town.actor("county", "county_caller"), address).status_code == 403
    assert read(town.actor("county", "department_clerk"), address).status_code == 403
    page = read(town.actor("county", "county_leader"), address).content.decode()
    assert "25%" in page or "25.0%" in page
    for way in ("street", "community", "item", "unit"):
        assert read(town.actor("county", "county_leader"), f"{address}?by={way}").status_code == 200
    for measure in MEASURES:
        assert read(town.actor("west", "street_leader"), f"{address}{measure}/").status_code == 200
    assert read(town.actor("west", "street_leader"), f"{address}nothing/").status_code == 404


def test_the_pages_of_calls_and_results_cost_the_same_for_one_and_three(town: Town) -> None:
    caller, leader = town.actor("county", "county_caller"), town.actor("county", "county_leader")
    for number in range(3):
        a_closed(town, phone=f"1990000100{number}")
    drawn = a_draw(town)
    calls = calls_of(drawn)
    with walls.acting(Actor.system("test")):
        Call.objects.filter(id__in=[calls[0].id, calls[1].id]).update(state="refused", ended_at=AFTER)
    addresses = {"/desk/callbacks/calls/": caller, f"/desk/callbacks/results/{drawn.number}/drawn/": leader}
    for address, actor in addresses.items():
        statements(actor, address)
    one = {address: len(statements(actor, address)) for address, actor in addresses.items()}
    with walls.acting(Actor.system("test")):
        Call.objects.filter(round=drawn).update(state="waiting", ended_at=None)
    assert len(statements(caller, "/desk/callbacks/calls/")) == one["/desk/callbacks/calls/"] <= 8
    assert max(one.values()) <= 16


def test_the_pages_are_in_english_too(town: Town, drawn: Round) -> None:
    caller, leader = town.actor("county", "county_caller"), town.actor("county", "county_leader")
    waiting = next(call for call in calls_of(drawn) if call.state == "waiting")
    own = {"已清运", "三号楼东侧垃圾三天没有清运"}
    for actor, address in (
        (caller, "/desk/callbacks/calls/"),
        (caller, f"/desk/callbacks/calls/{waiting.id}/"),
        (leader, f"/desk/callbacks/results/{drawn.number}/"),
        (leader, f"/desk/callbacks/results/{drawn.number}/called/"),
        (town.actor("east", "street_clerk"), "/desk/callbacks/follow-ups/"),
    ):
        page = read(actor, address, headers=ENGLISH).content.decode()
        assert left_in_chinese(page.split("<main")[1]) <= own, address
