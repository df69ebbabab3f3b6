"""The makeup of a population: counted for every place of the tree, told so that no number names anybody."""

from collections import Counter
from datetime import date

import html5lib
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.registers.people import actions, queries
from linli.registers.people.models import Makeup, Resident
from linli.registers.people.queries.makeup import told
from linli.registers.people.tests.conftest import NOW, Cast
from linli.registers.people.tests.factories import make_circumstance, make_household, make_resident, number
from linli.registers.places.public import Place
from linli.registers.places.tests.factories import acting_at

SYSTEM = Actor.system("test")
TODAY = clock.local_date(NOW)
PAGE = "/cockpit/people/"


def living(place: Place, born: str, people: int, at_once: int = 1) -> list[Resident]:
    """So many residents born on a day, `at_once` in each home."""
    made: list[Resident] = []
    for serial in range(people):
        home = made[-1].household if serial % at_once else make_household(scope_of(place))
        made.append(make_resident(scope_of(place), number=number(born=born), household=home))
    return made


def recounted() -> int:
    with walls.acting(SYSTEM):
        return actions.recount(today=TODAY)


def counted(place: Place, measure: str) -> dict[str, int]:
    with walls.acting(SYSTEM):
        return dict(Makeup.objects.filter(place_id=place.id, measure=measure).values_list("key", "number"))


def test_each_level_adds_up_the_level_below(cast: Cast) -> None:
    town = cast.town
    living(town.grid, "19900101", 3, at_once=3)
    living(town.other_grid, "19200101", 2)
    living(town.far_community, "20240101", 1)
    recounted()
    assert counted(town.grid, "household") == {"3": 1}
    for place in (town.community, town.street, town.county):
        ages = Counter[str]()
        for key, people in counted(place, "age").items():
            ages[key.partition(":")[2]] += people
        assert ages == {"35": 3, "100": 2}
        assert counted(place, "household") == {"3": 1, "1": 2}
        assert counted(place, "visited") == {"never": 3}
    assert sum(counted(town.far_community, "age").values()) == 1


def test_who_moved_out_is_not_counted_and_a_home_in_no_grid_counts_for_its_community(cast: Cast) -> None:
    town = cast.town
    make_resident(scope_of(town.grid), number=number(), until=date(2026, 1, 1))
    make_resident(scope_of(town.community))
    recounted()
    assert counted(town.grid, "age") == {}
    assert counted(town.community, "age") == {"": 1}


def test_a_circumstance_counts_people_once_and_only_while_it_holds(cast: Cast) -> None:
    (first, second) = living(cast.town.grid, "19560307", 2)
    for kind, until in (("low_income", None), ("low_income", None), ("disability", date(2025, 1, 1))):
        make_circumstance(first, kind, until=until)
    make_circumstance(second, "disability")
    recounted()
    assert counted(cast.town.street, "circumstance") == {"low_income": 1, "disability": 1}


def test_a_second_count_replaces_the_first(cast: Cast) -> None:
    living(cast.town.grid, "19900101", 1)
    first = recounted()
    living(cast.town.grid, "19900101", 1)
    assert recounted() >= first
    assert sum(counted(cast.town.grid, "age").values()) == 2


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_what_is_told_is_a_multiple_and_never_a_small_number(counts: int, least: int) -> None:
    shown = told(counts, least).value
    if 0 < counts < least:
        assert shown is None
    else:
        assert shown is not None
        assert shown % least == 0
        assert abs(shown - counts) * 2 <= least
        assert (shown == 0) == (counts == 0)


def test_the_page_draws_the_pyramid_and_names_no_small_number(cast: Cast) -> None:
    living(cast.town.grid, "19900101", 12, at_once=4)
    living(cast.town.grid, "19560307", 3, at_once=3)
    recounted()
    leader = acting_at(cast.town.street, "leader", "cockpit")
    with walls.acting(leader):
        shown = queries.portrait(cast.town.street, TODAY)
    assert shown is not None
    assert (shown.people.value, shown.households.value, shown.unknown.value) == (15, None, 0)
    by_age = {band.since: (band.men.value, band.women.value) for band in shown.bands}
    # The numbers follow one another, so that the sexes alternate: six and six, and of three two and one.
    assert (by_age[35], by_age[70]) == ((5, 5), (None, None))
    assert by_age[0] == (0, 0)
    page = client_of(leader).get(PAGE).content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert "少于 5" in page
    assert cast.town.community.name in page


def test_a_place_without_anybody_says_what_to_do(cast: Cast) -> None:
    recounted()
    assert "登记了住户，第二天这里就有数" in client_of(cast.clerk).get(PAGE).content.decode()


def rows_seen(actor: Actor) -> int:
    """The counts an actor sees by raw SQL."""
    with walls.acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_makeup")
        return int(cursor.fetchone()[0])


def test_counts_are_seen_in_the_own_subtree_by_register_and_cockpit_alone(cast: Cast) -> None:
    lives = living(cast.town.grid, "19900101", 1)[0]
    recounted()
    of_grid = rows_seen(cast.worker)
    assert of_grid > 0
    assert rows_seen(cast.clerk) == 2 * of_grid
    assert rows_seen(acting_at(cast.town.street, "leader", "cockpit")) == 3 * of_grid
    others = (
        cast.next_clerk,
        cast.far_clerk,
        themselves(lives.person_id),
        acting_at(cast.town.community, "x", "matters"),
    )
    assert [rows_seen(each) for each in others] == [0, 0, 0, 0]


def test_nobody_but_the_system_counts_and_nobody_writes_a_count(cast: Cast) -> None:
    recounted()
    with walls.acting(cast.clerk), pytest.raises(DatabaseError, match="is for the system"), transaction.atomic():
        actions.recount(today=TODAY)
    for actor in (cast.clerk, SYSTEM):
        with walls.acting(actor), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Makeup.objects.all().delete()


def test_the_page_opens_to_register_and_cockpit_within_their_places(cast: Cast) -> None:
    assert Client().get(PAGE)["Location"].startswith("/accounts/sign-in/")
    assert client_of(themselves(new_id())).get(PAGE).status_code == 403
    assert client_of(acting_at(cast.town.community, "x", "matters")).get(PAGE).status_code == 403
    for actor in (cast.worker, cast.reader, acting_at(cast.town.county, "leader", "cockpit")):
        assert client_of(actor).get(PAGE).status_code == 200
    for place in (cast.town.far_community, cast.town.other_community, cast.town.street):
        assert client_of(cast.clerk).get(f"{PAGE}?place={place.id}").status_code == 404


def test_the_page_asks_as_much_for_three_places_as_for_one(cast: Cast) -> None:
    client = client_of(acting_at(cast.town.county, "leader", "cockpit"))
    counts = []
    for places in ([cast.town.grid], [cast.town.other_grid, cast.town.other_community]):
        for place in places:
            living(place, "19900101", 6)
        recounted()
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
