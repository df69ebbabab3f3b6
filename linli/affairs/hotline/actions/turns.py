"""The history of an order, and telling its matter without falling over what the matter refuses."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from linli.affairs.hotline.models import Order, Turn
from linli.base.kit.actor import Actor
from linli.base.kit.errors import Refusal

SYSTEM = Actor.system("hotline")


def turn(order: Order, kind: str, *, label: str, now: datetime, note: str = "") -> None:
    """Add one entry to the order's history."""
    Turn.objects.create(order=order, round_no=order.round_no, kind=kind, at=now, label=label, note=note)


def told(verb: Callable[..., Any], **given: Any) -> Refusal | None:
    """Do one thing to a matter as the system; what the matter refuses is given back, and nothing of it was done."""
    try:
        with transaction.atomic():
            verb(actor=SYSTEM, **given)
    except Refusal as refusal:
        return refusal
    return None


def in_chinese(refusal: Refusal) -> str:
    """A refusal as the record keeps it."""
    with translation.override("zh-hans"):
        return str(refusal)[:300]
