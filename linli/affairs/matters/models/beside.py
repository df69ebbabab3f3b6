"""What stands beside a matter: what one post asks of another about it, and the cards raised over it."""

from django.db import models
from django.db.models import Q

from linli.affairs.matters.models.matter import COLOURS, Matter
from linli.base.kit.ids import new_id

DEMANDS = ["assist", "instruct", "prolong"]
OUTCOMES = ["", "done", "allowed", "refused", "dropped"]


class Demand(models.Model):
    """What one post asks of another about a matter: to help, to report on an instruction, to allow more time.

    `due_at`: until when a reply is wanted. `until`: the deadline an extension asks for. Open as long as `ended_at` is empty;
    `dropped` is what the matter's own way overtook.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="demands")
    kind = models.CharField(max_length=8)
    from_post_id = models.UUIDField(null=True)
    from_label = models.CharField(max_length=120)
    to_post_id = models.UUIDField()
    to_body_id = models.UUIDField()
    text = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_label = models.CharField(max_length=120, default="")
    outcome = models.CharField(max_length=8, default="")
    reply = models.TextField(default="")
    in_time = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DEMANDS), name="a_demand_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="a_demand_has_a_known_outcome"),
            models.UniqueConstraint(
                fields=["matter", "to_post_id"],
                condition=Q(kind="assist", ended_at__isnull=True),
                name="a_post_is_asked_to_help_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(kind="prolong", ended_at__isnull=True),
                name="one_extension_is_asked_for_at_a_time",
            ),
        ]


class Card(models.Model):
    """A yellow or red card over a matter, kept by the post that held it (督办黄牌、红牌); lifted, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="cards")
    colour = models.CharField(max_length=6)
    post_id = models.UUIDField()
    body_id = models.UUIDField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=120)
    raised_post_id = models.UUIDField(null=True)
    reason = models.TextField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=120, default="")
    lift_reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(colour__in=COLOURS), name="a_card_has_a_known_colour"),
            models.UniqueConstraint(
                fields=["matter", "colour"],
                condition=Q(lifted_at__isnull=True),
                name="a_matter_has_each_colour_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["raised_at"], name="cards_by_time")]
