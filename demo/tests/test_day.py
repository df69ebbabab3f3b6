"""The day goes through the verbs of matters, and can be played once a day."""

from datetime import UTC, datetime

import pytest

from demo.day import hours_of_day, play
from demo.fetching import WISHES
from demo.greening import ITEM, PLOTS
from demo.scenes import scenes
from demo.spec import HAIGANG
from demo.tests.conftest import NOW, Loaded
from linli.affairs.matters import public as matters
from linli.affairs.matters.models import Matter, Step
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.civic.partners.models import Order

SYSTEM = Actor.system("test")
pytestmark = pytest.mark.xdist_group("demo")


def test_a_day_is_played_once_and_reaches_every_level(city: Loaded) -> None:
    lines: list[str] = []
    with walls.acting(SYSTEM):
        before = set(Matter.objects.values_list("id", flat=True))
    assert play(HAIGANG, lines.append, NOW) == 0
    with walls.acting(SYSTEM):
        new = Matter.objects.exclude(id__in=before)
        moves = set(Step.objects.filter(matter__in=new).values_list("move", flat=True))
        ratings = set(new.exclude(rating=None).values_list("rating", flat=True))
        filed = new.filter(part_of=None).count()
        assert filed == len(scenes()) + len(PLOTS) + len(WISHES)
        assert [one.results for one in new.filter(item_code=ITEM).order_by("filed_at")] == [
            {"bare": bare, "green": green} for _text, _spot, bare, green in PLOTS
        ]
        assert new.filter(part_of__state="started", holder_post__body__department="housing").count() == 1
        assert new.filter(reopen_count=1, state="closed").count() == 2
        assert new.filter(steps__move="transfer", holder_post__body__department="housing").count() == 2
    assert {
        "file",
        "file_and_close",
        "sign",
        "escalate",
        "assign_down",
        "transfer",
        "ask",
        "supply",
        "wait",
        "split",
    } <= moves
    assert {"decline", "answer", "close", "rate", "reopen", "start"} <= moves
    assert ratings >= {4, 5}
    assert 30 < len(lines) < 60
    again: list[str] = []
    assert play(HAIGANG, again.append, NOW) == 0
    assert again == ["这一天已经演过了。 / This day has been played already."]
    with walls.acting(SYSTEM):
        assert Matter.objects.exclude(id__in=before).filter(part_of=None).count() == filed


def test_services_are_ordered_finished_and_turned_down(city: Loaded) -> None:
    said: list[str] = []
    play(HAIGANG, said.append, NOW)
    with walls.acting(SYSTEM):
        made = list(Order.objects.order_by("number").values_list("state", "is_priority", "relief"))
    assert [state for state, _first, _relief in made] == ["done", "accepted", "placed", "placed", "declined"]
    assert [relief >= 20 for _state, is_first, relief in made if is_first] == [True, True]


def test_a_day_too_short_to_play_gives_way_to_yesterday() -> None:
    early, late = datetime(2026, 11, 24, 1, 0, tzinfo=UTC), datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    begins, ends = hours_of_day(early)
    assert (begins.date().day, begins.hour, ends.hour) == (23, 8, 17)
    begins, ends = hours_of_day(NOW)
    assert (begins.date().day, ends) == (24, NOW)
    assert hours_of_day(late)[1] < late


def test_every_move_a_scene_makes_is_in_the_table() -> None:
    assert {beat.move for scene in scenes() for beat in scene.beats} <= set(matters.MOVES)
