"""Walls for what stands beside a matter; who was asked to help sees it; whoever sees a matter may split it."""

from importlib import import_module

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import is_sight, lower_wall, policy, raise_wall, setting

walls = import_module("linli.affairs.matters.migrations.0002_walls")
figures = import_module("linli.affairs.matters.migrations.0004_public_figures")
doors = import_module("linli.affairs.matters.migrations.0006_open_doors")
APP = settings.DATABASES["default"]["USER"]

# A grid worker shares their community's body, so a post that was asked to help is let in by itself.
ASKED = f"assisting @> ARRAY[{setting('post')}]"
SEES = walls.SEES.replace(f"holder_post_id = {setting('post')} OR", f"holder_post_id = {setting('post')} OR {ASKED} OR")
# Not SQL but plpgsql: the planner can't look inside, so a policy of the table may ask what its reader sees of it.
IS_SEEN = """
CREATE FUNCTION matters_is_seen(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = wanted);
END $$;
"""
# What staff say to each other about a matter is not its reporter's to read.
BY_STAFF = f"({setting('post')} IS NOT NULL OR {is_sight('system')}) AND {walls.SEEN_MATTER}"
# A part's words are written among colleagues, and it is counted with its whole: outside the house it doesn't exist.
WHOLE = (
    (doors.PUBLIC, "m.about_body_id IS NULL\n", "m.about_body_id IS NULL AND m.part_of_id IS NULL\n"),
    (figures.FIGURES, "m.community_id = community AND", "m.community_id = community AND m.part_of_id IS NULL AND"),
)
TABLES = ["matters_demand", "matters_card", "matters_ruling"]


def _seen(sees: str) -> list[str]:
    return [
        f"ALTER POLICY seen_by_its_circle ON matters_matter USING ({sees});",
        f"ALTER POLICY moved_by_its_circle ON matters_matter USING ({sees}) WITH CHECK (true);",
    ]


def _public(*, is_whole: bool) -> list[str]:
    return [
        (source.replace(former, changed) if is_whole else source).replace(
            "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
        )
        for source, former, changed in WHOLE
    ]


class Migration(migrations.Migration):
    dependencies = [("matters", "0007_moves_beside")]
    operations = [
        migrations.RunSQL(
            [
                *_seen(SEES),
                *_public(is_whole=True),
                IS_SEEN,
                policy(
                    "matters_matter",
                    name="split_by_whoever_sees_it",
                    command="INSERT",
                    using="part_of_id IS NOT NULL AND state = 'filed' AND account_id IS NULL AND person_id IS NULL"
                    f" AND {setting('post')} IS NOT NULL AND matters_is_seen(part_of_id)",
                ),
                policy(
                    "matters_contact",
                    name="taken_along_when_splitting",
                    command="INSERT",
                    using=f"{setting('post')} IS NOT NULL AND {walls.SEEN_MATTER}",
                ),
                *(
                    statement
                    for table in TABLES
                    for statement in (
                        raise_wall(table),
                        policy(table, name="seen_with_its_matter", command="SELECT", using=BY_STAFF),
                        policy(table, name="added_with_its_matter", command="INSERT", using=BY_STAFF),
                        policy(table, name="ended_with_its_matter", command="UPDATE", using=BY_STAFF, check="true"),
                        f'REVOKE DELETE, TRUNCATE ON {table} FROM "{APP}";',
                    )
                ),
            ],
            [
                *(lower_wall(table) for table in TABLES),
                "DROP POLICY taken_along_when_splitting ON matters_contact;",
                "DROP POLICY split_by_whoever_sees_it ON matters_matter;",
                "DROP FUNCTION matters_is_seen(uuid);",
                *_public(is_whole=False),
                *_seen(walls.SEES),
            ],
        ),
    ]
