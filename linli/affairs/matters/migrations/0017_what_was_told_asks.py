"""Messages and notices ask whether their matter is seen as one question: every page counts the unread ones."""

from importlib import import_module

from django.db import migrations

from linli.base.kit.walls import answered, setting

before = import_module("linli.affairs.matters.migrations.0012_walls_of_what_was_told")
MATTER = answered("matters_is_seen", "subject_id")
# A post's own notices are seen anyhow: nothing need be asked to count them.
ASKED = {
    "notices_message": f"({before.STAFF} OR audience = 'resident') AND subject_kind = 'matter' AND {MATTER}",
    "notices_notice": f"({before.STAFF} OR account_id IS NOT NULL) AND subject_kind = 'matter'"
    f" AND (COALESCE(post_id = {setting('post')}, false) OR {MATTER})",
}
WRITTEN = {
    "notices_message": f"({before.STAFF} OR audience = 'resident') AND {before.SEEN}",
    "notices_notice": f"({before.STAFF} OR account_id IS NOT NULL) AND {before.SEEN}",
}


def _walls(seen: dict[str, str]) -> list[str]:
    return [f"ALTER POLICY seen_with_its_matter ON {table} USING ({using});" for table, using in seen.items()]


class Migration(migrations.Migration):
    dependencies = [("matters", "0016_deadlines")]
    operations = [migrations.RunSQL([*_walls(ASKED)], [*_walls(WRITTEN)])]
