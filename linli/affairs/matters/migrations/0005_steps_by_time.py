"""Steps found by time: the rows behind a figure of a month, among millions of steps."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_public_figures")]
    operations = [
        migrations.AddIndex(
            model_name="step",
            index=BrinIndex(fields=["at"], name="steps_by_time", pages_per_range=16, autosummarize=True),
        ),
    ]
