"""What is open is counted from indexes alone, once the asker's reach is known: no row is looked at."""

from django.db import migrations, models

from linli.base.kit.walls import has, is_sight, setting

_SCOPE = ("city", "county", "street", "community", "grid")
_OPEN = "('filed', 'signed', 'started', 'waiting', 'answered')"
_IS_SYSTEM = is_sight("system")
# As the walls of matters have it for a subtree: who may read matters, of a place inside their own, none about their own body.
_REACHES = f"""COALESCE({_IS_SYSTEM} OR ({is_sight("subtree")} AND {has("matters")} AND EXISTS (
  SELECT 1 FROM places_place inner_one JOIN places_place own ON inner_one.path <@ own.path
   WHERE inner_one.id = whole AND own.id = {setting("place")})), false)"""
_NOT_ABOUT_US = f"(m.about_body_id IS NULL OR {_IS_SYSTEM} OR m.about_body_id IS DISTINCT FROM {setting('body')})"


def _below(level: str) -> tuple[str, ...]:
    return _SCOPE[_SCOPE.index(level) + 1 :] if level in _SCOPE else ()


def _counting(level: str) -> str:
    """SQL: what is open at a place of a level, by itself and by the levels asked for below it."""
    own = f"{level}_id"
    asked = "".join(
        f", CASE WHEN '{below}' = ANY(levels) THEN m.{below}_id END AS {below}_id" for below in _below(level)
    )
    columns = ", ".join(f"g.{name}_id" for name in (level, *_below(level)))
    grouped = ", ".join(str(number) for number in range(1, len(_below(level)) + 2))
    return f"""
      RETURN QUERY SELECT c.child, sum(g.n)::int, sum(g.late)::int FROM (
        SELECT m.{own}{asked}, count(*) AS n, count(*) FILTER (WHERE m.due_at < moment) AS late
          FROM matters_matter m
         WHERE m.{own} = whole AND m.state IN {_OPEN} AND m.part_of_id IS NULL AND {_NOT_ABOUT_US} GROUP BY {grouped}) g
       CROSS JOIN LATERAL unnest(ARRAY[{columns}]) AS c(child) WHERE c.child IS NOT NULL GROUP BY c.child;"""


_BRANCHES = " ".join(f"WHEN '{level}' THEN {_counting(level)}" for level in _SCOPE)
COUNTED = f"""
CREATE FUNCTION matters_open_below(whole uuid, of_level text, levels text[], moment timestamptz)
RETURNS TABLE (place uuid, open integer, overdue integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public ROWS 400 AS $$
BEGIN
  IF NOT {_REACHES} THEN RETURN; END IF;
  CASE of_level {_BRANCHES} ELSE {_counting("place")} END CASE;
END $$;
"""


def _index(level: str) -> models.Index:
    return models.Index(
        fields=[f"{level}_id", "due_at", "id"],
        include=[*(f"{below}_id" for below in _below(level)), "part_of", "about_body_id"],
        name=f"open_matters_of_{level}",
        condition=models.Q(state__in=["filed", "signed", "started", "waiting", "answered"]),
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0021_closed_by_the_million"), ("places", "0001_initial")]
    operations = [
        *(
            operation
            for level in reversed(_SCOPE)
            for operation in (
                migrations.RemoveIndex(model_name="matter", name=f"open_matters_of_{level}"),
                migrations.AddIndex(model_name="matter", index=_index(level)),
            )
        ),
        migrations.RunSQL(COUNTED, "DROP FUNCTION matters_open_below(uuid, text, text[], timestamptz)"),
    ]
