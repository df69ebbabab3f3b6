"""A place fetched the fast way is the one its model gives."""

from uuid import uuid4

import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.registers.places.models import Place
from linli.registers.places.queries import place_for
from linli.registers.places.tests.factories import Town, town

pytestmark = pytest.mark.django_db


def test_it_has_every_value_and_may_be_saved() -> None:
    made: Town = town()
    usual = Place.objects.get(id=made.community.id)
    found = place_for(usual.id)
    names = [field.attname for field in Place._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(usual, name) for name in names]
    found.short_name = "新名"
    with walls.acting(Actor.system("test")):
        found.save()
    assert Place.objects.get(id=usual.id).short_name == "新名"


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound):
        place_for(uuid4())
