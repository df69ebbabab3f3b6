"""A notice is read by the post or the account it went to."""

from django.db import migrations

from linli.base.kit.walls import is_sight, lower_wall, policy, raise_wall, setting

OWN = f"({is_sight('system')} OR post_id = {setting('post')} OR account_id = {setting('account')})"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [raise_wall("notices_notice"), policy("notices_notice", name="own_notices", using=OWN)],
            lower_wall("notices_notice"),
        ),
    ]
