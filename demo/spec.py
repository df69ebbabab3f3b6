"""What makes one demo city: where its places and census come from, which communities are registered in full."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the city is loaded. The place tree is always whole; people and matters come in proportion."""

    name: str
    matters: int
    days: int
    open_in_full: int
    open_elsewhere: int
    blocks_per_grid: int
    units_per_building: int
    sample_households: int
    grown_to: int = 0
    """Matters to copy the told ones to, further back in time; none where it is less than there are."""

    def part(self, share: float) -> "Size":
        """The size of one county of several."""
        return replace(self, matters=round(self.matters * share))


SIZES = {
    size.name: size
    for size in (
        Size("full", 20_000, 90, 150, 450, 4, 4, 6),
        Size("small", 2_000, 90, 15, 45, 1, 2, 1),
        Size("city", 60_000, 90, 150, 450, 4, 4, 285, grown_to=1_000_000),
    )
}

BUILDINGS_PER_BLOCK, FLOORS, FLATS_PER_FLOOR = 2, 6, 2
GRIDS_IN_FULL = 3


@dataclass(frozen=True, slots=True)
class CitySpec:
    """One demo city. `identity_area` begins every identity number: a code no county has, nor ever had."""

    name: str
    seed: int
    places_file: str
    county_codes: tuple[str, ...]
    full: tuple[str, ...]
    identity_area: str
    phone_prefix: str
    since: date
    level_names: tuple[tuple[str, str, str], ...]
    size: str = "full"

    @property
    def places_path(self) -> Path:
        """The file of codes and names."""
        return DATA / self.places_file


HAIGANG = CitySpec(
    name="haigang",
    seed=20261122,
    places_file="haigang-places.csv",
    county_codes=("130302",),
    full=("130302001001", "130302001009", "130302001010"),
    identity_area="990302",
    phone_prefix="160",
    since=date(2020, 1, 1),
    level_names=(("grid", "片区", "Patch"), ("block", "楼栋组", "Block"), ("group", "居民小组", "Residents' group")),
)

# For load: the whole city, two million residents and a million matters.
HARBIN = CitySpec(
    name="harbin",
    seed=20261123,
    places_file="harbin-places.csv",
    county_codes=(
        *("230102", "230103", "230104", "230108", "230109", "230110", "230111", "230112", "230113"),
        *("230123", "230124", "230125", "230126", "230127", "230128", "230129", "230183", "230184"),
    ),
    full=("230102001003", "230102001001", "230102001004"),
    identity_area="990102",
    phone_prefix="160",
    since=date(2020, 1, 1),
    level_names=(("grid", "网格", "Grid"), ("block", "楼栋", "Building"), ("group", "单元", "Unit")),
    size="city",
)

CITIES = {city.name: city for city in (HAIGANG, HARBIN)}
