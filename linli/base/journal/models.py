"""The journal: every act on record. It can only grow; `linli journal verify` proves that it did."""

from django.db import models

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class Entry(Scoped):
    """One act: who, as what, on what, when. The place is the acting post's; what was said stands apart in `Payload`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    sight = models.CharField(max_length=12)
    label = models.CharField(max_length=120)
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)  # type: ignore[assignment] # -- unlike elsewhere, an act may have no place
    about_person_id = models.UUIDField(null=True)
    digest = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="journal_by_time"),
            models.Index(fields=["subject_id", "at"], name="journal_by_subject"),
            models.Index(
                fields=["about_person_id", "at"],
                name="journal_by_person_looked_at",
                condition=models.Q(about_person_id__isnull=False),
            ),
        ]


class Payload(models.Model):
    """What an act said and changed: JSON as the text its digest was made over. Retention may erase it; the chain stays whole."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.BinaryField()
    what = models.TextField()


class Seal(models.Model):
    """One link of the hash chain: a batch of entries, closed."""

    number = models.BigIntegerField(primary_key=True)
    until_transaction = models.BigIntegerField()
    entries = models.IntegerField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()
