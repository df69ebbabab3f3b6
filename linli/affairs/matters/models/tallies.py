"""Counts of what happened to matters: summaries, and what is not folded into them yet."""

from django.db import models
from django.db.models import Q

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class TallyBase(models.Model):
    """Counts of what happened to matters on one day at one place, for one item or (empty code) for all of them."""

    day = models.DateField()
    item_code = models.CharField(max_length=60, default="")
    filed = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    closed_in_time = models.IntegerField(default=0)
    signed = models.IntegerField(default=0)
    signed_in_time = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)
    rated = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)
    solved = models.IntegerField(default=0)
    rated_by_staff = models.IntegerField(default=0)
    satisfied_by_staff = models.IntegerField(default=0)

    class Meta:
        abstract = True


class TallyDelta(Scoped, TallyBase):
    """What one move adds to the counts; inserted with the move, folded into `Tally` by a job."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)


class Tally(Scoped, TallyBase):
    """The folded counts of one place, at every level from grid to city."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    level = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "day", "item_code"], name="a_place_day_and_item_tally_once")
        ]
        indexes = [
            # Only the rows of all items together are read by what lies below a place; the others by the place itself.
            models.Index(fields=[f"{level}_id", "level", "day"], name=f"tally_in_{level}", condition=Q(item_code=""))
            for level in ("community", "street", "county", "city")
        ]
