"""Correcting what is known of somebody, circumstances, and showing a sealed value for one minute."""

from datetime import date, timedelta
from typing import Any

import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.registers.people import actions, errors, queries
from linli.registers.people.actions.persons import PersonChange
from linli.registers.people.models import Circumstance, Resident, Reveal
from linli.registers.people.queries import Shown
from linli.registers.people.tests.conftest import NOW, Cast
from linli.registers.people.tests.factories import make_circumstance, make_resident, number

PHONE = "13800001234"
TODAY = date(2026, 11, 20)


@pytest.fixture
def lives_here(cast: Cast) -> Resident:
    """Somebody with number and phone in the cast's grid."""
    return make_resident(scope_of(cast.town.grid), number=number(), phone=PHONE)


def show(who: Resident, actor: Actor, field: str = "phone", purpose: str = "上门核对材料", seconds: int = 0) -> Shown:
    """Ask for a sealed value, some seconds after now."""
    at = NOW + timedelta(seconds=seconds)
    with walls.acting(actor):
        return actions.reveal(person_id=who.person_id, field=field, purpose=purpose, actor=actor, now=at)


def test_a_value_is_shown_for_one_minute(cast: Cast, lives_here: Resident) -> None:
    shown = show(lives_here, cast.worker)
    assert (shown.value, shown.until) == (PHONE, NOW + timedelta(minutes=1))
    with walls.acting(cast.worker):
        moments = [NOW, NOW + timedelta(seconds=59), NOW + timedelta(seconds=60)]
        assert [set(queries.shown_now(cast.worker, lives_here.person, at)) for at in moments] == [
            {"phone"},
            {"phone"},
            set(),
        ]
        assert queries.row_of(cast.worker, lives_here).phone == "138****1234"
    with walls.acting(cast.clerk):
        assert queries.shown_now(cast.clerk, lives_here.person, NOW) == {}


def test_within_the_minute_no_new_purpose_is_asked(cast: Cast, lives_here: Resident) -> None:
    show(lives_here, cast.worker)
    assert show(lives_here, cast.worker, purpose="", seconds=30).until == NOW + timedelta(minutes=1)
    with walls.acting(cast.worker):
        assert Reveal.objects.count() == 1
    with pytest.raises(errors.NoPurpose):
        show(lives_here, cast.worker, purpose="", seconds=60)
    with pytest.raises(errors.NoPurpose):
        show(lives_here, cast.worker, "number", purpose="")


@pytest.mark.parametrize("purpose", ["", "   ", "核对", "核 对 ", "\n\t "])
def test_a_purpose_has_at_least_four_characters(cast: Cast, lives_here: Resident, purpose: str) -> None:
    with pytest.raises(errors.NoPurpose):
        show(lives_here, cast.worker, purpose=purpose)


def test_the_look_is_told_to_the_person_and_to_the_auditor(cast: Cast, lives_here: Resident) -> None:
    neighbour = make_resident(scope_of(cast.town.grid), "李雷", phone=PHONE)
    show(lives_here, cast.worker)
    show(neighbour, cast.worker, purpose="核对邻居电话")
    own = themselves(lives_here.person_id)
    for actor in (own, cast.clerk):
        with walls.acting(actor):
            looks = queries.looks_at(actor, lives_here.person_id)
        assert [(look.label, look.act, look.what) for look in looks] == [
            (cast.worker.label, "person.phone_shown", {"purpose": "上门核对材料"})
        ]


def test_who_looked_is_nobody_elses_business(cast: Cast, lives_here: Resident) -> None:
    show(lives_here, cast.worker)
    stranger = themselves(make_resident(scope_of(cast.town.grid)).person_id)
    for actor in (stranger, cast.worker, Actor.intake()):
        with walls.acting(actor), pytest.raises(NotAllowed):
            queries.looks_at(actor, lives_here.person_id)


def test_values_are_shown_to_who_may_and_sees(cast: Cast, lives_here: Resident) -> None:
    with pytest.raises(NotAllowed):
        show(lives_here, cast.reader)
    with pytest.raises(NotFound):
        show(lives_here, cast.next_clerk)
    with pytest.raises(errors.UnknownCode):
        show(lives_here, cast.worker, "birth_date")
    with pytest.raises(errors.NothingSealed):
        show(make_resident(scope_of(cast.town.grid)), cast.worker)
    with walls.acting(Actor.system("test")):
        assert Reveal.objects.count() == 0


def correct(who: Resident, actor: Actor, **change: Any) -> None:
    """Correct what is registered of somebody."""
    with walls.acting(actor):
        actions.correct_person(
            resident_id=who.id, change=PersonChange(**change), reason="核对身份证", actor=actor, now=NOW
        )


def test_a_correction_moves_the_indexes_with_the_values(cast: Cast, lives_here: Resident) -> None:
    plain = number(17, "19600101")
    correct(lives_here, cast.worker, name="王秀瑛", number=plain, phone="13900005678")
    with walls.acting(cast.worker):
        for text in ("王秀瑛", plain, plain[-4:], "13900005678", "5678"):
            assert [row.id for row in queries.search(cast.worker, text).rows] == [lives_here.id]
        assert queries.search(cast.worker, PHONE).rows == []
        person = queries.resident_for(cast.worker, lives_here.id).person
        assert (person.birth_date, person.sex) == (date(1960, 1, 1), "1")
    own = themselves(lives_here.person_id)
    with walls.acting(own):
        [look] = queries.looks_at(own, lives_here.person_id)
    assert look.what["fields"] == ["birth_date", "name", "number", "phone", "sex"]
    assert plain not in str(look.what)


