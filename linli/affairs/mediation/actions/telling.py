"""What posts are told about a dispute, and the warnings before its clocks run out; parties are `informing`'s. No notice names one."""

from datetime import datetime, timedelta
from uuid import UUID

from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.actions.informing import inform
from linli.affairs.mediation.models import Dispute, Step, Term
from linli.affairs.mediation.states import AGREED, CLOSED, FAILED, FOLLOWING, REFERRED, REFUSED, SETTLED, kinds
from linli.base.kit import clock
from linli.base.notices import public as notices
from linli.base.rules import public as rules

_FOR_OTHER = {"accept", "replace", "hand_over", "give_back", "take", "pull_up", "call_in", "report"}
_ANSWERS = {REFUSED, FAILED, REFERRED, AGREED, CLOSED}
_MOST = 1000


def announce(*, dispute_id: UUID, move: str, at: datetime) -> None:
    """Tell the owner of a new dispute, whoever a move is directed to, the finder how it came out, and the parties when to come."""
    dispute = Dispute.objects.select_related("owner_post", "owner_post__body").get(id=dispute_id)
    if move == "find" and dispute.found_by_post_id != dispute.owner_post_id:
        _tell(dispute, dispute.owner_post_id, "dispute.find", at)
    if move in _FOR_OTHER:
        step = Step.objects.filter(dispute_id=dispute_id, move=move, at=at).order_by("-number").first()
        if step and step.to_post_id and step.to_post_id != step.post_id:
            _tell(dispute, step.to_post_id, f"dispute.{move}", at)
    finder = dispute.found_by_post_id
    if dispute.state in _ANSWERS and move != "note" and finder and finder != dispute.owner_post_id:
        _tell(dispute, finder, "dispute.outcome", at)
    if move in ("arrange", "draw"):
        inform(dispute, move, at)


def warn(*, now: datetime) -> int:
    """Warn each owner once for each clock that runs low; returns how many warnings went out."""
    low = list(
        Dispute.objects.filter(warn_at__lte=now, is_warned=False)
        .select_for_update(skip_locked=True)
        .order_by("id")[:_MOST]
    )
    for dispute in low:
        is_court = dispute.state in (AGREED, FOLLOWING) and dispute.due_at == dispute.confirm_by
        _tell(dispute, dispute.owner_post_id, "dispute.court" if is_court else "dispute.warn", dispute.warn_at or now)
        _remind_mediators(dispute, "dispute.court" if is_court else "dispute.warn", dispute.warn_at or now)
    Dispute.objects.filter(id__in=[dispute.id for dispute in low]).update(is_warned=True)
    return len(low)


def remind(*, now: datetime) -> int:
    """Remind of each term once, so many days before it is due; and turn the clock to what is next once a day has passed."""
    today = clock.local_date(now)
    ahead = list(
        Term.objects.select_related("agreement__dispute")
        .filter(
            outcome="",
            is_reminded=False,
            due_on__lte=today + timedelta(days=60),
            agreement__void_at=None,
            agreement__dispute__state__in=SETTLED,
        )
        .exclude(agreement__in_force_at=None)
        .order_by("id")[:_MOST]
    )
    told: list[Term] = []
    for term in ahead:
        dispute = term.agreement.dispute
        days = rules.parameter("mediation.term.warn_days", clocks.areas(dispute), today).integer
        if term.due_on - timedelta(days=days) <= today:
            _remind_mediators(dispute, "dispute.term", clocks.end_of(term.due_on))
            _tell(dispute, dispute.owner_post_id, "dispute.term", clocks.end_of(term.due_on))
            term.is_reminded = True
            told.append(term)
    Term.objects.bulk_update(told, ["is_reminded"])
    return len(told)


def turn_clocks(*, now: datetime) -> int:
    """Where the court's time has run out, what is next burns: the terms still to be performed. Returns the disputes turned."""
    past = list(
        Dispute.objects.filter(state__in=(AGREED, FOLLOWING), confirm_by__lte=now, applied_at=None)
        .filter(due_at__lte=now)
        .select_for_update(skip_locked=True)[:_MOST]
    )
    turned = []
    for dispute in past:
        terms = list(Term.objects.filter(agreement__dispute_id=dispute.id, agreement__void_at=None, outcome=""))
        burning = clocks.burning(dispute, terms, now)
        if burning.due_at != dispute.due_at:
            dispute.due_at, dispute.warn_at, dispute.is_warned = burning.due_at, burning.warn_at, False
            turned.append(dispute)
    Dispute.objects.bulk_update(turned, ["due_at", "warn_at", "is_warned"])
    return len(turned)


def _remind_mediators(dispute: Dispute, kind: str, at: datetime) -> None:
    for post_id in dispute.mediator_post_ids:
        if post_id != dispute.owner_post_id:
            _tell(dispute, post_id, kind, at)


def _tell(dispute: Dispute, post_id: UUID, kind: str, at: datetime) -> None:
    name = kinds()[dispute.kind]
    notices.tell(
        kind=kind,
        subject_kind="dispute",
        subject_id=dispute.id,
        at=at,
        post_id=post_id,
        number=dispute.number,
        item=name.name_zh,
        item_en=name.name_en,
    )
