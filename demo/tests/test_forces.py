"""Police, justice and the county's mediator find disputes of their own at the joint desk, and nobody else's (HZ-36)."""

import re
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.db import connection

from demo.cast import Cast
from demo.spec import HAIGANG
from demo.tests.conftest import NOW, Loaded
from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.states import OPEN
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.bodies.models import Post

SYSTEM = Actor.system("test")
JOINT, MINE = "/desk/mediation/joint/", "/desk/mediation/?box=mine"
NUMBER = re.compile(r"J\d{12}")
pytestmark = pytest.mark.xdist_group("demo")


def _actor(username: str) -> Actor:
    return Cast(HAIGANG, Random(1), NOW.date()).actor(username)


def _parts(actor: Actor) -> dict[str, set[str]]:
    """The open disputes of a post by what it has to do with them, as the tables say."""
    with walls.acting(SYSTEM):
        rows = list(Dispute.objects.filter(state__in=OPEN))
    post = actor.post_id
    return {
        "owns": {row.number for row in rows if row.owner_post_id == post},
        "offered": {row.number for row in rows if row.offered_post_id == post},
        "helps": {row.number for row in rows if post in row.assisting_post_ids},
    }


def _own(actor: Actor) -> set[str]:
    return {number for numbers in _parts(actor).values() for number in numbers}


def _read(actor: Actor, address: str) -> set[str]:
    return set(NUMBER.findall(client_of(actor).get(address).content.decode()))


def _sql(actor: Actor, column: str, table: str) -> set[Any]:
    with walls.acting(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 -- names of ours
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize(
    ("username", "wanted"),
    [
        ("police-station", {"owns", "offered", "helps"}),
        ("justice-station", {"owns", "helps"}),
        ("county-mediator", {"offered", "helps"}),
        ("street-mediator", {"owns"}),
    ],
)
def test_each_force_has_a_part_in_disputes_of_each_community(city: Loaded, username: str, wanted: set[str]) -> None:
    parts = _parts(_actor(username))
    assert {part for part, numbers in parts.items() if len(numbers) >= 3} == wanted


@pytest.mark.parametrize("username", ["police-station", "justice-station"])
def test_a_station_sees_what_it_holds_or_helps_with_and_nothing_else(city: Loaded, username: str) -> None:
    actor = _actor(username)
    own = _own(actor)
    assert _read(actor, JOINT) == own
    assert _read(actor, MINE) == own
    with walls.acting(SYSTEM):
        ended = Dispute.objects.exclude(state__in=OPEN).filter(assisting_post_ids__contains=[actor.post_id])
        helped = set(ended.values_list("number", flat=True))
        inside = set(Dispute.objects.filter(number__in=own | helped).values_list("id", flat=True))
        assert Dispute.objects.count() > len(inside)
    assert _sql(actor, "number", "mediation_dispute") == own | helped
    assert _sql(actor, "dispute_id", "mediation_party") == inside
    assert _sql(actor, "dispute_id", "mediation_particulars") == inside


def test_a_station_of_another_street_sees_nothing(city: Loaded) -> None:
    actor = _actor("police-station")
    with walls.acting(SYSTEM):
        officers = Post.objects.filter(role="police_officer").order_by("id")
        other = next(post for post in officers if post.id != actor.post_id)
        chain = (None, None, other.street_id, other.county_id, other.city_id)
    stranger = replace(actor, post_id=other.id, body_id=other.body_id, place_id=other.place_id, chain=chain)
    assert _read(stranger, JOINT) == set()
    for table in ("mediation_dispute", "mediation_party", "mediation_step"):
        assert _sql(stranger, "id", table) == set(), table


def test_the_county_s_mediator_sees_the_whole_county_and_knows_what_is_theirs(city: Loaded) -> None:
    actor = _actor("county-mediator")
    own = _own(actor)
    with walls.acting(SYSTEM):
        every = set(Dispute.objects.values_list("number", flat=True))
    assert _read(actor, MINE) == own
    assert _sql(actor, "number", "mediation_dispute") == every
    assert own < every


def test_nobody_signed_in_and_no_other_office_reads_the_joint_desk(city: Loaded) -> None:
    assert client_of(Actor.intake()).get(JOINT).status_code == 302
    assert client_of(_actor("desk")).get(JOINT).status_code == 403
    assert _sql(_actor("desk"), "id", "mediation_party") == set()
