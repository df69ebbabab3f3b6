"""The rows behind a figure, newest first without counting them all; and those that avoidance keeps from the reader."""

from django.db import migrations, models

from linli.base.kit.walls import setting

# Steps of matters about the reader's own body, without a word of which matter: enough to say how many a list leaves out (回避).
KEPT_OUT = f"""
CREATE FUNCTION matters_kept_out(place uuid, since timestamptz, until timestamptz)
RETURNS TABLE (move text, in_time boolean, rating smallint, is_solved boolean, post_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 1 AS $$
  SELECT s.move, s.in_time, s.rating, s.is_solved, s.post_id
    FROM matters_matter m JOIN matters_step s ON s.matter_id = m.id
   WHERE m.about_body_id = {setting("body")} AND m.part_of_id IS NULL AND s.at >= since AND s.at < until
     AND place IN (m.place_id, m.grid_id, m.community_id, m.street_id, m.county_id, m.city_id)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0009_newest_step")]
    operations = [
        migrations.RemoveIndex(model_name="step", name="steps_by_time"),
        migrations.AddIndex(model_name="step", index=models.Index(fields=["-at", "-id"], name="steps_newest_first")),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["about_body_id"],
                name="matters_about_a_body",
                condition=models.Q(about_body_id__isnull=False),
            ),
        ),
        migrations.RunSQL(KEPT_OUT, "DROP FUNCTION matters_kept_out(uuid, timestamptz, timestamptz)"),
    ]
