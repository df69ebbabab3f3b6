"""Setting the words of a kind by a channel for one's own area, from a day on."""

from datetime import date, datetime

from django.db import transaction

from linli.base.journal import public as journal
from linli.base.kit import clock
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.base.notices import errors, permissions
from linli.base.notices.models import Wording
from linli.base.notices.queries.kinds import Kind, Words, kinds, wrong_blanks
from linli.base.notices.states import EMAIL, SMS

MOST_TEXT = 300
"""Characters of a short message before its blanks are filled: about five parts of what a carrier counts."""


@transaction.atomic
def set_wording(
    *, kind: str, channel: str, chinese: Words, english: Words, valid_from: date, actor: Actor, now: datetime
) -> Wording:
    """New words hold from a day on, which may be today; what was sent stays as it was. Former words are kept."""
    permissions.require(actor, "set_wording")
    known = kinds().get(kind)
    if known is None or channel not in known.texts or actor.place_id is None:
        raise NotFound
    for words in (chinese, english):
        check_words(known, channel, words)
    if valid_from < clock.local_date(now):
        raise errors.TooEarly
    row = Wording.objects.create(
        kind=kind,
        channel=channel,
        area_id=actor.place_id,
        valid_from=valid_from,
        subject_zh=chinese.subject,
        subject_en=english.subject,
        body_zh=chinese.body,
        body_en=english.body,
        set_at=now,
        set_by=actor.label,
    )
    journal.record(actor, "notices.wording_set", "wording", row.id, at=now, name=kind, title=channel)
    return row


def check_words(kind: Kind, channel: str, words: Words) -> None:
    """Raises a refusal that names what is wrong: a blank nobody fills, words that are missing, a text that is no short one."""
    if not words.body or (channel == EMAIL and not words.subject):
        raise errors.WordsMissing
    wrong = wrong_blanks(kind, words)
    if wrong:
        raise errors.BadBlank(blank=wrong[0], known=" ".join(f"{{{name}}}" for name in sorted(kind.blanks)))
    if channel == SMS and len(words.body) > MOST_TEXT:
        raise errors.WordsTooLong(length=len(words.body), most=MOST_TEXT)
