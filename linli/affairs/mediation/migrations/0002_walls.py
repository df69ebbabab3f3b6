"""Who sees a dispute: its owner, its mediators, who helps, mediation posts over its place; a bare row also who supervises.

What tells who the parties are lies in the other tables, which only the first of these open (人民调解法第十五条第四项).
"""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall, setting

APP = settings.DATABASES["default"]["USER"]
POST, BODY = setting("post"), setting("body")

NAMED = f"""(owner_post_id = {POST} OR offered_post_id = {POST} OR mediator_post_ids @> ARRAY[{POST}]
  OR assisting_post_ids @> ARRAY[{POST}])"""
BY_BODY = f"(owner_body_id = {BODY} OR offered_body_id = {BODY} OR assisting_body_ids @> ARRAY[{BODY}])"
# Whoever was replaced for being close to a party sees it no more, whatever else they hold (回避).
NOT_AVOIDING = f"NOT (avoiding_post_ids @> ARRAY[{POST}])"
CIRCLE = f"""(CASE (SELECT current_setting('linli.sight', true))
  WHEN 'subtree' THEN {NOT_AVOIDING} AND ((({has("mediation")}) AND {in_subtree()}) OR COALESCE({NAMED}, false))
  WHEN 'held' THEN {has("take_disputes")} AND {NOT_AVOIDING} AND (COALESCE({NAMED}, false) OR COALESCE({BY_BODY}, false))
  WHEN 'system' THEN true
  ELSE false END)"""
PARTY = f"""(CASE (SELECT current_setting('linli.sight', true))
  WHEN 'self' THEN COALESCE(party_person_ids @> ARRAY[{setting("person")}], false)
    OR COALESCE(party_account_ids @> ARRAY[{setting("account")}], false)
  ELSE false END)"""
FINDER = f"COALESCE(found_by_post_id = {POST}, false)"
# PostgreSQL holds a changed row against the wall for reading too: who gives a dispute away still sees the bare row they wrote.
LAST_MOVED = f"COALESCE(moved_by_post_id = {POST}, false)"
WATCHES = f"({is_sight('subtree')} AND {has('supervise')} AND {in_subtree()})"
FINDS = f"({is_sight('system')} OR ({is_sight('subtree', 'held')} AND {has('screen')} AND {in_subtree()}))"

# Not SQL but plpgsql: the planner can't look inside, so policies of other tables may ask it.
QUESTIONS = f"""
CREATE FUNCTION mediation_in_circle(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM mediation_dispute WHERE id = wanted AND {CIRCLE});
END $$;
CREATE FUNCTION mediation_may_add(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM mediation_dispute WHERE id = wanted AND ({CIRCLE} OR ({FINDER} AND state = 'found')));
END $$;
CREATE FUNCTION mediation_is_party(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM mediation_dispute WHERE id = wanted AND {PARTY});
END $$;
"""
# What the paper's number and code tell anyone who was shown it; nothing of the parties.
CHECKED = """
CREATE FUNCTION mediation_checked(wanted text, digest bytea)
RETURNS TABLE (number varchar, form varchar, in_force_at timestamptz, void_at timestamptz, seal varchar, court varchar, decided_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 1 AS $$
  SELECT a.number, a.form, a.in_force_at, a.void_at, a.seal_body_name, a.court, a.decided_at
    FROM mediation_agreement a
   WHERE a.number = wanted AND a.code_digest = digest AND a.in_force_at IS NOT NULL
$$;
"""
INSIDE = "mediation_in_circle(dispute_id)"
ADDED = "mediation_may_add(dispute_id)"
OWN_ROW = f"""({is_sight("self")} AND (COALESCE(person_id = {setting("person")}, false)
  OR COALESCE(account_id = {setting("account")}, false)))"""
