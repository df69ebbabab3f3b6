"""The order of a hotline: what was sent, where it stands, and what is reported back."""

from django.db import models
from django.db.models import Q

from linli.affairs.hotline.models.profile import STATUSES, VERDICTS
from linli.affairs.hotline.models.source import Source
from linli.affairs.hotline.states import STATES, WAITING
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

BATCH_KINDS = ["orders", "replies", "verdicts"]
BATCH_STATES = ["examined", "taken"]


class Batch(Scoped):
    """One file that came in or went out. An examined file waits, sealed, for somebody to take it; `bad`: its bad rows, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="batches")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    file_name = models.CharField(max_length=160, default="")
    form = models.CharField(max_length=10)
    at = models.DateTimeField()
    label = models.CharField(max_length=120)
    content_sealed = models.BinaryField(null=True)
    bad_sealed = models.BinaryField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["source", "-at"], name="batches_of_source")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BATCH_KINDS), name="a_batch_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=BATCH_STATES), name="a_batch_is_examined_or_taken"),
        ]


class Order(Scoped):
    """One order, by its source's number; sent again it is the same order in a further round.

    It lies at its county until its place is found. `deadline`: the sender's own. `digest`: of all that was sent, so that the
    same row twice changes nothing. `twin`: perhaps the same thing, asked by the same caller. `trouble`: why it couldn't be
    sent out. `extra_sealed`: columns nobody has a name for. `reply_…`: what is or was reported; due until a file took it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="orders")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="orders")
    number = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    round_no = models.IntegerField(default=1)
    round_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    received_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)
    item_given = models.CharField(max_length=60, default="")
    item_label = models.CharField(max_length=120, default="")
    item_code = models.CharField(max_length=60, default="")
    address = models.CharField(max_length=200, default="")
    content = models.TextField()
    urgency = models.CharField(max_length=10, default="")
    is_secret = models.BooleanField(default=False)
    urged = models.IntegerField(default=0)
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_digest = models.BinaryField(null=True)
    extra_sealed = models.BinaryField(null=True)
    digest = models.BinaryField()
    matter_id = models.UUIDField(null=True)
    matter_number = models.CharField(max_length=20, default="")
    twin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_joined = models.BooleanField(default=False)
    trouble = models.CharField(max_length=300, default="")
    signed_at = models.DateTimeField(null=True)
    sign_by = models.DateTimeField(null=True)
    is_signed_in_time = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_by = models.DateTimeField(null=True)
    return_count = models.IntegerField(default=0)
    reply_status = models.CharField(max_length=10, default="")
    reply_answer = models.TextField(default="")
    reply_basis = models.CharField(max_length=300, default="")
    reply_until = models.DateTimeField(null=True)
    reply_rating = models.SmallIntegerField(null=True)
    reply_handler = models.CharField(max_length=160, default="")
    reply_at = models.DateTimeField(null=True)
    is_due = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "state", "deadline", "id"], name="orders_of_county"),
            models.Index(fields=["county_id", "-arrived_at", "id"], name="orders_newest_first"),
            models.Index(fields=["source", "reply_at"], name="replies_due", condition=Q(is_due=True)),
            models.Index(fields=["matter_id"], name="orders_by_matter", condition=Q(matter_id__isnull=False)),
            models.Index(
                fields=["phone_digest", "received_at"], name="orders_by_phone", condition=Q(phone_digest__isnull=False)
            ),
            models.Index(fields=["source", "item_given"], name="orders_to_map", condition=Q(state__in=WAITING)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="an_order_comes_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="an_order_has_a_known_state"),
            models.CheckConstraint(condition=Q(reply_status__in=["", *STATUSES]), name="a_reply_has_a_known_status"),
        ]

    def __str__(self) -> str:
        return self.number


class Turn(models.Model):
    """One entry in the history of an order, only ever added; `round_no` tells the rounds apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="turns")
    round_no = models.IntegerField()
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    label = models.CharField(max_length=120, default="")
    note = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["order", "id"], name="turns_of_order")]


class Reply(models.Model):
    """What was reported of an order, as it was then; the sender's verdict on it. `batch` is empty where it was fetched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="replies")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="replies")
    status = models.CharField(max_length=10)
    at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answer = models.TextField(default="")
    basis = models.CharField(max_length=300, default="")
    until = models.DateTimeField(null=True)
    rating = models.SmallIntegerField(null=True)
    handler = models.CharField(max_length=160, default="")
    verdict = models.CharField(max_length=10, default="")
    verdict_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="what_is_reported_has_a_status"),
            models.CheckConstraint(condition=Q(verdict__in=["", *VERDICTS]), name="a_verdict_accepts_or_rejects"),
        ]
