"""Who sees a matter sees who was told of it: its staff everything, its reporter what residents were told."""

from django.db import migrations

from linli.base.kit.walls import policy, setting

SEEN = "subject_kind = 'matter' AND EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = subject_id)"
STAFF = f"{setting('post')} IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_assisted_by_time"), ("notices", "0004_walls_of_the_outbox")]
    operations = [
        migrations.RunSQL(
            [
                policy(
                    "notices_message",
                    name="seen_with_its_matter",
                    command="SELECT",
                    using=f"({STAFF} OR audience = 'resident') AND {SEEN}",
                ),
                policy(
                    "notices_notice",
                    name="seen_with_its_matter",
                    command="SELECT",
                    using=f"({STAFF} OR account_id IS NOT NULL) AND {SEEN}",
                ),
            ],
            [
                "DROP POLICY seen_with_its_matter ON notices_message;",
                "DROP POLICY seen_with_its_matter ON notices_notice;",
            ],
        ),
    ]
