"""What is generated adds up to what is official, and comes out the same every time."""

from collections import Counter
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from demo.bodies import Personnel
from demo.census import MEASURES, Counts, count_places, read_census
from demo.chance import Ids, apportion, uuid7_at
from demo.families import HEAD, families, household_sizes
from demo.landmarks import Landmarks, name_landmarks
from demo.people import Issuers, Register, Registrar
from demo.places import Gardener, Tree
from demo.providers import PROVIDER, open_market
from demo.spec import HAIGANG, HARBIN, SIZES

TODAY = date(2026, 11, 24)


def _a_city() -> tuple[Tree, Counts, Landmarks, Register, list[tuple[object, ...]]]:
    rng = Random(HAIGANG.seed)
    ids = Ids(1_795_000_000_000, rng)
    census = read_census(HAIGANG.county_codes[0])
    tree = Gardener(HAIGANG, SIZES["small"], rng, ids).grow("130302")
    counts = count_places(tree, census, rng)
    landmarks = name_landmarks(tree, rng, ids)
    registrar = Registrar(Issuers.of(HAIGANG), SIZES["small"], census, rng, ids, TODAY)
    staff = Personnel(HAIGANG, registrar, rng, ids, TODAY).fill(tree, landmarks.estates)
    registrar.enrol(tree, landmarks.estates)
    return tree, counts, landmarks, registrar.register, staff.posts


def test_the_same_seed_gives_the_same_city_but_for_the_nonces_of_sealed_fields() -> None:
    first, second = _a_city(), _a_city()
    assert [(node.id, node.name, node.path) for node in first[0].nodes] == [
        (node.id, node.name, node.path) for node in second[0].nodes
    ]
    assert first[1] == second[1]
    assert first[2].rows == second[2].rows
    assert first[4] == second[4]
    one, other = first[3], second[3]
    assert (one.dwellings, one.households, one.circumstances) == (
        other.dwellings,
        other.households,
        other.circumstances,
    )
    assert [(*person[:4], person[5], person[7]) for person in one.persons] == [
        (*person[:4], person[5], person[7]) for person in other.persons
    ]


def test_counts_of_communities_add_up_to_the_census() -> None:
    tree, counts, *_ = _a_city()
    communities = [counts[node.id] for node in tree.of("community")]
    assert len(communities) == 388
    assert len(tree.of("street")) == 20
    total = {measure: sum(each[measure] for each in communities) for measure in MEASURES}
    assert total["population"] == 1_024_876
    assert total["households"] == round(1_024_876 / 2.39)
    assert total["elderly_65"] == round(1_024_876 * 0.1301)
    assert total["children_0_14"] == round(1_024_876 * 0.1458)
    assert counts[tree.county.id]["population"] == 1_024_876
    for street in tree.of("street"):
        below = sum(counts[child.id]["population"] for child in street.children)
        assert counts[street.id]["population"] == below
    assert all(0 < each["elderly_65"] < each["population"] and each["households"] > 0 for each in communities)


def test_every_community_has_two_to_six_grids_with_codes_of_fifteen_digits() -> None:
    tree, *_ = _a_city()
    grids = [len(node.children) for node in tree.of("community")]
    assert (min(grids), max(grids)) == (2, 6)
    assert {len(node.code) for node in tree.of("grid")} == {15}
    assert len({node.code for node in tree.nodes if node.code}) == 1 + 1 + 1 + 20 + 388 + len(tree.of("grid"))


def test_no_two_providers_of_a_large_county_have_one_credit_code() -> None:
    rng = Random(HARBIN.seed)
    ids = Ids(1_795_000_000_000, rng)
    tree = Gardener(HARBIN, SIZES["city"], rng, ids).grow("230110")
    market = open_market(tree, Random("20261123/230110/providers"), ids, HARBIN.since)
    codes = [row[PROVIDER.index("credit_code")] for row in market.providers]
    assert len(codes) == len(set(codes)) > 100


def test_families_have_the_ages_of_the_census_and_a_grown_up_head() -> None:
    census, rng = read_census(HAIGANG.county_codes[0]), Random(5)
    sizes = household_sizes(1_000, 2_390, census, rng)
    assert (len(sizes), sum(sizes)) == (1_000, 2_390)
    assert abs(sizes.count(1) / 1_000 - census.one_person_share) < 0.01
    homes = list(families(sizes, census, rng))
    assert [len(home) for home in homes] == sizes
    assert all(home[0].relation == HEAD and home[0].age >= 20 for home in homes)
    ages = Counter(member.age for home in homes for member in home)
    expected = apportion(2_390, [share for _, _, share in census.bands])
    found = [sum(ages[age] for age in range(first, last + 1)) for first, last, _ in census.bands]
    assert found == expected


@given(st.integers(0, 10**7), st.lists(st.floats(0.01, 1e6), min_size=1, max_size=60))
def test_apportioning_gives_everything_away_and_nothing_more(total: int, weights: list[float]) -> None:
    parts = apportion(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(abs(part - total * weight / whole) <= 1 for part, weight in zip(parts, weights, strict=True))


def test_ids_are_uuids_of_version_seven_in_the_order_of_their_making() -> None:
    moment = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp() * 1000)
    ids = Ids(moment, Random(1))
    made = [ids() for _ in range(1_000)]
    assert made == sorted(made)
    assert {UUID(each).version for each in made} == {7}
    assert {UUID(each).variant for each in made} == {"specified in RFC 4122"}
    assert UUID(uuid7_at(moment, Random(1))).int >> 80 == moment
