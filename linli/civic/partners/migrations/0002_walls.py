"""Walls. Everyone reads the list; an area keeps those it registered, and says which of its communities any of them serves.

Orders are seen by the desks of their area alone.
"""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

APP = settings.DATABASES["default"]["USER"]
KEEPS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('providers')} AND {in_subtree()}))"
KEPT = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('providers')} AND {in_subtree('p.')}))"
OF_OURS = f"EXISTS (SELECT 1 FROM partners_provider p WHERE p.id = provider_id AND {KEPT})"
ORDERS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('refer')} AND {in_subtree()}))"
OF_AN_ORDER = "EXISTS (SELECT 1 FROM partners_order o WHERE o.id = order_id)"
TABLES = [f"partners_{name}" for name in ("provider", "offer", "reach", "order", "orderstep")]


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                *(policy(table, name="the_list_is_public", command="SELECT", using="true") for table in TABLES[:3]),
                policy("partners_provider", name="registered_in_its_area", command="INSERT", using=KEEPS),
                policy("partners_provider", name="kept_in_its_area", command="UPDATE", using=KEEPS),
                policy("partners_offer", name="offered_by_ours", command="INSERT", using=OF_OURS),
                policy("partners_offer", name="ended_by_ours", command="UPDATE", using=OF_OURS),
                policy("partners_reach", name="reached_by_ours", command="INSERT", using=KEEPS),
                policy("partners_reach", name="changed_by_ours", command="UPDATE", using=KEEPS),
                policy("partners_reach", name="left_by_ours", command="DELETE", using=KEEPS),
                policy("partners_order", name="orders_of_our_area", using=ORDERS),
                policy("partners_orderstep", name="seen_with_its_order", command="SELECT", using=OF_AN_ORDER),
                policy("partners_orderstep", name="added_to_its_order", command="INSERT", using=OF_AN_ORDER),
                f'REVOKE DELETE, TRUNCATE ON {", ".join(TABLES[:2] + TABLES[3:])} FROM "{APP}";',
                f'REVOKE TRUNCATE ON partners_reach FROM "{APP}"; REVOKE UPDATE ON partners_orderstep FROM "{APP}";',
                f'CREATE SEQUENCE partners_number; GRANT USAGE ON SEQUENCE partners_number TO "{APP}";',
            ],
            [*(lower_wall(table) for table in TABLES), "DROP SEQUENCE partners_number;"],
        ),
    ]
