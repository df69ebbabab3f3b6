"""What staff are told in the app is passed on outside it: to group chats, at once to whoever wants it so, once a day to the rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from linli.base.journal.public import subject_address
from linli.base.notices.actions.telling import News, made_for, put
from linli.base.notices.models import Message, Notice, Reach
from linli.base.notices.queries.channels import Robot, channels
from linli.base.notices.queries.holders import holders_of
from linli.base.notices.queries.kinds import kinds
from linli.base.notices.states import EMAIL

BATCH = 1000
OLDEST = timedelta(days=1)
"""What is older is no news any more: a worker that was away for a week doesn't flood anybody."""


def pass_on(*, now: datetime) -> int:
    """Pass on what was told to posts since the last run; returns how many messages were put into the outbox."""
    total = 0
    while True:
        with transaction.atomic():
            told = list(
                Notice.objects.filter(is_passed_on=False).select_for_update(skip_locked=True).order_by("id")[:BATCH]
            )
            fresh = [notice for notice in told if notice.at > now - OLDEST and notice.kind in kinds()]
            total += put([*_to_people(fresh, now), *_to_groups(fresh, now)])
            Notice.objects.filter(id__in=[notice.id for notice in told]).update(is_passed_on=True)
        if len(told) < BATCH:
            return total


def _to_people(told: Sequence[Notice], now: datetime) -> Iterable[Message]:
    """Mail to whoever answers for a post and wants each notice, or gets a digest and it presses."""
    holdings = holders_of({notice.post_id for notice in told if notice.post_id})
    reaches = {
        reach.account_id: reach
        for reach in Reach.objects.filter(
            account_id__in={held.account_id for held in holdings}, confirmed_at__isnull=False
        ).exclude(mail="none")
    }
    accounts: dict[UUID, list[UUID]] = defaultdict(list)
    for held in holdings:
        accounts[held.post_id].append(held.account_id)
    for notice in told:
        for account_id in accounts.get(notice.post_id, []) if notice.post_id else []:
            reach = reaches.get(account_id)
            if reach and (reach.mail == "each" or is_pressing(notice)):
                yield from made_for(_news(notice), EMAIL, reach, now, post_id=notice.post_id)


def _to_groups(told: Sequence[Notice], now: datetime) -> Iterable[Message]:
    """Words to each group chat whose area it concerns. Two posts told of one thing are one line there."""
    seen: set[str] = set()
    for notice in told:
        for robot in channels().robots:
            if robot.area in notice.area_ids and (notice.kind in robot.kinds or is_pressing(notice)):
                message = _by_robot(notice, robot, now)
                if message.key not in seen:
                    seen.add(message.key)
                    yield message


def is_pressing(notice: Notice) -> bool:
    """Whether it can't wait for tomorrow's digest."""
    return notice.words.get("urgency") == "urgent" or kinds()[notice.kind].is_pressing


def _by_robot(notice: Notice, robot: Robot, now: datetime) -> Message:
    news = _news(notice)
    return Message(
        key=f"{news.kind}:{news.subject_id.hex}:{news.at.timestamp():.6f}:{robot.channel}:{robot.name}"[:200],
        kind=news.kind,
        audience=kinds()[news.kind].audience,
        channel=robot.channel,
        subject_kind=news.subject_kind,
        subject_id=news.subject_id,
        area_ids=list(news.area_ids),
        address_masked=robot.name,
        language=robot.language,
        values=dict(news.values),
        is_urgent=news.is_urgent,
        at=news.at,
        not_before=now,
    )


def _news(notice: Notice) -> News:
    values = {name: str(value) for name, value in notice.words.items()}
    url_name = subject_address(notice.subject_kind)
    values["path"] = reverse(url_name, args=[notice.subject_id]) if url_name else reverse("notices:reach")
    return News(
        kind=notice.kind,
        subject_kind=notice.subject_kind,
        subject_id=notice.subject_id,
        at=notice.at,
        area_ids=notice.area_ids,
        is_urgent=values.get("urgency") == "urgent",
        values=values,
    )
