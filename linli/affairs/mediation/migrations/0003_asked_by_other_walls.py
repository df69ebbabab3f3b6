"""Whether an agreement is seen, as one question for the walls of its terms and of its signed paper."""

from django.db import migrations

from linli.base.kit.walls import answered, question

WRITTEN = "EXISTS (SELECT 1 FROM mediation_agreement a WHERE a.id = {column})"
ASKED = answered("mediation_agreement_is_seen", "{column}")


def _walls(seen: str) -> list[str]:
    paper = seen.format(column="subject_id")
    return [
        f"ALTER POLICY a_signed_agreement ON files_file USING (subject_kind = 'agreement' AND {paper});",
        f"ALTER POLICY seen_by_its_circle ON mediation_term USING ({seen.format(column='agreement_id')});",
    ]


class Migration(migrations.Migration):
    dependencies = [("mediation", "0002_walls")]
    operations = [
        migrations.RunSQL(
            [question("mediation_agreement_is_seen", "mediation_agreement"), *_walls(ASKED)],
            [*_walls(WRITTEN), "DROP FUNCTION mediation_agreement_is_seen(uuid);"],
        ),
    ]
