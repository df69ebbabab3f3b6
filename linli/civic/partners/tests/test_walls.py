"""The walls attacked below Django: raw SQL as the application role."""

import pytest

from linli.affairs.matters.tests.factories import Town, a_town
from linli.base.kit.actor import Actor
from linli.base.kit.tests.attack import AppSql, refused, seen
from linli.civic.partners.models import Order, Provider
from linli.civic.partners.tests.factories import a_provider, an_order


@pytest.fixture
def town(committed_db: str) -> Town:
    return a_town()


@pytest.fixture
def provider(town: Town) -> Provider:
    return a_provider(town)


@pytest.fixture
def order(town: Town, provider: Provider) -> Order:
    return an_order(town, provider)


def test_everyone_reads_the_list_and_only_its_own_area_writes_it(
    town: Town, provider: Provider, order: Order, app_sql: AppSql
) -> None:
    for table in ("partners_provider", "partners_offer", "partners_reach"):
        assert [
            seen(app_sql, actor, table) for actor in (None, Actor.intake(), town.actor("west", "street_clerk"))
        ] == [1] * 3
    writers = {
        "nobody": None,
        "a visitor": Actor.intake(),
        "another street": town.actor("west", "street_clerk"),
        "a grid worker there": town.actor("maple-1", "grid_worker"),
        "a leader above": town.actor("county", "county_leader"),
    }
    attacks = (
        "UPDATE partners_provider SET name = 'x'",
        "UPDATE partners_offer SET price = '0'",
        "UPDATE partners_reach SET is_near = false",
        "DELETE FROM partners_reach",
        "DELETE FROM partners_provider",
        "INSERT INTO partners_offer SELECT gen_random_uuid(), 'meals', price, relief, since, until, provider_id FROM partners_offer",
    )
    open_doors = [
        (name, attack) for name, who in writers.items() for attack in attacks if not refused(app_sql, who, attack)
    ]
    assert open_doors == []
    own = town.actor("maple", "community_secretary")
    assert not refused(app_sql, own, "UPDATE partners_provider SET name = 'x'")
    assert refused(app_sql, own, "DELETE FROM partners_provider")


def test_orders_are_seen_by_the_desks_of_their_area_alone(
    town: Town, provider: Provider, order: Order, app_sql: AppSql
) -> None:
    readers = {
        "nobody": None,
        "a visitor": Actor.intake(),
        "whoever tracks": Actor.tracking(order.matter_id),
        "the secretary": town.actor("maple", "community_secretary"),
        "the next community": town.actor("willow", "community_secretary"),
        "the street": town.actor("east", "street_clerk"),
        "the other street": town.actor("west", "street_clerk"),
        "a grid worker there": town.actor("maple-1", "grid_worker"),
        "the county's desk": town.actor("county", "county_desk"),
        "the administrator": town.actor("county", "administrator"),
    }
    for table in ("partners_order", "partners_orderstep"):
        assert [name for name, who in readers.items() if seen(app_sql, who, table)] == [
            "the secretary",
            "the street",
            "the county's desk",
        ]
    secretary = readers["the secretary"]
    assert refused(app_sql, readers["the other street"], "UPDATE partners_order SET fee = 1")
    assert refused(app_sql, secretary, "UPDATE partners_orderstep SET note = 'x'")
    assert refused(app_sql, secretary, "DELETE FROM partners_order")
    assert refused(app_sql, secretary, "DELETE FROM partners_orderstep")
