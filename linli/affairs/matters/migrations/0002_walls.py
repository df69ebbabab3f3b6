"""Who sees a matter: posts over its place, bodies that are or were party to it, its reporter, whoever shows its code."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall, setting

APP = settings.DATABASES["default"]["USER"]

# Avoidance: a complaint about a body is never seen by that body's own posts, whatever their place (回避).
NOT_ABOUT_US = f"(about_body_id IS NULL OR about_body_id IS DISTINCT FROM {setting('body')})"
PARTY = f"party_body_ids @> ARRAY[{setting('body')}]"
HELD_BY_US = f"(holder_body_id = {setting('body')} OR {PARTY})"
# Grid workers share their community's body; each sees their own grid, and what was handed to their own post.
OURS = f"""(holder_post_id = {setting("post")} OR ((SELECT current_setting('linli.level', true)) NOT IN ('grid', 'block', 'group')
  AND {HELD_BY_US}))"""
SEES = f"""(CASE {"(SELECT current_setting('linli.sight', true))"}
  WHEN 'subtree' THEN {has("matters")} AND {NOT_ABOUT_US} AND ({in_subtree()} OR {OURS})
  WHEN 'held' THEN {has("matters")} AND {NOT_ABOUT_US} AND {HELD_BY_US}
  WHEN 'self' THEN COALESCE(account_id = {setting("account")}, false) OR COALESCE(person_id = {setting("person")}, false)
  WHEN 'tracking' THEN id = {setting("subject")}
  WHEN 'system' THEN true
  ELSE false END)"""
# Anyone may file; whoever isn't staff files by the portal only and for nobody but themselves.
FILES = f"""(CASE {"(SELECT current_setting('linli.sight', true))"}
  WHEN 'intake' THEN channel = 'portal' AND state = 'filed' AND account_id IS NULL AND person_id IS NULL
  WHEN 'self' THEN channel = 'portal' AND state = 'filed' AND account_id = {setting("account")}
  WHEN 'subtree' THEN {has("intake")} AND {in_subtree()}
  WHEN 'system' THEN true
  ELSE false END)"""
SEEN_MATTER = "EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = matter_id)"
# A handler may hand a matter to where they no longer see it, so what an update leaves isn't held against the reader's wall.
FILER = is_sight("intake", "self", "subtree", "system")
COUNTED = f"({is_sight('system')} OR ({is_sight('subtree')} AND {in_subtree()}))"

TABLES = ["matters_matter", "matters_contact", "matters_step", "matters_tally", "matters_tallydelta"]


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial"), ("kit", "0001_walls"), ("files", "0002_wall")]
    operations = [
        migrations.RunSQL(
            [
                *(raise_wall(table) for table in TABLES),
                policy("matters_matter", name="seen_by_its_circle", command="SELECT", using=SEES),
                policy("matters_matter", name="filed_by_anyone", command="INSERT", using=FILES),
                policy("matters_matter", name="moved_by_its_circle", command="UPDATE", using=SEES, check="true"),
                policy("matters_contact", name="seen_with_its_matter", command="SELECT", using=SEEN_MATTER),
                policy("matters_contact", name="left_when_filing", command="INSERT", using=FILER),
                policy("matters_contact", name="changed_with_its_matter", command="UPDATE", using=SEEN_MATTER),
                policy("matters_step", name="seen_with_its_matter", command="SELECT", using=SEEN_MATTER),
                policy(
                    "matters_step",
                    name="added_by_anyone_who_moves",
                    command="INSERT",
                    using=f"{FILER} OR {SEEN_MATTER}",
                ),
                policy("matters_tally", name="counts_of_the_subtree", using=COUNTED),
                policy("matters_tallydelta", name="counts_of_the_subtree", command="SELECT", using=COUNTED),
                policy("matters_tallydelta", name="counted_by_anyone_who_moves", command="INSERT", using="true"),
                policy("matters_tallydelta", name="folded_by_the_system", command="DELETE", using=is_sight("system")),
                policy(
                    "files_file",
                    name="photos_of_a_matter",
                    command="SELECT",
                    using="subject_kind = 'matter' AND EXISTS (SELECT 1 FROM matters_matter m WHERE m.id = subject_id)",
                ),
                policy(
                    "files_file",
                    name="photos_are_added_when_filing_or_moving",
                    command="INSERT",
                    using="subject_kind = 'matter'",
                ),
                f'REVOKE DELETE, TRUNCATE ON matters_matter, matters_contact, matters_step FROM "{APP}";',
                f'REVOKE UPDATE ON matters_step FROM "{APP}";',
            ],
            [lower_wall(table) for table in TABLES],
        ),
        migrations.RunSQL(
            "CREATE SEQUENCE matters_number; GRANT USAGE ON SEQUENCE matters_number TO " + f'"{APP}"',
            "DROP SEQUENCE matters_number",
        ),
    ]
