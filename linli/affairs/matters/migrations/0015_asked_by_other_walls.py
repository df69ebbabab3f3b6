"""Photos ask whether their matter is seen as one question, instead of writing its walls out."""

from django.db import migrations

BEFORE = "EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = subject_id)"


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_figures_of_conduct"), ("files", "0002_wall")]
    operations = [
        migrations.RunSQL(
            [
                "ALTER POLICY photos_of_a_matter ON files_file USING (subject_kind = 'matter' AND matters_is_seen(subject_id));",
            ],
            [
                f"ALTER POLICY photos_of_a_matter ON files_file USING (subject_kind = 'matter' AND {BEFORE});",
            ],
        ),
    ]
