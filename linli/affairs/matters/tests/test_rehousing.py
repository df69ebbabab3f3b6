"""When communities are merged, their matters and counts are the new community's."""

from datetime import date

import pytest

from linli.affairs.matters.jobs import rehouse
from linli.affairs.matters.models import Tally
from linli.affairs.matters.tests.factories import a_matter, a_town, stored
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.registers.places.public import NewPlace, Reorganisation, enact_reorganisation

pytestmark = pytest.mark.django_db


def test_matters_and_counts_follow_a_merger() -> None:
    town = a_town()
    merged, elsewhere = a_matter(town, place="maple-1"), a_matter(town, place="cedar-1")
    maple, willow = town.places["maple"], town.places["willow"]
    wanted = Reorganisation(
        kind="merge",
        from_ids=(maple.id, willow.id),
        into=(NewPlace("New Community"),),
        date=date(2026, 3, 1),
        basis="decision 1",
    )
    system = Actor.system("test")
    with walls.acting(system):
        (new,) = enact_reorganisation(wanted=wanted, actor=system, now=clock.now())
    grid = str(town.places["maple-1"].id)
    assert rehouse("merge", {str(maple.id): str(new.id), grid: grid}, "2026-03-01", "2026-03-01T00:00:00+00:00") == 1
    assert (stored(merged).community_id, stored(merged).grid_id) == (new.id, town.places["maple-1"].id)
    assert stored(elsewhere).community_id == town.places["cedar"].id
    with walls.acting(system):
        filed = dict(Tally.objects.filter(level="community", item_code="").values_list("place_id", "filed"))
    assert filed == {new.id: 1, town.places["cedar"].id: 1}
