"""Enrolling households and residents: one number lives in one place, and who moved out comes back as themselves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound, Refusal
from linli.base.kit.scope import scope_of
from linli.registers.people import actions, errors, queries
from linli.registers.people.actions.enrolling import NewHousehold, NewResident
from linli.registers.people.models import Dwelling, Household, Person, Resident
from linli.registers.people.tests.conftest import NOW, Cast
from linli.registers.people.tests.factories import make_household, make_resident, number

TODAY = date(2026, 11, 20)


def enrol_at(place_id: UUID, actor: Actor, room: str = "501") -> Household:
    """A household at an address of a place."""
    new = NewHousehold(place_id=place_id, estate="文化里", building="3", unit="2", room=room)
    with walls.acting(actor):
        return actions.enrol_household(new=new, actor=actor, now=NOW)


def enrol(household: Household, actor: Actor, **given: Any) -> Resident:
    """Somebody in a household."""
    new = NewResident(household.id, "王秀英", "02")
    with walls.acting(actor):
        return actions.enrol_resident(new=replace(new, **given), actor=actor, now=NOW)


def leave(resident: Resident, actor: Actor, on: date = TODAY) -> Resident:
    """Somebody moves out."""
    with walls.acting(actor):
        return actions.move_out(resident_id=resident.id, on=on, reason="搬到外地", actor=actor, now=NOW)


def test_a_household_carries_the_scope_of_its_grid(cast: Cast) -> None:
    household = enrol_at(cast.town.grid.id, cast.worker)
    assert {name: getattr(household, name) for name in scope_of(cast.town.grid)} == scope_of(cast.town.grid)
    assert household.dwelling.address == "文化里 3号楼 2单元 501室"
    assert (household.number, household.since) == ("1", TODAY)


def test_a_second_household_at_an_address_shares_the_dwelling(cast: Cast) -> None:
    first, second = enrol_at(cast.town.grid.id, cast.clerk), enrol_at(cast.town.grid.id, cast.clerk)
    assert first.dwelling_id == second.dwelling_id
    assert second.number == "2"


def test_a_household_may_wait_for_its_grid(cast: Cast) -> None:
    household = enrol_at(cast.town.community.id, cast.clerk)
    assert (household.grid_id, household.community_id) == (None, cast.town.community.id)


@pytest.mark.parametrize("who", ["next_clerk", "far_clerk"])
def test_outside_ones_area_nothing_is_enrolled(cast: Cast, who: str) -> None:
    with pytest.raises(errors.OutsideArea):
        enrol_at(cast.town.grid.id, getattr(cast, who))
    with pytest.raises(errors.OutsideArea):
        enrol_at(cast.town.other_grid.id, cast.worker)


def test_a_reader_enrols_nobody(cast: Cast) -> None:
    household = make_household(scope_of(cast.town.grid))
    with pytest.raises(NotAllowed):
        enrol_at(cast.town.grid.id, cast.reader)
    with pytest.raises(NotAllowed):
        enrol(household, cast.reader)


def test_a_resident_is_sealed_and_found_by_the_last_four(cast: Cast) -> None:
    plain = number(8, "19561231")
    resident = enrol(enrol_at(cast.town.grid.id, cast.worker), cast.worker, number=f" {plain} ", phone="138-0000-1234")
    with walls.acting(cast.worker):
        person = Person.objects.get(id=resident.person_id)
        assert (person.sex, person.birth_date) == ("2", date(1956, 12, 31))
        stored = bytes(person.number_sealed or b"") + bytes(person.phone_sealed or b"")
        assert plain.encode() not in stored
        assert b"13800001234" not in stored
        for text in (plain[-4:], "1234", plain, "13800001234"):
            assert [row.id for row in queries.search(cast.worker, text).rows] == [resident.id]


def test_bad_numbers_and_codes_are_refused(cast: Cast) -> None:
    household = enrol_at(cast.town.grid.id, cast.worker)
    plain = number()
    wrong: list[tuple[dict[str, str], type[Refusal]]] = [
        ({"number": plain[:-1] + ("1" if plain[-1] != "1" else "2")}, errors.BadNumber),
        ({"number": plain[:15]}, errors.BadNumber),
        ({"phone": "12345"}, errors.BadPhone),
        ({"relation": "77"}, errors.UnknownCode),
        ({"sex": "x"}, errors.UnknownCode),
    ]
    for given, refusal in wrong:
        with pytest.raises(refusal):
            enrol(household, cast.worker, **given)
    with walls.acting(Actor.system("test")):
        assert Resident.objects.count() == 0
        assert Person.objects.count() == 0


def test_a_number_that_lives_elsewhere_asks_for_a_transfer(cast: Cast) -> None:
    taken = number()
    make_resident(scope_of(cast.town.far_community), number=taken)
    household = enrol_at(cast.town.grid.id, cast.clerk)
    with walls.acting(cast.clerk):
        assert queries.is_registered_elsewhere(cast.clerk, taken)
        assert not queries.is_registered_elsewhere(cast.clerk, number())
    with pytest.raises(errors.EnrolledElsewhere, match="迁移"):
        enrol(household, cast.clerk, number=taken)


def test_a_number_that_is_registered_here_but_lives_elsewhere_asks_for_a_transfer(cast: Cast) -> None:
    taken = number()
    make_resident(scope_of(cast.town.far_community), number=taken, registered=scope_of(cast.town.community))
    with pytest.raises(errors.EnrolledElsewhere):
        enrol(enrol_at(cast.town.grid.id, cast.clerk), cast.clerk, number=taken)


def test_a_number_enrolled_here_already_says_whose_it_is(cast: Cast) -> None:
    taken = number()
    make_resident(scope_of(cast.town.grid), "李雷", number=taken)
    with pytest.raises(errors.AlreadyEnrolled, match="李雷"):
        enrol(enrol_at(cast.town.grid.id, cast.clerk), cast.clerk, number=taken)


def test_who_moved_out_is_enrolled_elsewhere_as_the_same_person(cast: Cast) -> None:
    plain = number()
    first = enrol(enrol_at(cast.town.grid.id, cast.clerk), cast.clerk, number=plain)
    leave(first, cast.clerk)
    second = enrol(enrol_at(cast.town.other_community.id, cast.next_clerk), cast.next_clerk, name="误写", number=plain)
    assert second.person_id == first.person_id
    with walls.acting(cast.next_clerk):
        assert queries.resident_for(cast.next_clerk, second.id).person.name == "王秀英"
    with walls.acting(cast.clerk):
        assert list(Person.objects.all()) == []
        with pytest.raises(NotFound):
            queries.resident_for(cast.clerk, first.id)


def test_registration_is_kept_apart_from_residence(cast: Cast) -> None:
    household = enrol_at(cast.town.grid.id, cast.clerk)
    new = NewResident(household.id, "王秀英", "02", registered_place_id=cast.town.far_community.id)
    with walls.acting(cast.clerk):
        resident = actions.enrol_resident(new=new, actor=cast.clerk, now=NOW)
        assert queries.row_of(cast.clerk, resident).is_apart
    assert resident.registered_county_id == cast.town.other_county.id
    assert resident.county_id == cast.town.county.id


def test_when_the_head_leaves_the_next_becomes_head(cast: Cast) -> None:
    household = enrol_at(cast.town.grid.id, cast.clerk)
    head, spouse = enrol(household, cast.clerk), enrol(household, cast.clerk, name="李雷", relation="10")
    leave(head, cast.clerk)
    with walls.acting(cast.clerk):
        assert [row.relation for row in queries.household_of(cast.clerk, household.id).members] == ["户主"]
        assert Household.objects.get(id=household.id).until is None
    leave(spouse, cast.clerk)
    with walls.acting(cast.clerk):
        assert Household.objects.get(id=household.id).until == TODAY
        assert Dwelling.objects.count() == 1


def test_moving_out_is_refused_for_wrong_days_and_twice(cast: Cast) -> None:
    resident = enrol(enrol_at(cast.town.grid.id, cast.clerk), cast.clerk)
    for on in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(errors.EndsBeforeItBegins):
            leave(resident, cast.clerk, on)
    with pytest.raises(NotFound):
        leave(resident, cast.next_clerk)
    leave(resident, cast.clerk)
    with pytest.raises(NotFound):
        leave(resident, cast.clerk)


def test_who_only_has_their_registration_here_is_not_moved_out_from_here(cast: Cast) -> None:
    away = make_resident(scope_of(cast.town.far_community), registered=scope_of(cast.town.community))
    with pytest.raises(errors.LivesElsewhere):
        leave(away, cast.clerk)


def test_a_household_is_put_into_a_grid_with_all_who_share_its_dwelling(cast: Cast) -> None:
    town = cast.town
    household = enrol_at(town.community.id, cast.clerk)
    sharing = enrol_at(town.community.id, cast.clerk)
    enrol(household, cast.clerk)
    enrol(sharing, cast.clerk, name="李雷")
    with walls.acting(cast.clerk):
        assert queries.coverage(cast.clerk).missing == 2
        actions.place_household(household_id=household.id, place_id=town.grid.id, actor=cast.clerk, now=NOW)
        assert queries.coverage(cast.clerk).missing == 0
    with walls.acting(cast.worker):
        for table in (Household, Resident, Dwelling):
            assert {row.place_id for row in table.objects.all()} == {town.grid.id}
        assert {row.name for row in queries.people_in(cast.worker, queries.PeopleFilters()).rows} == {"王秀英", "李雷"}


def test_a_household_is_not_put_where_one_does_not_reach(cast: Cast) -> None:
    town = cast.town
    household = enrol_at(town.grid.id, cast.worker)

    def place(actor: Actor, at: UUID) -> None:
        with walls.acting(actor):
            actions.place_household(household_id=household.id, place_id=at, actor=actor, now=NOW)

    for actor, at, refusal in (
        (cast.worker, town.other_grid.id, errors.OutsideArea),
        (cast.clerk, town.other_community.id, errors.OutsideArea),
        (cast.next_clerk, town.other_community.id, NotFound),
        (cast.reader, town.other_grid.id, NotAllowed),
    ):
        with pytest.raises(refusal):
            place(actor, at)
