from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_walls")]
    operations = [
        migrations.CreateModel(
            name="Unheard",
            fields=[("task", models.CharField(max_length=80, primary_key=True, serialize=False))],
        ),
    ]
