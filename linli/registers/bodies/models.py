"""组织 — bodies, the posts in them, and who holds a post. A post stays when its holder leaves, and its matters with it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

BODY_KINDS = [
    "party_organisation",
    "committee",
    "service_station",
    "safety_office",
    "representative_assembly",
    "street_office",
    "county_office",
    "city_office",
    "department",
    "property_company",
    "owners_committee",
    "social_organisation",
    "mediation_committee",
    "police_station",
    "justice_station",
]


class Body(Scoped):
    """Any organisation at a place. Departments carry the code that catalogue items name them by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=30, choices=[(kind, kind) for kind in BODY_KINDS])
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, default="")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    department = models.CharField(max_length=40, default="")
    rank = models.CharField(max_length=20, default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "kind"], name="bodies_by_community"),
            models.Index(fields=["place_id", "kind"], name="bodies_by_place"),
            models.Index(fields=["county_id", "department"], name="bodies_by_department"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(Scoped):
    """A seat in a body at a place. Its role says what it sees and may do; a substitute answers while it stands empty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80, default="")
    substitute = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="stands_in_for")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["place_id", "role"], name="posts_by_place_and_role"),
            models.Index(fields=["body"], name="posts_by_body"),
            models.Index(fields=["community_id", "role"], name="posts_by_community"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(substitute__isnull=True) | ~models.Q(substitute=F("id")),
                name="no_post_stands_in_for_itself",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """Someone holding a post from one day until another. Name and phone are what the public plate shows (公示牌)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person_id = models.UUIDField()
    public_name = models.CharField(max_length=60)
    public_phone = models.CharField(max_length=20, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="tenures_by_person")]
        constraints = [
            ExclusionConstraint(
                name="a_post_has_one_holder_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (Func(F("since"), F("until"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            )
        ]
