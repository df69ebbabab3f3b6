"""Who leads mediation above takes a dispute over from the level below: with a reason, on record, and its owner is told (提级)."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.affairs.matters.tests.factories import page_text, read
from linli.affairs.mediation import errors
from linli.affairs.mediation.actions import announce
from linli.affairs.mediation.models import Dispute, Mediator, Step
from linli.affairs.mediation.tests.factories import (
    MORNING,
    SYSTEM,
    Town,
    a_dispute,
    a_mediation_town,
    accepted,
    agreed,
    by,
    drawn,
    graded,
    head,
    meeting,
    stored,
)
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.base.notices.public import Notice

pytestmark = pytest.mark.django_db
WHY = "社区调了两次没有谈成，牵涉两个小区。"


def street(town: Town) -> Actor:
    return town.actor("east", "street_mediator")


def county(town: Town) -> Actor:
    return town.actor("county", "county_mediator")


def pull(dispute: Dispute, actor: Actor, note: str = WHY) -> Dispute:
    return by(actor, "pull_up", dispute_id=dispute.id, note=note)  # type: ignore[no-any-return]  # -- a verb by name


def test_the_street_owns_what_it_pulled_up_and_the_committee_helps_on() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    pull(dispute, street(town))
    now = stored(dispute.id)
    mine, theirs = town.posts["east", "street_mediator"], town.posts["maple", "mediation_head"]
    assert (now.owner_post_id, now.owner_body_id, now.state) == (mine.id, mine.body_id, "accepted")
    assert now.assisting_post_ids == [theirs.id]
    by(street(town), "meet", dispute_id=dispute.id, new=meeting(kind="joint"))
    by(head(town), "report", dispute_id=dispute.id, note="把前两次的情况说明了。")
    with pytest.raises(errors.NotYours):
        by(head(town), "call_in", dispute_id=dispute.id, to_post_id=mine.id, note="不是主办了。")
    with walls.acting(SYSTEM):
        serving = set(Mediator.objects.filter(dispute_id=dispute.id, until=None).values_list("post_id", flat=True))
    assert serving == {town.posts["maple", "mediator"].id, mine.id}


def test_the_reason_stands_in_its_history_and_on_record() -> None:
    town = a_mediation_town()
    dispute = graded(town)
    with pytest.raises(errors.NoteMissing):
        pull(dispute, street(town), "  ")
    pull(dispute, street(town))
    with walls.acting(SYSTEM):
        step = Step.objects.get(dispute_id=dispute.id, move="pull_up")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT post_id FROM journal_entry WHERE act = 'dispute.pull_up' AND subject_id = %s", [dispute.id]
            )
            entries = cursor.fetchall()
    assert (step.note, step.post_id, step.to_post_id, step.to_state) == (
        WHY,
        town.posts["east", "street_mediator"].id,
        town.posts["maple", "mediation_head"].id,
        "graded",
    )
    assert entries == [(town.posts["east", "street_mediator"].id,)]
    assert WHY in page_text(read(head(town), f"/desk/mediation/{dispute.id}/"))


def test_who_owned_it_is_told_once_however_often_the_job_runs() -> None:
    town = a_mediation_town()
    dispute = graded(town)
    at = MORNING + timedelta(hours=1)
    pull(dispute, street(town))
    with walls.acting(SYSTEM):
        for _ in range(2):
            announce(dispute_id=dispute.id, move="pull_up", at=at)
        told = list(Notice.objects.filter(kind="dispute.pull_up").values_list("post_id", "subject_id"))
    assert told == [(town.posts["maple", "mediation_head"].id, dispute.id)]


def test_the_county_pulls_from_the_street_and_from_a_community() -> None:
    town = a_mediation_town()
    first, second = graded(town), graded(town)
    pull(first, street(town))
    pull(first, county(town))
    pull(second, county(town))
    mine = town.posts["county", "county_mediator"].id
    assert [stored(each.id).owner_post_id for each in (first, second)] == [mine, mine]
    with pytest.raises(errors.NotYours):
        pull(first, street(town))


def test_an_offer_to_somebody_else_ends_and_who_is_offered_it_takes_it_instead() -> None:
    town = a_mediation_town()
    first, second = graded(town), graded(town)
    police, mine = town.posts["east", "police_officer"], town.posts["east", "street_mediator"]
    by(head(town), "hand_over", dispute_id=first.id, to_post_id=police.id, note="请派出所处理。")
    pull(first, street(town))
    assert (stored(first.id).offered_post_id, stored(first.id).owner_post_id) == (None, mine.id)
    with pytest.raises((NotFound, errors.NotYours)):
        by(town.actor("east", "police_officer"), "take", dispute_id=first.id)
    by(head(town), "hand_over", dispute_id=second.id, to_post_id=mine.id, note="请街道来调。")
    with pytest.raises(errors.NotYours):
        pull(second, street(town))
    by(street(town), "take", dispute_id=second.id)


def test_nobody_beside_or_below_and_no_other_office_pulls_a_dispute_up() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    for place, role in (
        ("maple", "mediation_head"),
        ("maple", "mediator"),
        ("maple", "community_secretary"),
        ("east", "street_leader"),
        ("maple-1", "grid_worker"),
        ("county", "county_desk"),
    ):
        with pytest.raises((NotFound, errors.NotYours)):
            pull(dispute, town.actor(place, role))
    for place, role in (
        ("willow", "mediation_head"),
        ("west", "street_mediator"),
        ("east", "police_officer"),
        ("east", "justice_clerk"),
        ("county", "department_clerk"),
    ):
        with pytest.raises(NotFound):
            pull(dispute, town.actor(place, role))
    assert stored(dispute.id).owner_post_id == town.posts["maple", "mediation_head"].id


def test_what_a_station_took_over_is_not_pulled_away_from_it() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    police = town.actor("east", "police_officer")
    by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=police.post_id, note="有人扬言动手。")
    by(police, "take", dispute_id=dispute.id)
    for actor in (street(town), county(town)):
        with pytest.raises(errors.NotYours):
            pull(dispute, actor)


def test_what_is_settled_or_ended_stays_where_it_is() -> None:
    town = a_mediation_town()
    failed = accepted(town)
    by(town.actor("maple", "mediator"), "fail", dispute_id=failed.id, note="谈不拢。")
    for dispute in (agreed(town), failed):
        with pytest.raises(errors.MoveRefused):
            pull(dispute, street(town))
    for dispute in (a_dispute(town), graded(town), accepted(town), drawn(town)):
        assert pull(dispute, street(town)).state == dispute.state


def test_it_is_done_at_the_page_by_who_may_and_offered_to_nobody_else() -> None:
    town = a_mediation_town()
    dispute = accepted(town)
    page = f"/desk/mediation/{dispute.id}/"
    assert 'id="do-pull_up"' not in read(head(town), page).content.decode()
    assert 'id="do-pull_up"' in read(street(town), page).content.decode()
    assert client_of(Actor.intake()).post(f"{page}pull_up/", {"note": WHY}).status_code == 401
    assert client_of(head(town)).post(f"{page}pull_up/", {"note": WHY}).status_code == 403
    assert client_of(town.actor("west", "street_mediator")).post(f"{page}pull_up/", {"note": WHY}).status_code == 404
    assert client_of(street(town)).post(f"{page}pull_up/", {"note": ""}).status_code == 400
    assert stored(dispute.id).owner_post_id == town.posts["maple", "mediation_head"].id
    assert client_of(street(town)).post(f"{page}pull_up/", {"note": WHY}).status_code == 302
    assert stored(dispute.id).owner_post_id == town.posts["east", "street_mediator"].id
