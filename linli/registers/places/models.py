"""地 — the dated tree of places, the names that lead to them, and what official sources count in them."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models

from linli.base.kit.actor import Level
from linli.base.kit.fields import PathField
from linli.base.kit.ids import new_id


class Place(models.Model):
    """A node of the tree. Rows point at its id, never at a code; it carries its ancestors' ids, its own among them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.CharField(max_length=12, choices=[(level.value, level.value) for level in Level])
    kind = models.CharField(max_length=20, default="")
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=120, default="")
    path = PathField()
    order = models.IntegerField(default=0)
    grid_id = models.UUIDField(null=True)
    community_id = models.UUIDField(null=True)
    street_id = models.UUIDField(null=True)
    county_id = models.UUIDField(null=True)
    city_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [
            GistIndex(fields=["path"], name="places_by_path"),
            GinIndex(fields=["name"], name="places_by_name", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["name_en"], name="places_by_english_name", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["parent", "order"], name="places_by_parent"),
            models.Index(fields=["street_id", "level"], name="places_by_street"),
            models.Index(fields=["community_id", "level"], name="places_by_community"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="a_place_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlaceCode(models.Model):
    """The code of a place in one code system, from one day until another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["code"], name="codes_by_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "code"],
                condition=models.Q(valid_until__isnull=True),
                name="a_code_in_force_means_one_place",
            ),
            models.UniqueConstraint(
                fields=["system", "place"],
                condition=models.Q(valid_until__isnull=True),
                name="a_place_has_one_code_in_force",
            ),
        ]


class Lineage(models.Model):
    """Which place became which, when, and on what basis. A renamed or moved place becomes itself; `former` says what changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="became")
    to_place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=12)
    date = models.DateField()
    basis = models.CharField(max_length=200)
    former = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["merge", "split", "rename", "move", "upgrade"]),
                name="a_lineage_has_a_known_kind",
            )
        ]


class LevelName(models.Model):
    """What an area calls one of its levels; below the community that is theirs to decide (HG-13)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="level_names")
    level = models.CharField(max_length=12)
    name = models.CharField(max_length=20)
    name_en = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "level"], name="an_area_names_a_level_once")]


class Landmark(models.Model):
    """An estate, road or building: a name people know, which leads to a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="landmarks")

    class Meta:
        indexes = [GinIndex(fields=["name"], name="landmarks_by_name", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["estate", "road", "building"]), name="a_landmark_has_a_known_kind"
            ),
            models.UniqueConstraint(fields=["kind", "name", "place"], name="a_landmark_leads_to_a_place_once"),
        ]


class OfficialCount(models.Model):
    """A dated count of a place from an official source, beside what the register counts itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="official_counts")
    measure = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    date = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "measure", "date", "source"], name="a_source_counts_a_measure_once_a_day"
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="an_official_count_is_not_negative"),
        ]
