"""Codes are nobody's to read but the sign-in's; an identity is its account's."""

from django.db import migrations

from linli.base.kit.walls import is_sight, lower_wall, policy, raise_wall, setting

SYSTEM = is_sight("system")
USING = {
    "accounts_handover": SYSTEM,
    "accounts_phonecode": SYSTEM,
    "accounts_identity": f"{SYSTEM} OR account_id = {setting('account')}",
}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_handovers_phones_identities"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                statement
                for table, using in USING.items()
                for statement in (raise_wall(table), policy(table, name="own_or_sign_in", using=using))
            ],
            [lower_wall(table) for table in USING],
        )
    ]
