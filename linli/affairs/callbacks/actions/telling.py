"""What a post is told: that a bad answer was put to it, and that its report is overdue. No notice says who answered or what."""

from datetime import datetime, timedelta

from linli.affairs.callbacks.models import Call, FollowUp
from linli.affairs.matters import public as matters
from linli.base.kit.actor import Actor
from linli.base.notices import public as notices

_SYSTEM = Actor.system("callbacks.telling")
_LOOKS_BACK = timedelta(days=2)
"""A worker that stood still for a weekend still tells; what is older stands on the desk as overdue anyway."""


def announce(found: FollowUp, call: Call) -> None:
    """Tell the post that was asked to look into a bad answer."""
    _tell(found, call, "call.follow_up", found.at)


def announce_overdue(*, now: datetime) -> int:
    """Tell each post once whose report is overdue; returns how many reports those are."""
    waiting = FollowUp.objects.filter(reported_at=None, post_id__isnull=False, due_at__lte=now)
    overdue = list(waiting.filter(due_at__gt=now - _LOOKS_BACK).select_related("call").order_by("due_at", "id"))
    for each in overdue:
        _tell(each, each.call, "call.overdue", each.due_at or now)
    return len(overdue)


def _tell(found: FollowUp, call: Call, kind: str, at: datetime) -> None:
    item = matters.matter_for(_SYSTEM, call.matter_id).item_version
    notices.tell(
        kind=kind,
        subject_kind="follow_up",
        subject_id=found.id,
        at=at,
        post_id=found.post_id,
        area_ids=[id_ for id_ in (call.community_id, call.street_id, call.county_id, call.city_id) if id_],
        number=call.number,
        item=item.name,
        item_en=item.name_en,
    )
