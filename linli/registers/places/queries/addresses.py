"""Reading places out of many written addresses at once: every name of a county in memory, one pass over each text.

A search per address is two statements; ten thousand addresses of an import would be twenty thousand.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from linli.base.kit.actor import Level
from linli.base.kit.scope import SCOPE_FIELDS
from linli.registers.places.models import Landmark, Place
from linli.registers.places.queries.search import Found

MOST_CHARACTERS = 200
_LEVELS = (Level.STREET, Level.COMMUNITY, Level.GRID, Level.BLOCK, Level.GROUP)
SHORTEST = {"landmark": 2, Level.COMMUNITY.value: 2, Level.STREET.value: 3}


@dataclass(frozen=True, slots=True)
class _Name:
    """Where one name leads; `is_above` is a street, which narrows what is meant and is no place for a matter by itself."""

    place_id: UUID
    why: str
    street_id: UUID | None
    community_id: UUID | None
    is_above: bool = False


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Every name that leads to a place of one county, as it stood when it was read."""

    names: Mapping[str, tuple[_Name, ...]]
    lengths: tuple[int, ...]
    said: Mapping[UUID, tuple[str, str]]
    scopes: Mapping[UUID, dict[str, UUID | None]]

    def places_in(self, address: str) -> list[Found]:
        """The places an address means, best first: exactly one where it is clear, several to choose from, or none.

        The longest name wins; a street or a community named beside it decides between places of the same name.
        """
        hits = self._hits("".join(address.split())[:MOST_CHARACTERS])
        streets = {name.place_id for _, name in hits if name.is_above}
        communities = {name.place_id for _, name in hits if name.why == "name" and not name.is_above}
        best: dict[UUID, tuple[str, _Name]] = {}
        for matched, name in sorted((hit for hit in hits if not hit[1].is_above), key=lambda hit: -len(hit[0])):
            best.setdefault(name.place_id, (matched, name))
        found = list(best.values())
        found = [hit for hit in found if hit[1].street_id in streets] or found
        found = [hit for hit in found if hit[1].community_id in communities and hit[1].why != "name"] or found
        longest = max((len(matched) for matched, _ in found), default=0)
        return [self._found(matched, name) for matched, name in found if len(matched) == longest]

    def scope_of(self, place_id: UUID) -> dict[str, UUID | None]:
        """The scope columns of something that lies at a place of the book."""
        return dict(self.scopes[place_id])

    def _hits(self, text: str) -> list[tuple[str, _Name]]:
        """Each known name in the text, those inside a longer known name left out."""
        hits: list[tuple[str, _Name]] = []
        taken: list[tuple[int, int]] = []
        for length in self.lengths:
            for start in range(len(text) - length + 1):
                names = self.names.get(text[start : start + length])
                if names and not any(a <= start and start + length <= b for a, b in taken):
                    taken.append((start, start + length))
                    hits += [(text[start : start + length], name) for name in names]
        return hits

    def _found(self, matched: str, name: _Name) -> Found:
        own, level = self.said.get(name.place_id, ("", ""))
        street = self.said.get(name.street_id, ("", ""))[0] if name.street_id else ""
        community = self.said.get(name.community_id, ("", ""))[0] if name.community_id else ""
        return Found(name.place_id, own, level, street, name.why, matched, name.community_id, community)


def address_book(county_id: UUID) -> AddressBook:
    """The book of a county, in two statements."""
    rows = list(
        Place.objects.filter(
            county_id=county_id, level__in=[level.value for level in _LEVELS], valid_until=None
        ).values("id", "name", "short_name", "level", *SCOPE_FIELDS[1:])
    )
    book: dict[str, dict[UUID, _Name]] = defaultdict(dict)
    scopes = {row["id"]: {"place_id": row["id"], **{name: row[name] for name in SCOPE_FIELDS[1:]}} for row in rows}
    for row in rows:
        shortest = SHORTEST.get(row["level"])
        for each in {row["name"], row["short_name"]} if shortest else set():
            if len(each) >= (shortest or 0):
                is_above = row["level"] == Level.STREET
                book[each][row["id"]] = _Name(row["id"], "name", row["street_id"], row["community_id"], is_above)
    marks = Landmark.objects.filter(place__county_id=county_id, place__valid_until=None)
    for name, kind, place_id in marks.values_list("name", "kind", "place_id"):
        if len(name) >= SHORTEST["landmark"] and (scope := scopes.get(place_id)):
            book[name].setdefault(place_id, _Name(place_id, kind, scope["street_id"], scope["community_id"]))
    lengths = tuple(sorted({len(name) for name in book}, reverse=True))
    said = {row["id"]: (row["name"], row["level"]) for row in rows}
    return AddressBook({name: tuple(found.values()) for name, found in book.items()}, lengths, said, scopes)
