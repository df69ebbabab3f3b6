"""The door for those who ask residents afterwards is two: a lean list of all that was closed, and whatever is needed of those drawn from it."""

from importlib import import_module

from django.db import migrations

from linli.base.kit.walls import answered

before = import_module("linli.affairs.matters.migrations.0013_closed_matters")
deadlines = import_module("linli.affairs.matters.migrations.0016_deadlines")
# Under the caller's own walls. A part is answered with its whole and isn't asked about. `place` is the community where there is one.
# `resident` tells the same resident apart from another and nothing more; without account, person and phone each matter counts as a
# resident of its own. Written to be read once by the million: no column that the list doesn't need.
CLOSED = """
CREATE FUNCTION matters_closed(area uuid, area_level text, since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, number varchar, place uuid, item_code varchar, unit_id uuid, is_reopened boolean, rating smallint, resident text)
LANGUAGE plpgsql STABLE SET search_path = public ROWS 100000 AS $$
BEGIN
  IF area_level NOT IN ('community', 'street', 'county', 'city') THEN
    RAISE EXCEPTION 'matters_closed lists a community, street, county or city, not a %', area_level;
  END IF;
  RETURN QUERY EXECUTE format(
    $q$ SELECT m.id, m.number, COALESCE(m.community_id, m.place_id), m.item_code, m.holder_body_id, m.reopen_count > 0, m.rating,
               COALESCE(m.person_id::text, m.account_id::text, encode(c.phone_digest, 'hex'), m.id::text)
          FROM matters_matter m LEFT JOIN matters_contact c ON c.matter_id = m.id
         WHERE m.%I = $1 AND m.state = 'closed' AND m.closed_at >= $2 AND m.closed_at < $3 AND m.part_of_id IS NULL $q$,
    area_level || '_id') USING area, since, until;
END $$;
"""
TO_ASK = """
CREATE FUNCTION matters_to_ask(matters uuid[])
RETURNS TABLE (id uuid, number varchar, place_id uuid, grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid,
               item_code varchar, unit_id uuid, holder_post_id uuid, closed_at timestamptz, close_by timestamptz, rating smallint,
               rated_by varchar, rated_at timestamptz, has_phone boolean, hands uuid[])
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT m.id, m.number, m.place_id, m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id, m.item_code, m.holder_body_id,
         m.holder_post_id, m.closed_at, m.close_by, m.rating, m.rated_by, m.rated_at,
         COALESCE(c.phone_sealed IS NOT NULL AND NOT c.is_hidden, false),
         m.party_body_ids || array_remove(ARRAY[m.holder_body_id, m.about_body_id, m.holder_post_id, m.filed_by_post_id], NULL)
    FROM matters_matter m LEFT JOIN matters_contact c ON c.matter_id = m.id
   WHERE m.id = ANY (matters)
$$;
"""
# The system sees every contact and need not ask of each; everybody else asks as one question. Written out as it was, a million contacts
# were a million looks at their matters.
SEEN = "EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = matter_id)"
ASKED = answered("matters_is_seen", "matter_id")
POLICY = "ALTER POLICY seen_with_its_matter ON matters_contact USING ({})"
DROP_CLOSED = "DROP FUNCTION matters_closed(uuid, text, timestamptz, timestamptz)"


class Migration(migrations.Migration):
    dependencies = [("matters", "0020_results")]
    operations = [
        migrations.RunSQL(
            [DROP_CLOSED, "DROP FUNCTION matters_deadlines(uuid[])", CLOSED, TO_ASK, POLICY.format(ASKED)],
            [
                DROP_CLOSED,
                "DROP FUNCTION matters_to_ask(uuid[])",
                before.CLOSED,
                deadlines.DEADLINES,
                POLICY.format(SEEN),
            ],
        ),
    ]
