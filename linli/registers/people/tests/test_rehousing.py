"""After a merger the register lies where its places went, and nothing else moves."""

import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_of
from linli.registers.people.jobs import rehouse
from linli.registers.people.models import Dwelling, Resident
from linli.registers.people.tests.factories import make_household, make_resident
from linli.registers.places.tests import factories as places

pytestmark = pytest.mark.django_db


def test_residence_and_registration_follow_their_places() -> None:
    town = places.town()
    here = make_resident(scope_of(town.community), household=make_household(scope_of(town.community), "甲"))
    registered = make_resident(
        scope_of(town.far_community),
        registered=scope_of(town.community),
        household=make_household(scope_of(town.far_community), "乙"),
    )
    mapping = {str(town.community.id): str(town.other_community.id)}
    assert rehouse("merge", mapping, "2026-03-01", "2026-03-01T00:00:00+00:00") > 0
    with walls.acting(Actor.system("test")):
        moved, stayed = Resident.objects.get(id=here.id), Resident.objects.get(id=registered.id)
        dwellings = dict(Dwelling.objects.values_list("address", "community_id"))
    assert (moved.community_id, moved.street_id) == (town.other_community.id, town.street.id)
    assert (stayed.community_id, stayed.registered_community_id) == (town.far_community.id, town.other_community.id)
    assert dwellings == {"甲": town.other_community.id, "乙": town.far_community.id}
    assert rehouse("merge", mapping, "2026-03-01", "2026-03-01T00:00:00+00:00") == 0


def test_an_address_both_communities_have_keeps_the_former_community_s_name() -> None:
    town = places.town()
    moving = make_household(scope_of(town.community), "3 号楼 101")
    there = make_household(scope_of(town.other_community), "3 号楼 101")
    assert (
        rehouse(
            "merge", {str(town.community.id): str(town.other_community.id)}, "2026-03-01", "2026-03-01T00:00:00+00:00"
        )
        > 0
    )
    with walls.acting(Actor.system("test")):
        addresses = dict(Dwelling.objects.values_list("id", "address"))
        places_now = set(Dwelling.objects.values_list("community_id", flat=True))
    assert addresses == {
        there.dwelling_id: "3 号楼 101",
        moving.dwelling_id: f"3 号楼 101（原{town.community.short_name}）",
    }
    assert places_now == {town.other_community.id}
