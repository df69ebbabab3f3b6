"""Dated parameters with one value a day in an area, and changed calendar days."""

import django.db.models.functions.comparison
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import linli.base.kit.ids
import linli.base.rules.models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("kit", "0001_walls")]

    operations = [
        # Equality of names and areas beside overlap of dates in one exclusion constraint needs this contrib module.
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=linli.base.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("area_id", models.UUIDField(null=True)),
                ("value", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("basis", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="a_parameter_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="a_parameter_rests_on_a_basis"
                    ),
                    ExclusionConstraint(
                        expressions=[
                            (models.F("name"), "="),
                            (
                                django.db.models.functions.comparison.Coalesce(
                                    "area_id",
                                    models.Value(
                                        "00000000-0000-0000-0000-000000000000", output_field=models.UUIDField()
                                    ),
                                ),
                                "=",
                            ),
                            (linli.base.rules.models.DateRange("valid_from", "valid_until"), "&&"),
                        ],
                        name="a_parameter_has_one_value_a_day_in_an_area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=linli.base.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("area_id", models.UUIDField(null=True)),
                ("date", models.DateField()),
                ("is_working", models.BooleanField()),
                ("basis", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area_id", "date"), name="a_day_is_changed_once_in_an_area", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="a_changed_day_rests_on_a_basis"
                    ),
                ],
            },
        ),
    ]
