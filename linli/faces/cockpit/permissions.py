"""Who may look at which place: the acting post's own subtree, and nothing beside or above it (HZ-46)."""

from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound
from linli.registers.places.public import Place

CAPABILITY = "cockpit"


def reaches(actor: Actor, place: Place) -> bool:
    """Whether the place lies in the actor's subtree. Sight of held matters alone is no sight of a place."""
    chain = (place.grid_id, place.community_id, place.street_id, place.county_id, place.city_id)
    return actor.sight is Sight.SUBTREE and actor.place_id is not None and actor.place_id in chain


def require(actor: Actor, place: Place) -> None:
    """Refuse a place out of reach as if it were not there."""
    if not reaches(actor, place):
        raise NotFound
