"""Campaigns (专项行动, HB-86): one kind of thing put right in an area within some days, with a unit responsible for each courtyard (HB-89)."""

from django.db import models
from django.db.models import F, Q

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class Campaign(Scoped):
    """What is put right in an area: the item its matters are filed under, its days (`until` is the last), what it is for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    item_code = models.CharField(max_length=60)
    goal = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "-since"], name="campaigns_of_county")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_campaign_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(Scoped):
    """A courtyard (庭院: a grid) and the unit responsible for it (包保单位): new matters of the campaign's item there go to its clerk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="assignments")
    body_id = models.UUIDField()
    department = models.CharField(max_length=40)
    route_id = models.UUIDField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "place_id"],
                condition=Q(until__isnull=True),
                name="a_courtyard_has_one_unit_in_a_campaign",
            )
        ]
