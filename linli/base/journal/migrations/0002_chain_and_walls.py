"""The journal grows and nothing else: the application may insert and read, and the chain is closed by definer functions."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall, setting

APP = settings.DATABASES["default"]["USER"]

# The transaction's number orders entries and tells which are surely complete: those below the oldest open transaction.
ORDER = "ALTER TABLE journal_entry ADD COLUMN transaction bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;"
ORDER_INDEX = "CREATE INDEX journal_entry_in_order ON journal_entry (transaction, id);"

# Every column goes in, in a form that tells an empty one from its neighbour: a row moved out of an auditor's sight, or an id
# moved from one column to the next, would be as bad as a changed one.
HASH = """
CREATE FUNCTION journal_link(previous bytea, after bigint, upto bigint) RETURNS bytea LANGUAGE sql STABLE
RETURN sha256(previous || COALESCE((
  SELECT string_agg(sha256(convert_to(jsonb_build_array(
           e.id, extract(epoch FROM e.at), e.act, e.subject_kind, e.subject_id, e.sight, e.label, e.account_id, e.person_id,
           e.post_id, e.place_id, e.grid_id, e.community_id, e.street_id, e.county_id, e.city_id, e.about_person_id, e.transaction
         )::text, 'UTF8') || e.digest), ''::bytea ORDER BY e.transaction, e.id)
  FROM journal_entry e WHERE e.transaction > after AND e.transaction <= upto), ''::bytea));
"""
CLOSE = """
CREATE FUNCTION journal_close_batch() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last journal_seal; upto bigint; held integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('journal_seal'));
  SELECT * INTO last FROM journal_seal ORDER BY number DESC LIMIT 1;
  upto := pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1;
  SELECT count(*) INTO held FROM journal_entry
   WHERE transaction > COALESCE(last.until_transaction, 0) AND transaction <= upto;
  IF held = 0 THEN RETURN 0; END IF;
  INSERT INTO journal_seal (number, until_transaction, entries, hash, sealed_at)
  VALUES (COALESCE(last.number, 0) + 1, upto, held,
          journal_link(COALESCE(last.hash, ''::bytea), COALESCE(last.until_transaction, 0), upto), now());
  RETURN held;
END $$;
"""
BREACHES = """
CREATE FUNCTION journal_breaches() RETURNS TABLE (seal bigint, entry_id uuid, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.number, NULL::uuid, 'the batch does not give its hash'
    FROM (SELECT number, until_transaction, hash,
                 lag(hash, 1, ''::bytea) OVER (ORDER BY number) AS before_hash,
                 lag(until_transaction, 1, 0::bigint) OVER (ORDER BY number) AS before_until,
                 lag(number, 1, 0::bigint) OVER (ORDER BY number) AS before_number
            FROM journal_seal) s
   WHERE s.hash <> journal_link(s.before_hash, s.before_until, s.until_transaction) OR s.number <> s.before_number + 1
  UNION ALL
  SELECT NULL, p.entry_id, 'the payload does not give its digest'
    FROM journal_payload p JOIN journal_entry e ON e.id = p.entry_id
   WHERE e.digest <> sha256(p.salt || convert_to(p.what, 'UTF8'))
$$;
"""
GROW_ONLY = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON journal_entry, journal_payload FROM "{APP}";
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON journal_seal FROM "{APP}";
"""

READABLE = f"({is_sight('system')} OR (about_person_id = {setting('person')}) OR ({is_sight('subtree')} AND {has('journal')} AND {in_subtree()}))"
WALLS = [
    raise_wall("journal_entry"),
    raise_wall("journal_payload"),
    raise_wall("journal_seal"),
    policy("journal_entry", name="acts_are_recorded_by_anyone", command="INSERT", using="true"),
    policy("journal_entry", name="read_by_auditors_and_the_person", command="SELECT", using=READABLE),
    policy("journal_payload", name="recorded_with_its_entry", command="INSERT", using="true"),
    policy(
        "journal_payload",
        name="read_with_its_entry",
        command="SELECT",
        using="EXISTS (SELECT 1 FROM journal_entry e WHERE e.id = entry_id)",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL([ORDER, ORDER_INDEX, HASH, CLOSE, BREACHES], migrations.RunSQL.noop),
        migrations.RunSQL(
            [*WALLS, GROW_ONLY], [lower_wall(t) for t in ("journal_entry", "journal_payload", "journal_seal")]
        ),
    ]
