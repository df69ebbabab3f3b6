"""When anything last happened, for everyone: a moment that says whether a public list may have changed, and nothing else."""

from django.db import migrations

# Ids grow with time, so the newest step is the end of the primary key, whatever the number of steps.
CHANGED_AT = """
CREATE FUNCTION matters_changed_at() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.at FROM matters_step s ORDER BY s.id DESC LIMIT 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0008_walls_beside")]
    operations = [migrations.RunSQL(CHANGED_AT, "DROP FUNCTION matters_changed_at()")]
