"""Photos ask whether their matter is seen as one question, instead of writing its walls out."""

from django.db import migrations

from linli.base.kit.walls import answered

BEFORE = "EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = subject_id)"
ASKED = answered("matters_is_seen", "subject_id")


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_figures_of_conduct"), ("files", "0002_wall")]
    operations = [
        migrations.RunSQL(
            [
                f"ALTER POLICY photos_of_a_matter ON files_file USING (subject_kind = 'matter' AND {ASKED});",
            ],
            [
                f"ALTER POLICY photos_of_a_matter ON files_file USING (subject_kind = 'matter' AND {BEFORE});",
            ],
        ),
    ]
