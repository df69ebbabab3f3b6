"""The walls attacked below Django: raw SQL as the application role, with disputes that could leak standing beside."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from linli.affairs.mediation import actions
from linli.affairs.mediation.actions import NewParty
from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.tests.factories import (
    SYSTEM,
    Town,
    a_dispute,
    a_mediation_town,
    agreed,
    by,
    head,
    parties,
    second_mediator,
)
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.tests.attack import AppSql, refused, seen, tell

INNER = (
    "mediation_particulars",
    "mediation_party",
    "mediation_mediator",
    "mediation_meeting",
    "mediation_step",
    "mediation_agreement",
    "mediation_term",
)
ACCOUNT = uuid4()


@pytest.fixture
def town(committed_db: str) -> Town:
    """Maple's settled dispute, whose applicant has an account, and its second mediator avoids; one in Cedar, just found."""
    made = a_mediation_town()
    own = NewParty(side="applicant", name="王秀英", phone="13900000001", account_id=ACCOUNT)
    settled = agreed(made, parties=[own, parties()[1]])
    with walls.acting(SYSTEM):
        Dispute.objects.filter(id=settled.id).update(avoiding_post_ids=[made.posts["maple", "mediator 2"].id])
    a_dispute(made, by=made.actor("cedar-1", "grid_worker"), place_id=made.places["cedar-1"].id)
    return made


def _seers(town: Town) -> dict[str, Actor | None]:
    return {
        "nobody": None,
        "visitor": Actor.intake(),
        "the applicant": Actor(sight=Sight.SELF, label="resident", account_id=ACCOUNT),
        "another account": Actor(sight=Sight.SELF, label="resident", account_id=uuid4()),
        "tracking": Actor.tracking(uuid4()),
        "maple's head": head(town),
        "maple's mediator": town.actor("maple", "mediator"),
        "maple's mediator who avoids": second_mediator(town),
        "maple's secretary": town.actor("maple", "community_secretary"),
        "the grid worker who found it": town.actor("maple-1", "grid_worker"),
        "another grid worker": town.actor("maple-2", "grid_worker"),
        "maple's clerk": town.actor("maple", "community_clerk"),
        "willow's head": town.actor("willow", "mediation_head"),
        "east street's mediator": town.actor("east", "street_mediator"),
        "east street's leader": town.actor("east", "street_leader"),
        "east street's police": town.actor("east", "police_officer"),
        "west street's mediator": town.actor("west", "street_mediator"),
        "county mediator": town.actor("county", "county_mediator"),
        "a department": town.actor("county", "department_clerk"),
        "administrator": town.actor("county", "administrator"),
        "system": SYSTEM,
    }


def test_only_those_inside_see_who_the_parties_are(town: Town, app_sql: AppSql) -> None:
    seers = _seers(town)
    nothing, maple = (0, 0, 0, 0, 0, 0, 0, 0), (1, 1, 2, 1, 1, 6, 1, 2)
    both, bare = (2, 2, 4, 1, 1, 7, 1, 2), (1, 0, 0, 0, 0, 0, 0, 0)
    assert {
        name: tuple(seen(app_sql, actor, table) for table in ("mediation_dispute", *INNER))
        for name, actor in seers.items()
    } == {
        "nobody": nothing,
        "visitor": nothing,
        "the applicant": (1, 0, 1, 1, 0, 3, 1, 2),
        "another account": nothing,
        "tracking": nothing,
        "maple's head": maple,
        "maple's mediator": maple,
        "maple's mediator who avoids": nothing,
        "maple's secretary": maple,
        "the grid worker who found it": bare,
        "another grid worker": nothing,
        "maple's clerk": nothing,
        "willow's head": nothing,
        "east street's mediator": maple,
        "east street's leader": bare,
        "east street's police": nothing,
        "west street's mediator": (1, 1, 2, 0, 0, 1, 0, 0),
        "county mediator": both,
        "a department": nothing,
        "administrator": nothing,
        "system": both,
    }


def test_a_station_called_in_is_inside_and_its_colleagues_elsewhere_are_not(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, SYSTEM)
    police = town.actor("east", "police_officer")
    app_sql.execute(
        "UPDATE mediation_dispute SET assisting_body_ids = %s WHERE community_id = %s",
        [[police.body_id], town.places["maple"].id],
    )
    app_sql.commit()
    assert seen(app_sql, police, "mediation_party") == 2
    assert seen(app_sql, town.actor("west", "police_officer"), "mediation_party") == 0


