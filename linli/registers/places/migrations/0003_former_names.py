"""What a renamed or moved place was called before; look-ups by English name and by code."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0002_chain")]
    operations = [
        migrations.AddField("lineage", "former", models.CharField(default="", max_length=80)),
        migrations.AddIndex(
            "place",
            django.contrib.postgres.indexes.GinIndex(
                fields=["name_en"], name="places_by_english_name", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex("placecode", models.Index(fields=["code"], name="codes_by_code")),
    ]
