"""Who holds a post is public, who may write it isn't; and the two questions that must look across walls."""

from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

WRITERS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('bodies')} AND {in_subtree()}))"
WRITERS_OF_POST = (
    "EXISTS (SELECT 1 FROM bodies_post p WHERE p.id = post_id AND "
    f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('bodies')} AND {in_subtree('p.')})))"
)


def _public_but_guarded(table: str, writers: str) -> list[str]:
    return [
        raise_wall(table),
        policy(table, name="plates_are_public", command="SELECT", using="true"),
        policy(table, name="added_from_above", command="INSERT", using=writers),
        policy(table, name="changed_from_above", command="UPDATE", using=writers),
    ]


# In force today: what `valid_until` and `until` leave open. The substitute acts while the post is empty or its holder away.
ACTOR_OF = """
CREATE FUNCTION bodies_actor_of(account uuid, wanted uuid)
RETURNS TABLE (password varchar, person_id uuid, person_name varchar, role varchar, title varchar, body_id uuid, place_id uuid,
               level varchar, grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.password, a.person_id, COALESCE(held.public_name, ''), p.role, p.title, p.body_id, p.place_id, l.level,
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
UNATTENDED = """
CREATE FUNCTION bodies_is_unattended(post uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT NOT EXISTS (
    SELECT 1 FROM bodies_tenure t
     WHERE t.post_id = post AND t.since <= CURRENT_DATE AND (t.until IS NULL OR t.until > CURRENT_DATE)
       AND NOT (COALESCE(t.away_from <= CURRENT_DATE, false) AND COALESCE(t.away_until >= CURRENT_DATE, true)))
$$;
"""
POSTS_OF = """
CREATE FUNCTION bodies_posts_of(account uuid)
RETURNS TABLE (post_id uuid, title varchar, title_en varchar, body_name varchar, place_name varchar, stands_in boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.id, p.title, p.title_en, b.name, l.name, p.id <> t.post_id
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


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_initial"),
        ("kit", "0001_walls"),
        ("accounts", "0001_initial"),
        ("places", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            [
                *_public_but_guarded("bodies_body", WRITERS),
                *_public_but_guarded("bodies_post", WRITERS),
                *_public_but_guarded("bodies_tenure", WRITERS_OF_POST),
            ],
            [lower_wall(table) for table in ("bodies_body", "bodies_post", "bodies_tenure")],
        ),
        migrations.RunSQL(
            [UNATTENDED, ACTOR_OF, POSTS_OF],
            "DROP FUNCTION bodies_actor_of(uuid, uuid), bodies_posts_of(uuid), bodies_is_unattended(uuid)",
        ),
    ]
