"""Where matters go first, what was ruled about it, and words to begin an answer from."""

from django.db import models

from linli.affairs.matters.models.matter import Matter
from linli.base.kit.ids import new_id


class Route(models.Model):
    """One routing rule: where matters of an item, field, urgency or channel go first. First match by `position` wins."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.IntegerField(unique=True)
    area_id = models.UUIDField(null=True)
    item_code = models.CharField(max_length=60, default="")
    field_code = models.CharField(max_length=30, default="")
    urgency = models.CharField(max_length=10, default="")
    channel = models.CharField(max_length=10, default="")
    from_hour = models.TimeField(null=True)
    to_hour = models.TimeField(null=True)
    role = models.CharField(max_length=30)
    level = models.CharField(max_length=12)
    department = models.CharField(max_length=40, default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    basis = models.CharField(max_length=200, default="")


class ReplyTemplate(models.Model):
    """Words a handler may begin an answer, a return or a refusal from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    move = models.CharField(max_length=16)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80)
    text = models.TextField()
    text_en = models.TextField()


class Ruling(models.Model):
    """Whose a disputed matter is, by an adjudicator; it may have become a routing rule for its area."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="rulings")
    at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    label = models.CharField(max_length=120)
    area_id = models.UUIDField(null=True)
    item_code = models.CharField(max_length=60)
    to_post_id = models.UUIDField()
    role = models.CharField(max_length=30)
    level = models.CharField(max_length=12)
    department = models.CharField(max_length=40, default="")
    note = models.TextField()
    route = models.ForeignKey(Route, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["area_id", "-at"], name="rulings_of_area")]
