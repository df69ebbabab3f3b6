"""What somebody is told in the app: one row for one message to a post or to an account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from linli.base.kit.ids import new_id

_NOWHERE = Value([], output_field=ArrayField(models.UUIDField()))


class Notice(models.Model):
    """One message to a post or to an account: what kind, about what, with the values its wording wants.

    area_ids: the places it concerns, nearest first. is_passed_on: whether the channels outside have had their share of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    post_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    words = models.JSONField(default=dict)
    area_ids = ArrayField(models.UUIDField(), default=list, db_default=_NOWHERE)
    is_passed_on = models.BooleanField(default=False, db_default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(post_id__isnull=False) ^ models.Q(account_id__isnull=False),
                name="a_notice_goes_to_a_post_or_an_account",
            ),
            # A job that runs twice tells once.
            models.UniqueConstraint(
                fields=["kind", "subject_id", "at", "post_id", "account_id"],
                nulls_distinct=False,
                name="a_notice_is_told_once",
            ),
        ]
        indexes = [
            models.Index(fields=["post_id", "-at"], name="notices_by_post"),
            models.Index(fields=["account_id", "-at"], name="notices_by_account"),
            models.Index(fields=["subject_id"], name="notices_by_subject"),
            models.Index(fields=["id"], name="notices_to_pass_on", condition=Q(is_passed_on=False)),
        ]
