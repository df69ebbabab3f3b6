"""The staff's daily digest: one mail a day of what is unread, instead of many."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from linli.base.kit import clock
from linli.base.notices.actions.telling import News, made_for, put
from linli.base.notices.models import Message, Reach
from linli.base.notices.queries.holders import Holding, held_by
from linli.base.notices.queries.hours import digest_hour
from linli.base.notices.queries.wordings import Wordings, wordings_on
from linli.base.notices.states import EMAIL

BATCH = 1000
UNREAD = "/desk/notices/"
"""Where the workbench shows what is unread."""
LINES = 20
"""So many are listed; how many there are in all is said."""

# The newest unread ones of each post since its holder's last digest, and how many there are.
_UNREAD = """
SELECT wanted.account_id, wanted.post_id, told.kind, told.words, told.at, told.total
  FROM unnest(%(accounts)s::uuid[], %(posts)s::uuid[], %(since)s::timestamptz[]) AS wanted (account_id, post_id, since)
  JOIN LATERAL (
    SELECT n.kind, n.words, n.at, count(*) OVER () AS total FROM notices_notice n
     WHERE n.post_id = wanted.post_id AND n.at > wanted.since AND n.read_at IS NULL
     ORDER BY n.at DESC LIMIT %(lines)s) told ON true
 ORDER BY told.at DESC
"""


@dataclass(slots=True)
class _Unread:
    """What is unread for one account: all of it counted, the newest of it listed."""

    count: int
    lines: list[tuple[str, dict[str, str], datetime]]


def prepare_digests(*, now: datetime) -> int:
    """Put today's digests into the outbox for all whose hour has come; returns how many those were. Set-based, a thousand at a time."""
    total = 0
    day = now.astimezone(clock.CHINA)
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    due = Q(digested_at=None) | Q(digested_at__lt=midnight)
    chosen = Q(digest_hour=None) | Q(digest_hour__lte=day.hour)
    after = UUID(int=0)
    while True:
        with transaction.atomic():
            waiting = Reach.objects.filter(due, chosen, mail="digest", confirmed_at__isnull=False, account_id__gt=after)
            batch = list(waiting.select_for_update(skip_locked=True).order_by("account_id")[:BATCH])
            total += _prepared(batch, now)
        if len(batch) < BATCH:
            return total
        after = batch[-1].account_id


def _prepared(batch: Sequence[Reach], now: datetime) -> int:
    """The digests of a batch, in five statements however many they are."""
    held: dict[UUID, list[Holding]] = defaultdict(list)
    for each in held_by([reach.account_id for reach in batch]):
        held[each.account_id].append(each)
    hour = now.astimezone(clock.CHINA).hour
    ready = [
        reach
        for reach in batch
        if reach.digest_hour is not None or digest_hour(_areas(held[reach.account_id]), now) <= hour
    ]
    unread = _unread(ready, held, now)
    wordings = wordings_on(clock.local_date(now))
    made: list[Message] = []
    for reach in ready:
        found = unread.get(reach.account_id)
        if found:
            areas = _areas(held[reach.account_id])
            made += made_for(_news(reach, found, areas, wordings, now), EMAIL, reach, now)
    Reach.objects.filter(account_id__in=[reach.account_id for reach in ready]).update(digested_at=now)
    return put(made)


def _areas(held: Sequence[Holding]) -> tuple[UUID, ...]:
    return held[0].area_ids if held else ()


def _unread(ready: Sequence[Reach], held: Mapping[UUID, Sequence[Holding]], now: datetime) -> dict[UUID, _Unread]:
    """What each account has not read of its posts since its last digest."""
    since = {reach.account_id: reach.digested_at or now - timedelta(days=1) for reach in ready}
    wanted = [(account_id, each.post_id) for account_id in since for each in held.get(account_id, ())]
    found: dict[UUID, _Unread] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _UNREAD,
            {
                "accounts": [account_id for account_id, _ in wanted],
                "posts": [post_id for _, post_id in wanted],
                "since": [since[account_id] for account_id, _ in wanted],
                "lines": LINES,
            },
        )
        rows = cursor.fetchall()
    counted: set[tuple[UUID, UUID]] = set()
    for account_id, post_id, kind, words, at, total in rows:
        own = found.setdefault(account_id, _Unread(0, []))
        if (account_id, post_id) not in counted:
            counted.add((account_id, post_id))
            own.count += total
        if len(own.lines) < LINES:
            own.lines.append((kind, json.loads(words) if isinstance(words, str) else words, at))
    return found


def _news(reach: Reach, unread: _Unread, areas: Sequence[UUID], wordings: Wordings, now: datetime) -> News:
    english = reach.language.startswith("en")
    lines = [
        f"· {at.astimezone(clock.CHINA):%m-%d %H:%M}  {wordings.said(kind, areas, reach.language)}  "
        f"{(words.get('item_en') if english else '') or words.get('item', '')} {words.get('number', '')}".rstrip()
        for kind, words, at in unread.lines
    ]
    if unread.count > len(lines):
        lines.append("…")
    return News(
        kind="digest",
        subject_kind="account",
        subject_id=reach.account_id,
        at=now,
        area_ids=areas,
        values={"count": str(unread.count), "lines": "\n".join(lines), "path": UNREAD},
    )
