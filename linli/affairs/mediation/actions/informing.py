"""What the parties are sent: when to come, that the agreement is ready to sign, that the court's time runs out. No message says who or what about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from linli.affairs.mediation.actions import clocks
from linli.affairs.mediation.models import Agreement, Dispute, Party, Step
from linli.affairs.mediation.states import AGREED, FOLLOWING
from linli.base.accounts.public import Account
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.base.notices import public as notices
from linli.base.rules import public as rules
from linli.registers.people import public as people

_JOB = Actor.system("mediation.inform")
_ONE_DAY = timedelta(days=1)
_LONGEST_WARNING = 30 * _ONE_DAY
_MOST = 1000
_ITEM, _ITEM_EN = "人民调解", "Mediation"
"""All that a list of notices says of it: not even the kind of dispute, for others may look on."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where a party is met: a phone (or ""), and the account that is theirs."""

    phone: str
    account_id: UUID | None


def inform(dispute: Dispute, move: str, at: datetime) -> None:
    """Send the parties word of an appointment, or of an agreement to sign; told twice, it stands once."""
    step = Step.objects.filter(dispute_id=dispute.id, move=move, at=at).order_by("-number").first()
    if step is None:
        return
    if move == "arrange":
        when = datetime.fromisoformat(step.details["at"]).astimezone(clock.CHINA)
        _send(dispute, "resident.dispute_meeting", at, when=f"{when:%Y-%m-%d %H:%M}", where=step.details["where"])
    elif move == "draw" and _is_new_paper(step):
        _send(dispute, "resident.dispute_sign", at)


def remind_of_court(*, now: datetime) -> int:
    """Tell the parties, so many days before, that the time to ask the court together runs out, unless all was done or it was asked.

    Run every night until then; each is told once. Returns the disputes whose parties were told, now or before.
    """
    waiting = (
        Dispute.objects.filter(state__in=(AGREED, FOLLOWING), applied_at=None, performed_at=None)
        .filter(confirm_by__gt=now, confirm_by__lte=now + _LONGEST_WARNING)
        .select_related("owner_post", "owner_post__body")
        .order_by("confirm_by", "id")[:_MOST]
    )
    count = 0
    for dispute in waiting:
        ends = dispute.confirm_by
        days = rules.parameter("mediation.confirm.warn_days", clocks.areas(dispute), clock.local_date(now)).integer
        if ends is None or ends - days * _ONE_DAY > now:
            continue
        _send(dispute, "resident.dispute_court", ends - days * _ONE_DAY, by=f"{dispute.last_day_to_apply:%Y-%m-%d}")
        count += 1
    return count


def _is_new_paper(step: Step) -> bool:
    """Whether a written agreement was drawn up for the first time: words mended before the signing are no new invitation."""
    number = step.details["agreement"]
    if not Agreement.objects.filter(number=number, form="written").exists():
        return False
    drawn = Step.objects.filter(dispute_id=step.dispute_id, move="draw", details__agreement=number)
    return not drawn.filter(number__lt=step.number).exists()


def _send(dispute: Dispute, kind: str, at: datetime, **values: str) -> None:
    """One message to each who takes part, and a notice where they have an account."""
    area_ids = clocks.areas(dispute)
    path = reverse("mediation:my_dispute", args=[dispute.id])
    news = notices.News(
        kind=kind,
        subject_kind="dispute",
        subject_id=dispute.id,
        at=at,
        area_ids=area_ids,
        values={"number": dispute.number, "office": dispute.owner_post.body.name, "path": path, **values},
    )
    for reach in _reached(dispute):
        if reach.account_id:
            notices.tell(
                kind=kind,
                subject_kind="dispute",
                subject_id=dispute.id,
                at=at,
                account_id=reach.account_id,
                area_ids=area_ids,
                number=dispute.number,
                item=_ITEM,
                item_en=_ITEM_EN,
            )
        notices.tell_resident(news=news, phone=reach.phone, account_id=reach.account_id, now=clock.now())


def _reached(dispute: Dispute) -> list[_Reach]:
    """Both sides and who speaks for them; a minor is met through their guardian alone."""
    parties = Party.objects.filter(dispute_id=dispute.id, side__in=("applicant", "respondent"), is_minor=False)
    return [_reach(party) for party in parties.order_by("added_at", "id")]


def _reach(party: Party) -> _Reach:
    """The phone they left, else their account's, else the register's."""
    account = None
    if party.account_id:
        account = Account.objects.filter(id=party.account_id).first()
    elif party.person_id:
        account = Account.objects.filter(person_id=party.person_id, is_active=True).first()
    account_id = account.id if account else None
    if party.phone_sealed:
        return _Reach(unseal(party.phone_sealed), account_id)
    if account and account.phone_sealed:
        return _Reach(unseal(account.phone_sealed), account_id)
    return _Reach(people.phone_for_message(_JOB, party.person_id) if party.person_id else "", account_id)
