from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0005_kinds_of_mediation"),
        ("catalogue", "0005_results"),
        ("matters", "0019_counts_by_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="results",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("results", {}), _negated=True), fields=["answered_at"], name="matters_with_results"
            ),
        ),
    ]
