"""People are seen by posts with the register's capability over where they live or are registered, and by themselves.

A past residence stays in the books of its community, but gives no sight of the person any more: otherwise a made-up
past residence would open any register to whoever may enrol.
"""

from django.conf import settings
from django.db import migrations

from linli.base.kit.actor import Level
from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall, setting

APP = settings.DATABASES["default"]["USER"]

READS = f"{is_sight('subtree')} AND {has('people')}"
ENROLS = f"{is_sight('subtree')} AND {has('enrol')}"
REGISTERED_COLUMN = {
    Level.CITY: "registered_city_id",
    Level.COUNTY: "registered_county_id",
    Level.STREET: "registered_street_id",
    Level.COMMUNITY: "registered_community_id",
}
REGISTERED_HERE = (
    "(CASE (SELECT current_setting('linli.level', true)) "
    + " ".join(
        f"WHEN '{level.value}' THEN {column} = {setting('place')}" for level, column in REGISTERED_COLUMN.items()
    )
    + " ELSE false END)"
)
THEMSELVES = f"{is_sight('self')} AND {{column}} = {setting('person')}"
RESIDENT = (
    f"({is_sight('system')} OR ({READS} AND ({in_subtree()} OR COALESCE({REGISTERED_HERE}, false))) "
    f"OR ({THEMSELVES.format(column='person_id')}))"
)
PLACED = f"({is_sight('system')} OR ({READS} AND {in_subtree()}))"
# Their own household and dwelling, found through the resident row the same person may see.
OWN_HOUSEHOLD = (
    "EXISTS (SELECT 1 FROM people_resident r WHERE r.household_id = people_household.id "
    f"AND {THEMSELVES.format(column='r.person_id')})"
)
OWN_DWELLING = "EXISTS (SELECT 1 FROM people_household h WHERE h.dwelling_id = people_dwelling.id)"
PERSON = (
    f"({is_sight('system')} OR ({THEMSELVES.format(column='id')}) "
    "OR EXISTS (SELECT 1 FROM people_resident r WHERE r.person_id = people_person.id AND r.until IS NULL))"
)
WRITES = f"({is_sight('system')} OR ({ENROLS} AND {in_subtree()}))"
WRITES_PERSON = f"({is_sight('system')} OR ({ENROLS}))"
BY_RESIDENT = "EXISTS (SELECT 1 FROM people_resident r WHERE r.id = resident_id)"
# Whoever sees somebody by registration alone reads; it's where they live that writes.
BY_RESIDENT_HERE = f"({is_sight('system')} OR ({ENROLS} AND EXISTS (SELECT 1 FROM people_resident r WHERE r.id = resident_id AND {in_subtree('r.')})))"
OWN_REVEALS = (
    f"({is_sight('system')} OR (post_id = {setting('post')} AND {has('reveal')} "
    "AND EXISTS (SELECT 1 FROM people_resident r WHERE r.person_id = people_reveal.person_id AND r.until IS NULL)))"
)
REVEALS = f"({OWN_REVEALS} OR ({THEMSELVES.format(column='person_id')}))"

TABLES = [
    "people_person",
    "people_dwelling",
    "people_household",
    "people_resident",
    "people_circumstance",
    "people_reveal",
]


def _guarded(table: str, reads: str, writes: str) -> list[str]:
    return [
        policy(table, name="seen_in_scope", command="SELECT", using=reads),
        policy(table, name="added_in_scope", command="INSERT", using=writes),
        policy(table, name="changed_in_scope", command="UPDATE", using=f"({reads}) AND ({writes})", check=writes),
    ]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                *_guarded("people_resident", RESIDENT, WRITES),
                *_guarded("people_household", f"({PLACED} OR {OWN_HOUSEHOLD})", WRITES),
                *_guarded("people_dwelling", f"({PLACED} OR ({is_sight('self')} AND {OWN_DWELLING}))", WRITES),
                *_guarded("people_person", PERSON, WRITES_PERSON),
                *_guarded("people_circumstance", BY_RESIDENT, BY_RESIDENT_HERE),
                policy("people_reveal", name="shown_for_a_purpose", command="SELECT", using=REVEALS),
                policy("people_reveal", name="asked_by_a_post", command="INSERT", using=OWN_REVEALS),
                f'REVOKE DELETE, TRUNCATE ON {", ".join(TABLES)} FROM "{APP}";',
                f'REVOKE UPDATE ON people_reveal FROM "{APP}";',
            ],
            [lower_wall(table) for table in TABLES],
        ),
    ]
