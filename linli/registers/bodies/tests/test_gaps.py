"""Completeness of bodies, heads of grids, plates and concurrent posts."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoAssertNumQueries

from linli.base.kit import walls
from linli.base.kit.actor import Level
from linli.base.kit.ids import new_id
from linli.registers.bodies import queries
from linli.registers.bodies.models import Body
from linli.registers.bodies.tests import factories
from linli.registers.places.tests import factories as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[factories.Office]:
    """The office, with the test itself writing as the system."""
    with walls.acting(factories.SYSTEM):
        yield factories.office()


@pytest.mark.parametrize(
    ("code", "count"),
    [("130302", 3), ("320602", 4), ("230102", 4), ("", 4)],
)
def test_each_area_expects_its_own_bodies(code: str, count: int) -> None:
    kinds, source = queries.expected_kinds(code)
    assert len(kinds) == count
    assert source
    assert ("representative_assembly" in kinds) == code.startswith("2301")


def test_a_community_lacks_what_its_area_expects(office: factories.Office) -> None:
    actor = factories.acting_as(office.county_desk, office.town.county)
    assert [(gap.community_name, gap.missing) for gap in queries.completeness(actor)] == [
        ("文化里社区居委会", ("committee", "service_station")),
        ("海阳里社区居委会", ("party_organisation", "committee", "service_station")),
    ]
    factories.body(office.town.community, "committee")
    factories.body(office.town.community, "service_station")
    assert [gap.community_name for gap in queries.completeness(actor)] == ["海阳里社区居委会"]
    Body.objects.filter(kind="committee").update(valid_until=factories.TODAY)
    assert queries.completeness(actor)[0].missing == ("committee",)


def test_each_node_of_the_grid_has_one_named_head_or_is_listed(office: factories.Office) -> None:
    block = places.place(Level.BLOCK, office.town.grid, name="1号楼")
    person = new_id()
    head = factories.post(office.worker.body, "block_head", block)
    factories.hold(head, "李秀兰", person_id=person)
    leader = factories.post(office.secretary.body, "community_clerk", office.town.community, "党小组长")
    factories.hold(leader, "李秀兰", person_id=person)
    actor = factories.acting_as(office.secretary, office.town.community)
    heads = [(row.name, row.holder, row.also) for row in queries.grid_heads(actor)]
    assert heads == [("第一片区", "王秀英", []), ("1号楼", "李秀兰", ["党小组长"]), ("第二片区", None, [])]
    assert [row.name for row in queries.grid_heads(actor, is_uncovered=True)] == ["第二片区"]
    tally = queries.head_tally(actor)
    assert (tally.nodes, tally.covered, tally.uncovered) == (3, 2, 1)
    assert queries.grid_heads(factories.acting_as(office.far_secretary, office.town.far_community)) == []


def test_plates_show_who_answers_with_the_leading_post_first(office: factories.Office) -> None:
    clerk = factories.post(office.secretary.body, "community_clerk", office.town.community, "服务大厅")
    factories.hold(clerk, "赵敏")
    factories.post(office.secretary.body, "committee_member", office.town.community, "空缺委员")
    own = [(plate.title, plate.name, plate.phone) for plate in queries.plates_of(office.town.community.id)]
    assert own == [("社区书记", "王秀英", "0335-3010001"), ("服务大厅", "赵敏", "0335-3010001")]
    below = [plate.title for plate in queries.plates_of(office.town.community.id, is_below=True)]
    assert below == ["社区书记", "服务大厅", "网格员"]


def test_a_sheet_for_the_stairs_names_whoever_is_near_once(office: factories.Office) -> None:
    town = office.town
    block = places.place(Level.BLOCK, town.grid, name="1号楼")
    far_block = places.place(Level.BLOCK, town.other_grid, name="2号楼")
    person = new_id()
    for at, title in ((block, "1号楼楼栋长"), (town.grid, "第一片区副")):
        role = "block_head" if at is block else "grid_worker"
        factories.hold(factories.post(office.worker.body, role, at, title), "李秀兰", person_id=person)
    factories.hold(factories.post(office.worker.body, "block_head", far_block, "2号楼楼栋长"), "陈玉芬")
    sheet = [(plate.title, plate.name) for plate in queries.plate_sheet(town.community.id, block.id)]
    assert sheet == [("社区书记", "王秀英"), ("网格员", "王秀英"), ("第一片区副、1号楼楼栋长", "李秀兰")]
    community = [plate.name for plate in queries.plate_sheet(town.community.id, town.community.id)]
    assert community == ["王秀英", "王秀英", "李秀兰"]
    assert queries.plate_sheet(town.community.id, town.community.id)[2].title == "第一片区副"


def test_concurrent_posts_are_marked_on_both(office: factories.Office) -> None:
    person = office.secretary.tenures.get().person_id
    head = factories.post(
        factories.body(office.town.community, "committee"), "committee_member", office.town.community, "居委会主任"
    )
    factories.hold(head, person_id=person)
    (seat,) = queries.seats_of(body_id=head.body_id)
    assert seat.holder is not None
    assert seat.holder.also == ("社区书记",)
    (own,) = queries.seats_of(body_id=office.secretary.body_id)
    assert own.holder is not None
    assert own.holder.also == ("居委会主任",)


def test_colleagues_are_the_body_s_and_those_tied_by_standing_in(office: factories.Office) -> None:
    clerk = factories.post(office.secretary.body, "community_clerk", office.town.community, substitute=office.secretary)
    station = factories.body(office.town.community, "service_station")
    other = factories.post(station, "community_clerk", office.town.community, "大厅", substitute=office.secretary)
    factories.post(station, "community_clerk", office.town.community, "无关的")
    actor = factories.acting_as(office.secretary, office.town.community)
    assert {seat.post_id for seat in queries.colleagues_of(actor)} == {office.secretary.id, clerk.id, other.id}


def test_lists_take_as_many_statements_for_three_as_for_one(
    office: factories.Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = factories.acting_as(office.county_desk, office.town.county)
    for extra in range(3):
        if extra:
            factories.hold(
                factories.post(office.secretary.body, "community_clerk", office.town.community, f"大厅{extra}")
            )
            places.place(Level.COMMUNITY, office.town.street)
            places.place(Level.GRID, office.town.other_community)
        with django_assert_num_queries(3):
            queries.seats_of(body_id=office.secretary.body_id)
        with django_assert_num_queries(2):
            queries.standings(actor)
            queries.grid_heads(actor)
