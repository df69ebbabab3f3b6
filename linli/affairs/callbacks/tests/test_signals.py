"""Signals: each number recounted by hand, each opening to as many rows, within the reader's area, and nothing where nothing is odd."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from linli.affairs.callbacks import queries
from linli.affairs.callbacks.models import Answer, Call, Claim, Round
from linli.affairs.callbacks.queries import SIGNALS
from linli.affairs.callbacks.tests.factories import AFTER, MORNING, Town, a_matter, a_round, a_town, page_text
from linli.affairs.matters.tests.factories import ENGLISH, left_in_chinese, read, statements
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.scope import SCOPE_FIELDS

pytestmark = pytest.mark.django_db
# Of each call: grade first written down, grade that counts (0: nobody answered), entered by staff, minutes from closing to that.
MAPLE = [(2, 2, 5, 3), (2, 2, 5, 3), (1, 2, 5, 3), (2, 5, 5, 3), (5, 5, 4, 3), (5, 5, 4, 600)]
WILLOW = [(5, 5, 5, 600), (5, 4, 4, 300), (4, 4, 4, 60), (3, 3, 3, 60), (2, 2, 2, 60), (0, 0, None, None)]
CEDAR = [(0, 0, None, None)] * 4 + [(5, 5, None, None)] * 4
SYSTEM = Actor.system("test")


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def drawn(town: Town) -> Round:
    """Maple does everything odd, Willow nothing, Cedar is hard to reach: of its eight four have a number and two of those answer."""
    made = a_round(town)
    with walls.acting(SYSTEM):
        for place, kinds in (("maple-1", MAPLE), ("willow-1", WILLOW), ("cedar-1", CEDAR)):
            for number, kind in enumerate(kinds):
                _call(town, made, place, number, *kind)
        for call in list(Call.objects.filter(grid_id=town.places["maple-1"].id).order_by("number"))[:5]:
            _claim(call)
        _claim(Call.objects.filter(grid_id=town.places["willow-1"].id).order_by("number")[4])
        Round.objects.filter(id=made.id).update(state="drawn", drawn_at=AFTER)
    made.refresh_from_db()
    return made


def _call(town: Town, made: Round, place: str, number: int, first: int, last: int, entered: int | None, after: int | None) -> None:  # fmt: skip
    where, post = town.places[place], town.posts[place, "grid_worker"]
    closed_at = MORNING + timedelta(minutes=number)
    is_far = place == "willow-1"
    call = Call(
        round=made,
        matter_id=a_matter(town, place=place),
        number=f"{place}-{number}",
        item_code="t-rubbish",
        unit_id=post.body_id,
        holder_post_id=post.id,
        handled_by=[post.id, post.body_id],
        closed_at=closed_at,
        close_by=closed_at + (timedelta(days=2) if is_far else timedelta(minutes=30)),
        always=False,
        has_phone=place != "cedar-1" or number in (2, 3, 4, 5),
        entered=entered,
        rated_after=after,
        state="answered" if last else "unreached",
        ended_at=AFTER,
        **{name: getattr(where, name, None) for name in SCOPE_FIELDS if name != "place_id"},
        place_id=where.id,
    )
    call.save(force_insert=True)
    if last:
        common: dict[str, Any] = {"call": call, "way": "call", "responded": True, "script": "2026-1"}
        former = Answer.objects.create(grade=first, solved=first > 2, at=AFTER, **common)
        if last != first:
            later = AFTER + timedelta(hours=1)
            Answer.objects.create(grade=last, solved=last > 2, at=later, corrects=former, reason="记错。", **common)


def _claim(call: Call) -> None:
    Claim.objects.create(
        call=call,
        matter_id=call.matter_id,
        number=call.number,
        unit_id=call.unit_id,
        unit_level="community",
        reason="有理由。",
        at=AFTER,
        **{name: getattr(call, name) for name in SCOPE_FIELDS},
    )


def found(made: Round, town: Town, place: str = "county") -> dict[tuple[str, str], tuple[int, int]]:
    level = Level(town.places[place].level)
    answer = queries.signals(made, within=(level, town.places[place].id))
    return {(each.unit, each.signal.name): (each.n, each.d) for each in answer.found}


def test_each_signal_has_its_numbers_and_an_ordinary_unit_has_none(town: Town, drawn: Round) -> None:
    assert found(drawn, town) == {
        ("maple office", "entered_above"): (3, 6),
        ("maple office", "entered_at_once"): (5, 6),
        ("maple office", "last_moment"): (3, 6),
        ("maple office", "corrected_up"): (2, 6),
        ("maple office", "claims"): (5, 6),
        ("cedar office", "no_phone"): (4, 8),
    }


def test_too_few_cases_say_nothing(town: Town, drawn: Round) -> None:
    """Cedar's two unreached of four with a number are half, but four are too few; within Cedar alone there is no rest."""
    everything = queries.signals(drawn, within=(Level.COUNTY, town.places["county"].id))
    assert (everything.least, everything.units) == (5, 3)
    assert found(drawn, town, "west") == {}


