"""The door for other contexts' hot statements: a place in force with its ancestors' ids, and its place at a given level."""

from django.db import migrations

CHAIN = """
CREATE FUNCTION places_chain(place uuid)
RETURNS TABLE (place_id uuid, level varchar, grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
  SELECT p.id, p.level, p.grid_id, p.community_id, p.street_id, p.county_id, p.city_id
    FROM places_place p WHERE p.id = place AND p.valid_until IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunSQL(CHAIN, "DROP FUNCTION places_chain(uuid)")]
