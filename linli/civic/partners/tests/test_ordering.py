"""Orders with providers: placed for a matter, special groups first and for less, answered, finished, taken back (NT-94, NT-22)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_request, a_town, stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.base.rules import public as rules
from linli.civic.partners import actions, errors, queries
from linli.civic.partners.actions import NewOrder
from linli.civic.partners.models import Order, OrderStep
from linli.civic.partners.states import MOVES, OPEN, STATES
from linli.civic.partners.tests.factories import a_provider, an_order, by
from linli.registers.people.tests.factories import make_circumstance, make_resident


@pytest.fixture
def town(db: None) -> Town:
    return a_town()


def moved(town: Town, order: Order, *names: str, note: str = "说好了。") -> Order:
    for name in names:
        order = by(town.actor("maple", "community_secretary"), actions.move, order_id=order.id, name=name, note=note)
    return order


def numbers(town: Town, actor: Actor | None = None, **asked: Any) -> list[str]:
    """The worklist, by number."""
    who = actor or town.actor("maple", "community_secretary")
    with walls.acting(who):
        return [row.number for row in queries.orders(who, now=MORNING, **asked).rows]


def test_an_order_goes_from_the_matter_to_the_provider_and_ends_with_what_was_paid(town: Town) -> None:
    order = an_order(town, a_provider(town))
    assert (order.state, order.price, order.relief, order.is_priority) == ("placed", "上门 20 元", 0, False)
    moved(town, order, "accept")
    done = by(
        town.actor("maple", "community_secretary"),
        actions.move,
        order_id=order.id,
        name="finish",
        fee=Decimal("50.00"),
        now=MORNING + timedelta(hours=3),
    )
    assert (done.state, done.fee, done.ended_at) == ("done", Decimal("50.00"), MORNING + timedelta(hours=3))
    with walls.acting(Actor.system("test")):
        steps = list(OrderStep.objects.filter(order=order).order_by("number").values_list("number", "move"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT act FROM journal_entry WHERE subject_id = %s", [order.id])
            acts = {act for (act,) in cursor.fetchall()}
    assert steps == [(1, "place"), (2, "accept"), (3, "finish")]
    assert acts == {"partners.placed", "partners.accepted", "partners.finished"}
    assert (numbers(town), numbers(town, is_open=False)) == ([], [order.number])


def test_the_matter_s_own_history_says_where_it_went_when_its_holder_orders(town: Town) -> None:
    holder = town.actor("maple-1", "grid_worker")
    clerk = town.actor("maple", "community_secretary")
    matter_id = a_filed(town, place="maple").id
    assert stored(matter_id).holder_post_id in {holder.post_id, clerk.post_id}
    provider = a_provider(town)
    order = an_order(town, provider, matter_id=matter_id)
    with walls.acting(clerk):
        notes = [step.note for step in matters.timeline(clerk, stored(matter_id)) if step.move == "note"]
    assert notes == [f"已派给{provider.name}（{provider.phone}），派单号 {order.number}。"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", list(MOVES))
def test_each_state_takes_exactly_the_moves_of_the_table(town: Town, state: str, name: str) -> None:
    order = an_order(town, a_provider(town))
    with walls.acting(Actor.system("test")):
        Order.objects.filter(id=order.id).update(state=state)
    if state in MOVES[name].sources:
        assert moved(town, order, name).state == MOVES[name].target
    else:
        with pytest.raises(errors.WrongStage):
            moved(town, order, name)


@pytest.mark.parametrize("name", ["decline", "cancel"])
def test_turning_down_and_taking_back_say_why(town: Town, name: str) -> None:
    order = an_order(town, a_provider(town))
    with pytest.raises(errors.ReasonMissing):
        moved(town, order, name, note="  ")
    assert moved(town, order, name, note="这周排满了。").state == MOVES[name].target


def test_a_matter_has_one_open_order_of_a_kind_and_another_after_a_no(town: Town) -> None:
    first, second = a_provider(town), a_provider(town, number=2)
    order = an_order(town, first)
    with pytest.raises(errors.OrderedAlready):
        an_order(town, second, matter_id=order.matter_id)
    moved(town, order, "decline")
    assert an_order(town, second, matter_id=order.matter_id).provider_id == second.id


def test_a_paper_that_was_shown_gives_priority_and_the_greater_reduction(town: Town) -> None:
    provider = a_provider(town)
    ordinary, poor, old = (
        an_order(town, provider),
        an_order(town, provider, circumstance="low_income", now=MORNING + timedelta(minutes=5)),
        an_order(town, provider, circumstance="elder_80", now=MORNING + timedelta(minutes=1)),
    )
    # The provider takes 20 per cent off; the area asks 30 for low income and 10 for age, so each gets the better.
    assert [(order.is_priority, order.relief, order.is_from_register) for order in (ordinary, poor, old)] == [
        (False, 0, False),
        (True, 30, False),
        (True, 20, False),
    ]
    assert poor.answer_by < ordinary.answer_by
    assert numbers(town) == [old.number, poor.number, ordinary.number]


def test_what_the_register_knows_needs_no_paper_and_is_told_to_nobody_without_it(town: Town) -> None:
    resident = make_resident(scope_of(town.places["maple-1"]))
    make_circumstance(resident, "disability")
    themselves = Actor(sight=Sight.SELF, label="resident", account_id=new_id(), person_id=resident.person_id)
    matter_id = by(themselves, matters.file, new=a_request(town)).id
    order = an_order(town, a_provider(town), matter_id=matter_id)
    assert (order.circumstance, order.is_from_register, order.relief) == ("disability", True, 20)
    desk = town.actor("county", "county_desk")
    assert not desk.can("people")
    with walls.acting(desk):
        matter = stored(matter_id)
        assert queries.rights_known(desk, matter, MORNING.date()) == []


def test_a_group_that_has_no_rule_gives_no_right(town: Town) -> None:
    with pytest.raises(errors.UnknownCircumstance):
        an_order(town, a_provider(town), circumstance="party_member")


def test_a_city_changes_what_is_taken_off_from_a_day_on(town: Town) -> None:
    county = town.places["county"].id
    provider = a_provider(town)
    with walls.acting(Actor.system("test")):
        rules.set_parameter(
            name="partner.relief.low_income",
            area_id=county,
            value="0.5",
            valid_from=MORNING.date(),
            basis="区民政局文件",
            actor=Actor.system("test"),
            now=MORNING,
        )
    assert an_order(town, provider, circumstance="low_income").relief == 50


def test_only_who_is_on_the_list_does_that_and_comes_there_is_ordered_from(town: Town) -> None:
    provider, elsewhere = a_provider(town), a_provider(town, at="cedar", near=("cedar",), number=2)
    with pytest.raises(errors.NotServedHere):
        an_order(town, elsewhere)
    by(town.actor("maple", "community_secretary"), actions.suspend, provider_id=provider.id, reason="投诉待核实")
    with pytest.raises(errors.NotServedHere):
        an_order(town, provider)
    by(town.actor("maple", "community_secretary"), actions.resume, provider_id=provider.id)
    assert an_order(town, provider).state == "placed"


def test_nothing_is_ordered_for_a_matter_that_is_over(town: Town) -> None:
    matter_id, worker = a_filed(town).id, town.actor("maple-1", "grid_worker")
    by(worker, matters.sign, matter_id=matter_id)
    by(worker, matters.answer, matter_id=matter_id, note="修好了。")
    by(worker, matters.close, matter_id=matter_id)
    with pytest.raises(errors.MatterEnded):
        an_order(town, a_provider(town), matter_id=matter_id)


def test_who_has_no_right_orders_nothing_and_who_stands_elsewhere_sees_nothing(town: Town) -> None:
    provider = a_provider(town)
    order = an_order(town, provider)
    with pytest.raises(NotAllowed):
        an_order(town, provider, actor=town.actor("maple-1", "grid_worker"))
    neighbour = town.actor("willow", "community_secretary")
    with pytest.raises(NotFound):
        an_order(town, provider, actor=neighbour, matter_id=order.matter_id)
    with pytest.raises(NotFound):
        by(neighbour, actions.move, order_id=order.id, name="accept")
    assert numbers(town, neighbour) == []
    assert numbers(town, town.actor("east", "street_clerk")) == [order.number]


def test_two_colleagues_who_press_at_once_place_one_order(committed_db: str) -> None:
    town = a_town()
    first, second = a_provider(town), a_provider(town, number=2)
    matter_id = a_filed(town).id
    secretary = town.actor("maple", "community_secretary")

    def ordered(provider_id: Any) -> str:
        new = NewOrder(matter_id, provider_id, "repair", "换水龙头。")
        try:
            made: Order = by(secretary, actions.place, new=new)
        except errors.OrderedAlready:
            return "refused"
        else:
            return made.state
        finally:
            connection.close()

    press: Callable[[Any], str] = ordered
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, [first.id, second.id])) == ["placed", "refused"]
    with walls.acting(Actor.system("test")):
        assert Order.objects.filter(matter_id=matter_id, state__in=OPEN).count() == 1
