"""The statements a draw is made of. Each is one pass over sets, whatever their size; the public page of a round says the rule."""

# 1. What was closed, each with its digest and whether it is never left out. 2. One matter of each resident: what is never left out
# first, then the smallest digest. 3. Communities and strata get numbers that tell nothing, by digest: one digest each, not one for
# every matter. 4. In a community the target is the share of its list, no less than the floor, no more than the ceiling; what is never
# left out counts towards it and may exceed it. 5. The rest is taken from the strata in turn: the smallest digest of each, then the
# second smallest of each, … Stored in the order of numbers, in which the list is published and its index grows fastest.
LIST = """
INSERT INTO callbacks_candidate (round_id, matter_id, number, "group", stratum, always, standing, digest, is_drawn)
WITH closed AS MATERIALIZED (
  SELECT m.id, m.number, m.resident, m.place, m.item_code, m.unit_id, sha256(convert_to(%(seed)s || ':' || m.number, 'UTF8')) AS digest,
         (m.is_reopened AND %(always_reopened)s::int = 1)
           OR (COALESCE(m.rating <= 2, false) AND %(always_dissatisfied)s::int = 1)
           OR (m.rating IS NULL AND %(always_unrated)s::int = 1) AS always
    FROM matters_closed(%(place)s, %(level)s, %(since)s, %(until)s) m
), strata AS (
  SELECT place, item_code, unit_id,
         dense_rank() OVER (ORDER BY sha256(convert_to(%(seed)s || ':' || place::text, 'UTF8'))) AS in_group,
         dense_rank() OVER (PARTITION BY place
           ORDER BY sha256(convert_to(%(seed)s || ':' || item_code || ':' || unit_id::text, 'UTF8'))) AS in_stratum
    FROM (SELECT DISTINCT place, item_code, unit_id FROM closed) each
), listed AS (
  SELECT c.id, c.number, c.digest, c.always, s.in_group, s.in_stratum,
         row_number() OVER (PARTITION BY c.resident ORDER BY c.always DESC, c.digest) = 1 AS is_listed
    FROM closed c JOIN strata s USING (place, item_code, unit_id)
), ranked AS (
  SELECT l.*,
         count(*) FILTER (WHERE l.is_listed) OVER (PARTITION BY l.in_group) AS size,
         count(*) FILTER (WHERE l.is_listed AND l.always) OVER (PARTITION BY l.in_group) AS certain,
         row_number() OVER (PARTITION BY l.in_group, l.in_stratum, l.is_listed AND NOT l.always ORDER BY l.digest) AS turn
    FROM listed l
), taken AS (
  SELECT r.*, row_number() OVER (PARTITION BY r.in_group, r.is_listed AND NOT r.always ORDER BY r.turn, r.digest) AS place_in_line
    FROM ranked r
)
SELECT %(round)s, t.id, t.number, t.in_group, t.in_stratum, t.always,
       CASE WHEN t.is_listed THEN 'listed' ELSE 'same_resident' END, t.digest,
       t.is_listed AND (t.always OR t.place_in_line <=
         LEAST(GREATEST(ceil(%(share)s::numeric * t.size), %(floor)s::int), %(ceiling)s::int) - t.certain)
  FROM taken t ORDER BY t.number
"""
# A million rows are sorted in memory instead of on the disk, and not sorted once more to be merged with a few thousand strata, which the
# planner, who knows nothing of either, takes for cheaper than hashing them. Both are given back with the transaction.
ROOM = "SELECT set_config('work_mem', '256MB', true), set_config('enable_mergejoin', 'off', true)"
# Where no number may be called there is no call to make: only the resident can still answer, by the page of their matter.
CALLS = """
INSERT INTO callbacks_call (id, round_id, matter_id, number, place_id, grid_id, community_id, street_id, county_id, city_id, item_code,
  unit_id, holder_post_id, handled_by, closed_at, close_by, always, has_phone, entered, own, rated_after, state, ended_at, attempts_made, is_left_out)
SELECT gen_random_uuid(), c.round_id, m.id, m.number, m.place_id, m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id,
       m.item_code, m.unit_id, m.holder_post_id, m.hands, m.closed_at, m.close_by, c.always, m.has_phone,
       CASE WHEN m.rated_by = 'staff' THEN m.rating END, CASE WHEN m.rated_by <> 'staff' THEN m.rating END,
       (extract(epoch FROM m.rated_at - m.closed_at) / 60)::int, CASE WHEN m.has_phone THEN 'waiting' ELSE 'unreached' END,
       CASE WHEN NOT m.has_phone THEN %(now)s END, 0, false
  FROM callbacks_candidate c
  JOIN matters_to_ask((SELECT array_agg(matter_id) FROM callbacks_candidate WHERE round_id = %(round)s AND is_drawn)) m
    ON m.id = c.matter_id
 WHERE c.round_id = %(round)s AND c.is_drawn
"""
# What the digest is taken over is what the published list says before its last column, line by line, in the order of the numbers.
LINE = "number || ',' || \"group\" || ',' || stratum || ',' || always::int || ',' || standing"
DIGEST = f"""
SELECT encode(sha256(convert_to(COALESCE(string_agg({LINE}, chr(10) ORDER BY number COLLATE "C"), ''), 'UTF8')), 'hex'),
       count(*), count(*) FILTER (WHERE is_drawn)
  FROM callbacks_candidate WHERE round_id = %(round)s
"""  # noqa: S608 -- columns of ours
HANDS = """
SELECT DISTINCT p.post_id FROM matters_posts_of((SELECT array_agg(matter_id) FROM callbacks_call WHERE round_id = %(round)s)) p
"""
ADD_HANDS = """
UPDATE callbacks_call c
   SET handled_by = ARRAY(SELECT DISTINCT unnest(c.handled_by || h.posts || h.others))
  FROM (SELECT p.matter_id, array_agg(DISTINCT p.post_id) AS posts, array_remove(array_agg(DISTINCT k.hand), NULL) AS others
          FROM matters_posts_of((SELECT array_agg(matter_id) FROM callbacks_call WHERE round_id = %(round)s)) p
          LEFT JOIN unnest(%(posts)s::uuid[], %(hands)s::uuid[]) AS k(post, hand) ON k.post = p.post_id
         GROUP BY p.matter_id) h
 WHERE c.round_id = %(round)s AND c.matter_id = h.matter_id
"""
