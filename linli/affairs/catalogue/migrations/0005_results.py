from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_proof_required"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="results",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
    ]
