"""What sign-in is told of a post holds its English names too, for screens in English."""

from importlib import import_module

from django.db import migrations

before = import_module("linli.registers.bodies.migrations.0002_walls")

ACTOR_OF = """
CREATE FUNCTION bodies_actor_of(account uuid, wanted uuid)
RETURNS TABLE (password varchar, person_id uuid, person_name varchar, role varchar, title varchar, title_en varchar, body_id uuid, place_id uuid,
               level varchar, grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.password, a.person_id, COALESCE(held.public_name, ''), p.role, p.title, p.title_en, p.body_id, p.place_id, l.level,
         p.grid_id, p.community_id, p.street_id, p.county_id, p.city_id
    FROM accounts_account a
    LEFT JOIN bodies_post p ON p.id = wanted AND (p.valid_until IS NULL OR p.valid_until > CURRENT_DATE)
    LEFT JOIN places_place l ON l.id = p.place_id
    LEFT JOIN LATERAL (
      SELECT t.public_name FROM bodies_tenure t
       WHERE t.person_id = a.person_id AND t.since <= CURRENT_DATE AND (t.until IS NULL OR t.until > CURRENT_DATE)
         AND (t.post_id = p.id OR (t.post_id = p.substitute_id AND bodies_is_unattended(p.id)))
       ORDER BY (t.post_id = p.id) DESC LIMIT 1) held ON true
   WHERE a.id = account AND a.is_active AND (wanted IS NULL OR held.public_name IS NOT NULL)
$$;
"""
POSTS_OF = """
CREATE FUNCTION bodies_posts_of(account uuid)
RETURNS TABLE (post_id uuid, title varchar, title_en varchar, body_name varchar, body_name_en varchar, place_name varchar,
               place_name_en varchar, stands_in boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, p.title, p.title_en, b.name, b.name_en, l.name, l.name_en, p.id <> t.post_id
    FROM accounts_account a
    JOIN bodies_tenure t ON t.person_id = a.person_id AND t.since <= CURRENT_DATE AND (t.until IS NULL OR t.until > CURRENT_DATE)
    JOIN bodies_post p ON (p.id = t.post_id OR (p.substitute_id = t.post_id AND bodies_is_unattended(p.id)))
     AND (p.valid_until IS NULL OR p.valid_until > CURRENT_DATE)
    JOIN bodies_body b ON b.id = p.body_id
    JOIN places_place l ON l.id = p.place_id
   WHERE a.id = account AND a.is_active
   ORDER BY p.id <> t.post_id, t.since, p.id
$$;
"""
DROP = "DROP FUNCTION bodies_actor_of(uuid, uuid), bodies_posts_of(uuid);"


class Migration(migrations.Migration):
    dependencies = [("bodies", "0005_kinds_of_mediation")]
    operations = [
        migrations.RunSQL(DROP + ACTOR_OF + POSTS_OF, DROP + before.ACTOR_OF + before.POSTS_OF),
    ]
