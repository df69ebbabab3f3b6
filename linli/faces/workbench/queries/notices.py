"""What somebody has been told, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext

from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date
from linli.base.notices import public as notices

PAGE = 50
ICONS = {
    "matter.filed": "message-plus",
    "matter.return": "arrow-back-up",
    "matter.transfer": "arrow-forward-up",
    "matter.escalate": "arrow-bar-up",
    "matter.assign_down": "arrow-bar-down",
    "matter.reopen": "refresh",
    "matter.supply": "message-plus",
    "matter.withdraw": "arrow-back-up",
    "matter.rate": "star",
    "matter.split": "arrows-split",
    "matter.part_done": "circle-check",
    "matter.recall": "arrow-back-up",
    "matter.invite": "users-group",
    "matter.assist": "circle-check",
    "matter.urge": "bell-ringing",
    "matter.instruct": "writing",
    "matter.report": "clipboard-check",
    "matter.prolong": "calendar-plus",
    "matter.allow": "calendar-check",
    "matter.refuse": "calendar-x",
    "matter.resend": "refresh",
    "matter.rule": "gavel",
    "matter.card": "flag",
    "matter.lift": "flag-off",
    "matter.inherit": "arrow-forward-up",
    "matter.separate": "arrows-split-2",
    "matter.overdue": "clock-exclamation",
    "matter.vacant": "user-question",
    "matter.warn": "clock-exclamation",
    "dispute.find": "heart-handshake",
    "dispute.accept": "heart-handshake",
    "dispute.replace": "heart-handshake",
    "dispute.hand_over": "arrow-forward-up",
    "dispute.take": "check",
    "dispute.pull_up": "arrow-bar-up",
    "dispute.give_back": "arrow-back-up",
    "dispute.call_in": "users-group",
    "dispute.report": "circle-check",
    "dispute.outcome": "circle-check",
    "dispute.warn": "clock-exclamation",
    "dispute.court": "gavel",
    "dispute.term": "clipboard-check",
    "call.follow_up": "phone",
    "call.overdue": "clock-exclamation",
    "webhook.paused": "alert-triangle",
    "webhook.ended": "ban",
}
"""The icon of each kind of notice a post gets; its words are the kind's own."""
_PRESSING = {
    *("matter.warn", "matter.instruct", "matter.card", "matter.overdue", "matter.vacant"),
    *("dispute.warn", "dispute.court", "call.overdue"),
}
_PAGES = {
    "matter": "/desk/matters/",
    "dispute": "/desk/mediation/",
    "follow_up": "/desk/callbacks/follow-ups/",
    "webhook": "/desk/interfaces/webhooks/",
}
"""Where what a notice is about has its page; contexts are met by address here."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it is read."""

    icon: str
    said: str
    item: str
    number: str
    url: str
    at: datetime
    is_new: bool
    is_pressing: bool


def told(actor: Actor, page: int, now: datetime) -> tuple[list[Told], bool]:
    """A page of the actor's notices, newest first, and whether there are more; two statements."""
    first = (page - 1) * PAGE
    rows = list(notices.notices_of(actor)[first : first + PAGE + 1])
    wordings = notices.wordings_on(local_date(now))
    areas = [area for area in actor.chain if area]
    english = (get_language() or "").startswith("en")
    return [
        Told(
            icon=ICONS.get(row.kind, "bell"),
            said=wordings.said(row.kind, areas, get_language() or "") or gettext("有新的进展"),
            item=(row.words.get("item_en") if english else "") or row.words.get("item", ""),
            number=row.words.get("number", ""),
            url=f"{_PAGES[row.subject_kind]}{row.subject_id}/" if row.subject_kind in _PAGES else "",
            at=row.at,
            is_new=row.read_at is None,
            is_pressing=row.kind in _PRESSING or row.words.get("urgency") == "urgent",
        )
        for row in rows[:PAGE]
    ], len(rows) > PAGE
