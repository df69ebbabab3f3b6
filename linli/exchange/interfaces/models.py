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
