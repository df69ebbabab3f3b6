"""Orders hold callers: seen by the hotline's desks of their own area alone, and never rewritten behind their history."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

APP = settings.DATABASES["default"]["USER"]
OURS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('hotline')} AND {in_subtree()}))"
OF_OUR_ORDER = "EXISTS (SELECT 1 FROM hotline_order o WHERE o.id = order_id)"
OF_OUR_SOURCE = "EXISTS (SELECT 1 FROM hotline_source s WHERE s.id = source_id)"
# A source says only how a platform writes; who issues keys to platforms reads it too.
READS = f"({is_sight('system')} OR ({is_sight('subtree')} AND ({has('hotline')} OR {has('interfaces')}) AND {in_subtree()}))"
TABLES = [f"hotline_{name}" for name in ("source", "itemcode", "batch", "order", "turn", "reply")]


class Migration(migrations.Migration):
    dependencies = [("hotline", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                policy("hotline_source", name="read_in_its_area", command="SELECT", using=READS),
                policy("hotline_source", name="opened_in_its_area", command="INSERT", using=OURS),
                policy("hotline_source", name="changed_in_its_area", command="UPDATE", using=OURS),
                policy("hotline_itemcode", name="with_its_source", using=OF_OUR_SOURCE),
                policy("hotline_batch", name="files_of_our_area", using=OURS),
                policy("hotline_order", name="orders_of_our_area", using=OURS),
                policy("hotline_turn", name="seen_with_its_order", command="SELECT", using=OF_OUR_ORDER),
                policy("hotline_turn", name="added_to_its_order", command="INSERT", using=OF_OUR_ORDER),
                policy("hotline_reply", name="with_its_order", using=OF_OUR_ORDER),
                f'REVOKE DELETE, TRUNCATE ON {", ".join(TABLES)} FROM "{APP}";',
                f'REVOKE UPDATE ON hotline_turn FROM "{APP}";',
            ],
            [lower_wall(table) for table in TABLES],
        ),
    ]
