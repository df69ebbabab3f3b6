"""Which post answers at a place: the one question that routing asks; and every day here is a day in China."""

from importlib import import_module

from django.db import migrations

walls = import_module("linli.registers.bodies.migrations.0002_walls")

# Sessions run in UTC, where a Chinese working day begins at midnight and the first eight hours are yesterday.
TODAY = """
CREATE FUNCTION bodies_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
RETURN (CURRENT_TIMESTAMP AT TIME ZONE 'Asia/Shanghai')::date;
"""
OF_TODAY = [
    source.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace("CURRENT_DATE", "bodies_today()")
    for source in (walls.UNATTENDED, walls.ACTOR_OF, walls.POSTS_OF)
]
OF_UTC = [
    source.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    for source in (walls.UNATTENDED, walls.ACTOR_OF, walls.POSTS_OF)
]

PRESENT = """t.since <= bodies_today() AND (t.until IS NULL OR t.until > bodies_today())
          AND NOT (COALESCE(t.away_from <= bodies_today(), false) AND COALESCE(t.away_until >= bodies_today(), true))"""

# Neither definer nor with settings of its own, so that the planner can inline it into the statement that routes a matter.
# The post stays the holder when its substitute answers; a substitute from the avoided body doesn't count as one.
DESK_AT = f"""
CREATE FUNCTION bodies_desk_at(place uuid, wanted_role text, wanted_department text, avoided_body uuid)
RETURNS TABLE (post_id uuid, body_id uuid) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p.id, p.body_id
    FROM bodies_post p
   CROSS JOIN LATERAL (
     SELECT EXISTS (SELECT 1 FROM bodies_tenure t WHERE t.post_id = p.id AND {PRESENT}) AS is_attended) own
   WHERE p.place_id = place AND p.role = wanted_role
     AND p.valid_from <= bodies_today() AND (p.valid_until IS NULL OR p.valid_until > bodies_today())
     AND (avoided_body IS NULL OR p.body_id <> avoided_body)
     AND (wanted_department = '' OR EXISTS (
       SELECT 1 FROM bodies_body b WHERE b.id = p.body_id AND b.department = wanted_department))
     AND (own.is_attended OR EXISTS (
       SELECT 1 FROM bodies_post s JOIN bodies_tenure t ON t.post_id = s.id
        WHERE s.id = p.substitute_id AND (s.valid_until IS NULL OR s.valid_until > bodies_today())
          AND (avoided_body IS NULL OR s.body_id <> avoided_body)
          AND {PRESENT}))
   ORDER BY own.is_attended DESC, p.valid_from, p.id
   LIMIT 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("bodies", "0002_walls")]
    operations = [
        migrations.RunSQL([TODAY, *OF_TODAY], [*OF_UTC, "DROP FUNCTION bodies_today()"]),
        migrations.RunSQL(DESK_AT, "DROP FUNCTION bodies_desk_at(uuid, text, text, uuid)"),
    ]
