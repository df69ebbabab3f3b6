"""The outbox, the words it uses, and how people may be reached."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.base.kit.ids import new_id
from linli.base.notices.states import AUDIENCES, OUTSIDE, STATUSES, WAITING


class Message(models.Model):
    """One message by one channel. `key` makes it once, however often the job that tells runs.

    address_*: a phone or an e-mail address sealed, its keyed digest, and as it is shown; a robot has only its name to show.
    values: what the wording's blanks want, nothing personal; secrets_sealed: those that only the receiver may read, as JSON.
    not_before: when it is tried (next); leased_until: a sender has it in hand until then, and has died if it is still waiting
    after that. area_ids: the places it concerns, nearest first: whose wording and whose hours count.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    audience = models.CharField(max_length=8)
    channel = models.CharField(max_length=8)
    subject_kind = models.CharField(max_length=40, default="")
    subject_id = models.UUIDField(null=True)
    area_ids = ArrayField(models.UUIDField(), default=list)
    post_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    address_sealed = models.BinaryField(null=True)
    address_digest = models.BinaryField(null=True)
    address_masked = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="zh-hans")
    values = models.JSONField(default=dict)
    secrets_sealed = models.BinaryField(null=True)
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    at = models.DateTimeField()
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=OUTSIDE), name="a_message_leaves_by_a_known_channel"),
            models.CheckConstraint(condition=Q(audience__in=AUDIENCES), name="a_message_has_a_known_audience"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="a_message_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(status=WAITING, ended_at__isnull=True) | Q(~Q(status=WAITING), ended_at__isnull=False),
                name="a_message_waits_or_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], name="messages_to_send", condition=Q(status=WAITING)),
            models.Index(fields=["subject_id", "at"], name="messages_by_subject"),
            models.Index(fields=["status", "-at", "-id"], name="messages_by_status"),
        ]


class Wording(models.Model):
    """The words of one kind by one channel in an area from a day on; null is everywhere. The newest of that day holds.

    Never changed: new words are a new row. What the house ships with stands in the kinds' own files and yields to any row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=8)
    area_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    subject_zh = models.CharField(max_length=120, default="")
    subject_en = models.CharField(max_length=200, default="")
    body_zh = models.TextField()
    body_en = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(body_zh="") & ~Q(body_en=""), name="a_wording_has_words")]
        indexes = [models.Index(fields=["kind", "channel", "area_id"], name="wordings_by_kind")]


class Reach(models.Model):
    """How the owner of an account wants to be told outside the app; no row is the house's way: messages to the phone alone.

    mail: `none`, `each` as it comes, or a `digest` at `digest_hour` (empty: the area's parameter) of what is unread. A mail
    address counts once a code sent there came back.
    """

    account_id = models.UUIDField(primary_key=True)
    mail = models.CharField(max_length=6, default="digest")
    digest_hour = models.SmallIntegerField(null=True)
    digested_at = models.DateTimeField(null=True)
    is_texted = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="zh-hans")
    email_sealed = models.BinaryField(null=True)
    email_digest = models.BinaryField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    code_digest = models.BinaryField(null=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mail__in=["none", "each", "digest"]), name="mail_comes_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(digest_hour__isnull=True) | Q(digest_hour__range=(0, 23)), name="a_digest_has_an_hour"
            ),
        ]


class Address(models.Model):
    """What happened to an address that something came back from, known by its keyed digest alone; confirming it begins anew."""

    digest = models.BinaryField(primary_key=True)
    bounces = models.IntegerField(default=0)
    bounced_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, default="")
