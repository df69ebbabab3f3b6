"""The two statements of filing. Other contexts are entered by their SQL doors: places_chain, catalogue_offer, bodies_desk_at."""

from linli.base.kit.events import STORE_JOBS

# Routing: the first rule by position whose desk has somebody in it. A rule without a role means the item's own handler;
# one without a level, the level that role sits at. `matters_claim` holds back a second copy of the same form.
FIND = """
SELECT former.id AS former_id, former.number AS former_number, place.*, offer.*, desk.post_id, desk.body_id,
       nextval('matters_number') AS serial
  FROM matters_claim(%(token)s) former
  LEFT JOIN places_chain(%(place)s) place ON true
  LEFT JOIN catalogue_offer(%(item)s) offer ON true
  LEFT JOIN LATERAL matters_first_desk(
    place.grid_id, place.community_id, place.street_id, place.county_id, place.city_id, %(item)s, offer.field_code,
    COALESCE(NULLIF(%(urgency)s, ''), offer.urgency), %(channel)s, %(hour)s, %(today)s, offer.handler_role, offer.department,
    %(avoided)s) desk ON true
"""

WRITE = f"""
WITH matter AS (
  INSERT INTO matters_matter (
    id, place_id, grid_id, community_id, street_id, county_id, city_id, number, code_digest, item_version_id, item_code, channel,
    urgency, text, spot, fields, state, holder_post_id, holder_body_id, party_body_ids, about_body_id, account_id, person_id,
    filed_by_post_id, external_number, external_deadline, form_token, filed_at, sign_by, answer_by, close_by, due_at, warn_at,
    is_warned, signed_at, answered_at, closed_at, waiting_since, waited_minutes, step_count, return_count, reopen_count, rating, is_solved,
    rated_at, rated_by)
  VALUES (
    %(id)s, %(place_id)s, %(grid_id)s, %(community_id)s, %(street_id)s, %(county_id)s, %(city_id)s, %(number)s, %(code_digest)s,
    %(item_version)s, %(item)s, %(channel)s, %(urgency)s, %(text)s, %(spot)s, %(fields)s, %(state)s, %(post)s, %(body)s,
    %(parties)s, %(about)s, %(account)s, %(person)s, %(filed_by)s, %(external_number)s, %(external_deadline)s, %(token)s, %(now)s,
    %(sign_by)s, %(answer_by)s, %(close_by)s, %(due_at)s, %(warn_at)s, false, %(ended_at)s, %(ended_at)s, %(ended_at)s, NULL, 0, 1, 0, 0,
    NULL, NULL, NULL, '')
), contact AS (
  INSERT INTO matters_contact (matter_id, name_sealed, phone_sealed, phone_digest, is_hidden)
  VALUES (%(id)s, %(name_sealed)s, %(phone_sealed)s, %(phone_digest)s, %(is_hidden)s)
), step AS (
  INSERT INTO matters_step (id, matter_id, number, move, from_state, to_state, at, actor_label, post_id, from_post_id, to_post_id,
                            note, is_public, in_time, rating, is_solved)
  VALUES (%(step)s, %(id)s, 1, %(move)s, '', %(state)s, %(now)s, %(label)s, %(filed_by)s, NULL, %(post)s, %(note)s,
          true, %(in_time)s, NULL, NULL)
), delta AS (
  INSERT INTO matters_tallydelta (id, place_id, grid_id, community_id, street_id, county_id, city_id, day, item_code, filed, closed,
                                  closed_in_time, signed, signed_in_time, reopened, rated, satisfied, solved, rated_by_staff,
                                  satisfied_by_staff)
  VALUES (%(delta)s, %(place_id)s, %(grid_id)s, %(community_id)s, %(street_id)s, %(county_id)s, %(city_id)s, %(today)s, %(item)s,
          1, %(closed)s, %(closed)s, %(closed)s, %(closed)s, 0, 0, 0, 0, 0, 0)
), entry AS (
  INSERT INTO journal_entry (id, at, act, subject_kind, subject_id, sight, label, account_id, person_id, post_id, place_id, grid_id,
                             community_id, street_id, county_id, city_id, about_person_id, digest)
  VALUES (%(j_id)s, %(j_at)s, %(j_act)s, %(j_kind)s, %(j_subject)s, %(j_sight)s, %(j_label)s, %(j_account)s, %(j_person)s,
          %(j_post)s, %(j_place)s, %(j_grid)s, %(j_community)s, %(j_street)s, %(j_county)s, %(j_city)s, %(j_about)s, %(j_digest)s)
), payload AS (
  INSERT INTO journal_payload (entry_id, salt, what) VALUES (%(j_id)s, %(j_salt)s, %(j_what)s)
)
{STORE_JOBS}
"""  # noqa: S608 -- composed of our own names; values are bound
