"""Actor: who does something, as what, where. A plain frozen value that every action and query is handed."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Sight(StrEnum):
    """How far an actor sees; the database's row-level policies branch on it."""

    SUBTREE = "subtree"
    HELD = "held"
    SELF = "self"
    INTAKE = "intake"
    TRACKING = "tracking"
    SYSTEM = "system"


class Level(StrEnum):
    """The levels of the place tree from the city down; below the community the shown names are configuration."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"
    BLOCK = "block"
    GROUP = "group"


SCOPE_COLUMN = {
    Level.CITY: "city_id",
    Level.COUNTY: "county_id",
    Level.STREET: "street_id",
    Level.COMMUNITY: "community_id",
    Level.GRID: "grid_id",
    Level.BLOCK: "place_id",
    Level.GROUP: "place_id",
}
"""The column of a scoped table that an actor of each level filters on."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting as one of their posts, a resident as themselves, a visitor, or a named job."""

    sight: Sight
    label: str
    role: str = ""
    account_id: UUID | None = None
    person_id: UUID | None = None
    post_id: UUID | None = None
    body_id: UUID | None = None
    place_id: UUID | None = None
    level: Level | None = None
    subject_id: UUID | None = None
    chain: tuple[UUID | None, ...] = (None, None, None, None, None)
    """The acting place's own grid, community, street, county and city ids."""
    label_en: str = ""
    """Who acts, for screens in English; what is put on record is `label`, one wording for good."""
    capabilities: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def system(cls, job: str) -> "Actor":
        """A named job of the system itself."""
        return cls(sight=Sight.SYSTEM, label=job, role="system")

    @classmethod
    def intake(cls) -> "Actor":
        """Somebody who has not signed in: may file, sees nothing."""
        return cls(sight=Sight.INTAKE, label="visitor", role="visitor")

    @classmethod
    def tracking(cls, matter_id: UUID) -> "Actor":
        """Somebody who showed a matter's number and code: sees that matter alone."""
        return cls(sight=Sight.TRACKING, label="tracker", role="visitor", subject_id=matter_id)

    @property
    def is_staff(self) -> bool:
        """Whether this actor acts as a post."""
        return self.post_id is not None

    @property
    def scope_column(self) -> str:
        """The column of a scoped table that holds this actor's place."""
        if self.level is None:
            return "place_id"
        return SCOPE_COLUMN[self.level]

    def can(self, capability: str) -> bool:
        """Whether the actor's post carries the capability; the system carries all."""
        return self.sight is Sight.SYSTEM or capability in self.capabilities
