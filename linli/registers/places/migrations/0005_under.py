"""Doors for other contexts' statements: every place in force under a top, itself among them; a place's statistical code."""

from django.db import migrations

UNDER = """
CREATE FUNCTION places_under(top uuid, wanted text[])
RETURNS TABLE (place_id uuid, level varchar, kind varchar, name varchar, name_en varchar, path ltree, "order" integer,
               grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid,
               community_name varchar, street_name varchar)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 400 AS $$
  SELECT d.id, d.level, d.kind, d.name, d.name_en, d.path, d."order",
         d.grid_id, d.community_id, d.street_id, d.county_id, d.city_id, m.name, s.name
    FROM places_place t
    JOIN places_place d ON d.path <@ t.path AND d.valid_until IS NULL AND d.level = ANY(wanted)
    LEFT JOIN places_place m ON m.id = d.community_id
    LEFT JOIN places_place s ON s.id = d.street_id
   WHERE t.id = top
$$;
"""

CODE = """
CREATE FUNCTION places_code_of(place uuid) RETURNS varchar LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT c.code FROM places_placecode c
         WHERE c.place_id = place AND c.system = 'nbs' AND c.valid_until IS NULL LIMIT 1);
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0004_walls")]
    operations = [
        migrations.RunSQL(UNDER, "DROP FUNCTION places_under(uuid, text[])"),
        migrations.RunSQL(CODE, "DROP FUNCTION places_code_of(uuid)"),
    ]
