"""Organisations that can be a party: property companies, owners' committees and others of the actor's community."""

from linli.base.kit.actor import Actor
from linli.registers.bodies import public as bodies

_KINDS = ("property_company", "owners_committee", "social_organisation", "department")


def organisations(actor: Actor) -> list[tuple[str, str]]:
    """The organisations at the actor's community, as choices."""
    community_id = actor.chain[1]
    lines = bodies.bodies_at(community_id) if community_id else []
    return [(str(line.id), line.name) for line in lines if line.kind in _KINDS]