AGREEMENT_SEEN = "EXISTS (SELECT 1 FROM mediation_agreement a WHERE a.id = {column})"
READS = {
    "mediation_particulars": INSIDE,
    "mediation_party": f"({INSIDE} OR {OWN_ROW})",
    "mediation_mediator": f"({INSIDE} OR mediation_is_party(dispute_id))",
    "mediation_meeting": INSIDE,
    "mediation_step": f"({INSIDE} OR (is_public AND mediation_is_party(dispute_id)))",
    "mediation_agreement": f"({INSIDE} OR (in_force_at IS NOT NULL AND mediation_is_party(dispute_id)))",
    "mediation_term": AGREEMENT_SEEN.format(column="agreement_id"),
}
IN_AGREEMENT = (
    "EXISTS (SELECT 1 FROM mediation_agreement a WHERE a.id = agreement_id AND mediation_in_circle(a.dispute_id))"
)
ADDS = dict.fromkeys(("mediation_particulars", "mediation_party", "mediation_step"), ADDED)
TABLES = ["mediation_dispute", *READS]
FINAL = ["mediation_step", "mediation_meeting"]


def _inner(table: str) -> list[str]:
    writes = IN_AGREEMENT if table == "mediation_term" else INSIDE
    return [
        raise_wall(table),
        policy(table, name="seen_by_its_circle", command="SELECT", using=READS[table]),
        policy(table, name="added_by_its_circle", command="INSERT", using=ADDS.get(table, writes)),
        policy(table, name="changed_by_its_circle", command="UPDATE", using=writes),
    ]


class Migration(migrations.Migration):
    dependencies = [("mediation", "0001_initial"), ("kit", "0001_walls"), ("files", "0002_wall")]
    operations = [
        migrations.RunSQL(
            [
                raise_wall("mediation_dispute"),
                policy(
                    "mediation_dispute",
                    name="seen_by_its_circle",
                    command="SELECT",
                    using=f"({CIRCLE} OR {PARTY} OR {WATCHES} OR ({is_sight('subtree', 'held')} AND ({FINDER} OR {LAST_MOVED})))",
                ),
                policy("mediation_dispute", name="found_in_ones_own_area", command="INSERT", using=FINDS),
                policy("mediation_dispute", name="moved_by_its_circle", command="UPDATE", using=CIRCLE, check="true"),
                QUESTIONS,
                CHECKED,
                *(statement for table in READS for statement in _inner(table)),
                # Nothing is deleted but a draft's terms, which are written anew until the agreement is in force.
                f'REVOKE DELETE, TRUNCATE ON {", ".join(table for table in TABLES if table != "mediation_term")} FROM "{APP}";',
                policy(
                    "mediation_term",
                    name="drafts_are_rewritten",
                    command="DELETE",
                    using="EXISTS (SELECT 1 FROM mediation_agreement a WHERE a.id = agreement_id AND a.in_force_at IS NULL"
                    " AND mediation_in_circle(a.dispute_id))",
                ),
                f'REVOKE UPDATE ON {", ".join(FINAL)} FROM "{APP}";',
                policy(
                    "files_file",
                    name="evidence_of_a_dispute",
                    command="SELECT",
                    using="subject_kind = 'dispute' AND mediation_in_circle(subject_id)",
                ),
                policy(
                    "files_file",
                    name="a_signed_agreement",
                    command="SELECT",
                    using="subject_kind = 'agreement' AND " + AGREEMENT_SEEN.format(column="subject_id"),
                ),
                policy(
                    "files_file",
                    name="evidence_is_added_by_its_circle",
                    command="INSERT",
                    using="(subject_kind = 'dispute' AND mediation_in_circle(subject_id)) OR (subject_kind = 'agreement' AND "
                    "EXISTS (SELECT 1 FROM mediation_agreement a WHERE a.id = subject_id AND mediation_in_circle(a.dispute_id)))",
                ),
                f'CREATE SEQUENCE mediation_number; GRANT USAGE ON SEQUENCE mediation_number TO "{APP}";',
            ],
            [
                "DROP SEQUENCE mediation_number;",
                *(
                    f"DROP POLICY {name} ON files_file;"
                    for name in ("evidence_of_a_dispute", "a_signed_agreement", "evidence_is_added_by_its_circle")
                ),
                *(lower_wall(table) for table in TABLES),
                "DROP FUNCTION mediation_checked(text, bytea);",
            ],
        ),
    ]
