"""人 — persons, dwellings, households, residents. What identifies a person is sealed; what is listed is masked."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class Person(models.Model):
    """One human being. Residents, workers and account holders point here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=1, default="0")
    birth_date = models.DateField(null=True)
    number_sealed = models.BinaryField(null=True)
    number_digest = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_digest = models.BinaryField(null=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number_digest"], name="an_identity_number_belongs_to_one_person"),
            models.CheckConstraint(
                condition=models.Q(sex__in=["0", "1", "2", "9"]), name="sex_is_a_code_of_gbt_2261_1"
            ),
        ]
        indexes = [
            models.Index(fields=["phone_digest"], name="people_by_phone"),
            GinIndex(fields=["name"], name="people_by_name_part", opclasses=["gin_trgm_ops"]),
        ]


class Dwelling(Scoped):
    """An address where a household can live."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    landmark_id = models.UUIDField(null=True)
    building = models.CharField(max_length=20)
    unit = models.CharField(max_length=10, default="")
    room = models.CharField(max_length=20)
    address = models.CharField(max_length=160)
    area_m2 = models.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "address"], name="dwellings_by_community"),
            GinIndex(fields=["address"], name="dwellings_by_address_part", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [models.UniqueConstraint(fields=["community_id", "address"], name="an_address_is_one_dwelling")]


class Household(Scoped):
    """Who lives together in a dwelling."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dwelling = models.ForeignKey(Dwelling, on_delete=models.PROTECT, related_name="households")
    number = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    # The day of the newest of its visits: what "who was not visited lately" is counted by, over a city in one pass.
    visited_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dwelling"], name="households_by_dwelling"),
            models.Index(fields=["community_id", "id"], name="households_by_community"),
            models.Index(fields=["street_id", "id"], name="households_by_street"),
        ]


class Resident(Scoped):
    """A person's place in a household. Where they are registered stands apart from where they live (人户分离)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residents")
    relation = models.CharField(max_length=2)
    registered_place_id = models.UUIDField(null=True)
    registered_community_id = models.UUIDField(null=True)
    registered_street_id = models.UUIDField(null=True)
    registered_county_id = models.UUIDField(null=True)
    registered_city_id = models.UUIDField(null=True)
    number_tail_digest = models.BinaryField(null=True)
    phone_tail_digest = models.BinaryField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="residents_by_person"),
            models.Index(fields=["household"], name="residents_by_household"),
            models.Index(fields=["grid_id", "id"], name="residents_by_grid"),
            models.Index(fields=["community_id", "id"], name="residents_by_community"),
            models.Index(fields=["street_id", "id"], name="residents_by_street"),
            models.Index(fields=["county_id", "number_tail_digest"], name="residents_by_number_tail"),
            models.Index(fields=["county_id", "phone_tail_digest"], name="residents_by_phone_tail"),
            models.Index(fields=["registered_community_id"], name="residents_by_registration"),
            models.Index(fields=["registered_street_id"], name="residents_by_registered_street"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(until__isnull=True),
                name="a_person_lives_in_one_household_at_a_time",
            )
        ]


class Circumstance(models.Model):
    """A dated, sourced fact about a resident: low income, disability, living alone, veteran … with a day to review it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="circumstances")
    kind = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=120)
    review_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["resident"], name="circumstances_by_resident")]


class Visit(models.Model):
    """A call at a home in which somebody of the household was met (民情联系无遗漏, HB-70). Only ever added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="visits", db_index=False)
    day = models.DateField()
    note = models.CharField(max_length=300, default="")
    post_id = models.UUIDField()
    actor_label = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "day", "post_id"], name="a_post_notes_one_visit_of_a_household_a_day"
            )
        ]


class Reveal(models.Model):
    """A purpose-bound look at one sealed value of a person: for a minute, and listed to that person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=10)
    purpose = models.CharField(max_length=200)
    post_id = models.UUIDField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post_id", "until"], name="reveals_by_post")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(field__in=["number", "phone"]), name="a_reveal_shows_number_or_phone"
            )
        ]


class Makeup(Scoped):
    """So many people or homes of one sort at one place on a day, counted from the register every night; a row for each place of the tree.

    measure and key: age ("1:35", a man of 35 to 39; "" where sex or birth date is unknown), household ("3" people, "7" is seven and
    more), circumstance (its kind), visited ("30", "90", "180", "365" days ago at most, "older", "never").
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=12)
    key = models.CharField(max_length=30)
    number = models.IntegerField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "measure", "key"], name="a_place_counts_a_thing_once"),
        ]
