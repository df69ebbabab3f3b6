"""What residents are sent about their matter by message and mail: each once, and nothing personal in it."""

from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.filing import code_for
from linli.affairs.matters.models import Contact, Matter
from linli.base.accounts.public import Account
from linli.base.kit import clock
from linli.base.kit.sealed import unseal
from linli.base.notices import public as notices

KIND_OF = {
    "file": "resident.received",
    "file_and_close": "resident.close",
    "ask": "resident.ask",
    "answer": "resident.answer",
    "follow": "resident.answer",
    "decline": "resident.decline",
    "close": "resident.close",
    "reopen": "resident.reopen",
    "allow": "resident.allow",
}
"""The moves a resident is sent word of, and what is said then."""
_OWN = ("close", "reopen")
"""Moves a resident may make: of their own they need no word."""


def inform(matter: Matter, move: str, at: datetime) -> None:
    """Put word of a move into the outbox. A part's residents hear from its whole alone; told twice, it stands once."""
    if move not in KIND_OF or matter.part_of_id:
        return
    step = matter.steps.filter(move=move, at=at).order_by("-number").first() if move in _OWN else None
    if step and step.post_id is None and not step.actor_label:
        return
    phone = _phone(matter)
    if phone or matter.account_id:
        news = _news(matter, move, at)
        notices.tell_resident(news=news, phone=phone, account_id=matter.account_id, now=clock.now())


def _phone(matter: Matter) -> str:
    """Where a message goes: the phone that was left, or the account's; none when the same phone hears by another matter."""
    contact = Contact.objects.filter(matter=matter).first()
    if contact and contact.phone_sealed:
        return "" if _hears_already(matter, contact) else unseal(contact.phone_sealed)
    account = Account.objects.filter(id=matter.account_id).first() if matter.account_id else None
    return unseal(account.phone_sealed) if account and account.phone_sealed else ""


def _hears_already(matter: Matter, contact: Contact) -> bool:
    """Whether the same phone stands at the matter this one goes with, or at an earlier one that goes with it too."""
    if not matter.merged_into_id or not contact.phone_digest:
        return False
    same = Contact.objects.filter(phone_digest=contact.phone_digest)
    earlier = same.filter(matter__merged_into=matter.merged_into_id, matter__number__lt=matter.number)
    return same.filter(matter=matter.merged_into_id).exists() or earlier.exists()


def _news(matter: Matter, move: str, at: datetime) -> notices.News:
    item = matter.item_version
    by_code = f"{reverse('matters:track')}?{urlencode({'number': matter.number})}"
    path = reverse("matters:my_matter", args=[matter.id]) if matter.account_id else by_code
    until = f"{matter.answer_by.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
    return notices.News(
        kind=KIND_OF[move],
        subject_kind="matter",
        subject_id=matter.id,
        at=at,
        area_ids=clocks.area_ids_of(matter),
        is_urgent=matter.urgency == "urgent",
        values={"number": matter.number, "item": item.name, "item_en": item.name_en, "path": path, "by": until},
        # Number and code together open the matter.
        secrets={"code": code_for(matter.form_token)} if move == "file" else {},
    )
