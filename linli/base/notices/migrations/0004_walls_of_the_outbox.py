"""A message is seen by its receiver's account and by the administrators of its area; words are public, and set for one's own area."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, is_sight, lower_wall, policy, raise_wall, setting

APP = settings.DATABASES["default"]["USER"]
SYSTEM = is_sight("system")
ADMINISTERED = f"({has('notices')} AND area_ids @> ARRAY[{setting('place')}])"
OWN = f"account_id = {setting('account')}"
TABLES = ("notices_message", "notices_wording", "notices_reach", "notices_address")


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_outbox"), ("kit", "0001_walls")]
    operations = [
        # What stands there was told before anything led outside.
        migrations.RunSQL("UPDATE notices_notice SET is_passed_on = true", migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                policy(
                    "notices_message",
                    name="seen_by_its_receiver_and_administrators",
                    command="SELECT",
                    using=f"{SYSTEM} OR {ADMINISTERED} OR {OWN}",
                ),
                policy("notices_message", name="told_by_jobs", command="INSERT", using=SYSTEM),
                policy("notices_message", name="sent_by_jobs", command="UPDATE", using=f"{SYSTEM} OR {ADMINISTERED}"),
                policy("notices_wording", name="words_are_public", command="SELECT", using="true"),
                policy(
                    "notices_wording",
                    name="set_for_ones_own_area",
                    command="INSERT",
                    using=f"{SYSTEM} OR ({has('notices')} AND area_id = {setting('place')})",
                ),
                policy("notices_reach", name="own_reach", using=f"{SYSTEM} OR {OWN}"),
                policy("notices_address", name="counted_by_jobs", using=SYSTEM),
                f'REVOKE DELETE, TRUNCATE ON notices_message FROM "{APP}";',
                f'REVOKE UPDATE, DELETE, TRUNCATE ON notices_wording FROM "{APP}";',
            ],
            [lower_wall(table) for table in TABLES],
        ),
    ]
