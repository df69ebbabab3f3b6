"""Scoped: what lies at a place carries its ancestors' ids too, so that every level filters on one indexed column."""

from typing import Any
from uuid import UUID

from django.db import models

from linli.base.kit.actor import Actor, Sight

SCOPE_FIELDS = ("place_id", "grid_id", "community_id", "street_id", "county_id", "city_id")


class Scoped(models.Model):
    """A row at a place. The ids are filled by actions and rewritten set-wise when places are reorganised."""

    place_id = models.UUIDField()
    grid_id = models.UUIDField(null=True)
    community_id = models.UUIDField(null=True)
    street_id = models.UUIDField(null=True)
    county_id = models.UUIDField(null=True)
    city_id = models.UUIDField(null=True)

    class Meta:
        abstract = True


def scope_filter(actor: Actor) -> dict[str, UUID]:
    """Keyword arguments that narrow a scoped queryset to the actor's own level column, which is what is indexed."""
    if actor.sight is Sight.SUBTREE and actor.place_id is not None:
        return {actor.scope_column: actor.place_id}
    return {}


def scope_of(place: Any) -> dict[str, UUID | None]:
    """The scope columns of something that lies at `place` (anything with the six ids as attributes)."""
    return {"place_id": place.id, **{name: getattr(place, name) for name in SCOPE_FIELDS[1:]}}
