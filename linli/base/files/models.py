"""Files: photos and papers that hang on something. The bytes lie in storage under their hash; the row says whose they are."""

from django.db import models

from linli.base.kit.ids import new_id


class File(models.Model):
    """One attachment of a subject (a registered kind and its id)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    width = models.IntegerField()
    height = models.IntegerField()
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_id", "id"], name="files_by_subject")]

    @property
    def path(self) -> str:
        """Where the bytes lie in storage."""
        return f"{self.sha256[:2]}/{self.sha256}"
