"""Merge, split and move: planned without a trace, enacted whole, history kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotAllowed, NotFound
from linli.registers.places import actions, errors, queries
from linli.registers.places.actions import NewPlace, Reorganisation
from linli.registers.places.models import Landmark, Lineage, Place, PlaceCode
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db
NOW = clock.now()
ON = date(2026, 3, 1)
SYSTEM = Actor.system("test")


@pytest.fixture
def town() -> factories.Town:
    town = factories.town()
    for place, households in (
        (town.community, 900),
        (town.other_community, 2200),
        (town.grid, 500),
        (town.other_grid, 400),
    ):
        with walls.acting(SYSTEM):
            actions.record_official_count(
                place_id=place.id,
                measure="households",
                value=Decimal(households),
                date=date(2025, 12, 31),
                source="年报",
                actor=SYSTEM,
                now=NOW,
            )
    return town


def merger(town: factories.Town, **changes: object) -> Reorganisation:
    values = {
        "kind": "merge",
        "from_ids": (town.community.id, town.other_community.id),
        "into": (NewPlace("文海社区居委会"),),
        "date": ON,
        "basis": "海政发〔2026〕3号",
    }
    return Reorganisation(**(values | changes))  # type: ignore[arg-type]  # -- a test's shorthand


def split(town: factories.Town, **changes: object) -> Reorganisation:
    into = (
        NewPlace("文化东社区", grid_ids=(town.grid.id,)),
        NewPlace("文化西社区", code="130302001009", grid_ids=(town.other_grid.id,)),
    )
    return merger(town, **{"kind": "split", "from_ids": (town.community.id,), "into": into} | changes)


def enact(wanted: Reorganisation, actor: Actor = SYSTEM) -> list[Place]:
    with walls.acting(actor):
        return actions.enact_reorganisation(wanted=wanted, actor=actor, now=NOW)


def test_a_plan_shows_sizes_before_and_after_and_changes_nothing(town: factories.Town) -> None:
    with walls.acting(SYSTEM):
        plan = actions.plan_reorganisation(wanted=merger(town), actor=SYSTEM, now=NOW)
    assert [(effect.name, effect.size.households, effect.size.band) for effect in plan.before] == [
        ("文化里社区居委会", 900, "below"),
        ("海阳里社区居委会", 2200, "within"),
    ]
    assert [(effect.name, effect.size.households, effect.size.band) for effect in plan.after] == [
        ("文海社区居委会", 3100, "above")
    ]
    assert plan.moved == 2
    assert not Lineage.objects.exists()


def test_an_uncounted_part_makes_the_sum_unknown(town: factories.Town) -> None:
    third = factories.place(Level.COMMUNITY, town.street, name="新里社区居委会")
    wanted = merger(town, from_ids=(town.community.id, third.id))
    with walls.acting(SYSTEM):
        plan = actions.plan_reorganisation(wanted=wanted, actor=SYSTEM, now=NOW)
    assert [(effect.size.households, effect.size.band) for effect in plan.after] == [(None, "unknown")]


def test_a_merger_closes_the_old_and_hands_everything_over(town: factories.Town) -> None:
    factories.landmark(town.other_community, "海阳花园")
    (new,) = enact(merger(town))
    old = Place.objects.get(id=town.other_community.id)
    assert (old.valid_until, new.valid_from) == (ON, ON)
    assert PlaceCode.objects.get(place=new, valid_until=None).code == "130302001001"
    assert set(
        PlaceCode.objects.filter(place__in=[town.community, town.other_community]).values_list("valid_until", flat=True)
    ) == {ON}
    grid = Place.objects.get(id=town.grid.id)
    assert (grid.parent_id, grid.community_id, grid.street_id) == (new.id, new.id, town.street.id)
    assert grid.path == f"{new.path}.{grid.id.hex}"
    assert Landmark.objects.get(name="海阳花园").place_id == new.id
    turn = queries.lineage_of(new)[0]
    assert (turn.kind, {name for _id, name in turn.came_from}) == ("merge", {"文化里社区居委会", "海阳里社区居委会"})
    assert [turn.kind for turn in queries.lineage_of(old)] == ["closed", "merge", "opened"]
    assert [place.name for place in queries.children_of(town.street.id)] == ["文海社区居委会"]


def test_a_split_gives_each_grid_to_one_new_community(town: factories.Town) -> None:
    east, west = enact(split(town))
    grids = dict(Place.objects.filter(level="grid").values_list("name", "community_id"))
    assert grids == {"第一片区": east.id, "第二片区": west.id}
    codes = dict(
        PlaceCode.objects.filter(valid_until=None, system="nbs", place__in=[east, west]).values_list(
            "place__name", "code"
        )
    )
    assert codes == {"文化东社区": "130302001001", "文化西社区": "130302001009"}


def test_a_moved_community_stays_itself_under_another_street(town: factories.Town) -> None:
    wanted = merger(town, kind="move", from_ids=(town.community.id,), into=(), parent_id=town.other_street.id)
    (moved,) = enact(wanted)
    grid = Place.objects.get(id=town.grid.id)
    assert (moved.id, moved.street_id, grid.street_id) == (
        town.community.id,
        town.other_street.id,
        town.other_street.id,
    )
    assert grid.path == f"{town.other_street.path}.{moved.id.hex}.{grid.id.hex}"
    assert next((turn.kind, turn.former) for turn in queries.lineage_of(moved)) == ("move", "文化路街道")


def test_grids_of_one_community_can_be_merged(town: factories.Town) -> None:
    block = factories.place(Level.BLOCK, town.other_grid, name="1号楼")
    (new,) = enact(merger(town, from_ids=(town.grid.id, town.other_grid.id), into=(NewPlace("南片区"),)))
    block = Place.objects.get(id=block.id)
    assert (new.grid_id, block.parent_id, block.community_id) == (new.id, new.id, town.community.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": ""},
        {"date": date(2999, 1, 1)},
        {"kind": "abolish"},
        {"into": ()},
        {"into": (NewPlace(" "),)},
        {"date": date(2019, 1, 1)},
    ],
)
def test_what_does_not_add_up_is_refused(town: factories.Town, changes: dict[str, object]) -> None:
    with pytest.raises((errors.WrongPlan, errors.BasisMissing, errors.DateNotReached)):
        enact(merger(town, **changes))
    assert not Lineage.objects.exists()


def test_a_split_that_forgets_a_grid_is_refused(town: factories.Town) -> None:
    into = (NewPlace("文化东社区", grid_ids=(town.grid.id,)), NewPlace("文化西社区"))
    with pytest.raises(errors.WrongPlan):
        enact(split(town, into=into))


def test_a_code_in_use_elsewhere_is_refused_and_nothing_is_left(town: factories.Town) -> None:
    with pytest.raises(errors.CodeTaken):
        enact(merger(town, into=(NewPlace("文海社区居委会", code="130303001001"),)))
    assert not Place.objects.filter(valid_until__isnull=False).exists()


def test_a_closed_place_is_not_reorganised_again(town: factories.Town) -> None:
    enact(merger(town))
    with pytest.raises(errors.Closed):
        enact(merger(town))


def test_only_the_capability_and_only_inside_one_s_own_place(town: factories.Town) -> None:
    with pytest.raises(NotAllowed):
        enact(merger(town), factories.acting_at(town.county, "county_desk", "matters"))
    with pytest.raises(NotFound):
        enact(merger(town), factories.administrator(town.other_county))
    wanted = merger(town, kind="move", from_ids=(town.community.id,), into=(), parent_id=town.far_community.parent_id)
    with pytest.raises(NotFound):
        enact(wanted, factories.administrator(town.county))
    assert len(enact(merger(town), factories.administrator(town.county))) == 1


def test_rows_of_scoped_tables_follow(town: factories.Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE scoped (LIKE places_place, place_id uuid)")
        cursor.execute(
            "INSERT INTO scoped SELECT p.*, p.id FROM places_place p WHERE id = ANY(%s)",
            [[town.community.id, town.grid.id, town.far_community.id]],
        )
    new = enact(merger(town))[0]
    mapping = {str(town.community.id): str(new.id), str(town.grid.id): str(town.grid.id)}
    assert actions.rescope("scoped", mapping) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT place_id, grid_id, community_id FROM scoped WHERE city_id IS NOT NULL ORDER BY name")
        assert set(cursor.fetchall()) == {
            (new.id, None, new.id),
            (town.grid.id, town.grid.id, new.id),
            (town.far_community.id, None, town.far_community.id),
        }
