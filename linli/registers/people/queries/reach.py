"""Whether a place is the actor's to look at."""

from uuid import UUID

from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound
from linli.registers.places import public as places


def place_within(actor: Actor, place_id: UUID) -> places.Place:
    """A place of the actor's subtree; raises `NotFound` for anything else, as if it were not there."""
    place = places.place_for(place_id)
    if actor.sight is not Sight.SUBTREE or actor.place_id not in places.area_ids(place):
        raise NotFound
    return place
