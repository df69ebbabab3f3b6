"""The same walls as before; what they ask of another table they ask as one question instead of writing its walls out."""

from importlib import import_module

from django.db import migrations

from linli.base.kit.walls import answered, policy, question

before = import_module("linli.affairs.callbacks.migrations.0002_walls")
ASKED = {
    before.MATTER_SEEN: answered("matters_is_seen", "matter_id"),
    before.CALL_SEEN: answered("callbacks_call_is_seen", "call_id"),
    before.CLAIM_SEEN: answered("callbacks_claim_is_seen", "claim_id"),
}
EVIDENCE = "EXISTS (SELECT 1 FROM callbacks_claim c WHERE c.id = subject_id)"
FILES = "ALTER POLICY evidence_of_a_claim ON files_file USING (subject_kind = 'claim' AND {staff} AND {seen});"


def _asking(using: str) -> str:
    for written, asked in ASKED.items():
        using = using.replace(written, asked)
    return using


CHANGED = [each for each in before.POLICIES if _asking(each[3]) != each[3]]


def _again(*, asking: bool) -> list[str]:
    statements = []
    for table, name, command, using in CHANGED:
        statements += [
            f"DROP POLICY {name} ON callbacks_{table};",
            policy(f"callbacks_{table}", name=name, command=command, using=_asking(using) if asking else using),
        ]
    return statements


class Migration(migrations.Migration):
    dependencies = [("callbacks", "0002_walls"), ("matters", "0015_asked_by_other_walls")]
    operations = [
        migrations.RunSQL(
            [
                question("callbacks_call_is_seen", "callbacks_call"),
                question("callbacks_claim_is_seen", "callbacks_claim"),
                *_again(asking=True),
                FILES.format(staff=before.STAFF, seen=answered("callbacks_claim_is_seen", "subject_id")),
            ],
            [
                FILES.format(staff=before.STAFF, seen=EVIDENCE),
                *_again(asking=False),
                "DROP FUNCTION callbacks_call_is_seen(uuid), callbacks_claim_is_seen(uuid);",
            ],
        ),
    ]
