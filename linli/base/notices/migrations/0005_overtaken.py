"""A message that waits may be overtaken by newer news of the same kind, and is then not sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_walls_of_the_outbox"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="a_message_has_a_known_status",
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ("waiting", "sent", "failed", "bounced", "suppressed", "overtaken"))),
                name="a_message_has_a_known_status",
            ),
        ),
    ]
