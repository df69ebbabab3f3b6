"""Who may change the tree of places: one table. Everybody may read it."""

from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotAllowed, NotFound
from linli.registers.places.models import Place

CAPABILITY = {
    "import_codes": "places",
    "add_grid": "places",
    "rename_place": "places",
    "set_level_name": "places",
    "add_landmark": "places",
    "remove_landmark": "places",
    "record_official_count": "places",
    "reorganise": "places",
    "set_local_rule": "rules",
}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def reaches(actor: Actor, place: Place) -> bool:
    """Whether a place lies in the actor's subtree; the system reaches all."""
    if actor.sight is Sight.SYSTEM:
        return True
    chain = (place.id, place.grid_id, place.community_id, place.street_id, place.county_id, place.city_id)
    return actor.sight is Sight.SUBTREE and actor.place_id is not None and actor.place_id in chain


def require(actor: Actor, act: str, place: Place | None = None) -> None:
    """Refuse unless the post may do it (`NotAllowed`) and the place is within its reach (`NotFound`)."""
    if not may(actor, act):
        raise NotAllowed
    if place is not None and not reaches(actor, place):
        raise NotFound
