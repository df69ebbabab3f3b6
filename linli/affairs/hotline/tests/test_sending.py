"""Orders go out together: each as one matter, by the same few statements however many, none kept back by another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.affairs.hotline import actions
from linli.affairs.hotline.actions.arriving import take
from linli.affairs.hotline.tests.factories import SYSTEM, HotTown, a_hot_town, an_order, arrive, kinds, stored
from linli.affairs.matters.tests import factories as town
from linli.affairs.matters.tests.factories import MORNING
from linli.base.kit import walls

pytestmark = pytest.mark.django_db


@pytest.fixture
def hot() -> HotTown:
    return a_hot_town()


def test_what_a_caller_could_not_send_keeps_no_order_back(hot: HotTown) -> None:
    asked = [{"name": "floor", "label_zh": "楼层", "kind": "number", "required": True}]
    town.an_item("t-shown", photo_required=True, fields=asked)
    with walls.acting(hot.clerk):
        actions.map_code(source_id=hot.source.id, code="0303", item_code="t-shown", actor=hot.clerk, now=MORNING)
    arrive(hot, an_order(item_code="0303"))
    assert (stored().state, stored().trouble) == ("sent", "")


def test_what_cannot_be_sent_out_says_why_and_is_tried_again(hot: HotTown) -> None:
    for place in ("maple-1", "maple", "east", "county"):
        for (at, role), post in hot.town.posts.items():
            if at == place and role != "county_hotline":
                town.a_vacancy(post)
    arrive(hot, an_order())
    order = stored()
    assert (order.state, order.matter_id, kinds()) == ("ready", None, ["arrived", "stuck"])
    assert "没有人接办" in order.trouble


def test_an_order_that_cannot_be_sent_keeps_none_of_the_others_back(hot: HotTown) -> None:
    for place in ("maple-1", "maple", "east", "county"):
        for (at, role), post in hot.town.posts.items():
            if at == place and role != "county_hotline":
                town.a_vacancy(post)
    arrive(hot, an_order(), an_order("QH002", address="雪松小区"), an_order("QH003", phone=""))
    assert [stored(number).state for number in ("QH001", "QH002", "QH003")] == ["ready", "sent", "ready"]
    assert [kinds(number)[-1] for number in ("QH001", "QH002", "QH003")] == ["stuck", "sent", "stuck"]


def test_sending_out_three_hundred_takes_the_statements_of_three(hot: HotTown) -> None:
    counts = []
    for size in (3, 300):
        orders = [an_order(f"N{size}-{n}", phone=f"138{size:04}{n:04}") for n in range(size)]
        with walls.acting(SYSTEM):
            ready = take(hot.source, orders, batch=None, label="test", now=MORNING).ready_ids
        with CaptureQueriesContext(connection) as captured:
            assert actions.send_out(order_ids=ready, now=MORNING).sent == size
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 14
