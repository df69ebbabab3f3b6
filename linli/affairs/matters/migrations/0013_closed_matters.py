"""A door for those who ask residents afterwards: what was closed in a time, who stands behind it, and everybody who had a hand in it."""

from django.db import migrations

# Under the caller's own walls. A part is answered with its whole and isn't asked about. `resident` tells the same resident apart from
# another and nothing more; without account, person and phone each matter counts as a resident of its own.
CLOSED = """
CREATE FUNCTION matters_closed(area uuid, area_level text, since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, number varchar, place_id uuid, grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid,
               item_code varchar, unit_id uuid, holder_post_id uuid, closed_at timestamptz, is_reopened boolean, rating smallint,
               rated_by varchar, rated_at timestamptz, has_phone boolean, resident text, hands uuid[])
LANGUAGE plpgsql STABLE SET search_path = public AS $$
BEGIN
  IF area_level NOT IN ('community', 'street', 'county', 'city') THEN
    RAISE EXCEPTION 'matters_closed lists a community, street, county or city, not a %', area_level;
  END IF;
  RETURN QUERY EXECUTE format(
    $q$ SELECT m.id, m.number, m.place_id, m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id, m.item_code,
               m.holder_body_id, m.holder_post_id, m.closed_at, m.reopen_count > 0, m.rating, m.rated_by, m.rated_at,
               COALESCE(c.phone_sealed IS NOT NULL AND NOT c.is_hidden, false),
               COALESCE(m.person_id::text, m.account_id::text, encode(c.phone_digest, 'hex'), m.id::text),
               m.party_body_ids || array_remove(ARRAY[m.holder_body_id, m.about_body_id, m.holder_post_id, m.filed_by_post_id], NULL)
          FROM matters_matter m LEFT JOIN matters_contact c ON c.matter_id = m.id
         WHERE m.%I = $1 AND m.state = 'closed' AND m.closed_at >= $2 AND m.closed_at < $3 AND m.part_of_id IS NULL $q$,
    area_level || '_id') USING area, since, until;
END $$;
"""
TAKEN_UP_AGAIN = """
CREATE FUNCTION matters_taken_up_again(area uuid, area_level text, since timestamptz, until timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = public AS $$
DECLARE found bigint;
BEGIN
  EXECUTE format(
    $q$ SELECT count(DISTINCT m.id) FROM matters_step s JOIN matters_matter m ON m.id = s.matter_id
         WHERE m.%I = $1 AND s.move = 'close' AND s.at >= $2 AND s.at < $3 AND m.closed_at IS NULL AND m.part_of_id IS NULL $q$,
    area_level || '_id') INTO found USING area, since, until;
  RETURN found;
END $$;
"""
POSTS = """
CREATE FUNCTION matters_posts_of(matters uuid[]) RETURNS TABLE (matter_id uuid, post_id uuid)
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT DISTINCT s.matter_id, p.post_id FROM matters_step s
   CROSS JOIN LATERAL unnest(ARRAY[s.post_id, s.from_post_id, s.to_post_id]) AS p(post_id)
   WHERE s.matter_id = ANY (matters) AND p.post_id IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0012_walls_of_what_was_told")]
    operations = [
        migrations.RunSQL(
            [CLOSED, TAKEN_UP_AGAIN, POSTS],
            "DROP FUNCTION matters_closed(uuid, text, timestamptz, timestamptz), matters_posts_of(uuid[]),"
            " matters_taken_up_again(uuid, text, timestamptz, timestamptz)",
        ),
    ]
