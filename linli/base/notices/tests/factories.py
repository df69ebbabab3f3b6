"""Messages for tests, of this context and of those above it."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.sealed import seal
from linli.base.notices.actions.telling import address_digest, addressed, put
from linli.base.notices.models import Message, Reach
from linli.base.notices.public import News, tell_resident

JOB = Actor.system("test")
ENGLISH = {"accept-language": "en"}
# Ten in the morning of a working day in China.
MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def left_in_chinese(response: Any) -> set[str]:
    """What of a page that was asked for in English is not in English, but for the switch to Chinese itself."""
    return set(re.findall("[\u3400-\u9fff]+", response.content.decode())) - {"中文"}


def channels_file(folder: Path, text: str) -> str:
    """A file of channels."""
    path = folder / f"{new_id()}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def news(kind: str = "resident.answer", **given: Any) -> News:
    """An answer to be told of."""
    values = {
        "number": "20261124000001",
        "item": "路灯不亮",
        "item_en": "Street lights",
        "path": "/track/?number=20261124000001",
    }
    whole: dict[str, Any] = {"kind": kind, "subject_kind": "thing", "subject_id": new_id(), "at": MORNING}
    return News(**{**whole, "values": values, **given})


def told(phone: str = "19900001234", *, now: datetime = MORNING, account_id: UUID | None = None, **given: Any) -> int:
    """News told to a phone."""
    with walls.acting(JOB):
        return tell_resident(news=news(**given), phone=phone, account_id=account_id, now=now)


def mailed(address: str, *, now: datetime = MORNING, **given: Any) -> int:
    """News told to an address of mail."""
    with walls.acting(JOB):
        return put(addressed(news(**given), "email", address, None, now, "zh-hans"))


def messages() -> list[Message]:
    """All messages, oldest first."""
    with walls.acting(JOB):
        return list(Message.objects.order_by("id"))


def a_reach(account_id: UUID, address: str = "wang@example.cn", **given: Any) -> Reach:
    """How an account wants to be told, with a confirmed address."""
    with walls.acting(JOB):
        return Reach.objects.create(
            account_id=account_id,
            email_sealed=seal(address),
            email_digest=address_digest("email", address),
            confirmed_at=MORNING,
            **given,
        )
