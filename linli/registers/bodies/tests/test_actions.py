"""Bodies, posts and tenures: what each action does and refuses."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.kit import clock, walls
from linli.base.kit.ids import new_id
from linli.registers.bodies import actions, errors, queries
from linli.registers.bodies.jobs import rehouse
from linli.registers.bodies.models import Body, Post
from linli.registers.bodies.tests import factories
from linli.registers.bodies.tests.factories import SYSTEM, TODAY
from linli.registers.places.public import NewPlace, Reorganisation, enact_reorganisation

pytestmark = pytest.mark.django_db
NOW = clock.now()
WHO: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def office() -> Iterator[factories.Office]:
    """The office, with the test itself writing as the system."""
    with walls.acting(factories.SYSTEM):
        yield factories.office()


def test_a_body_is_opened_where_it_belongs_and_once(office: factories.Office) -> None:
    community = office.town.community
    with walls.acting(SYSTEM):
        body = actions.open_body(kind="committee", name="文化里居委会", place_id=community.id, since=TODAY, **WHO)
    assert (body.community_id, body.street_id) == (community.id, office.town.street.id)
    with pytest.raises(errors.BodyExists), walls.acting(SYSTEM):
        actions.open_body(kind="committee", name="又一个", place_id=community.id, since=TODAY, **WHO)
    with pytest.raises(errors.WrongLevel), walls.acting(SYSTEM):
        actions.open_body(kind="committee", name="街道居委会", place_id=office.town.street.id, since=TODAY, **WHO)
    with pytest.raises(errors.NameMissing), walls.acting(SYSTEM):
        actions.open_body(kind="safety_office", name=" ", place_id=community.id, since=TODAY, **WHO)


def test_party_organisations_keep_the_order_of_their_ranks(office: factories.Office) -> None:
    community = office.town.community
    kind: dict[str, Any] = {"kind": "party_organisation", "since": TODAY, **WHO}
    with walls.acting(SYSTEM):
        top = actions.open_body(name="党委", place_id=community.id, rank="committee", **kind)
        branch = actions.open_body(
            name="第一党支部", place_id=office.town.grid.id, rank="branch", parent_id=top.id, **kind
        )
        actions.open_body(name="第一党小组", place_id=office.town.grid.id, rank="group", parent_id=branch.id, **kind)
    tree = [(line.name, line.depth) for line in queries.party_tree(community.id) if line.rank_name]
    assert tree == [("党委", 0), ("第一党支部", 1), ("第一党小组", 2)]
    with pytest.raises(errors.WrongRank), walls.acting(SYSTEM):
        actions.open_body(name="党总支", place_id=community.id, rank="general_branch", parent_id=branch.id, **kind)
    with pytest.raises(errors.WrongRank), walls.acting(SYSTEM):
        actions.open_body(name="没有级别", place_id=community.id, rank="", **kind)


def test_a_body_closes_with_its_vacant_posts_once_nobody_is_in_office(office: factories.Office) -> None:
    body = factories.body(office.town.community, "service_station")
    hall = factories.post(body, "community_clerk", office.town.community)
    factories.hold(hall)
    with pytest.raises(errors.PostsHeld), walls.acting(SYSTEM):
        actions.close_body(body_id=body.id, until=TODAY, **WHO)
    hall.tenures.update(until=TODAY)
    with walls.acting(SYSTEM):
        actions.close_body(body_id=body.id, until=TODAY, **WHO)
    assert (Body.objects.get(id=body.id).valid_until, Post.objects.get(id=hall.id).valid_until) == (TODAY, TODAY)
    with pytest.raises(errors.BodyClosed), walls.acting(SYSTEM):
        actions.close_body(body_id=body.id, until=TODAY, **WHO)
    with pytest.raises(errors.BodyClosed), walls.acting(SYSTEM):
        actions.open_post(body_id=body.id, role="community_clerk", title="x", since=TODAY, **WHO)


def test_a_post_s_role_belongs_to_the_level_of_its_place(office: factories.Office) -> None:
    body = office.secretary.body
    with walls.acting(SYSTEM):
        worker = actions.open_post(
            body_id=body.id,
            role="grid_worker",
            title="第二片区负责人",
            since=TODAY,
            place_id=office.town.other_grid.id,
            **WHO,
        )
    assert (worker.grid_id, worker.community_id) == (office.town.other_grid.id, office.town.community.id)
    for role, place in (
        ("grid_worker", None),
        ("street_clerk", None),
        ("chief", None),
        ("community_clerk", office.town.far_community.id),
    ):
        with pytest.raises(errors.WrongLevel), walls.acting(SYSTEM):
            actions.open_post(body_id=body.id, role=role, title="x", since=TODAY, place_id=place, **WHO)


def test_the_last_desk_of_a_place_is_not_retired(office: factories.Office) -> None:
    office.secretary.tenures.update(until=TODAY)
    with pytest.raises(errors.LastDesk), walls.acting(SYSTEM):
        actions.retire_post(post_id=office.secretary.id, until=TODAY, **WHO)
    factories.post(office.secretary.body, "community_secretary", office.town.community)
    with walls.acting(SYSTEM):
        actions.retire_post(post_id=office.secretary.id, until=TODAY, **WHO)
    with pytest.raises(errors.PostRetired), walls.acting(SYSTEM):
        actions.appoint(post_id=office.secretary.id, person_id=new_id(), public_name="李", since=TODAY, **WHO)


def test_a_held_post_is_not_retired_and_substitutes_are_freed(office: factories.Office) -> None:
    duty = factories.post(office.street_clerk.body, "street_duty", office.town.street)
    factories.hold(duty)
    Post.objects.filter(id=office.street_clerk.id).update(substitute=duty)
    with pytest.raises(errors.PostHeld), walls.acting(SYSTEM):
        actions.retire_post(post_id=duty.id, until=TODAY, **WHO)
    duty.tenures.update(until=TODAY)
    with walls.acting(SYSTEM):
        actions.retire_post(post_id=duty.id, until=TODAY, **WHO)
    assert Post.objects.get(id=office.street_clerk.id).substitute_id is None


def test_one_holder_at_a_time(office: factories.Office) -> None:
    post = factories.post(office.secretary.body, "community_clerk", office.town.community)
    first, next_one = new_id(), new_id()
    with walls.acting(SYSTEM):
        actions.appoint(post_id=post.id, person_id=first, public_name="张三", since=TODAY - timedelta(days=30), **WHO)
    with pytest.raises(errors.AlreadyHolds), walls.acting(SYSTEM):
        actions.appoint(post_id=post.id, person_id=first, public_name="张三", since=TODAY, **WHO)
    with pytest.raises(errors.PostHeld), walls.acting(SYSTEM):
        actions.appoint(post_id=post.id, person_id=next_one, public_name="李四", since=TODAY, **WHO)
    with walls.acting(SYSTEM):
        actions.end_tenure(post_id=post.id, until=TOMORROW, **WHO)
    with pytest.raises(errors.PostHeld), walls.acting(SYSTEM):
        actions.appoint(post_id=post.id, person_id=next_one, public_name="李四", since=TODAY, **WHO)
    with walls.acting(SYSTEM):
        actions.appoint(post_id=post.id, person_id=next_one, public_name="李四", since=TOMORROW, **WHO)
    assert [(term.name, term.until) for term in queries.terms_of(post.id)] == [("李四", None), ("张三", TOMORROW)]
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.hold(post, "王五", since=TODAY)


def test_a_tenure_ends_after_it_began_and_only_if_there_is_one(office: factories.Office) -> None:
    with pytest.raises(errors.WrongDates), walls.acting(SYSTEM):
        actions.end_tenure(post_id=office.secretary.id, until=factories.LONG_AGO, **WHO)
    vacant = factories.post(office.secretary.body, "community_clerk", office.town.community)
    with pytest.raises(errors.NobodyHolds), walls.acting(SYSTEM):
        actions.end_tenure(post_id=vacant.id, until=TODAY, **WHO)
    with pytest.raises(errors.NobodyHolds), walls.acting(SYSTEM):
        actions.mark_away(post_id=vacant.id, away_from=TODAY, away_until=None, **WHO)


def test_a_holder_is_marked_away_and_back(office: factories.Office) -> None:
    with pytest.raises(errors.WrongDates), walls.acting(SYSTEM):
        actions.mark_away(post_id=office.secretary.id, away_from=TODAY, away_until=TODAY - timedelta(days=1), **WHO)
    with walls.acting(SYSTEM):
        actions.mark_away(post_id=office.secretary.id, away_from=TODAY, away_until=None, **WHO)
    holder = queries.holder_of(office.secretary.id)
    assert holder is not None
    assert holder.is_away
    with walls.acting(SYSTEM):
        actions.mark_away(post_id=office.secretary.id, away_from=None, away_until=TODAY, **WHO)
    tenure = office.secretary.tenures.get()
    assert (tenure.away_from, tenure.away_until) == (None, None)


def test_substitutes_stay_in_the_county_and_in_no_ring(office: factories.Office) -> None:
    clerk, desk, secretary = office.street_clerk, office.county_desk, office.secretary

    def stand_in(post: Post, substitute: Post | None) -> None:
        with walls.acting(SYSTEM):
            actions.set_substitute(post_id=post.id, substitute_id=substitute.id if substitute else None, **WHO)

    stand_in(secretary, clerk)
    stand_in(clerk, secretary)
    # A third may be stood in for by one of the pair.
    stand_in(desk, secretary)
    stand_in(desk, None)
    stand_in(clerk, desk)
    with pytest.raises(errors.WrongSubstitute):
        stand_in(desk, secretary)
    with pytest.raises(errors.WrongSubstitute):
        stand_in(secretary, secretary)
    with pytest.raises(errors.WrongSubstitute):
        stand_in(secretary, office.far_secretary)
    stand_in(secretary, None)
    assert Post.objects.get(id=secretary.id).substitute_id is None


def test_a_merger_of_communities_stores_the_job_that_rehouses_bodies(office: factories.Office) -> None:
    town = office.town
    wanted = Reorganisation(
        kind="merge",
        from_ids=(town.community.id, town.other_community.id),
        into=(NewPlace("文海社区居委会"),),
        date=TODAY,
        basis="批复",
    )
    (new,) = enact_reorganisation(wanted=wanted, **WHO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'bodies.rehouse'")
        ((args,),) = cursor.fetchall()
    told = args if isinstance(args, dict) else json.loads(args)
    assert rehouse(**told) == 4
    moved = {post.id: post.community_id for post in Post.objects.filter(id__in=[office.secretary.id, office.worker.id])}
    assert moved == {office.secretary.id: new.id, office.worker.id: new.id}


def test_bodies_and_posts_follow_their_place(office: factories.Office) -> None:
    mapping = {str(office.town.community.id): str(office.town.other_community.id)}
    assert rehouse(kind="merge", mapping=mapping, on="2026-03-01", at="2026-03-01T00:00:00Z") == 2
    assert Post.objects.get(id=office.secretary.id).community_id == office.town.other_community.id
    assert Post.objects.get(id=office.far_secretary.id).community_id == office.town.far_community.id
    assert rehouse(kind="merge", mapping=mapping, on="2026-03-01", at="2026-03-01T00:00:00Z") == 0
