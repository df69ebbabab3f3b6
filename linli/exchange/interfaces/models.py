"""Keys by which other people's apps file requests, and how much each was used."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

SCOPES = ["requests", "orders"]


class ApiKey(Scoped):
    """One app's key. The key itself is shown once and kept as a digest; `prefix` tells keys apart on a page.

    A key for orders speaks for one source of the hotline: `subject` is its code.

    `window_at` and `window_hits` count the running minute; they are moved by `interfaces_use_key` alone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    owner = models.CharField(max_length=120)
    contact = models.CharField(max_length=120, default="")
    prefix = models.CharField(max_length=12)
    digest = models.BinaryField(unique=True)
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    subject = models.CharField(max_length=60, default="", db_default="")
    per_minute = models.IntegerField()
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    window_at = models.DateTimeField(null=True)
    window_hits = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(per_minute__range=(1, 6000)), name="a_key_has_a_sane_limit"),
            models.CheckConstraint(condition=Q(scopes__contained_by=SCOPES), name="a_key_has_known_scopes"),
            models.CheckConstraint(
                condition=~Q(scopes__contains=["orders"]) | ~Q(subject=""), name="a_key_for_orders_names_their_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class KeyUse(models.Model):
    """How often a key was used on one day, and how often it was refused (expired, revoked, too often)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="uses")
    day = models.DateField()
    hits = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="a_key_is_counted_once_a_day")]


WEBHOOK_STATES = ["unproven", "active", "paused", "ended"]
EVENT_KINDS = ["matter.filed", "matter.moved", "matter.answered", "matter.closed"]
DELIVERY_STATES = ["waiting", "sent", "failed", "dropped"]


class Webhook(Scoped):
    """An address that is told what happens to the public matters of its place. It is `unproven` until it answered a ping.

    `former_sealed` is the secret before the last change, which signs too until `former_until`. `post_id` is told when it is paused.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    owner = models.CharField(max_length=120)
    url = models.CharField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=30))
    secret_sealed = models.BinaryField()
    former_sealed = models.BinaryField(null=True)
    former_until = models.DateTimeField(null=True)
    post_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="unproven")
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WEBHOOK_STATES), name="a_webhook_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=EVENT_KINDS, kinds__len__gte=1), name="a_webhook_hears_known_kinds"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event on its way to one address: at every try with the same id and body. `took_ms` and `code` are those of the last try."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event_id = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=40, default="")
    body = models.TextField()
    status = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    code = models.IntegerField(null=True)
    took_ms = models.IntegerField(null=True)
    why = models.CharField(max_length=200, default="")
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DELIVERY_STATES), name="a_delivery_has_a_known_status"),
            models.UniqueConstraint(fields=["webhook", "event_id"], name="an_event_goes_to_an_address_once"),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(status="waiting"), name="deliveries_due"),
            models.Index(fields=["webhook", "-asked_at"], name="deliveries_of_a_webhook"),
        ]
