"""Ledgers (台账): entries of lists without behaviour of their own; what a list holds is data (`states.LEDGERS`)."""

from django.db import models
from django.db.models import F, Q

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class LedgerEntry(Scoped):
    """An entry of a ledger at a place. `version`: of the definition it was written under; `until`: the day it stopped being so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ledger = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    values = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=120)
    looked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["ledger", "county_id", "-id"], name="entries_of_county"),
            models.Index(fields=["ledger", "street_id", "-id"], name="entries_of_street"),
            models.Index(fields=["ledger", "community_id", "-id"], name="entries_of_community"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="an_entry_ends_late"
            )
        ]


class LedgerChange(models.Model):
    """What was done to an entry: the act, and each value before and after. It only grows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(max_length=12)
    changed = models.JSONField()
    post_id = models.UUIDField(null=True)
    at = models.DateTimeField()
