"""Actors and areas for tests: an area is a chain of ids, for scoped rows point at no place."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from linli.base.kit.actor import SCOPE_COLUMN, Actor, Level, Sight
from linli.base.kit.ids import new_id

CHAIN = (Level.GRID, Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY)


@dataclass(frozen=True, slots=True)
class Area:
    """A group of residents and every place above it."""

    city: UUID = field(default_factory=new_id)
    county: UUID = field(default_factory=new_id)
    street: UUID = field(default_factory=new_id)
    community: UUID = field(default_factory=new_id)
    grid: UUID | None = field(default_factory=new_id)
    block: UUID = field(default_factory=new_id)

    def beside(self, level: Level) -> "Area":
        """Another area that first differs from this one at `level`: the next grid, the next community …"""
        below = [each for each in (*reversed(CHAIN), Level.BLOCK) if each in _from(level)]
        return replace(self, **{each.value: new_id() for each in below})

    @property
    def scope(self) -> dict[str, UUID | None]:
        """The scope columns of a row that lies here."""
        return {"place_id": self.block, **{SCOPE_COLUMN[level]: getattr(self, level.value) for level in CHAIN}}


def _from(level: Level) -> tuple[Level, ...]:
    levels = (Level.CITY, Level.COUNTY, Level.STREET, Level.COMMUNITY, Level.GRID, Level.BLOCK)
    return levels[levels.index(level) :]


def post(area: Area, level: Level, capabilities: str = "", *, sight: Sight = Sight.SUBTREE) -> Actor:
    """Somebody acting as a post of `level` in the area, with the capabilities named in one string."""
    position = CHAIN.index(level) if level in CHAIN else 0
    chain = tuple(getattr(area, each.value) if index >= position else None for index, each in enumerate(CHAIN))
    return Actor(
        sight=sight,
        label=f"test {level.value}",
        role="test",
        account_id=new_id(),
        person_id=new_id(),
        post_id=new_id(),
        body_id=new_id(),
        place_id=getattr(area, level.value),
        level=level,
        chain=chain,
        capabilities=frozenset(capabilities.split()),
    )


def resident(person_id: UUID | None) -> Actor:
    """Somebody signed in as themselves."""
    return Actor(sight=Sight.SELF, label="resident", role="resident", account_id=new_id(), person_id=person_id)
