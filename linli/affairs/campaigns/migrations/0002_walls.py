"""Campaigns and who is responsible where are public; leaders and desks write them for their own area."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

APP = settings.DATABASES["default"]["USER"]
OURS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('campaigns')} AND {in_subtree()}))"
TABLES = ["campaigns_campaign", "campaigns_assignment"]


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                *(policy(table, name="said_in_public", command="SELECT", using="true") for table in TABLES),
                *(policy(table, name="written_for_our_area", command="INSERT", using=OURS) for table in TABLES),
                *(policy(table, name="changed_in_our_area", command="UPDATE", using=OURS) for table in TABLES),
                f'REVOKE DELETE, TRUNCATE, UPDATE ON {", ".join(TABLES)} FROM "{APP}";',
                f'GRANT UPDATE (ended_on, until) ON campaigns_campaign TO "{APP}";',
                f'GRANT UPDATE (until, place_id, grid_id, community_id, street_id, county_id, city_id) ON campaigns_assignment TO "{APP}";',
                f'GRANT UPDATE (place_id, grid_id, community_id, street_id, county_id, city_id) ON campaigns_campaign TO "{APP}";',
            ],
            [lower_wall(table) for table in TABLES],
        ),
    ]
