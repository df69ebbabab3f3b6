"""Who was told what and when about a matter, for its staff and for whoever asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.affairs.matters.models import Contact, Matter
from linli.base.kit.actor import Actor
from linli.base.notices import public as notices
from linli.registers.bodies import public as bodies


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One line: when, what, by which channel, to whom (a post's title, or a masked address), and what became of it."""

    at: datetime
    said: str
    channel: str | Promise
    receiver: str
    status: str | Promise
    tone: str
    is_dead: bool


def told_about(actor: Actor, matter: Matter, now: datetime) -> list[ToldRow]:
    """What was told of a matter the actor sees, newest first; a reporter reads what residents were told."""
    audiences: Collection[str] = ("staff", "resident") if actor.is_staff else ("resident",)
    rows = notices.told_of(matter.id, now, audiences=audiences)
    titles = bodies.titles_of({row.post_id for row in rows if row.post_id})
    is_hidden = actor.is_staff and Contact.objects.filter(matter_id=matter.id, is_hidden=True).exists()
    return [
        ToldRow(
            at=row.at,
            said=row.said,
            channel=row.channel,
            receiver=_receiver(row, titles.get(row.post_id, "") if row.post_id else "", is_hidden=is_hidden),
            status=row.status,
            tone=row.tone,
            is_dead=row.why == "bounced",
        )
        for row in rows
    ]


def _receiver(row: notices.Told, title: str, *, is_hidden: bool) -> str:
    if not row.is_resident:
        return title or row.address
    if is_hidden:
        # Who asked not to be known isn't known by four digits either.
        return _("居民（不公开）")
    return row.address or pgettext("who", "居民")
