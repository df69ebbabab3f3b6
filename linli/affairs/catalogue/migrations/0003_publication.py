"""What of a matter is public is said by the version it was filed under: nothing, unless somebody chose so."""

from django.db import migrations, models

# The versions under which something is public; an item that is barred today was never meant to be one.
PUBLIC_VERSIONS = """
CREATE FUNCTION catalogue_public_versions() RETURNS TABLE (version_id uuid, publication varchar)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT v.id, v.publication FROM catalogue_itemversion v
   WHERE v.publication <> 'none' AND v.standing <> 'barred' AND NOT v.about_body
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_offer")]
    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="publication",
            field=models.CharField(db_default="none", default="none", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("publication__in", ["none", "facts", "text"])),
                name="an_item_says_what_of_it_is_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("publication", "none"), ("about_body", False), _connector="OR"),
                name="complaints_about_a_body_are_not_public",
            ),
        ),
        migrations.RunSQL(PUBLIC_VERSIONS, "DROP FUNCTION catalogue_public_versions()"),
    ]
