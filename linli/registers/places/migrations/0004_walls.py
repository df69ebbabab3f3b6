"""The tree is public to read. It is written by the system and by posts with the capability, inside their own place."""

from django.db import migrations

from linli.base.kit.walls import has, is_sight, lower_wall, policy, raise_wall, setting

CHAIN = "grid_id, community_id, street_id, county_id, city_id"
WRITES = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('places')} AND {setting('place')} IN ({CHAIN})))"
ATTACHED = [
    ("places_placecode", "place_id"),
    ("places_landmark", "place_id"),
    ("places_officialcount", "place_id"),
    ("places_levelname", "area_id"),
    ("places_lineage", "to_place_id"),
]


def _writes_at(column: str) -> str:
    # The subquery only runs for posts: the system's own imports are long.
    chain = ", ".join(f"p.{name.strip()}" for name in CHAIN.split(","))
    at = f"EXISTS (SELECT 1 FROM places_place p WHERE p.id = {column} AND {setting('place')} IN ({chain}))"
    return f"(CASE WHEN {is_sight('system')} THEN true WHEN {is_sight('subtree')} AND {has('places')} THEN {at} ELSE false END)"


def _guarded(table: str, writers: str) -> list[str]:
    return [
        raise_wall(table),
        policy(table, name="places_are_public", command="SELECT", using="true"),
        policy(table, name="added_from_above", command="INSERT", using=writers),
        policy(table, name="changed_from_above", command="UPDATE", using=writers),
    ]


class Migration(migrations.Migration):
    dependencies = [("places", "0003_former_names"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                *_guarded("places_place", WRITES),
                *(line for table, column in ATTACHED for line in _guarded(table, _writes_at(column))),
                # A landmark is a signpost, not history: a wrong one may be taken down.
                policy("places_landmark", name="removed_from_above", command="DELETE", using=_writes_at("place_id")),
            ],
            [lower_wall(table) for table in ("places_place", *(table for table, _ in ATTACHED))],
        ),
    ]
