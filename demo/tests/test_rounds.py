"""One round is asked and published, one waits to be called; played again, nothing changes."""

import pytest

from demo.rounds import play_rounds
from demo.spec import HAIGANG
from demo.tests.conftest import NOW, Loaded
from linli.affairs.callbacks.models import Answer, Call, Round
from linli.base.kit import walls
from linli.base.kit.actor import Actor

pytestmark = pytest.mark.xdist_group("demo")


def test_last_month_is_published_and_these_days_wait(city: Loaded) -> None:
    lines: list[str] = []
    assert play_rounds(HAIGANG, lines.append, NOW) == 0
    assert play_rounds(HAIGANG, lines.append, NOW) == 0
    assert len(lines) == 1
    with walls.acting(Actor.system("test")):
        past, waits = Round.objects.order_by("since")
        assert (past.state, waits.state) == ("revealed", "drawn")
        assert set(Call.objects.filter(round=past).values_list("state", flat=True)) >= {"answered", "unreached"}
        assert Call.objects.filter(round=waits, state="waiting").exists()
        answered = Call.objects.filter(round=past, state="answered").count()
        assert Answer.objects.filter(call__round=past).count() == answered > 50