def test_nothing_is_deleted_and_history_is_not_rewritten(town: Town, app_sql: AppSql) -> None:
    for table in ("mediation_dispute", *INNER):
        assert refused(app_sql, SYSTEM, f"DELETE FROM {table}"), table  # noqa: S608 -- a table of ours
    for table in ("mediation_step", "mediation_meeting"):
        assert refused(app_sql, SYSTEM, f"UPDATE {table} SET at = now()"), table  # noqa: S608 -- likewise


def test_who_only_counts_or_found_it_changes_nothing(town: Town, app_sql: AppSql) -> None:
    outsiders = (
        town.actor("east", "street_leader"),
        town.actor("maple-1", "grid_worker"),
        second_mediator(town),
        Actor(sight=Sight.SELF, label="resident", account_id=ACCOUNT),
    )
    for actor in outsiders:
        assert refused(app_sql, actor, "UPDATE mediation_dispute SET state = 'closed', ended_at = now()"), actor.label
        assert refused(app_sql, actor, "UPDATE mediation_agreement SET facts = 'x'"), actor.label


def test_nobody_registers_a_dispute_outside_their_area_or_a_party_in_another_s(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, SYSTEM)
    row = app_sql.execute(
        "SELECT id FROM mediation_dispute WHERE community_id = %s", [town.places["maple"].id]
    ).fetchone()
    maple = row[0] if row else UUID(int=0)
    copied = (
        "INSERT INTO mediation_party (id, dispute_id, side, kind, name_sealed, is_minor, capacity, added_at)"
        " VALUES (%s, %s, 'third', 'stranger', 'x', false, '', now())"
    )
    for actor in (town.actor("willow", "mediation_head"), town.actor("maple-1", "grid_worker"), Actor.intake()):
        assert refused(app_sql, actor, copied, uuid4(), maple), actor.label
    assert not refused(app_sql, head(town), copied, uuid4(), maple)


def test_a_paper_is_checked_by_number_and_code_and_tells_nothing_of_the_parties(town: Town, app_sql: AppSql) -> None:
    tell(app_sql, SYSTEM)
    row = app_sql.execute("SELECT number, code_digest FROM mediation_agreement").fetchone()
    assert row
    tell(app_sql, Actor.intake())
    found = app_sql.execute("SELECT * FROM mediation_checked(%s, %s)", row).fetchone()
    assert found
    assert [found[0], found[1], found[4]] == [row[0], "written", "maple office"]
    assert app_sql.execute("SELECT * FROM mediation_checked(%s, %s)", [row[0], b"wrong"]).fetchall() == []


def test_who_gives_a_dispute_away_is_inside_no_more(town: Town, app_sql: AppSql) -> None:
    dispute = a_dispute(town)
    police = town.actor("east", "police_officer")
    by(head(town), "hand_over", dispute_id=dispute.id, to_post_id=police.post_id, note="请处理。")
    assert seen(app_sql, police, "mediation_party") == 2
    by(police, "give_back", dispute_id=dispute.id, note="不归我们。")
    assert (seen(app_sql, police, "mediation_dispute"), seen(app_sql, police, "mediation_party")) == (1, 0)


def test_only_who_stands_over_a_dispute_can_make_themselves_its_owner(town: Town, app_sql: AppSql) -> None:
    taken = "UPDATE mediation_dispute SET owner_post_id = %s, owner_body_id = %s WHERE community_id = %s"
    maple = town.places["maple"].id
    for place, role in (("west", "street_mediator"), ("east", "street_leader"), ("maple-1", "grid_worker")):
        actor = town.actor(place, role)
        assert refused(app_sql, actor, taken, actor.post_id, actor.body_id, maple), place
    above = town.actor("east", "street_mediator")
    assert not refused(app_sql, above, taken, above.post_id, above.body_id, maple)


def test_what_the_parties_were_sent_is_seen_by_the_circle_alone(town: Town, app_sql: AppSql, settings: Any) -> None:
    settings.LINLI_SMS = "file"
    with walls.acting(SYSTEM):
        assert actions.remind_of_court(now=datetime(2026, 12, 18, 1, tzinfo=UTC)) == 1
    sees = {name for name, actor in _seers(town).items() if seen(app_sql, actor, "notices_message")}
    assert sees == {
        *("maple's head", "maple's mediator", "maple's secretary"),
        *("east street's mediator", "county mediator", "system"),
        # Whoever looks after the outbox of an area sees that messages left, to which masked number, with no word of the dispute.
        "administrator",
    }
