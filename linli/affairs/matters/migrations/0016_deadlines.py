"""A door for those who ask residents afterwards: by when a matter was to be closed; taken up again, it gets another deadline."""

from django.db import migrations

DEADLINES = """
CREATE FUNCTION matters_deadlines(matters uuid[]) RETURNS TABLE (matter_id uuid, close_by timestamptz)
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT m.id, m.close_by FROM matters_matter m WHERE m.id = ANY (matters)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0015_asked_by_other_walls")]
    operations = [migrations.RunSQL(DEADLINES, "DROP FUNCTION matters_deadlines(uuid[])")]
