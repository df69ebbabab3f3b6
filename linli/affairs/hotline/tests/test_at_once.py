"""The same at the same moment: one file taken twice, its twin file, its orders sent out by two workers, one push sent twice."""

from functools import partial

from django.db import connection

from linli.affairs.hotline import actions, errors
from linli.affairs.hotline.actions.arriving import take
from linli.affairs.hotline.actions.importing import Taken
from linli.affairs.hotline.models import Batch, Order, Turn
from linli.affairs.hotline.tests.factories import SYSTEM, HotTown, a_file, a_hot_town, an_order, kinds
from linli.affairs.matters.tests.factories import MORNING
from linli.base.kit import walls
from linli.base.kit.tests.together import at_once

ORDERS = [an_order(f"QH{number:03}", phone=f"1390000{number:04}") for number in range(20)]
NUMBERS = [order.number for order in ORDERS]


def examined(hot: HotTown) -> Batch:
    """The file, examined once more."""
    with walls.acting(hot.clerk):
        return actions.examine(
            source_id=hot.source.id, content=a_file(ORDERS), file_name="今天.xlsx", actor=hot.clerk, now=MORNING
        )


def taken(hot: HotTown, batch: Batch) -> Taken:
    """What came of taking it."""
    with walls.acting(hot.clerk):
        return actions.take_batch(batch_id=batch.id, actor=hot.clerk, now=MORNING)


def there_is_one_of_each() -> None:
    """Every order stands once, with one matter of its own and one history."""
    with walls.acting(SYSTEM):
        orders = Order.objects.filter(state="sent").order_by("number").values_list("number", "matter_id")
        with connection.cursor() as cursor:
            cursor.execute("SELECT external_number, id FROM matters_matter ORDER BY external_number")
            filed = cursor.fetchall()
        assert list(orders) == filed
        assert [number for number, _id in filed] == NUMBERS
        assert Turn.objects.count() == 2 * len(NUMBERS)
    assert kinds(NUMBERS[0]) == ["arrived", "sent"]


def test_one_file_taken_twice_is_taken_once(committed_db: str) -> None:
    hot = a_hot_town()
    batch = examined(hot)
    found = at_once([partial(taken, hot, batch)] * 2)
    assert sorted(type(each).__name__ for each in found) == [errors.NothingToTake.__name__, Taken.__name__]
    there_is_one_of_each()


def test_the_same_orders_in_two_files_are_new_in_one_and_unchanged_in_the_other(committed_db: str) -> None:
    hot = a_hot_town()
    found = at_once([partial(taken, hot, batch) for batch in (examined(hot), examined(hot))])
    counts = [(each.arrived.new, each.arrived.unchanged) for each in found if isinstance(each, Taken)]
    assert sorted(counts) == [(0, len(ORDERS)), (len(ORDERS), 0)]
    there_is_one_of_each()


def test_two_workers_with_the_same_orders_send_each_out_once(committed_db: str) -> None:
    hot = a_hot_town()
    with walls.acting(SYSTEM):
        ready = take(hot.source, ORDERS, batch=None, label="test", now=MORNING).ready_ids
    found = at_once([partial(actions.send_out, order_ids=ids, now=MORNING) for ids in (ready, ready[::-1])])
    assert sorted(each.sent for each in found if isinstance(each, actions.SentOut)) == [0, len(ORDERS)]
    there_is_one_of_each()


def test_one_push_sent_twice_with_its_token_is_taken_once(committed_db: str) -> None:
    hot = a_hot_town()
    columns = hot.source.writes.columns
    document = [
        {
            columns["number"][0]: NUMBERS[0],
            columns["received_at"][0]: "2026-11-24 09:00:00",
            columns["content"][0]: "垃圾没人收",
        }
    ]
    push = partial(
        actions.push,
        source_code="12345",
        county_id=hot.source.county_id,
        document=document,
        label="test",
        now=MORNING,
        token="same",
    )
    first, second = at_once([push] * 2)
    assert first == second
    with walls.acting(SYSTEM):
        assert list(Order.objects.values_list("number", "urged")) == [(NUMBERS[0], 0)]
