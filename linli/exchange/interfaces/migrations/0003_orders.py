"""A key may push and read the orders of one source of the hotline: `subject` names it."""

from importlib import import_module

from django.db import migrations, models

walls = import_module("linli.exchange.interfaces.migrations.0002_walls")

# The same function, which also says whom the key speaks for and where it was issued.
CHANGES = (
    ("per_minute integer, verdict text)", "per_minute integer, verdict text, subject varchar, county uuid)"),
    (
        "SELECT NULL::uuid, ''::varchar, 0, 'unknown'",
        "SELECT NULL::uuid, ''::varchar, 0, 'unknown', ''::varchar, NULL::uuid",
    ),
    ("SELECT k.id, k.name, k.per_minute, said", "SELECT k.id, k.name, k.per_minute, said, k.subject, k.county_id"),
)
DROP = "DROP FUNCTION interfaces_use_key(bytea, text, timestamptz, date)"


def _use_key() -> str:
    found: str = walls.USE_KEY
    for former, changed in CHANGES:
        found = found.replace(former, changed)
    return found


class Migration(migrations.Migration):
    dependencies = [("interfaces", "0002_walls")]

    operations = [
        migrations.RemoveConstraint(model_name="apikey", name="a_key_has_known_scopes"),
        migrations.AddField(
            model_name="apikey",
            name="subject",
            field=models.CharField(db_default="", default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", ["requests", "orders"])), name="a_key_has_known_scopes"
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scopes__contains", ["orders"]), _negated=True),
                    models.Q(("subject", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_key_for_orders_names_their_source",
            ),
        ),
        migrations.RunSQL([DROP, _use_key()], [DROP, walls.USE_KEY]),
    ]
