"""Orders become matters: mapped, placed, held back where something is unclear, and never twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.affairs.hotline import actions, errors, queries
from linli.affairs.hotline.models import ItemCode, Order
from linli.affairs.hotline.tests.factories import (
    HOUR,
    SYSTEM,
    HotTown,
    a_file,
    a_hot_town,
    an_order,
    arrive,
    kinds,
    move,
    stored,
)
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests import factories as town
from linli.affairs.matters.tests.factories import MORNING
from linli.base.kit import walls
from linli.base.kit.errors import NotAllowed
from linli.base.rules import public as rules

pytestmark = pytest.mark.django_db
LATER = MORNING + 2 * HOUR


@pytest.fixture
def hot() -> HotTown:
    return a_hot_town()


def test_an_order_becomes_a_matter_with_its_number_its_deadline_and_its_caller(hot: HotTown) -> None:
    arrive(hot, an_order(urgency="soon"))
    order = stored()
    matter = town.stored(order.matter_id)  # type: ignore[arg-type]  # -- it has been sent
    assert (order.state, order.place_id) == ("sent", hot.town.places["maple-1"].id)
    assert (matter.external_number, matter.external_deadline) == ("QH001", MORNING + timedelta(days=5))
    assert (matter.channel, matter.item_code, matter.urgency, matter.spot) == (
        "hotline",
        "t-rubbish",
        "soon",
        "枫叶小区3号楼",
    )
    assert town.stored_contact(matter.id) == ("王秀英", "13900001234")
    assert matter.due_at == min(matter.sign_by, MORNING + timedelta(days=5))
    assert kinds() == ["arrived", "sent"]


def test_secrecy_asked_for_hides_the_caller_from_handlers_and_from_the_desk(hot: HotTown) -> None:
    arrive(hot, an_order(is_secret=True, extra={"身份证号": "110101199001011234"}))
    order = stored()
    with walls.acting(hot.actor("maple-1", "grid_worker")) as worker:
        shown = matters.contact_of(worker, matters.matter_for(worker, order.matter_id))  # type: ignore[arg-type]  # -- it has been sent
    assert (shown.name, shown.phone, shown.is_hidden) == ("", "", True)
    assert queries.caller_of(order) == queries.Caller("", "", is_secret=True)
    assert queries.extra_of(order) == {}


def test_a_code_nobody_mapped_waits_at_the_desk_and_goes_on_once_it_is(hot: HotTown) -> None:
    arrived = arrive(hot, an_order(item_code="0909", item_name="路灯"), an_order("QH002", item_code="0909", phone=""))
    assert (arrived.item, arrived.ready) == (2, 0)
    with walls.acting(hot.clerk):
        line = next(line for line in queries.code_lines(hot.source) if line.code == "0909")
        assert (line.label, line.item_code, line.waiting) == ("路灯", "", 2)
        actions.map_code(source_id=hot.source.id, code="0909", item_code="t-burst", actor=hot.clerk, now=LATER)
    assert [stored(number).state for number in ("QH001", "QH002")] == ["sent", "sent"]
    assert kinds() == ["arrived", "mapped", "sent"]


def test_what_a_code_meant_before_stays_on_record(hot: HotTown) -> None:
    nextday = MORNING + timedelta(days=1)
    with walls.acting(hot.clerk):
        actions.map_code(source_id=hot.source.id, code="0101", item_code="t-burst", actor=hot.clerk, now=nextday)
        former = queries.former_meanings(hot.source, "0101")
    assert [(row.item_code, row.valid_until) for row in former] == [("t-rubbish", nextday.date())]
    arrive(hot, an_order(), now=nextday)
    assert stored().item_code == "t-burst"


def test_an_order_without_a_code_gets_its_item_by_hand_and_no_code_is_made_up(hot: HotTown) -> None:
    arrive(hot, an_order(item_code=""))
    with walls.acting(hot.clerk):
        actions.choose_item(order_id=stored().id, item_code="t-rubbish", actor=hot.clerk, now=LATER)
        assert ItemCode.objects.filter(source=hot.source).count() == 2
        with pytest.raises(errors.WrongStage):
            actions.choose_item(order_id=stored().id, item_code="t-rubbish", actor=hot.clerk, now=LATER)
    assert stored().state == "sent"


@pytest.mark.parametrize("address", ["长青路12号", "说不清在哪里", ""])
def test_an_address_that_means_several_places_or_none_waits_for_a_human(hot: HotTown, address: str) -> None:
    arrived = arrive(hot, an_order(address=address))
    assert (arrived.place, stored().state) == (1, "place")
    order = stored()
    with walls.acting(hot.clerk):
        suggested = [each.value for each in queries.suggested_places(order)]
        expected = {str(hot.town.places[name].id) for name in ("maple-1", "cedar-1")} if "长青路" in address else set()
        assert set(suggested) == expected
        actions.choose_place(order_id=order.id, place_id=hot.town.places["cedar-2"].id, actor=hot.clerk, now=LATER)
    assert (stored().state, kinds()) == ("sent", ["arrived", "placed", "sent"])
    assert town.stored(stored().matter_id).community_id == hot.town.places["cedar"].id  # type: ignore[arg-type]  # -- it has been sent


def test_a_place_outside_the_county_or_above_its_communities_is_refused(hot: HotTown) -> None:
    arrive(hot, an_order(address=""))
    with walls.acting(hot.clerk):
        for name in ("county", "city"):
            with pytest.raises(errors.NoSuchPlace):
                actions.choose_place(
                    order_id=stored().id, place_id=hot.town.places[name].id, actor=hot.clerk, now=LATER
                )


def test_the_same_row_again_changes_nothing(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrived = arrive(hot, an_order(), now=LATER)
    assert (arrived.unchanged, arrived.new, kinds()) == (1, 0, ["arrived", "sent"])
    assert town.stored(stored().matter_id).step_count == 1  # type: ignore[arg-type]  # -- it has been sent


def test_the_same_number_pushed_again_urges_the_holder_and_makes_no_second_matter(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrived = arrive(hot, an_order(), now=LATER, is_push=True)
    order = stored()
    matter = town.stored(order.matter_id)  # type: ignore[arg-type]  # -- it has been sent
    assert (arrived.urged, order.urged, matter.urge_count, matter.step_count) == (1, 1, 1, 2)
    with walls.acting(SYSTEM):
        assert Order.objects.count() == 1
    assert kinds() == ["arrived", "sent", "urged"]


def test_more_urging_and_another_deadline_in_a_file_reach_the_matter(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrived = arrive(hot, an_order(urged=2, deadline=MORNING + 3 * HOUR), now=LATER)
    matter = town.stored(stored().matter_id)  # type: ignore[arg-type]  # -- it has been sent
    assert (arrived.urged, matter.urge_count, matter.external_deadline) == (1, 1, MORNING + 3 * HOUR)
    assert matter.due_at == min(matter.sign_by, MORNING + 3 * HOUR)


def test_more_words_are_a_note_and_no_urging(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrived = arrive(hot, an_order(content="三号楼东侧垃圾四天没有清运。"), now=LATER)
    with walls.acting(SYSTEM):
        steps = matters.timeline(SYSTEM, matters.matter_for(SYSTEM, stored().matter_id))  # type: ignore[arg-type]  # -- it has been sent
    assert (arrived.changed, [step.move for step in steps]) == (1, ["file", "note"])
    assert "四天" in steps[-1].note


def test_the_same_caller_place_and_item_within_days_is_put_to_the_desk(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrived = arrive(
        hot,
        an_order("QH002", received_at=MORNING + HOUR),
        an_order("QH003", phone="13900009999"),
        an_order("QH004", item_code="0202"),
        an_order("QH005", received_at=MORNING - timedelta(days=8)),
        an_order("QH006", is_secret=True),
        now=LATER,
    )
    assert (arrived.twin, arrived.ready) == (1, 4)
    twin = stored("QH002")
    assert (twin.state, twin.twin_id) == ("twin", stored().id)


def test_twins_of_one_file_find_each_other(hot: HotTown) -> None:
    arrived = arrive(hot, an_order(), an_order("QH002"))
    assert (arrived.ready, arrived.twin) == (1, 1)


def test_a_city_sets_how_many_days_apart_twins_may_be(hot: HotTown) -> None:
    with walls.acting(SYSTEM):
        rules.set_parameter(
            name="hotline.twin.days",
            area_id=hot.source.county_id,
            value="1",
            valid_from=MORNING.date(),
            valid_until=None,
            basis="test",
            actor=SYSTEM,
            now=MORNING,
        )
    arrive(hot, an_order(received_at=MORNING - timedelta(days=2)))
    assert arrive(hot, an_order("QH002"), now=LATER).twin == 0


def test_twins_joined_share_one_matter_and_its_answer(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrive(hot, an_order("QH002", received_at=MORNING + HOUR, deadline=MORNING + 4 * HOUR), now=LATER)
    with walls.acting(hot.clerk):
        actions.join(order_id=stored("QH002").id, actor=hot.clerk, now=LATER)
    first, second = stored(), stored("QH002")
    assert (second.state, second.matter_id, second.is_joined) == ("sent", first.matter_id, True)
    assert town.stored(first.matter_id).external_deadline == MORNING + 4 * HOUR  # type: ignore[arg-type]  # -- it has been sent
    move(hot, matters.sign, first.matter_id, "maple-1", "grid_worker", LATER)
    assert [stored(number).reply_status for number in ("QH001", "QH002")] == ["signed", "signed"]


def test_twins_told_apart_are_two_matters(hot: HotTown) -> None:
    arrive(hot, an_order())
    arrive(hot, an_order("QH002"), now=LATER)
    with walls.acting(hot.clerk):
        actions.tell_apart(order_id=stored("QH002").id, actor=hot.clerk, now=LATER)
    assert stored("QH002").matter_id not in (None, stored().matter_id)


def test_new_orders_cost_the_same_few_statements_however_many(hot: HotTown) -> None:
    counts = []
    for size in (1, 30):
        orders = [an_order(f"N{size}-{n}", phone=f"1380000{size:02}{n:02}", address="") for n in range(size)]
        with CaptureQueriesContext(connection) as captured:
            arrive(hot, *orders)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_file_is_examined_without_a_trace_and_then_taken_whole(hot: HotTown) -> None:
    arrive(hot, an_order())
    file = a_file([an_order(urged=1), an_order("QH002", phone="", item_code="0909"), an_order("QH003", address="")])
    with walls.acting(hot.clerk):
        batch = actions.examine(
            source_id=hot.source.id, content=file, file_name="今天.xlsx", actor=hot.clerk, now=LATER
        )
        expected = {"rows": 3, "bad": 0, "new": 2, "urged": 1, "item": 1, "place": 1}
        assert {name: batch.counts[name] for name in expected} == expected
        assert Order.objects.count() == 1
        assert town.stored(stored().matter_id).step_count == 1  # type: ignore[arg-type]  # -- it has been sent
        taken = actions.take_batch(batch_id=batch.id, actor=hot.clerk, now=LATER)
        assert (taken.arrived.new, taken.arrived.urged, Order.objects.count()) == (2, 1, 3)
        assert {name: taken.batch.counts[name] for name in expected} == expected
        with pytest.raises(errors.NothingToTake):
            actions.take_batch(batch_id=batch.id, actor=hot.clerk, now=LATER)


def test_the_sound_rows_are_taken_and_the_bad_ones_handed_back(hot: HotTown) -> None:
    file = a_file([an_order(), an_order("QH002")], "csv", "gb18030").replace("QH002".encode("gb18030"), b"")
    with walls.acting(hot.clerk):
        batch = actions.examine(source_id=hot.source.id, content=file, file_name="a.csv", actor=hot.clerk, now=MORNING)
        taken = actions.take_batch(batch_id=batch.id, actor=hot.clerk, now=MORNING)
        back = actions.bad_file(taken.batch).decode("gb18030")
    assert (batch.counts["bad"], taken.arrived.new) == (1, 1)
    assert "没有填" in back
    assert back.count("\r\n") == 2


def test_examined_files_nobody_takes_are_forgotten(hot: HotTown) -> None:
    with walls.acting(hot.clerk):
        batch = actions.examine(
            source_id=hot.source.id, content=a_file([an_order()]), file_name="a.xlsx", actor=hot.clerk, now=MORNING
        )
    with walls.acting(SYSTEM):
        assert actions.forget(now=MORNING + 2 * HOUR) == 0
        assert actions.forget(now=MORNING + timedelta(days=2)) == 1
    with walls.acting(hot.clerk), pytest.raises(errors.NothingToTake):
        actions.take_batch(batch_id=batch.id, actor=hot.clerk, now=LATER)


@pytest.mark.parametrize(
    ("place", "role"), [("maple", "community_secretary"), ("east", "street_clerk"), ("county", "administrator")]
)
def test_other_posts_neither_import_nor_map(hot: HotTown, place: str, role: str) -> None:
    actor = hot.actor(place, role)
    with walls.acting(actor):
        with pytest.raises(NotAllowed):
            actions.examine(source_id=hot.source.id, content=b"", file_name="", actor=actor, now=MORNING)
        with pytest.raises(NotAllowed):
            actions.map_code(source_id=hot.source.id, code="0101", item_code="t-burst", actor=actor, now=MORNING)
