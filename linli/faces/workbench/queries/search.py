"""One box over matters, residents, places and items; each kind is asked by its own context, behind its own walls."""

from dataclasses import dataclass, field
from datetime import datetime

from linli.affairs.catalogue.public import ItemCard, search_items
from linli.affairs.matters.public import Row, WorkFilter, worklist
from linli.base.kit.actor import Actor
from linli.registers.people import public as people
from linli.registers.places.public import Found, find_places

FEWEST_DIGITS = 4
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What a text leads to. `residents` is None where the post may not read the register."""

    matters: list[Row] = field(default_factory=list)
    residents: people.SearchResult | None = None
    places: list[Found] = field(default_factory=list)
    items: list[ItemCard] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.matters or self.places or self.items or (self.residents and self.residents.rows))


def search(actor: Actor, text: str, *, now: datetime) -> Answer:
    """Look a text up everywhere; a row of digits is a number or a phone, and leads to no place and no item."""
    text = " ".join(text.split())[:80]
    if not text:
        return Answer()
    digits = "".join(filter(str.isdigit, text))
    is_number = len(digits) >= FEWEST_DIGITS and len(digits) * 2 > len(text)
    found = people.search(actor, text) if actor.can("people") else None
    if not is_number:
        return Answer(
            residents=found,
            places=find_places(text, county_id=actor.chain[3], limit=OFFERED),
            items=search_items(text, "staff", OFFERED),
        )
    wanted = WorkFilter(box="area", state="any", text=text)
    rows = worklist(actor, wanted, now=now, size=20).rows if actor.can("matters") else []
    return Answer(matters=rows, residents=found)
