"""Items for tests, of this context and of those above it."""

from typing import Any

from linli.affairs.catalogue.models import Field, Item, ItemVersion
from linli.base.kit import walls
from linli.base.kit.actor import Actor


def an_item(code: str, **fields: Any) -> ItemVersion:
    """A published item, ordinary and open to residents unless said otherwise."""
    with walls.acting(Actor.system("test")):
        group, _ = Field.objects.get_or_create(code="t-field", defaults={"name": "测试领域", "name_en": "Test field"})
        item = Item.objects.create(code=code, field=group)
        given = {
            "standing": "must",
            "name": code,
            "name_en": code,
            "basis": "test",
            "handler_role": "grid_worker",
            **fields,
        }
        return ItemVersion.objects.create(item=item, number=1, status="published", **given)
