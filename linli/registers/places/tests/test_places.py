"""Grids, names, landmarks, official counts: what each action does and refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.rules.public import forget
from linli.registers.places import actions, errors, queries
from linli.registers.places.models import LevelName, PlaceCode
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.local_date(NOW)


@pytest.fixture
def town() -> factories.Town:
    return factories.town()


@pytest.fixture
def system() -> Actor:
    return Actor.system("test")


def test_a_grid_stands_under_its_community_with_a_code_of_fifteen_digits(town: factories.Town, system: Actor) -> None:
    with walls.acting(system):
        grid = actions.add_grid(parent_id=town.community.id, level=Level.GRID, name="第三片区", actor=system, now=NOW)
        block = actions.add_grid(parent_id=grid.id, level=Level.BLOCK, name="1号楼", actor=system, now=NOW)
        group = actions.add_grid(parent_id=block.id, level=Level.GROUP, name="一组", actor=system, now=NOW)
    assert PlaceCode.objects.get(place=grid).code == "130302001001001"
    assert (group.grid_id, group.community_id, group.city_id) == (grid.id, town.community.id, town.city.id)
    assert [above.name for above in queries.ancestors_of(group)][-3:] == ["文化里社区居委会", "第三片区", "1号楼"]
    assert queries.descendants(town.county.id, Level.GROUP) == [group]
    assert queries.descendants(town.other_county.id, Level.GROUP) == []


@pytest.mark.parametrize(
    ("parent", "level"),
    [("street", Level.GRID), ("grid", Level.GRID), ("community", Level.COMMUNITY), ("county", Level.STREET)],
)
def test_levels_keep_their_order(town: factories.Town, system: Actor, parent: str, level: Level) -> None:
    with pytest.raises(errors.WrongLevel), walls.acting(system):
        actions.add_grid(parent_id=getattr(town, parent).id, level=level, name="x", actor=system, now=NOW)


def test_a_sister_keeps_her_name_to_herself(town: factories.Town, system: Actor) -> None:
    with pytest.raises(errors.NameTaken), walls.acting(system):
        actions.add_grid(parent_id=town.community.id, level=Level.GRID, name="第一片区", actor=system, now=NOW)


def test_a_renamed_place_keeps_its_id_and_its_history(town: factories.Town, system: Actor) -> None:
    with walls.acting(system):
        place = actions.rename_place(
            place_id=town.community.id,
            name="和平社区居委会",
            basis="海政发〔2024〕1号",
            date=date(2024, 1, 1),
            actor=system,
            now=NOW,
        )
    assert (place.id, place.short_name) == (town.community.id, "和平社区")
    turn = queries.lineage_of(queries.place_for(place.id))[0]
    assert (turn.kind, turn.former, turn.basis) == ("rename", "文化里社区居委会", "海政发〔2024〕1号")


def test_a_village_that_becomes_a_community_is_an_upgrade(town: factories.Town, system: Actor) -> None:
    village = factories.place(Level.COMMUNITY, town.street, name="西沟村委会")
    with walls.acting(system):
        actions.rename_place(
            place_id=village.id,
            name="西沟社区居委会",
            kind="residents",
            basis="撤村建居批复",
            date=TODAY,
            actor=system,
            now=NOW,
        )
    upgraded = queries.place_for(village.id)
    assert (upgraded.kind, [turn.kind for turn in queries.lineage_of(upgraded)]) == ("residents", ["upgrade", "opened"])


@pytest.mark.parametrize(
    ("name", "basis", "day", "refusal"),
    [
        ("海阳里社区居委会", "批复", TODAY, errors.NameTaken),
        ("文化里社区居委会", "批复", TODAY, errors.SameName),
        ("和平社区居委会", " ", TODAY, errors.BasisMissing),
        ("和平社区居委会", "批复", TODAY + timedelta(days=1), errors.DateNotReached),
    ],
)
def test_renaming_refuses(
    town: factories.Town, system: Actor, name: str, basis: str, day: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), walls.acting(system):
        actions.rename_place(place_id=town.community.id, name=name, basis=basis, date=day, actor=system, now=NOW)


def test_the_nearest_area_names_its_levels(town: factories.Town, system: Actor) -> None:
    with walls.acting(system):
        actions.set_level_name(
            area_id=town.county.id, level=Level.GRID, name="网格", name_en="Grid", actor=system, now=NOW
        )
        actions.set_level_name(
            area_id=town.street.id, level=Level.GRID, name="小片", name_en="Patch", actor=system, now=NOW
        )
    assert queries.level_name(town.grid, Level.GRID) == "小片"
    assert queries.level_name(town.other_street, Level.GRID) == "网格"
    assert queries.level_name(town.other_county, Level.GRID) == "片区"
    assert queries.level_name(town.grid, Level.BLOCK) == "楼栋组"
    with translation.override("en"):
        assert queries.level_name(town.grid, Level.GRID) == "Patch"


def test_levels_down_to_the_community_are_the_state_s(town: factories.Town, system: Actor) -> None:
    with pytest.raises(errors.WrongLevel), walls.acting(system):
        actions.set_level_name(area_id=town.county.id, level=Level.STREET, name="片", name_en="", actor=system, now=NOW)
    assert not LevelName.objects.exists()


def test_a_landmark_is_listed_wherever_its_place_lies_and_can_be_taken_down(
    town: factories.Town, system: Actor
) -> None:
    with walls.acting(system):
        for _twice in range(2):
            estate = actions.add_landmark(
                place_id=town.grid.id, kind="estate", name="和平里小区", actor=system, now=NOW
            )
        actions.add_landmark(place_id=town.far_community.id, kind="road", name="文化路", actor=system, now=NOW)
    assert [(line.name, line.place_name) for line in queries.landmarks_of(town.county.id)] == [
        ("和平里小区", "第一片区")
    ]
    with walls.acting(system):
        actions.remove_landmark(landmark_id=estate.id, actor=system, now=NOW)
    assert queries.landmarks_of(town.county.id) == []


def counted(town: factories.Town, value: int, day: date, source: str = "第七次人口普查") -> None:
    actor = Actor.system("test")
    with walls.acting(actor):
        actions.record_official_count(
            place_id=town.community.id,
            measure="households",
            value=Decimal(value),
            date=day,
            source=source,
            actor=actor,
            now=NOW,
        )


def test_the_newest_count_on_or_before_a_day_holds(town: factories.Town) -> None:
    counted(town, 900, date(2020, 11, 1))
    counted(town, 1200, date(2024, 12, 31), "街道年报")
    on_2022 = queries.official_count(town.community.id, "households", date(2022, 1, 1))
    assert on_2022 is not None
    assert (int(on_2022.value), on_2022.source) == (900, "第七次人口普查")
    assert queries.official_count(town.community.id, "households", date(2020, 1, 1)) is None
    assert [count.value for count in queries.official_counts_of(town.community.id)] == [1200, 900]
    with pytest.raises(errors.CountTaken):
        counted(town, 901, date(2020, 11, 1))


@pytest.mark.parametrize(
    ("households", "on", "band"),
    [
        (900, date(2026, 2, 1), "below"),
        (900, date(2025, 2, 1), "above"),
        (3000, date(2026, 2, 1), "within"),
        (3001, date(2026, 2, 1), "above"),
    ],
)
def test_a_community_s_size_is_held_against_the_law_of_the_day(
    town: factories.Town, households: int, on: date, band: str
) -> None:
    forget()
    counted(town, households, date(2024, 12, 31))
    size = queries.size_of(town.community, on)
    assert (size.band, size.households) == (band, households)
    assert queries.size_of(town.other_community, on).band == "unknown"
