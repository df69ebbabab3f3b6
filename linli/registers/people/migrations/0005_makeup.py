"""The makeup of a place's population, counted every night for each place of the tree: numbers per place, never a person.

Leaders have figures and no register, so the count goes through the walls as its owner; whoever reads it sees their own subtree.
"""

from django.conf import settings
from django.db import migrations, models

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

APP = settings.DATABASES["default"]["USER"]
READS = (
    f"({is_sight('system')} OR ({is_sight('subtree')} AND ({has('people')} OR {has('cockpit')}) AND {in_subtree()}))"
)
SCOPE = "city_id, county_id, street_id, community_id, grid_id"

# Each source gives a measure, a key and a number for each grid; the rollup adds them up the tree. Of the rollup's rows those stay
# whose deepest column names a place: a home in no grid counts for its community, and for no grid.
RECOUNT = f"""
CREATE FUNCTION people_recount_makeup(today date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE written bigint;
BEGIN
  IF NOT COALESCE({is_sight("system")}, false) THEN
    RAISE EXCEPTION 'people_recount_makeup is for the system' USING ERRCODE = '42501';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('people.makeup', 0));
  DELETE FROM people_makeup;
  INSERT INTO people_makeup (place_id, city_id, county_id, street_id, community_id, grid_id, measure, key, number, day)
  WITH living AS (
    SELECT r.{SCOPE.replace(", ", ", r.")}, r.id, r.person_id, r.household_id FROM people_resident r WHERE r.until IS NULL
  ), counted AS (
    SELECT {SCOPE}, 'age' AS measure,
           CASE WHEN p.sex IN ('1', '2') AND p.birth_date <= today
                THEN p.sex || ':' || LEAST(date_part('year', age(today, p.birth_date))::int / 5 * 5, 100) ELSE '' END AS key,
           count(*) AS number
      FROM living JOIN people_person p ON p.id = person_id GROUP BY {SCOPE}, 7
    UNION ALL
    SELECT h.{SCOPE.replace(", ", ", h.")}, 'household', LEAST(home.people, 7)::text, count(*)
      FROM people_household h JOIN (SELECT household_id, count(*) AS people FROM living GROUP BY 1) home ON home.household_id = h.id
     WHERE h.until IS NULL GROUP BY h.{SCOPE.replace(", ", ", h.")}, 7
    UNION ALL
    SELECT {SCOPE}, 'visited',
           CASE WHEN visited_on IS NULL THEN 'never' WHEN visited_on > today - 30 THEN '30' WHEN visited_on > today - 90 THEN '90'
                WHEN visited_on > today - 180 THEN '180' WHEN visited_on > today - 365 THEN '365' ELSE 'older' END, count(*)
      FROM people_household WHERE until IS NULL GROUP BY {SCOPE}, 7
    UNION ALL
    SELECT {SCOPE}, 'circumstance', c.kind, count(DISTINCT living.id)
      FROM living JOIN people_circumstance c ON c.resident_id = living.id
     WHERE c.since <= today AND (c.until IS NULL OR c.until > today) GROUP BY {SCOPE}, 7
  ), added AS (
    SELECT {SCOPE}, measure, key, sum(number)::int AS number,
           CASE GROUPING({SCOPE}) WHEN 0 THEN grid_id WHEN 1 THEN community_id WHEN 3 THEN street_id WHEN 7 THEN county_id
                WHEN 15 THEN city_id END AS place_id
      FROM counted GROUP BY measure, key, ROLLUP ({SCOPE})
  )
  SELECT place_id, {SCOPE}, measure, key, number, today FROM added WHERE place_id IS NOT NULL;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_visits")]
    operations = [
        migrations.CreateModel(
            name="Makeup",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("place_id", models.UUIDField()),
                ("grid_id", models.UUIDField(null=True)),
                ("community_id", models.UUIDField(null=True)),
                ("street_id", models.UUIDField(null=True)),
                ("county_id", models.UUIDField(null=True)),
                ("city_id", models.UUIDField(null=True)),
                ("measure", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=30)),
                ("number", models.IntegerField()),
                ("day", models.DateField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="makeup",
            constraint=models.UniqueConstraint(
                fields=("place_id", "measure", "key"), name="a_place_counts_a_thing_once"
            ),
        ),
        migrations.RunSQL(
            [
                RECOUNT,
                raise_wall("people_makeup"),
                policy("people_makeup", name="seen_in_scope", command="SELECT", using=READS),
                f'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON people_makeup FROM "{APP}";',
            ],
            [
                lower_wall("people_makeup"),
                "DROP POLICY seen_in_scope ON people_makeup",
                "DROP FUNCTION people_recount_makeup(date)",
            ],
        ),
    ]
