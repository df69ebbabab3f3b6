"""The questions of filing and tracking that look across walls, each a small function of the owner's."""

from django.db import migrations

# A second copy of a form waits here for the first to commit, then gets the first one's number. The token is its secret.
CLAIM = """
CREATE FUNCTION matters_claim(token uuid) RETURNS TABLE (id uuid, number varchar)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public ROWS 1 AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(token::text, 20261122));
  RETURN QUERY SELECT m.id, m.number FROM matters_matter m WHERE m.form_token = token;
  IF NOT FOUND THEN RETURN QUERY SELECT NULL::uuid, NULL::varchar; END IF;
END $$;
"""
TRACKED = """
CREATE FUNCTION matters_tracked(wanted text, digest bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT m.id FROM matters_matter m WHERE m.number = wanted AND m.code_digest = digest
$$;
"""
LEVEL_OF_ROLE = """
CREATE FUNCTION matters_level_of_role(role text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN role = 'department_clerk' THEN 'county' WHEN role LIKE 'committee%' THEN 'community'
              WHEN role IN ('administrator') THEN 'county' ELSE split_part(role, '_', 1) END
$$;
"""
# One row for each rule in order, LIMIT 1: the planner walks the index of positions and stops at the first desk that answers.
FIRST_DESK = """
CREATE FUNCTION matters_first_desk(
  grid uuid, community uuid, street uuid, county uuid, city uuid, item text, field text, urgent text, by_channel text, hour time,
  today date, handler text, handler_department text, avoided uuid)
RETURNS TABLE (post_id uuid, body_id uuid) LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT desk.post_id, desk.body_id
    FROM matters_route r
   CROSS JOIN LATERAL (
     SELECT COALESCE(NULLIF(r.role, ''), handler) AS role,
            CASE WHEN COALESCE(NULLIF(r.role, ''), handler) = 'department_clerk'
                 THEN COALESCE(NULLIF(r.department, ''), handler_department) ELSE r.department END AS department,
            CASE COALESCE(NULLIF(r.level, ''), matters_level_of_role(COALESCE(NULLIF(r.role, ''), handler)))
                 WHEN 'grid' THEN grid WHEN 'community' THEN community WHEN 'street' THEN street WHEN 'county' THEN county
                 WHEN 'city' THEN city END AS place) target
   CROSS JOIN LATERAL bodies_desk_at(target.place, target.role, target.department, avoided) desk
   WHERE (r.area_id IS NULL OR r.area_id IN (grid, community, street, county, city))
     AND r.item_code IN ('', item) AND r.field_code IN ('', field) AND r.urgency IN ('', urgent) AND r.channel IN ('', by_channel)
     AND (r.from_hour IS NULL OR CASE WHEN r.from_hour <= r.to_hour THEN hour >= r.from_hour AND hour < r.to_hour
                                      ELSE hour >= r.from_hour OR hour < r.to_hour END)
     AND r.valid_from <= today AND (r.valid_until IS NULL OR r.valid_until > today)
   ORDER BY r.position LIMIT 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0002_walls"),
        ("bodies", "0003_desks"),
        ("places", "0002_chain"),
        ("catalogue", "0002_offer"),
    ]
    operations = [
        migrations.RunSQL(
            [CLAIM, TRACKED, LEVEL_OF_ROLE, FIRST_DESK],
            "DROP FUNCTION matters_claim(uuid), matters_tracked(text, bytea), matters_level_of_role(text); "
            "DROP FUNCTION matters_first_desk(uuid, uuid, uuid, uuid, uuid, text, text, text, text, time, date, text, text, uuid)",
        ),
    ]
