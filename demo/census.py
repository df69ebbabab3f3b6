"""Official counts of every community, generated, with sums that are the district's own in the 2020 census."""

import csv
from dataclasses import dataclass
from datetime import date
from random import Random

from demo.chance import Id, apportion
from demo.places import Node, Tree
from demo.spec import DATA

CENSUS_DAY = date(2020, 11, 1)
MEASURES = ("households", "population", "floating_population", "elderly_65", "children_0_14", "area_km2")
SOURCE_DISTRICT = "第七次全国人口普查（2020年11月1日零时）"
SOURCE_BELOW = "演示数据：按全区普查数分配到各社区，不是公布数"
# What a community registered in full counts: its register and the official count are alike, though not the same.
FULL_HOUSEHOLDS, FULL_PEOPLE = 1_100, 2_600

_BANDS = (
    "AGES_0 0 0,AGES_1-4 1 4,AGES_5-9 5 9,AGES_10-14 10 14,AGES_15-19 15 19,AGES_20-24 20 24,AGES_25-29 25 29,"
    "AGES_30-34 30 34,AGES_35-39 35 39,AGES_40-44 40 44,AGES_45-49 45 49,AGES_50-54 50 54,AGES_55-59 55 59,"
    "AGES_60-64 60 64,AGES_65-69 65 69,AGES_70-74 70 74,AGES_75-79 75 79,AGES_80-84 80 84,AGES_85P 85 97"
)


@dataclass(frozen=True, slots=True)
class Census:
    """A county's line of the census: counts, shares of one, and the age bands as (first year, last year, share)."""

    population: int
    household_size: float
    urban_share: float
    one_person_share: float
    elders_share: float
    children_share: float
    apart_in_county: float
    from_elsewhere: float
    bands: tuple[tuple[int, int, float], ...]

    @property
    def households(self) -> int:
        """Households, from people and household size."""
        return round(self.population / self.household_size)


def read_census(county_code: str) -> Census:
    """The county's line of `data/census.csv`; raises LookupError when it isn't there."""
    with (DATA / "census.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] == county_code:
                return _census(row)
    raise LookupError(f"demo/data/census.csv has no line for {county_code}.")


def _census(row: dict[str, str]) -> Census:
    bands = []
    for band in _BANDS.split(","):
        column, first, last = band.split()
        bands.append((int(first), int(last), float(row[column])))
    return Census(
        population=int(row["population"]),
        household_size=float(row["household_size"]),
        urban_share=float(row["urban_share"]),
        one_person_share=float(row["one_person_share"]),
        elders_share=float(row["AGES_65P"]),
        children_share=float(row["AGES_0-14"]),
        apart_in_county=float(row["floating_county"]),
        from_elsewhere=float(row["floating_province"]) + float(row["floating_outside"]),
        bands=tuple(bands),
    )


Counts = dict[Id, dict[str, float]]


def count_places(tree: Tree, census: Census, rng: Random) -> Counts:
    """Every measure of every community, street and the county; the numbers add up level by level."""
    communities = tree.of("community")
    counts: Counts = {node.id: {} for node in communities}
    people = _people(communities, census, rng)
    others = [node for node in communities if not node.is_full]
    for node in communities:
        counts[node.id]["population"] = people[node.id]
        counts[node.id]["area_km2"] = round(_area(node, people[node.id], rng), 2)
    for measure, (total, in_full, in_villages, noise) in _totals(census).items():
        weights = [
            people[node.id] * (in_villages if node.is_village else 1.0) * rng.uniform(1 - noise, 1 + noise)
            for node in others
        ]
        parts = apportion(total - in_full * (len(communities) - len(others)), weights)
        for node in communities:
            counts[node.id][measure] = in_full
        for node, part in zip(others, parts, strict=True):
            counts[node.id][measure] = part
    _sum_up(tree, counts)
    return counts


def _totals(census: Census) -> dict[str, tuple[int, int, float, float]]:
    """For each measure: the district's total, a full community's number, the weight of villages, and the noise."""
    return {
        "households": (census.households, FULL_HOUSEHOLDS, 1.0, 0.05),
        "elderly_65": (
            round(census.population * census.elders_share),
            round(FULL_PEOPLE * census.elders_share),
            1.35,
            0.15,
        ),
        "children_0_14": (
            round(census.population * census.children_share),
            round(FULL_PEOPLE * census.children_share),
            0.9,
            0.12,
        ),
        "floating_population": (
            round(census.population * census.from_elsewhere),
            round(FULL_PEOPLE * census.from_elsewhere),
            0.25,
            0.2,
        ),
    }


def _people(communities: list[Node], census: Census, rng: Random) -> dict[Id, int]:
    """People by community: the full ones fixed, towns and villages by the census's urban share."""
    full = [node for node in communities if node.is_full]
    towns = [node for node in communities if not node.is_full and not node.is_village]
    villages = [node for node in communities if node.is_village]
    urban = round(census.population * census.urban_share)
    people = {node.id: FULL_PEOPLE for node in full}
    for nodes, total in ((towns, urban - FULL_PEOPLE * len(full)), (villages, census.population - urban)):
        parts = apportion(total, [rng.lognormvariate(0, 0.35) for _ in nodes])
        people.update({node.id: part for node, part in zip(nodes, parts, strict=True)})
    return people


def _area(node: Node, people: int, rng: Random) -> float:
    """Square kilometres, from a plausible density; nothing official."""
    return rng.uniform(1.2, 4.5) if node.is_village else people / rng.uniform(9_000, 22_000)


def _sum_up(tree: Tree, counts: Counts) -> None:
    for node in reversed(tree.nodes):
        if node.level in ("county", "street"):
            below = [counts[child.id] for child in node.children]
            counts[node.id] = {measure: round(sum(each[measure] for each in below), 2) for measure in MEASURES}
