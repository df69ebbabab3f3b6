"""The two statements of filing, for one request or hundreds. What is asked and written comes as one JSON value (`hot.each`).

Other contexts are entered by their SQL doors: places_chain, catalogue_offer, bodies_desk_at.
"""

from linli.base.kit.events import STORE_JOBS

# Routing: the first rule by position whose desk has somebody in it. A rule without a role means the item's own handler;
# one without a level, the level that role sits at. `matters_claim` holds back a second copy of the same form; tokens are
# claimed in their own order, so that two sets with the same forms in them wait for each other instead of locking up.
FIND = """
WITH given AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)
    AS g(nth int, token uuid, item text, place uuid, urgency text, channel text, avoided uuid)
), claimed AS MATERIALIZED (
  SELECT g.token, former.id, former.number
    FROM (SELECT DISTINCT token FROM given ORDER BY token) g CROSS JOIN LATERAL matters_claim(g.token) former
)
SELECT claimed.id AS former_id, claimed.number AS former_number, place.*, offer.*, desk.post_id, desk.body_id,
       nextval('matters_number') AS serial
  FROM given g
  JOIN claimed ON claimed.token = g.token
  LEFT JOIN LATERAL places_chain(g.place) place ON true
  LEFT JOIN LATERAL catalogue_offer(g.item) offer ON true
  LEFT JOIN LATERAL matters_first_desk(
    place.grid_id, place.community_id, place.street_id, place.county_id, place.city_id, g.item, offer.field_code,
    COALESCE(NULLIF(g.urgency, ''), offer.urgency), g.channel, %(hour)s, %(today)s, offer.handler_role, offer.department,
    g.avoided) desk ON true
 ORDER BY g.nth
"""

_COLUMNS = """
  id uuid, place_id uuid, grid_id uuid, community_id uuid, street_id uuid, county_id uuid, city_id uuid, number text, code_digest bytea,
  item_version uuid, item text, channel text, urgency text, text text, spot text, fields jsonb, state text, post uuid, body uuid,
  parties uuid[], about uuid, account uuid, person uuid, filed_by uuid, external_number text, external_deadline timestamptz, token uuid,
  now timestamptz, today date, sign_by timestamptz, answer_by timestamptz, close_by timestamptz, due_at timestamptz, warn_at timestamptz,
  ended_at timestamptz, name_sealed bytea, phone_sealed bytea, phone_digest bytea, is_hidden boolean, step uuid, move text, label text,
  note text, in_time boolean, delta uuid, closed int, j_id uuid, j_at timestamptz, j_act text, j_kind text, j_subject uuid,
  j_sight text, j_label text, j_account uuid, j_person uuid, j_post uuid, j_place uuid, j_grid uuid, j_community uuid, j_street uuid,
  j_county uuid, j_city uuid, j_about uuid, j_digest bytea, j_salt bytea, j_what text"""

WRITE = f"""
WITH given AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS g({_COLUMNS})
), matter AS (
  INSERT INTO matters_matter (
    id, place_id, grid_id, community_id, street_id, county_id, city_id, number, code_digest, item_version_id, item_code, channel,
    urgency, text, spot, fields, state, holder_post_id, holder_body_id, party_body_ids, about_body_id, account_id, person_id,
    filed_by_post_id, external_number, external_deadline, form_token, filed_at, sign_by, answer_by, close_by, due_at, warn_at,
    is_warned, signed_at, answered_at, closed_at, waiting_since, waited_minutes, step_count, return_count, reopen_count, rating, is_solved,
    rated_at, rated_by)
  SELECT
    id, place_id, grid_id, community_id, street_id, county_id, city_id, number, code_digest, item_version, item, channel,
    urgency, text, spot, fields, state, post, body, parties, about, account, person,
    filed_by, external_number, external_deadline, token, now, sign_by, answer_by, close_by, due_at, warn_at,
    false, ended_at, ended_at, ended_at, NULL, 0, 1, 0, 0, NULL, NULL,
    NULL, '' FROM given
), contact AS (
  INSERT INTO matters_contact (matter_id, name_sealed, phone_sealed, phone_digest, is_hidden)
  SELECT id, name_sealed, phone_sealed, phone_digest, is_hidden FROM given
), step AS (
  INSERT INTO matters_step (id, matter_id, number, move, from_state, to_state, at, actor_label, post_id, from_post_id, to_post_id,
                            note, is_public, in_time, rating, is_solved)
  SELECT step, id, 1, move, '', state, now, label, filed_by, NULL, post, note, true, in_time, NULL, NULL FROM given
), delta AS (
  INSERT INTO matters_tallydelta (id, place_id, grid_id, community_id, street_id, county_id, city_id, day, item_code, filed, closed,
                                  closed_in_time, signed, signed_in_time, reopened, rated, satisfied, solved, rated_by_staff,
                                  satisfied_by_staff)
  SELECT delta, place_id, grid_id, community_id, street_id, county_id, city_id, today, item, 1, closed, closed, closed, closed,
         0, 0, 0, 0, 0, 0 FROM given
), entry AS (
  INSERT INTO journal_entry (id, at, act, subject_kind, subject_id, sight, label, account_id, person_id, post_id, place_id, grid_id,
                             community_id, street_id, county_id, city_id, about_person_id, digest)
  SELECT j_id, j_at, j_act, j_kind, j_subject, j_sight, j_label, j_account, j_person, j_post, j_place, j_grid, j_community, j_street,
         j_county, j_city, j_about, j_digest FROM given
), payload AS (
  INSERT INTO journal_payload (entry_id, salt, what) SELECT j_id, j_salt, j_what FROM given
)
{STORE_JOBS}
"""  # noqa: S608 -- composed of our own names; values are bound
