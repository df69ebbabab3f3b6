"""Entries are read and kept within their area; what is about persons only with the register of people, by the ledger's code itself."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import answered, has, in_subtree, is_sight, lower_wall, policy, question, raise_wall

APP = settings.DATABASES["default"]["USER"]
OPEN = f"(CASE WHEN ledger LIKE 'person.%' THEN {has('people')} ELSE true END)"
READ = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('matters')} AND {in_subtree()} AND {OPEN}))"
KEEP = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('matters')} AND {has('dispatch')} AND {in_subtree()} AND {OPEN}))"
WRITES = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('dispatch')}))"
SEEN = answered("ledgers_sees", "entry_id")
ENTRY, CHANGE = "ledgers_ledgerentry", "ledgers_ledgerchange"


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                raise_wall(ENTRY),
                raise_wall(CHANGE),
                question("ledgers_sees", ENTRY),
                policy(ENTRY, name="read_in_our_area", command="SELECT", using=READ),
                policy(ENTRY, name="added_in_our_area", command="INSERT", using=KEEP),
                policy(ENTRY, name="kept_in_our_area", command="UPDATE", using=KEEP),
                policy(CHANGE, name="seen_with_its_entry", command="SELECT", using=SEEN),
                policy(CHANGE, name="added_to_its_entry", command="INSERT", using=f"({WRITES} AND {SEEN})"),
                f'REVOKE DELETE, TRUNCATE, UPDATE ON {ENTRY}, {CHANGE} FROM "{APP}";',
                f'GRANT UPDATE ("values", version, until, looked_at) ON {ENTRY} TO "{APP}";',
                f'GRANT UPDATE (place_id, grid_id, community_id, street_id, county_id, city_id) ON {ENTRY} TO "{APP}";',
            ],
            [lower_wall(CHANGE), lower_wall(ENTRY), "DROP FUNCTION ledgers_sees(uuid);"],
        ),
    ]
