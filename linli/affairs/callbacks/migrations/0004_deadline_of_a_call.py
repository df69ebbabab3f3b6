"""A call keeps by when its matter was to be closed: taken up again, the matter gets another deadline."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("callbacks", "0003_asked_by_other_walls"), ("matters", "0016_deadlines")]
    operations = [
        migrations.AddField(model_name="call", name="close_by", field=models.DateTimeField(null=True)),
    ]
