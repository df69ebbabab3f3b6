"""Where orders come from, and what its codes mean here."""

from django.db import models
from django.db.models import Q

from linli.affairs.hotline.models.profile import Profile
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

CONFIDENCES = ["unmapped", "confirmed"]


class Source(Scoped):
    """A hotline platform (12345 of the city, the mayor's mailbox …) that sends orders to a county. `profile`: how it writes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    profile = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "code"], name="a_county_names_a_source_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def writes(self) -> Profile:
        """How it writes."""
        return Profile.of(self.profile)


class ItemCode(models.Model):
    """What a source's code means in our catalogue, from one day until another. Unmapped: nobody has said yet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=120, default="")
    item_code = models.CharField(max_length=60, default="")
    confidence = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    said_by = models.CharField(max_length=120, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(confidence__in=CONFIDENCES), name="a_code_is_confirmed_or_unmapped"),
            models.CheckConstraint(
                condition=Q(confidence="unmapped", item_code="") | (Q(confidence="confirmed") & ~Q(item_code="")),
                name="a_confirmed_code_names_an_item",
            ),
            models.UniqueConstraint(
                fields=["source", "code"],
                condition=Q(valid_until__isnull=True),
                name="a_code_of_a_source_means_one_thing_at_a_time",
            ),
        ]
