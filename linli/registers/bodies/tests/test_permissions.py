"""Who may change bodies: every role at its own place, at another's, and nobody signed in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.ids import new_id
from linli.registers.bodies import actions
from linli.registers.bodies.permissions import CAPABILITY, ROLES
from linli.registers.bodies.tests import factories
from linli.registers.bodies.tests.factories import TODAY

pytestmark = pytest.mark.django_db
NOW = clock.now()

MAY = {"community_secretary": Level.COMMUNITY, "street_leader": Level.STREET, "administrator": Level.COUNTY}
"""The roles that may appoint, and from which level down."""


def acts(office: factories.Office) -> dict[str, Callable[[Actor], Any]]:
    """Each action, on something of the first community."""
    community = office.town.community
    spare = factories.post(office.secretary.body, "community_clerk", community)
    closing = factories.body(community, "owners_committee")
    held = office.secretary.id
    tomorrow = TODAY + timedelta(days=1)
    return {
        "open_body": lambda a: actions.open_body(
            kind="committee", name="居委会", place_id=community.id, since=TODAY, actor=a, now=NOW
        ),
        "close_body": lambda a: actions.close_body(body_id=closing.id, until=TODAY, actor=a, now=NOW),
        "open_post": lambda a: actions.open_post(
            body_id=office.secretary.body_id, role="committee_member", title="委员", since=TODAY, actor=a, now=NOW
        ),
        "set_substitute": lambda a: actions.set_substitute(post_id=held, substitute_id=spare.id, actor=a, now=NOW),
        "mark_away": lambda a: actions.mark_away(post_id=held, away_from=TODAY, away_until=None, actor=a, now=NOW),
        "end_tenure": lambda a: actions.end_tenure(post_id=held, until=tomorrow, actor=a, now=NOW),
        "retire_post": lambda a: actions.retire_post(post_id=spare.id, until=TODAY, actor=a, now=NOW),
        "appoint": lambda a: actions.appoint(
            post_id=held, person_id=new_id(), public_name="李四", since=tomorrow, actor=a, now=NOW
        ),
    }  # fmt: skip


def outcome(actor: Actor, act: Callable[[Actor], Any]) -> str:
    try:
        with walls.acting(actor):
            act(actor)
    except (NotAllowed, NotFound) as refusal:
        return type(refusal).__name__
    return "done"


def cast(office: factories.Office, role: str) -> tuple[Actor, Actor]:
    """The role at the place over the first community, and at a place beside it."""
    town = office.town
    here = {
        Level.COMMUNITY: town.community,
        Level.STREET: town.street,
        Level.COUNTY: town.county,
        Level.GRID: town.grid,
    }
    there = {Level.COMMUNITY: town.other_community, Level.STREET: town.other_street, Level.COUNTY: town.other_county}
    level = ROLES[role].level
    own, other = here.get(level, town.city), there.get(level, town.other_grid)
    post = factories.post(office.secretary.body, role, own)
    return factories.acting_as(post, own), factories.acting_as(post, other)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_does_what_the_table_says_at_home_and_nothing_elsewhere(role: str) -> None:
    office = factories.office()
    every = acts(office)
    assert set(every) == set(CAPABILITY)
    here, there = cast(office, role)
    wanted = "done" if role in MAY else "NotAllowed"
    elsewhere = "NotFound" if role in MAY else "NotAllowed"
    assert {name: outcome(there, act) for name, act in every.items()} == dict.fromkeys(every, elsewhere)
    assert {name: outcome(here, act) for name, act in every.items()} == dict.fromkeys(every, wanted)


@pytest.mark.parametrize("actor", [Actor.intake(), Actor.tracking(new_id())])
def test_nobody_signed_in_changes_nothing(actor: Actor) -> None:
    every = acts(factories.office())
    assert {name: outcome(actor, act) for name, act in every.items()} == dict.fromkeys(every, "NotAllowed")
