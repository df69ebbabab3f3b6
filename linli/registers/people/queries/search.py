"""Finding somebody by whatever the caller knows: a name, an address, a number, a phone, or the last four of either."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Q

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.numbers import plain_number
from linli.base.kit.scope import scope_filter
from linli.base.kit.sealed import digest
from linli.registers.people import permissions
from linli.registers.people.models import Person, Resident
from linli.registers.people.queries.residents import ResidentRow, rows_of

MOST = 50


class SearchKind(StrEnum):
    """What a search text was taken for."""

    NUMBER = "number"
    PHONE = "phone"
    TAIL = "tail"
    TEXT = "text"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Who was found, and what the text was taken for; `is_cut` when there are more than are listed."""

    kind: SearchKind
    rows: list[ResidentRow]
    is_cut: bool = False


_SHAPES = (
    (SearchKind.NUMBER, re.compile(r"\d{17}[\dX]")),
    (SearchKind.PHONE, re.compile(r"1\d{10}|0\d{9,11}")),
    (SearchKind.TAIL, re.compile(r"\d{3}[\dX]")),
)


def tail_digest(kind: str, county_id: UUID | None, text: str) -> bytes | None:
    """The blind index of the last four of a `number` or `phone`, keyed per county: equal tails elsewhere don't match."""
    return digest(f"{kind}-tail:{county_id}", text[-4:]) if len(text) >= 4 and county_id else None


def kind_of_search(text: str) -> SearchKind:
    """What a text looks like; four digits are the last four of a number or phone."""
    plain = plain_number(text)
    for kind, shape in _SHAPES:
        if shape.fullmatch(plain):
            return kind
    return SearchKind.TEXT if text.strip() else SearchKind.NOTHING


def search(actor: Actor, text: str) -> SearchResult:
    """Residents within the actor's sight that a text leads to, at most fifty."""
    permissions.require(actor, "search")
    kind, plain = kind_of_search(text), plain_number(text)
    if kind is SearchKind.NOTHING:
        return SearchResult(kind, [])
    if kind is SearchKind.TEXT:
        ids = _by_words(text.strip()[:40])
        found = Resident.objects.filter(id__in=ids)
    elif kind is SearchKind.TAIL:
        county_id = actor.chain[3]
        tails = Q(number_tail_digest=tail_digest("number", county_id, plain)) | Q(
            phone_tail_digest=tail_digest("phone", county_id, plain)
        )
        found = Resident.objects.filter(tails, county_id=county_id, until=None).filter(**scope_filter(actor))
    else:
        field = "person__number_digest" if kind is SearchKind.NUMBER else "person__phone_digest"
        found = Resident.objects.filter(until=None, **{field: digest(kind.value, plain)})
    rows = rows_of(actor, found.order_by("person__name", "id")[: MOST + 1])
    return SearchResult(kind, rows[:MOST], len(rows) > MOST)


def _by_words(text: str) -> list[UUID]:
    """By name and by address, each in a function that keeps the actor's scope itself (see migration 0003)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_named(%(text)s, %(most)s) UNION SELECT people_addressed(%(text)s, %(most)s)",
            {"text": text, "most": MOST + 1},
        )
        return [row[0] for row in cursor.fetchall()]


def residents_by_phone(actor: Actor, phone: str) -> list[ResidentRow]:
    """The residents within the actor's sight who have this phone: a family may share one."""
    permissions.require(actor, "search")
    found = Resident.objects.filter(until=None, person__phone_digest=digest("phone", plain_number(phone)))
    return rows_of(actor, found.order_by("id")[:MOST])


def person_with_number(actor: Actor, number: str) -> Person | None:
    """The person of that identity number, if the actor sees them."""
    return Person.objects.filter(number_digest=digest("number", number)).first()


def person_of_number(number: str) -> UUID | None:
    """Whom a citizen number belongs to, for an identity provider that vouches for it: asked by the sign-in, whoever acts."""
    with walls.acting(Actor.system("people.provider")):
        return (
            Person.objects.filter(number_digest=digest("number", plain_number(number)))
            .values_list("id", flat=True)
            .first()
        )


def is_registered_elsewhere(actor: Actor, number: str) -> bool:
    """Whether somebody with this number lives in the register outside the actor's area: yes or no, and nothing more."""
    permissions.require(actor, "enrol")
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_lives_elsewhere(%s)", [digest("number", number)])
        row = cursor.fetchone()
    return bool(row and row[0])


def moved_out_person(actor: Actor, number: str) -> UUID | None:
    """The person of that number when they live nowhere in the register now; who holds the number may enrol them again."""
    permissions.require(actor, "enrol")
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_moved_out(%s)", [digest("number", number)])
        row = cursor.fetchone()
    return row[0] if row else None
