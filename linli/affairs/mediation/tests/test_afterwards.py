"""After the agreement: follow-up, breach, the court's thirty days, closing; and who is told and warned."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from linli.affairs.mediation import actions, errors
from linli.affairs.mediation.models import Agreement, Dispute, Term
from linli.affairs.mediation.tests.factories import (
    MORNING,
    SYSTEM,
    Town,
    a_dispute,
    a_mediation_town,
    agreed,
    by,
    head,
    stored,
)
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.notices import public as notices

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(hours=2)


def _terms(dispute: Dispute) -> list[Term]:
    with walls.acting(SYSTEM):
        return list(Term.objects.filter(agreement__dispute_id=dispute.id).order_by("number"))


def _mediator(town: Town, verb: str, dispute: Dispute, **given: Any) -> Any:
    return by(town.actor("maple", "mediator"), verb, dispute_id=dispute.id, **given)


def _kinds_told(actor: Actor) -> list[str]:
    with walls.acting(actor):
        return [notice.kind for notice in notices.notices_of(actor)]


def test_the_court_can_be_asked_for_thirty_days_and_a_last_day_off_moves_on() -> None:
    town = a_mediation_town()
    # In force on 24 November: the thirtieth day is 24 December, a working day, until midnight.
    first = agreed(town)
    assert (first.confirm_by, first.last_day_to_apply) == (
        datetime(2026, 12, 24, 16, 0, tzinfo=UTC),
        date(2026, 12, 24),
    )
    # In force on 26 November: the thirtieth day, 26 December, is a Saturday, so the time ends with Monday the 28th.
    later = agreed(town, now=datetime(2026, 11, 26, 3, 0, tzinfo=UTC))
    assert later.confirm_by == datetime(2026, 12, 28, 16, 0, tzinfo=UTC)


def test_an_application_within_its_time_is_confirmed_and_one_after_it_refused() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    last, after = datetime(2026, 12, 24, 8, 0, tzinfo=UTC), datetime(2026, 12, 25, 1, 0, tzinfo=UTC)
    with pytest.raises(errors.TooLateForCourt, match="2026-12-24"):
        _mediator(town, "apply", dispute, on=date(2026, 12, 25), court="海城区人民法院", now=after)
    with pytest.raises(errors.NotApplied):
        _mediator(town, "confirm", dispute, court_number="（2026）1号", now=last)
    _mediator(town, "apply", dispute, on=date(2026, 12, 24), court="海城区人民法院", now=last)
    _mediator(town, "confirm", dispute, court_number="（2026）冀0302民特1号", now=after)
    with walls.acting(SYSTEM):
        agreement = Agreement.objects.get(dispute_id=dispute.id)
    assert (stored(dispute.id).state, agreement.court, agreement.court_number) == (
        "confirmed",
        "海城区人民法院",
        "（2026）冀0302民特1号",
    )


def test_what_a_court_holds_void_is_mediated_anew() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    _mediator(town, "apply", dispute, on=date(2026, 11, 24), court="海城区人民法院", now=NOW)
    void = _mediator(
        town, "void", dispute, court_number="（2026）2号", note="内容不明确。", now=NOW + timedelta(days=5)
    )
    assert (void.state, void.tried, void.confirm_by, void.agreed_at) == ("mediating", 2, None, None)


def test_terms_are_followed_one_by_one_until_all_is_done() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    money, repair = _terms(dispute)
    with pytest.raises(errors.TermsOpen):
        _mediator(town, "close", dispute)
    on = date(2026, 12, 4)
    half = _mediator(town, "follow", dispute, outcomes={money.id: "done"}, note="转账记录看过。", on=on)
    assert (half.state, half.performed_at) == ("following", None)
    late = _mediator(town, "follow", dispute, outcomes={repair.id: "done"}, note="修好了。", on=date(2026, 12, 16))
    assert late.performed_at is not None
    assert [term.outcome for term in _terms(dispute)] == ["done", "late"]
    assert _mediator(town, "close", dispute).state == "closed"


def test_a_breach_is_on_record_until_it_is_made_good() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    money, repair = _terms(dispute)
    broken = _mediator(town, "follow", dispute, outcomes={money.id: "breached"}, note="到期没有给。", now=NOW)
    assert (broken.breached_at, broken.performed_at) == (NOW, None)
    made_good = _mediator(town, "follow", dispute, outcomes={money.id: "done", repair.id: "waived"}, note="给了。")
    assert (made_good.breached_at is None, made_good.performed_at is not None) == (True, True)


def test_the_owner_is_warned_before_the_court_s_time_ends_and_once() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    _mediator(town, "follow", dispute, outcomes={term.id: "done" for term in _terms(dispute)}, note="都办到了。")
    early, due = datetime(2026, 12, 17, 15, 0, tzinfo=UTC), datetime(2026, 12, 17, 16, 0, tzinfo=UTC)
    with walls.acting(SYSTEM):
        assert (actions.warn(now=early), actions.warn(now=due), actions.warn(now=due)) == (0, 1, 0)
    assert "dispute.court" in _kinds_told(head(town))
    assert "dispute.court" in _kinds_told(town.actor("maple", "mediator"))


def test_each_term_is_reminded_of_three_days_before_it_is_due_and_once() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    early, due = datetime(2026, 11, 30, 1, 0, tzinfo=UTC), datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    with walls.acting(SYSTEM):
        assert (actions.remind(now=early), actions.remind(now=due), actions.remind(now=due)) == (0, 1, 0)
    assert [term.is_reminded for term in _terms(dispute)] == [True, False]


def test_once_the_court_s_time_is_over_the_terms_burn() -> None:
    town = a_mediation_town()
    dispute = agreed(town)
    money, repair = _terms(dispute)
    _mediator(town, "follow", dispute, outcomes={money.id: "done"}, note="付了。")
    with walls.acting(SYSTEM):
        Term.objects.filter(id=repair.id).update(due_on=date(2027, 1, 20))
        Dispute.objects.filter(id=dispute.id).update(due_at=dispute.confirm_by)
        assert actions.turn_clocks(now=datetime(2026, 12, 25, 1, 0, tzinfo=UTC)) == 1
    assert stored(dispute.id).due_at == datetime(2027, 1, 20, 16, 0, tzinfo=UTC)


def test_the_owner_hears_of_a_find_and_the_finder_of_the_outcome() -> None:
    town = a_mediation_town()
    dispute = a_dispute(town)
    with walls.acting(SYSTEM):
        actions.announce(dispute_id=dispute.id, move="find", at=MORNING)
    refused = by(head(town), "refuse", dispute_id=dispute.id, ground="taken", note="派出所已经受理。")
    with walls.acting(SYSTEM):
        actions.announce(dispute_id=dispute.id, move="refuse", at=refused.ended_at)
    assert _kinds_told(head(town)) == ["dispute.find"]
    assert _kinds_told(town.actor("maple-1", "grid_worker")) == ["dispute.outcome"]
