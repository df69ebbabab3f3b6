"""Parts of a split matter stay inside; and when anything last happened, for everyone to know whether a list may have changed."""

from importlib import import_module

from django.db import migrations

# A part's words are a handler's note to another; the resident's own matter is the whole.
OPEN_DOORS: str = import_module("linli.affairs.matters.migrations.0006_open_doors").PUBLIC
WITH_PARTS = OPEN_DOORS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
WITHOUT_PARTS = WITH_PARTS.replace("m.about_body_id IS NULL", "m.about_body_id IS NULL AND m.part_of_id IS NULL")

# Ids grow with time, so the newest step is the end of the primary key, whatever the number of steps.
CHANGED_AT = """
CREATE FUNCTION matters_changed_at() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.at FROM matters_step s ORDER BY s.id DESC LIMIT 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0008_walls_beside")]
    operations = [
        migrations.RunSQL([WITHOUT_PARTS, CHANGED_AT], [WITH_PARTS, "DROP FUNCTION matters_changed_at()"]),
    ]
