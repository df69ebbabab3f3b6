"""Putting a message into the outbox, in the transaction of the job that tells; a later step sends it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from linli.base.kit.sealed import digest, mask_phone, seal, unseal
from linli.base.notices.models import Address, Message, Reach
from linli.base.notices.queries.channels import channels
from linli.base.notices.queries.hours import may_leave_at
from linli.base.notices.queries.kinds import kinds
from linli.base.notices.states import EMAIL, MOST_BOUNCES, OVERTAKEN, RESIDENT, SMS, SUPPRESSED, WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is told, about what, where and when; `secrets` only the receiver may read, `values` anybody who sees the subject."""

    kind: str
    subject_kind: str
    subject_id: UUID
    at: datetime
    area_ids: Sequence[UUID] = ()
    is_urgent: bool = False
    language: str = "zh-hans"
    values: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


def tell_resident(*, news: News, phone: str, account_id: UUID | None, now: datetime) -> int:
    """Send news to a resident: by message to the phone they left, by mail if their account confirmed an address.

    Told twice with the same moment, it stands once. Returns how many messages were put into the outbox.
    """
    reach = Reach.objects.filter(account_id=account_id).first() if account_id else None
    language = reach.language if reach else news.language
    made: list[Message] = []
    if phone and (reach is None or reach.is_texted):
        made += addressed(news, SMS, phone, account_id, now, language)
    if reach and reach.confirmed_at and reach.email_sealed and reach.mail != "none":
        made += made_for(news, EMAIL, reach, now)
    return put(made)


def addressed(
    news: News, channel: str, address: str, account_id: UUID | None, now: datetime, language: str
) -> list[Message]:
    """A message to an address in the clear, which is sealed; none where the channel or the kind's words for it are missing."""
    masked = mask_phone(address) if channel == SMS else mask_mail(address)
    return _made(
        news,
        channel,
        account_id,
        now,
        language,
        sealed=seal(address),
        known=address_digest(channel, address),
        masked=masked,
    )


def made_for(news: News, channel: str, reach: Reach, now: datetime, *, post_id: UUID | None = None) -> list[Message]:
    """A message to somebody's confirmed address, in their language."""
    sealed, known = bytes(reach.email_sealed or b""), bytes(reach.email_digest or b"")
    masked = mask_mail(unseal(sealed))
    made = _made(news, channel, reach.account_id, now, reach.language, sealed=sealed, known=known, masked=masked)
    for each in made:
        each.post_id = post_id
    return made


def address_digest(channel: str, address: str) -> bytes:
    """What an address is known by: nobody reads it from there."""
    return digest(f"address:{channel}", address.strip().lower())


def mask_mail(address: str) -> str:
    """wang.xiuying@example.cn becomes w***@example.cn."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}"


def _made(
    news: News,
    channel: str,
    account_id: UUID | None,
    now: datetime,
    language: str,
    *,
    sealed: bytes | None,
    known: bytes,
    masked: str,
) -> list[Message]:
    kind = kinds()[news.kind]
    if channel not in kind.texts or not channels().has(channel):
        return []
    return [
        Message(
            key=f"{news.kind}:{news.subject_id.hex}:{news.at.timestamp():.6f}:{channel}:{known.hex()[:24]}",
            kind=news.kind,
            audience=kind.audience,
            channel=channel,
            subject_kind=news.subject_kind,
            subject_id=news.subject_id,
            area_ids=list(news.area_ids),
            account_id=account_id,
            address_sealed=sealed,
            address_digest=known,
            address_masked=masked,
            language=language,
            values=dict(news.values),
            secrets_sealed=seal(json.dumps(dict(news.secrets))) if news.secrets else None,
            is_urgent=news.is_urgent,
            at=news.at,
            not_before=may_leave_at(kind.audience, news.area_ids, now, is_urgent=news.is_urgent)
            if kind.audience == RESIDENT
            else now,
        )
    ]


def put(made: list[Message], *, even_to_dead: bool = False) -> int:
    """Put messages into the outbox, but those to an address from which things came back: they are kept as not sent.

    even_to_dead: it is the code that confirms the address.
    """
    if not made:
        return 0
    wanted = {bytes(each.address_digest) for each in made if each.address_digest}
    dead = Address.objects.filter(digest__in=wanted, bounces__gte=MOST_BOUNCES).values_list("digest", flat=True)
    blocked = {bytes(known) for known in dead}
    for each in made:
        if not even_to_dead and each.address_digest and bytes(each.address_digest) in blocked:
            each.status, each.ended_at, each.why = SUPPRESSED, each.not_before, "bounced"
    for each in made:
        if kinds()[each.kind].is_overtaken:
            _overtake(each)
    Message.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return sum(each.status == WAITING for each in made)


def _overtake(newer: Message) -> None:
    """Nobody is sent first to an hour that was given up, and then to the right one; what is in a sender's hands goes out."""
    older = Message.objects.filter(status=WAITING, leased_until=None, kind=newer.kind, channel=newer.channel)
    older = older.filter(subject_id=newer.subject_id, address_digest=newer.address_digest, at__lt=newer.at)
    older.update(status=OVERTAKEN, ended_at=newer.at, secrets_sealed=None)
