"""The wall is up from the start; each context that hangs files on its rows adds the policy for its own kind."""

from django.db import migrations

from linli.base.kit.walls import is_sight, lower_wall, policy, raise_wall


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [raise_wall("files_file"), policy("files_file", name="the_system_sees_files", using=is_sight("system"))],
            lower_wall("files_file"),
        ),
    ]
