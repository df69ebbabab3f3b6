"""Which post answers at a place: vacancies, leave, substitutes, avoidance, departments."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from linli.base.kit import walls
from linli.base.kit.actor import Level
from linli.registers.bodies import public as bodies
from linli.registers.bodies.models import Post
from linli.registers.bodies.tests import factories
from linli.registers.bodies.tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[factories.Office]:
    """The office, with the test itself writing as the system."""
    with walls.acting(factories.SYSTEM):
        yield factories.office()


def desk(place_id: UUID, role: str, department: str = "", avoided: UUID | None = None) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT post_id FROM bodies_desk_at(%s, %s, %s, %s)", [place_id, role, department, avoided])
        rows = cursor.fetchall()
    assert len(rows) <= 1
    found = bodies.desk_at(place_id, role, avoided=avoided)
    if not department:
        assert (found.id if found else None) == (rows[0][0] if rows else None), "the two doors disagree"
    return rows[0][0] if rows else None


def test_the_held_post_answers_and_no_other_place_s(office: factories.Office) -> None:
    assert desk(office.town.community.id, "community_secretary") == office.secretary.id
    assert desk(office.town.other_community.id, "community_secretary") is None


def second(office: factories.Office) -> Post:
    of = factories.body(office.town.community, "service_station")
    return factories.post(of, "community_secretary", office.town.community, "副书记")


def test_a_vacant_post_answers_through_its_substitute_and_stays_the_holder(office: factories.Office) -> None:
    vacant = factories.post(office.street_clerk.body, "street_duty", office.town.street, substitute=office.street_clerk)
    assert desk(office.town.street.id, "street_duty") == vacant.id


@pytest.mark.parametrize("is_avoided", [False, True])
def test_a_substitute_from_the_avoided_body_does_not_answer(office: factories.Office, is_avoided: bool) -> None:
    of = factories.body(office.town.street, "social_organisation")
    vacant = factories.post(of, "street_duty", office.town.street, substitute=office.street_clerk)
    avoided = office.street_clerk.body_id if is_avoided else None
    assert desk(office.town.street.id, "street_duty", avoided=avoided) == (None if is_avoided else vacant.id)


def test_a_vacant_post_without_substitute_or_with_an_absent_one_does_not_answer(office: factories.Office) -> None:
    of = office.street_clerk.body
    lonely = factories.post(of, "street_duty", office.town.street)
    assert desk(office.town.street.id, "street_duty") is None
    absent = factories.post(of, "street_leader", office.town.street)
    factories.away(absent)
    Post.objects.filter(id=lonely.id).update(substitute=absent)
    assert desk(office.town.street.id, "street_duty") is None


def test_a_holder_who_is_there_comes_before_one_who_is_away(office: factories.Office) -> None:
    community = office.town.community
    other = second(office)
    factories.hold(other)
    assert desk(community.id, "community_secretary") == office.secretary.id
    tenure = office.secretary.tenures.get()
    tenure.away_from, tenure.away_until = TODAY, TODAY
    tenure.save()
    Post.objects.filter(id=office.secretary.id).update(substitute=other)
    assert desk(community.id, "community_secretary") == other.id
    tenure.away_until = TODAY - timedelta(days=1)
    tenure.away_from = TODAY - timedelta(days=3)
    tenure.save()
    assert desk(community.id, "community_secretary") == office.secretary.id


def test_retired_future_and_ended_do_not_answer(office: factories.Office) -> None:
    community = office.town.community
    office.secretary.tenures.update(until=TODAY)
    assert desk(community.id, "community_secretary") is None
    factories.hold(office.secretary, since=TODAY + timedelta(days=1))
    assert desk(community.id, "community_secretary") is None
    Post.objects.filter(id=office.far_secretary.id).update(valid_until=TODAY)
    assert desk(office.town.far_community.id, "community_secretary") is None


def test_the_avoided_body_s_own_post_does_not_answer(office: factories.Office) -> None:
    assert desk(office.town.community.id, "community_secretary", avoided=office.secretary.body_id) is None
    other = second(office)
    factories.hold(other)
    assert desk(office.town.community.id, "community_secretary", avoided=office.secretary.body_id) == other.id


def test_a_department_is_found_by_its_code(office: factories.Office) -> None:
    county = office.town.county
    civil = factories.post(factories.body(county, "department", department="civil_affairs"), "department_clerk", county)
    health = factories.post(factories.body(county, "department", department="health"), "department_clerk", county)
    factories.hold(civil)
    factories.hold(health)
    assert desk(county.id, "department_clerk", "health") == health.id
    assert desk(county.id, "department_clerk", "water") is None
    assert [post.id for post in bodies.department_posts(county.id)] == [civil.id, health.id]


def test_the_desk_above_is_that_of_the_place_s_own_street_and_county(office: factories.Office) -> None:
    street = bodies.desk_above(office.town.grid.id, Level.STREET)
    county = bodies.desk_above(office.town.grid.id, Level.COUNTY)
    assert (street and street.id, county and county.id) == (office.street_clerk.id, office.county_desk.id)
    assert bodies.desk_above(office.town.far_community.id, Level.STREET) is None
    assert bodies.desk_above(office.town.street.id, Level.COMMUNITY) is None


def test_the_question_is_inlined_into_the_statement_that_asks_it(office: factories.Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT d.post_id FROM (VALUES (%s::uuid)) v (place), LATERAL bodies_desk_at(v.place, 'grid_worker', '', NULL) d",
            [office.town.grid.id],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Function Scan" not in plan
    assert "posts_by_place_and_role" in plan or "Seq Scan on bodies_post" in plan


def test_posts_that_nobody_answers_for_are_all_those_that_do_not_answer(office: factories.Office) -> None:
    at, of = office.town.street, office.street_clerk.body
    covered, lonely, closed, absent = (factories.post(of, "street_duty", at) for _each in range(4))
    factories.away(absent)
    stood_in = factories.post(of, "street_duty", at, substitute=absent)
    factories.hold(closed)
    behind_closed = factories.post(of, "street_duty", at, substitute=closed)
    Post.objects.filter(id=covered.id).update(substitute=office.street_clerk)
    Post.objects.filter(id=closed.id).update(valid_until=TODAY)
    gone = {lonely.id, closed.id, absent.id, stood_in.id, behind_closed.id}
    county = office.town.county
    assert bodies.unanswered(None) == bodies.unanswered(county.id) == gone
    assert bodies.unanswered(office.town.community.id) == set()
    answering = {post.id for post in bodies.answering_posts([at.id])}
    assert answering == set(Post.objects.filter(place_id=at.id).values_list("id", flat=True)) - gone
