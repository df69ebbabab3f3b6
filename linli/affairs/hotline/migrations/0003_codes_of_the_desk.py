"""Codes are mapped by the hotline's desk alone: whoever issues keys to a source reads them and changes nothing."""

from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, policy

OURS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('hotline')} AND {in_subtree('s.')}))"
OF_OUR_SOURCE = f"EXISTS (SELECT 1 FROM hotline_source s WHERE s.id = source_id AND {OURS})"
BEFORE = "EXISTS (SELECT 1 FROM hotline_source s WHERE s.id = source_id)"


class Migration(migrations.Migration):
    dependencies = [("hotline", "0002_walls")]
    operations = [
        migrations.RunSQL(
            [
                "DROP POLICY with_its_source ON hotline_itemcode;",
                policy("hotline_itemcode", name="read_with_its_source", command="SELECT", using=BEFORE),
                policy("hotline_itemcode", name="listed_by_its_desk", command="INSERT", using=OF_OUR_SOURCE),
                policy("hotline_itemcode", name="mapped_by_its_desk", command="UPDATE", using=OF_OUR_SOURCE),
            ],
            [
                *(
                    f"DROP POLICY {name} ON hotline_itemcode;"
                    for name in ("read_with_its_source", "listed_by_its_desk", "mapped_by_its_desk")
                ),
                policy("hotline_itemcode", name="with_its_source", using=BEFORE),
            ],
        ),
    ]
