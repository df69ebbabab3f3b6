"""An account is seen by whoever signed in with it, and by the sign-in itself."""

from django.db import migrations

from linli.base.kit.walls import is_sight, lower_wall, policy, raise_wall, setting


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL("ALTER TABLE accounts_limit SET UNLOGGED", "ALTER TABLE accounts_limit SET LOGGED"),
        migrations.RunSQL(
            [
                raise_wall("accounts_account"),
                policy(
                    "accounts_account",
                    name="own_account_or_sign_in",
                    using=f"{is_sight('system')} OR id = {setting('account')}",
                ),
            ],
            lower_wall("accounts_account"),
        ),
    ]