def test_an_empty_phone_is_taken_away_and_nothing_changed_leaves_no_record(cast: Cast, lives_here: Resident) -> None:
    correct(lives_here, cast.worker, name="王秀英", phone=PHONE)
    correct(lives_here, cast.worker, phone="")
    own = themselves(lives_here.person_id)
    with walls.acting(own):
        assert [look.what["fields"] for look in queries.looks_at(own, lives_here.person_id)] == [["phone"]]
    with walls.acting(cast.worker):
        assert queries.row_of(cast.worker, lives_here).phone == ""


def test_a_correction_to_somebody_elses_number_is_refused(cast: Cast, lives_here: Resident) -> None:
    here, far, gone = number(), number(), number()
    make_resident(scope_of(cast.town.grid), "李雷", number=here)
    make_resident(scope_of(cast.town.far_community), number=far)
    make_resident(scope_of(cast.town.far_community), number=gone, until=date(2024, 1, 1))
    with pytest.raises(errors.AlreadyEnrolled):
        correct(lives_here, cast.clerk, number=here)
    for taken in (far, gone):
        with pytest.raises(errors.EnrolledElsewhere):
            correct(lives_here, cast.clerk, number=taken)


def test_who_lives_elsewhere_is_not_corrected_from_here(cast: Cast, lives_here: Resident) -> None:
    away = make_resident(scope_of(cast.town.far_community), registered=scope_of(cast.town.community))
    with pytest.raises(errors.LivesElsewhere):
        correct(away, cast.clerk, name="改名")
    with pytest.raises(NotFound):
        correct(lives_here, cast.next_clerk, name="改名")
    with pytest.raises(NotAllowed):
        correct(lives_here, cast.reader, name="改名")


def note(who: Resident, actor: Actor, kind: str = "low_income", since: date = TODAY) -> Circumstance:
    """Note a circumstance."""
    with walls.acting(actor):
        return actions.add_circumstance(
            resident_id=who.id, kind=kind, since=since, source="民政局名单", actor=actor, now=NOW
        )


def test_a_circumstance_is_reviewed_after_the_days_of_its_kind(cast: Cast, lives_here: Resident) -> None:
    assert note(lives_here, cast.worker).review_on == TODAY + timedelta(days=180)
    assert note(lives_here, cast.worker, "veteran").review_on is None
    with walls.acting(cast.worker):
        assert queries.row_of(cast.worker, lives_here).circumstances == ("低保对象", "退役军人")


def test_a_circumstance_stands_once_at_a_time(cast: Cast, lives_here: Resident) -> None:
    first = note(lives_here, cast.worker)
    with pytest.raises(errors.AlreadyNoted):
        note(lives_here, cast.clerk)
    with walls.acting(cast.worker):
        actions.end_circumstance(circumstance_id=first.id, on=TODAY, actor=cast.worker, now=NOW)
    note(lives_here, cast.clerk)
    with walls.acting(cast.worker):
        assert [each.until for each in queries.circumstances_of(cast.worker, lives_here.id)] == [None, TODAY]


@pytest.mark.parametrize("kind", ["offender", "addiction", "illness", "hiv", "", "低保"])
def test_registers_of_offenders_addiction_and_illness_stay_out(cast: Cast, lives_here: Resident, kind: str) -> None:
    with pytest.raises(errors.UnknownCode):
        note(lives_here, cast.worker, kind)


def test_circumstances_are_noted_and_ended_where_one_lives(cast: Cast) -> None:
    away = make_resident(scope_of(cast.town.far_community), registered=scope_of(cast.town.community))
    made = make_circumstance(away)
    with pytest.raises(errors.LivesElsewhere):
        note(away, cast.clerk, "veteran")
    with walls.acting(cast.clerk), pytest.raises(errors.LivesElsewhere):
        actions.end_circumstance(circumstance_id=made.id, on=TODAY, actor=cast.clerk, now=NOW)
    for on in (date(2023, 1, 1), TODAY + timedelta(days=1)):
        with walls.acting(cast.far_clerk), pytest.raises(errors.EndsBeforeItBegins):
            actions.end_circumstance(circumstance_id=made.id, on=on, actor=cast.far_clerk, now=NOW)
    with pytest.raises(errors.EndsBeforeItBegins):
        note(away, cast.far_clerk, "veteran", TODAY + timedelta(days=1))


def test_circumstances_whose_day_has_come_are_due_for_review(cast: Cast, lives_here: Resident) -> None:
    due = date(2026, 11, 1)
    other = make_resident(scope_of(cast.town.other_grid), "李雷")
    for who, review_on in ((lives_here, due), (other, due - timedelta(days=9)), (lives_here, due - timedelta(days=1))):
        made = make_circumstance(who, "veteran" if review_on == due else "low_income")
        with walls.acting(Actor.system("test")):
            Circumstance.objects.filter(id=made.id).update(review_on=review_on)
    make_circumstance(make_resident(scope_of(cast.town.grid), "还早"))
    make_circumstance(make_resident(scope_of(cast.town.other_community), "隔壁"))
    with walls.acting(cast.clerk):
        assert [row.name for row in queries.due_for_review(cast.clerk, due)] == ["李雷", "王秀英"]
        assert queries.due_for_review(cast.clerk, date(2026, 1, 1)) == []
    with walls.acting(cast.worker):
        assert [row.name for row in queries.due_for_review(cast.worker, due)] == ["王秀英"]
