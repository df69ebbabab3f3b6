"""The door for other contexts' hot statements: what is offered today under an item's code."""

from django.db import migrations

OFFER = """
CREATE FUNCTION catalogue_offer(wanted text)
RETURNS TABLE (version_id uuid, field_code varchar, standing varchar, urgency varchar, answer_days integer, close_days integer,
               handler_role varchar, department varchar, open_to_residents boolean, about_body boolean, photo_required boolean,
               fields jsonb, name varchar, go_instead text, go_instead_en text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
  SELECT v.id, i.field_id, v.standing, v.urgency, v.answer_days, v.close_days, v.handler_role, v.department,
         v.open_to_residents, v.about_body, v.photo_required, v.fields, v.name, v.go_instead, v.go_instead_en
    FROM catalogue_item i JOIN catalogue_itemversion v ON v.item_id = i.id AND v.status = 'published'
   WHERE i.code = wanted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(OFFER, "DROP FUNCTION catalogue_offer(text)")]