def test_every_number_opens_to_as_many_rows(town: Town, drawn: Round) -> None:
    lead = town.actor("county", "county_leader")
    within = (Level.COUNTY, town.places["county"].id)
    for each in queries.signals(drawn, within=within).found:
        for is_raised, count in ((True, each.n), (False, each.d)):
            with walls.acting(lead):
                rows = queries.signal_rows(
                    drawn, each.signal.name, unit=str(each.unit_id), is_raised=is_raised, within=within
                )
            assert (rows.total, len(rows.rows), rows.hidden) == (count, count, 0), each.signal.name


def test_the_page_is_for_leaders_and_the_head_of_callbacks_in_their_area(town: Town, drawn: Round) -> None:
    address = f"/desk/callbacks/signals/{drawn.number}/"
    unit = town.posts["maple-1", "grid_worker"].body_id
    rows = f"{address}entered_above/raised/?unit={unit}"
    for page in (address, rows):
        assert Client().get(page).status_code == 302
        for place, role in (("county", "county_caller"), ("county", "department_clerk"), ("county", "administrator")):
            assert read(town.actor(place, role), page).status_code == 403
    lead, leader = town.actor("county", "county_callback_lead"), town.actor("county", "county_leader")
    for reader in (lead, leader):
        shown = page_text(read(reader, address))
        assert "这是问题，不是结论" in shown
        assert "maple office" in shown
        assert "willow office" not in shown
    # The head of callbacks had no hand in these, so the rows are theirs to see; Maple's own street sees them too, West does not.
    assert "一共 3 件" in page_text(read(lead, rows))
    assert "一共 3 件" in page_text(read(town.actor("east", "street_leader"), rows))
    west = town.actor("west", "street_leader")
    assert "maple" not in page_text(read(west, address))
    assert "一共 0 件" in page_text(read(west, rows))
    assert read(leader, f"{address}nothing/raised/").status_code == 404
    assert read(leader, f"{address}claims/everything/").status_code == 404
    assert read(lead, "/desk/callbacks/signals/")["Location"] == address


def test_the_pages_are_in_english_too_and_cost_little(town: Town, drawn: Round) -> None:
    leader, address = town.actor("county", "county_leader"), f"/desk/callbacks/signals/{drawn.number}/"
    own = set().union(*(left_in_chinese(each.basis) for each in queries.signals(drawn, within=(Level.COUNTY, town.places["county"].id)).limits))  # fmt: skip
    for name in ("", *(f"{signal}/counted/" for signal in SIGNALS)):
        page = read(leader, f"{address}{name}", headers=ENGLISH).content.decode().split("<main")[1]
        assert left_in_chinese(page) <= own, name
        statements(leader, f"{address}{name}")
        assert len(statements(leader, f"{address}{name}")) <= 14, name
