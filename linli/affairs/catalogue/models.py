"""The catalogue of service items: nothing is processed without one. Versions are drafted, published, withdrawn."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from linli.base.kit.ids import new_id

STANDINGS = ["must", "assist", "extend", "special", "barred"]
STATUSES = ["draft", "published", "withdrawn"]
URGENCIES = ["urgent", "soon", "ordinary"]
PUBLICATIONS = ["none", "facts", "text"]


class Field(models.Model):
    """A service field that items are filed under (NT-05, NT-69, ZJ-28)."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    icon = models.CharField(max_length=40, default="")
    order = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """A service item through all its versions; the code is what routing rules and other systems name it by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="items")

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """What an item was, is or will be: its standing, basis, promise, papers, fee, fields and handler."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    status = models.CharField(max_length=12, default="draft")
    standing = models.CharField(max_length=8)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    summary = models.TextField(default="")
    summary_en = models.TextField(default="")
    basis = models.TextField()
    urgency = models.CharField(max_length=10, default="ordinary")
    answer_days = models.IntegerField(null=True)
    close_days = models.IntegerField(null=True)
    materials = models.JSONField(default=list)
    fee = models.CharField(max_length=120, default="")
    fee_en = models.CharField(max_length=160, default="")
    fields = models.JSONField(default=list)
    handler_role = models.CharField(max_length=30, default="")
    department = models.CharField(max_length=40, default="")
    go_instead = models.TextField(default="")
    go_instead_en = models.TextField(default="")
    keywords = ArrayField(models.CharField(max_length=30), default=list)
    open_to_residents = models.BooleanField(default=True)
    about_body = models.BooleanField(default=False)
    photo_required = models.BooleanField(default=False)
    publication = models.CharField(max_length=8, default="none", db_default="none")
    proof_required = models.BooleanField(default=False, db_default=False)
    results = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_versions_are_numbered"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(status="published"), name="an_item_has_one_published_version"
            ),
            models.CheckConstraint(condition=models.Q(standing__in=STANDINGS), name="an_item_has_a_known_standing"),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="a_version_has_a_known_status"),
            models.CheckConstraint(condition=models.Q(urgency__in=URGENCIES), name="an_item_has_a_known_urgency"),
            models.CheckConstraint(
                condition=models.Q(publication__in=PUBLICATIONS), name="an_item_says_what_of_it_is_public"
            ),
            models.CheckConstraint(
                condition=models.Q(publication="none") | models.Q(about_body=False),
                name="complaints_about_a_body_are_not_public",
            ),
            models.CheckConstraint(
                condition=~models.Q(standing="barred") | ~models.Q(go_instead=""),
                name="a_barred_item_says_where_to_go_instead",
            ),
        ]
        indexes = [GinIndex(fields=["name"], name="items_by_name", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name
