"""Who sees calls and answers: callers who had no hand in the matter; its unit and leaders only afterwards; its resident."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall, setting

APP = settings.DATABASES["default"]["USER"]
SIGHT = "(SELECT current_setting('linli.sight', true))"
STAFF = f"({setting('post')} IS NOT NULL OR {is_sight('system')})"
# Whoever had a hand in a matter, as a body, a post or a person, never asks its resident how it went.
UNINVOLVED = f"NOT (handled_by && array_remove(ARRAY[{setting('body')}, {setting('post')}, {setting('person')}], NULL))"
CALLS = f"({has('callbacks')} AND {in_subtree()} AND {UNINVOLVED})"
MATTER_SEEN = "EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = matter_id)"
OVER_IT = f"({in_subtree()} AND ({has('cockpit')} OR {has('adjudicate')}) AND {MATTER_SEEN})"
OF_UNIT = f"(unit_id = {setting('body')} AND {has('matters')} AND {MATTER_SEEN})"
# A unit learns who is asked when it is over: before, it could ring first.
SEES_CALL = f"""(CASE {SIGHT}
  WHEN 'subtree' THEN {CALLS} OR (ended_at IS NOT NULL AND ({OVER_IT} OR {OF_UNIT}))
  WHEN 'held' THEN ended_at IS NOT NULL AND {OF_UNIT}
  WHEN 'self' THEN {MATTER_SEEN}
  WHEN 'tracking' THEN matter_id = {setting("subject")}
  WHEN 'system' THEN true
  ELSE false END)"""
MOVES_CALL = f"""(CASE {SIGHT}
  WHEN 'subtree' THEN {CALLS}
  WHEN 'self' THEN {MATTER_SEEN}
  WHEN 'tracking' THEN matter_id = {setting("subject")}
  WHEN 'system' THEN true
  ELSE false END)"""
CALL_SEEN = "EXISTS (SELECT 1 FROM callbacks_call c WHERE c.id = call_id)"
BY_CALLER = f"({is_sight('system')} OR ({has('callbacks')} AND post_id = {setting('post')} AND {CALL_SEEN}))"
ANSWERS = f"""(CASE {SIGHT}
  WHEN 'subtree' THEN way = 'call' AND post_id = {setting("post")} AND {has("callbacks")} AND {CALL_SEEN}
  WHEN 'self' THEN way = 'link' AND post_id IS NULL AND {CALL_SEEN}
  WHEN 'tracking' THEN way = 'link' AND post_id IS NULL AND {CALL_SEEN}
  WHEN 'system' THEN true
  ELSE false END)"""
SEES_CLAIM = f"""(CASE {SIGHT}
  WHEN 'subtree' THEN {OF_UNIT} OR {OVER_IT} OR ({has("rounds")} AND {in_subtree()})
  WHEN 'held' THEN {OF_UNIT}
  WHEN 'self' THEN published_at IS NOT NULL AND {MATTER_SEEN}
  WHEN 'tracking' THEN published_at IS NOT NULL AND matter_id = {setting("subject")}
  WHEN 'system' THEN true
  ELSE false END)"""
CLAIM_SEEN = "EXISTS (SELECT 1 FROM callbacks_claim c WHERE c.id = claim_id)"
ROUNDS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('rounds')} AND {in_subtree()}))"
REVEALED = (
    f"({is_sight('system')} OR EXISTS (SELECT 1 FROM callbacks_round r WHERE r.id = round_id AND r.state = 'revealed'))"
)

POLICIES = [
    ("round", "read_by_everyone", "SELECT", "true"),
    ("round", "opened_by_its_organisers", "INSERT", ROUNDS),
    ("round", "moved_by_its_organisers", "UPDATE", ROUNDS),
    ("secret", "kept_by_the_system", "ALL", is_sight("system")),
    ("candidate", "read_when_published", "SELECT", REVEALED),
    ("candidate", "listed_by_the_system", "INSERT", is_sight("system")),
    ("call", "seen_by_the_uninvolved", "SELECT", SEES_CALL),
    ("call", "drawn_by_the_system", "INSERT", is_sight("system")),
    ("call", "moved_by_the_uninvolved", "UPDATE", MOVES_CALL),
    ("attempt", "seen_with_its_call", "SELECT", f"{STAFF} AND {CALL_SEEN}"),
    ("attempt", "added_by_its_caller", "INSERT", BY_CALLER),
    ("look", "seen_with_its_call", "SELECT", f"{STAFF} AND {CALL_SEEN}"),
    ("look", "added_by_its_caller", "INSERT", BY_CALLER),
    ("answer", "seen_with_its_call", "SELECT", CALL_SEEN),
    ("answer", "added_by_whoever_was_told", "INSERT", ANSWERS),
    ("followup", "seen_with_its_call", "SELECT", f"post_id = {setting('post')} OR ({STAFF} AND {CALL_SEEN})"),
    ("followup", "added_by_the_system", "INSERT", is_sight("system")),
    ("followup", "reported_by_its_post", "UPDATE", f"{is_sight('system')} OR post_id = {setting('post')}"),
    ("claim", "seen_by_its_parties", "SELECT", SEES_CLAIM),
    ("claim", "made_by_its_unit", "INSERT", f"{is_sight('system')} OR {OF_UNIT}"),
    ("claim", "moved_by_its_parties", "UPDATE", SEES_CLAIM),
    ("claimstep", "seen_by_its_parties", "SELECT", f"{STAFF} AND {CLAIM_SEEN}"),
    ("claimstep", "added_by_its_parties", "INSERT", CLAIM_SEEN),
]
TABLES = sorted({f"callbacks_{table}" for table, *_ in POLICIES})
ONLY_ADDED = ["candidate", "secret", "attempt", "look", "answer", "claimstep"]
# What a round was opened with, and what a call or claim is about, is never rewritten.
CHANGING = {
    "round": "state, seed, list_digest, listed, drawn, rehandled, drawn_at, revealed_at",
    "call": "state, attempts_made, next_at, ended_at, is_left_out, handled_by",
    "followup": "reported_at, report, label",
    "claim": "state, decided_post_id, decided_person_id, decided_at, basis, public_words, published_at, appeal_by, appealed_at",
}


class Migration(migrations.Migration):
    dependencies = [
        ("callbacks", "0001_initial"),
        ("matters", "0013_closed_matters"),
        ("kit", "0001_walls"),
        ("files", "0002_wall"),
    ]
    operations = [
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                *(
                    policy(f"callbacks_{table}", name=name, command=command, using=using)
                    for table, name, command, using in POLICIES
                ),
                f'REVOKE DELETE, TRUNCATE ON {", ".join(TABLES)} FROM "{APP}";',
                *(f'REVOKE UPDATE ON callbacks_{table} FROM "{APP}";' for table in [*ONLY_ADDED, *CHANGING]),
                *(f'GRANT UPDATE ({columns}) ON callbacks_{table} TO "{APP}";' for table, columns in CHANGING.items()),
                policy(
                    "files_file",
                    name="evidence_of_a_claim",
                    command="SELECT",
                    using=f"subject_kind = 'claim' AND {STAFF} AND EXISTS (SELECT 1 FROM callbacks_claim c WHERE c.id = subject_id)",
                ),
                policy(
                    "files_file",
                    name="evidence_is_added_with_its_claim",
                    command="INSERT",
                    using=f"subject_kind = 'claim' AND {STAFF}",
                ),
            ],
            [
                "DROP POLICY evidence_of_a_claim ON files_file;",
                "DROP POLICY evidence_is_added_with_its_claim ON files_file;",
                *(lower_wall(table) for table in TABLES),
            ],
        ),
    ]
