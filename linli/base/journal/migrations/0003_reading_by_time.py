"""Auditors leaf through a span of time; anyone may know how far the chain is closed."""

from django.db import migrations, models

LAST_SEAL = """
CREATE FUNCTION journal_last_seal() RETURNS TABLE (number bigint, sealed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.number, s.sealed_at FROM journal_seal s ORDER BY s.number DESC LIMIT 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_chain_and_walls")]
    operations = [
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["at", "id"], name="journal_by_time")),
        migrations.RunSQL(LAST_SEAL, "DROP FUNCTION journal_last_seal()"),
    ]
