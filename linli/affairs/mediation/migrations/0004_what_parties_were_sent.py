"""Who works on a dispute sees which messages its parties were sent and whether they arrived; nobody else who may count it does."""

from django.db import migrations

from linli.base.kit.walls import policy

# CASE, so that the circle is asked for messages of disputes alone: the outbox holds those of every matter too.
SEEN = """(CASE WHEN subject_kind = 'dispute' AND audience = 'resident' THEN mediation_in_circle(subject_id) ELSE false END)"""


class Migration(migrations.Migration):
    dependencies = [("mediation", "0003_asked_by_other_walls"), ("notices", "0004_walls_of_the_outbox")]
    operations = [
        migrations.RunSQL(
            [policy("notices_message", name="seen_by_the_circle_of_its_dispute", command="SELECT", using=SEEN)],
            ["DROP POLICY seen_by_the_circle_of_its_dispute ON notices_message;"],
        ),
    ]
