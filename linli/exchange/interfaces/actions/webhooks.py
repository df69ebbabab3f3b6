"""Webhooks as their administrator keeps them: made, secret changed, paused, resumed, ended; a test or a delivery sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.journal import public as journal
from linli.base.kit import events, locks
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed
from linli.base.kit.find import one
from linli.base.kit.ids import new_id
from linli.base.kit.scope import scope_of
from linli.base.kit.sealed import seal
from linli.exchange.interfaces import errors, permissions
from linli.exchange.interfaces.hooks import addresses, signing
from linli.exchange.interfaces.models import Delivery, Webhook
from linli.registers.places import public as places

BOTH_SECRETS = timedelta(days=1)
TASKS = ("interfaces.matter_filed", "interfaces.matter_moved")
"""The jobs that put a matter's events on their way to webhooks."""
HEARD = "interfaces.heard"
"""The name under which it is settled whether those jobs are stored."""
"""So long the former secret signs too: a receiver changes it on a working day without losing anything."""
_WHY: dict[str, str | Promise] = {
    "form": _("写法不对"),
    "scheme": _("只能用 https"),
    "port": _("只能用 443 或 8443 端口"),
    "inside": _("指向内部网络"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A secret as it is shown once."""

    id: UUID
    secret: str


def source() -> str:
    """What our events say they come from: this installation, as a URI."""
    return f"https://{settings.ALLOWED_HOSTS[0]}/open/data/"


@transaction.atomic
def add_webhook(*, name: str, owner: str, url: str, kinds: Sequence[str], actor: Actor, now: datetime) -> Made:
    """Have an address told of the public matters of the actor's place, once it has answered a ping.

    Raises `BadWebhookAddress` for what isn't a plain https address; whether it leads inside is judged at each try.
    """
    permissions.require(actor, "keep_webhooks")
    if actor.place_id is None:
        raise NotAllowed
    try:
        addresses.target(url)
    except addresses.AddressRefusedError as refused:
        raise errors.BadWebhookAddress(why=_WHY[str(refused)]) from refused
    secret = signing.new_secret()
    made = Webhook(
        **scope_of(places.place_for(actor.place_id)),
        name=name,
        owner=owner,
        url=url,
        kinds=list(kinds),
        secret_sealed=seal(secret),
        post_id=actor.post_id,
        created_at=now,
    )
    made.save(force_insert=True)
    _heed()
    _ping(made, now)
    journal.record(actor, "interfaces.webhook_added", "webhook", made.id, at=now, name=name, owner=owner, url=url)
    return Made(made.id, secret)


@transaction.atomic
def rotate_secret(*, webhook_id: UUID, actor: Actor, now: datetime) -> Made:
    """Give a new secret, shown once; the former one signs too for a day."""
    webhook = _kept(webhook_id, actor)
    secret = signing.new_secret()
    webhook.former_sealed, webhook.former_until = webhook.secret_sealed, now + BOTH_SECRETS
    webhook.secret_sealed = seal(secret)
    webhook.save(update_fields=["former_sealed", "former_until", "secret_sealed"])
    journal.record(actor, "interfaces.webhook_rotated", "webhook", webhook.id, at=now, name=webhook.name)
    return Made(webhook.id, secret)


@transaction.atomic
def pause_webhook(*, webhook_id: UUID, actor: Actor, now: datetime) -> Webhook:
    """Send nothing for now. What happens meanwhile isn't kept for it; what waits is tried again once it is resumed."""
    webhook = _kept(webhook_id, actor)
    if webhook.state == "active":
        _set(webhook, "paused", "paused_by_hand", actor, now)
    return webhook


@transaction.atomic
def resume_webhook(*, webhook_id: UUID, actor: Actor, now: datetime) -> Webhook:
    """Send again from now on; its days of failure are forgotten."""
    webhook = _kept(webhook_id, actor)
    if webhook.state == "paused":
        webhook.failing_since = None
        _set(webhook, "active", "", actor, now)
        _heed()
        webhook.deliveries.filter(status="waiting").update(not_before=now)
    return webhook


@transaction.atomic
def end_webhook(*, webhook_id: UUID, actor: Actor, now: datetime) -> Webhook:
    """End it for good: what waits is dropped, its secrets are thrown away."""
    webhook = _kept(webhook_id, actor)
    end(webhook, "ended_by_hand", actor, now)
    return webhook


@transaction.atomic
def send_test(*, webhook_id: UUID, actor: Actor, now: datetime) -> Delivery:
    """Send a ping; the answer to it proves an address that wasn't proven yet."""
    return _ping(_kept(webhook_id, actor), now)


@transaction.atomic
def send_again(*, delivery_id: UUID, actor: Actor, now: datetime) -> Delivery:
    """Send one delivery again, with the id it had; the receiver may know it already."""
    permissions.require(actor, "keep_webhooks")
    found = one(Delivery.objects.select_for_update(), id=delivery_id)
    webhook = _kept(found.webhook_id, actor)
    if found.status != "waiting":
        found.status, found.asked_at, found.not_before = "waiting", now, now
        found.attempts, found.leased_until, found.why = 0, None, ""
        found.save()
        journal.record(actor, "interfaces.webhook_resent", "webhook", webhook.id, at=now, event=found.event_id)
    return found


def end(webhook: Webhook, why: str, actor: Actor, now: datetime) -> None:
    """End a webhook that is locked; the sender does it too, for 410."""
    webhook.ended_at, webhook.secret_sealed, webhook.former_sealed = now, b"", None
    webhook.former_until = None
    _set(webhook, "ended", why, actor, now)
    webhook.deliveries.filter(status="waiting").update(status="dropped", leased_until=None, why="ended")


def pause(webhook: Webhook, why: str, actor: Actor, now: datetime) -> None:
    """Pause a webhook that is locked; the sender does it too, after days of failures."""
    _set(webhook, "paused", why, actor, now)


def _set(webhook: Webhook, state: str, why: str, actor: Actor, now: datetime) -> None:
    former, webhook.state, webhook.why = webhook.state, state, why
    webhook.save()
    journal.record(
        actor,
        "interfaces.webhook_moved",
        "webhook",
        webhook.id,
        at=now,
        name=webhook.name,
        old=former,
        new=state,
        why=why,
    )


def _heed() -> None:
    # Whoever hushes at the same moment waits, and sees this one.
    locks.hold(HEARD)
    events.heed(*TASKS)


def _kept(webhook_id: UUID, actor: Actor) -> Webhook:
    """One of the actor's own, locked and not ended; raises `NotFound` or `WebhookEnded`."""
    permissions.require(actor, "keep_webhooks")
    webhook = one(Webhook.objects.select_for_update(), id=webhook_id)
    if webhook.state == "ended":
        raise errors.WebhookEnded
    return webhook


def _ping(webhook: Webhook, now: datetime) -> Delivery:
    event_id = f"evt_{new_id().hex}"
    body = signing.envelope(event_id=event_id, source=source(), kind="ping", subject="", at=now, data={})
    return Delivery.objects.create(
        webhook=webhook, event_id=event_id, kind="ping", body=body, asked_at=now, not_before=now
    )
