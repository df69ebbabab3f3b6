"""The people of the day as actors: made as signing in makes them, found by user name or by what they hold."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from demo.spec import CitySpec
from demo.wording import OFFERS, Offer, Spot, Wording
from linli.affairs.matters.models import Matter
from linli.base.accounts.models import Account
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.registers.bodies.models import Tenure
from linli.registers.bodies.queries.acting import actor_source
from linli.registers.people.models import Person, Resident
from linli.registers.places.models import Landmark, Place, PlaceCode

_SYSTEM = Actor.system("demo.day")


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody asks for, in their words, with where and who."""

    place_id: UUID
    text: str
    spot: Spot
    fields: dict[str, Any]
    name: str
    phone: str


class Cast:
    """Actors and words for the day."""

    def __init__(self, city: CitySpec, rng: Random, today: date) -> None:
        self._rng = rng
        self._actors: dict[str, Actor] = {"visitor": Actor.intake()}
        with walls.acting(_SYSTEM), connection.cursor() as cursor:
            cursor.execute(OFFERS)
            offers = [Offer.of(row) for row in cursor.fetchall()]
            self._communities = [self._community(code) for code in city.full]
        self._offers = {offer.code: offer for offer in offers}
        self._wording = Wording(offers, rng, today)

    def actor(self, username: str) -> Actor:
        """The actor of an account: as its first post, or as a resident."""
        if username not in self._actors:
            with walls.acting(_SYSTEM):
                account = Account.objects.get(username=username, person_id__isnull=False)
                tenure = Tenure.objects.filter(person_id=_bound(account.person_id), until=None).order_by("id").first()
                self._actors[username] = _actor(account.id, tenure.post_id if tenure else None)
        return self._actors[username]

    def acting_as(self, username: str, role: str) -> Actor:
        """The actor of an account in their post of a role; one person may hold several."""
        with walls.acting(_SYSTEM):
            account = Account.objects.get(username=username)
            held = Tenure.objects.filter(person_id=_bound(account.person_id), until=None, post__role=role)
            return _actor(account.id, held.get().post_id)

    def holder_of(self, matter_id: UUID) -> Actor:
        """Whoever holds the matter: the post's holder, or who stands in for them."""
        with walls.acting(_SYSTEM):
            post = Matter.objects.select_related("holder_post").get(id=matter_id).holder_post
            posts = [post.id, *([post.substitute_id] if post.substitute_id else [])]
            people = Tenure.objects.filter(post_id__in=posts, until=None).values_list("person_id", flat=True)
            for account_id in Account.objects.filter(person_id__in=list(people)).values_list("id", flat=True):
                if (known := actor_source(account_id, post.id)) is not None:
                    return known.actor
        raise LookupError(f"Nobody with an account answers for {post.title}.")

    def request(self, code: str, community: int, by: str) -> Told:
        """A request in one of the three communities; the resident with an account asks from their own home."""
        grids, people = self._communities[community]
        if by == "resident":
            with walls.acting(_SYSTEM):
                own = Resident.objects.select_related("person").get(
                    person_id=_bound(self.actor(by).person_id), until=None
                )
                place_id, person = own.grid_id or own.place_id, own.person
        else:
            person = self._rng.choice(people)
            place_id = self._rng.choice(list(grids))
        if by == "grid":
            place_id = self.actor(by).place_id or place_id
        spot = Spot(
            grids[place_id], self._rng.randint(1, 8), self._rng.randint(1, 4), self._rng.randint(1, 6), "小区东门路"
        )
        offer = self._offers[code]
        text = self._wording.request(offer, spot, is_village=False)
        phone = unseal(person.phone_sealed) if person.phone_sealed else ""
        return Told(place_id, text, spot, self._wording.fields(offer), person.name, phone)

    def answer(self, code: str, spot: Spot) -> str:
        """What the resident is told."""
        return self._wording.answer(self._offers[code], spot)

    def _community(self, code: str) -> tuple[dict[UUID, str], list[Person]]:
        """The grids of a community with their estates, and some of its people who have a phone."""
        place_id = PlaceCode.objects.get(system="nbs", code=code, valid_until=None).place_id
        grids = Place.objects.filter(community_id=place_id, level="grid").order_by("order").values_list("id", flat=True)
        estates = dict(Landmark.objects.filter(place_id__in=list(grids), kind="estate").values_list("place_id", "name"))
        residents = Resident.objects.filter(community_id=place_id, relation="02", person__phone_sealed__isnull=False)
        return {grid: estates[grid] for grid in grids}, [
            each.person for each in residents.select_related("person").order_by("id")[:60]
        ]


def _actor(account_id: UUID, post_id: UUID | None) -> Actor:
    known = actor_source(account_id, post_id)
    if known is None:
        raise LookupError(f"The account {account_id} cannot act as {post_id}.")
    return known.actor


def _bound(person_id: UUID | None) -> UUID:
    if person_id is None:
        raise LookupError("The account is bound to nobody.")
    return person_id
