"""Who comes first and pays less (特殊困难群体优先、优惠, NT-22): the groups are dated parameters, the person's own in the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.affairs.matters.public import Matter
from linli.base.kit.actor import Actor
from linli.base.rules import public as rules
from linli.civic.partners import errors
from linli.registers.people import public as people

_PREFIX = "partner.relief."
_LEAST = "partner.relief_least"


@dataclass(frozen=True, slots=True)
class Right:
    """A group that comes first: its code in the register of circumstances, its name, and the least per cent taken off for it."""

    code: str
    name: str
    relief: int
    is_from_register: bool = False


def groups(areas: Sequence[UUID], today: date) -> list[Right]:
    """The groups that come first in an area, those with the most taken off first."""
    found = []
    for name in rules.declarations():
        code = name.removeprefix(_PREFIX)
        if name.startswith(_PREFIX) and code in people.CIRCUMSTANCES:
            share = rules.parameter(name, list(areas), today).share
            found.append(Right(code, people.CIRCUMSTANCES[code].name, round(share * 100)))
    return sorted(found, key=lambda right: -right.relief)


def least_relief(areas: Sequence[UUID], today: date) -> int:
    """The least per cent that a provider on the list of an area takes off for special groups."""
    return round(rules.parameter(_LEAST, list(areas), today).share * 100)


def areas_of(matter: Matter) -> list[UUID]:
    """The areas whose parameters hold for a matter, the smallest first."""
    ids = (matter.place_id, matter.grid_id, matter.community_id, matter.street_id, matter.county_id, matter.city_id)
    return list(dict.fromkeys(id_ for id_ in ids if id_))


def rights_known(actor: Actor, matter: Matter, today: date) -> list[Right]:
    """The groups the register knows the matter's resident to belong to, as far as the actor may read it."""
    if matter.person_id is None or not actor.can("people"):
        return []
    known = people.circumstances_in_force(matter.person_id)
    return [
        Right(right.code, right.name, right.relief, is_from_register=True)
        for right in groups(areas_of(matter), today)
        if right.code in known
    ]


def right_of(actor: Actor, matter: Matter, shown: str, today: date) -> Right | None:
    """The right that holds: the best the register knows, else that of the paper that was shown; raises `UnknownCircumstance`."""
    known = rights_known(actor, matter, today)
    if known:
        return known[0]
    if not shown:
        return None
    found = next((right for right in groups(areas_of(matter), today) if right.code == shown), None)
    if found is None:
        raise errors.UnknownCircumstance
    return found
