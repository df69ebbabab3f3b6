"""What makes one demo city: where its places and census come from, which communities are registered in full."""

from dataclasses import dataclass
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


SIZES = {
    size.name: size
    for size in (
        Size("full", 20_000, 90, 150, 450, 4, 4, 6),
        Size("small", 2_000, 90, 15, 45, 1, 2, 1),
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
    county_code: str
    city_code: str
    full: tuple[str, ...]
    identity_area: str
    phone_prefix: str
    since: date
    level_names: tuple[tuple[str, str, str], ...]

    @property
    def places_path(self) -> Path:
        """The file of codes and names."""
        return DATA / self.places_file


HAIGANG = CitySpec(
    name="haigang",
    seed=20261122,
    places_file="haigang-places.csv",
    county_code="130302",
    city_code="1303",
    full=("130302001001", "130302001009", "130302001010"),
    identity_area="990302",
    phone_prefix="160",
    since=date(2020, 1, 1),
    level_names=(("grid", "片区", "Patch"), ("block", "楼栋组", "Block"), ("group", "居民小组", "Residents' group")),
)

CITIES = {city.name: city for city in (HAIGANG,)}
