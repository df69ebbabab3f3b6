"""The list of providers: codes that check, prices with their history, communities, and the ten-minute window (NT-95)."""

import pytest

from linli.affairs.matters.tests.factories import MORNING, Town, a_town
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.scope import scope_of
from linli.civic.partners import actions, errors, queries
from linli.civic.partners.actions import NewOffer
from linli.civic.partners.jobs import rehouse
from linli.civic.partners.models import Reach
from linli.civic.partners.tests.factories import a_new, a_provider, an_order, by
from linli.registers.people.tests.factories import make_household

pytestmark = pytest.mark.django_db
TODAY = local_date(MORNING)


@pytest.fixture
def town() -> Town:
    return a_town()


def test_a_code_that_does_not_check_is_refused_and_one_that_is_known_names_the_provider(town: Town) -> None:
    with pytest.raises(errors.BadCreditCode):
        a_provider(town, credit_code="92130302MA0000000X")
    made = a_provider(town)
    with pytest.raises(errors.RegisteredAlready, match=made.name):
        a_provider(town, at="willow", near=("willow",))


def test_the_reduction_for_special_groups_has_a_floor(town: Town) -> None:
    with pytest.raises(errors.ReliefTooSmall) as refused:
        a_provider(town, offers=[NewOffer("repair", "20 元", 5)])
    assert "10%" in str(refused.value)
    with pytest.raises(errors.NothingOffered):
        a_provider(town, offers=[])


def test_a_price_that_changes_stays_in_the_history_and_one_that_stays_does_not_end(town: Town) -> None:
    both = [NewOffer("repair", "上门 20 元", 20), NewOffer("meals", "15 元一份", 10)]
    made = a_provider(town, offers=both)
    dearer = [NewOffer("repair", "上门 25 元", 20), both[1]]
    keeper = town.actor("maple", "community_secretary")
    by(keeper, actions.change, provider_id=made.id, new=a_new(town, offers=dearer))
    shown = [(each.kind, each.price, each.until is None) for each in queries.offers_of(made)]
    assert shown == [
        ("meals", "15 元一份", True),
        ("repair", "上门 25 元", True),
        ("repair", "上门 20 元", False),
    ]


def test_an_order_keeps_the_price_it_was_placed_at(town: Town) -> None:
    made = a_provider(town)
    order = an_order(town, made)
    keeper = town.actor("maple", "community_secretary")
    by(keeper, actions.change, provider_id=made.id, new=a_new(town, offers=[NewOffer("repair", "上门 25 元", 20)]))
    with walls.acting(Actor.system("test")):
        order.refresh_from_db()
    assert order.price == "上门 20 元"


def test_another_area_says_where_a_provider_comes_to_and_changes_nothing_else(town: Town) -> None:
    made = a_provider(town)
    west = town.actor("west", "street_clerk")
    cedar = town.places["cedar"].id
    by(west, actions.serve, provider_id=made.id, reaches={cedar: True})
    assert queries.reaches_of(made) == {town.places["maple"].id: True, cedar: True}
    with pytest.raises(NotFound):
        by(west, actions.serve, provider_id=made.id, reaches={town.places["willow"].id: True})
    with pytest.raises(NotFound):
        by(west, actions.suspend, provider_id=made.id, reason="不来了")
    with pytest.raises(NotFound):
        by(west, actions.change, provider_id=made.id, new=a_new(town))
    by(west, actions.serve, provider_id=made.id, reaches={})
    assert queries.reaches_of(made) == {town.places["maple"].id: True}


def test_who_keeps_no_list_registers_nobody(town: Town) -> None:
    for who in (("maple-1", "grid_worker"), ("county", "county_hotline")):
        if (who[0], who[1]) in town.posts:
            with pytest.raises(NotAllowed):
                by(town.actor(*who), actions.register, new=a_new(town))
    with pytest.raises(NotFound):
        by(town.actor("willow", "community_secretary"), actions.register, new=a_new(town, at="maple"))


def shares(actor: Actor, town: Town, place: str) -> dict[str, tuple[int, int]]:
    """Households near a repair shop, of all, by the places below."""
    with walls.acting(actor):
        _place, whole, lines = queries.ten_minutes(actor, town.places[place].id, TODAY)
    return {
        line.name: next((share.near, share.all) for share in line.shares if share.kind == "repair")
        for line in (whole, *lines)
    }


def test_the_share_of_households_within_ten_minutes_is_counted_level_by_level(town: Town) -> None:
    for grid, many in (("maple-1", 3), ("willow-1", 2), ("cedar-1", 1)):
        for _each in range(many):
            make_household(scope_of(town.places[grid]))
    made = a_provider(town)
    clerk, leader = town.actor("east", "street_clerk"), town.actor("county", "county_leader")
    assert shares(clerk, town, "east") == {"east": (3, 5), "maple": (3, 3), "willow": (0, 2)}
    assert shares(leader, town, "county") == {"county": (3, 6), "east": (3, 5), "west": (0, 1)}
    by(town.actor("west", "street_clerk"), actions.serve, provider_id=made.id, reaches={town.places["cedar"].id: False})
    assert shares(leader, town, "county")["west"] == (0, 1)
    by(town.actor("west", "street_clerk"), actions.serve, provider_id=made.id, reaches={town.places["cedar"].id: True})
    assert shares(leader, town, "county") == {"county": (4, 6), "east": (3, 5), "west": (1, 1)}
    by(town.actor("maple", "community_secretary"), actions.suspend, provider_id=made.id, reason="停业")
    assert shares(leader, town, "county")["county"] == (0, 6)
    with pytest.raises(NotFound):
        shares(clerk, town, "west")


def test_after_a_merger_a_provider_reaches_the_new_community_once_and_as_near_as_it_was(town: Town) -> None:
    made = a_provider(town, near=("maple",))
    by(town.actor("east", "street_clerk"), actions.serve, provider_id=made.id, reaches={
        town.places["maple"].id: False, town.places["willow"].id: True,
    })  # fmt: skip
    maple, willow = town.places["maple"].id, town.places["willow"].id
    for _twice in range(2):
        rehouse("merge", {str(maple): str(willow)}, TODAY.isoformat(), MORNING.isoformat())
    with walls.acting(Actor.system("test")):
        assert list(Reach.objects.filter(provider=made).values_list("place_id", "is_near")) == [(willow, True)]
