"""The morning's file of 12345 is taken once; what is clear is worked on, what isn't waits at the hotline's desk."""

import pytest

from demo.orders import COUNT, play_orders
from demo.spec import HAIGANG
from demo.tests.conftest import NOW, Loaded
from linli.affairs.hotline.models import Order
from linli.base.kit import walls
from linli.base.kit.actor import Actor

SYSTEM = Actor.system("test")
pytestmark = pytest.mark.xdist_group("demo")


def test_forty_orders_are_taken_once_and_come_to_stand_everywhere(city: Loaded) -> None:
    lines: list[str] = []
    assert play_orders(HAIGANG, lines.append, NOW) == 0
    with walls.acting(SYSTEM):
        states = list(Order.objects.values_list("state", flat=True))
        due = Order.objects.filter(is_due=True).count()
    assert len(states) == COUNT
    assert {"item", "place", "twin", "sent", "back", "done"} <= set(states)
    assert states.count("sent") + states.count("done") > COUNT // 3
    assert due > 5
    assert len(lines) == 1
    assert play_orders(HAIGANG, lines.append, NOW) == 0
    assert len(lines) == 1
    with walls.acting(SYSTEM):
        assert Order.objects.count() == COUNT
