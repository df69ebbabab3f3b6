"""Words sent to people. In the app for now; every further channel is one more sender of the same rows."""

from django.db import models

from linli.base.kit.ids import new_id


class Notice(models.Model):
    """One message to a post or to an account: what kind, about what, with the values its template wants."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    post_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    words = models.JSONField(default=dict)
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
        ]
