"""Visits: seen by whoever may read the household, written by whoever may enrol there; and what a wide area counts of homes.

Leaders have figures and no register, so the count is a question across walls: numbers per place, never a household.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import linli.base.kit.ids
from linli.base.kit.actor import SCOPE_COLUMN, Level
from linli.base.kit.walls import answered, has, in_subtree, is_sight, lower_wall, policy, question, raise_wall

APP = settings.DATABASES["default"]["USER"]
ASKED = answered("people_sees_household", "household_id")
READS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('people')} AND {ASKED}))"
WRITES = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('enrol')} AND {ASKED}))"
COUNTS = f"({is_sight('subtree')} AND ({has('people')} OR {has('cockpit')}))"
COLUMNS = ", ".join(
    f"'{column}'" for column in dict.fromkeys(SCOPE_COLUMN[level] for level in Level if level in SCOPE_COLUMN)
)

# `at` is the column of the top place's level, `below` that of the places to count by; both are held against the list.
HOMES = f"""
CREATE FUNCTION people_homes_below(top uuid, at text, below text, since date)
RETURNS TABLE (place_id uuid, households bigint, unvisited bigint, ungridded bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT COALESCE({COUNTS}, false) OR at NOT IN ({COLUMNS}) OR below NOT IN ({COLUMNS}) THEN
    RAISE EXCEPTION 'people_homes_below without the right to it' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT h.%1$I, count(*), count(*) FILTER (WHERE h.visited_on IS NULL OR h.visited_on < $2), count(*) FILTER (WHERE h.grid_id IS NULL)
       FROM people_household h WHERE h.until IS NULL AND h.%2$I = $1 AND {in_subtree("h.").replace("'", "''")} GROUP BY 1', below, at)
  USING top, since;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_questions_across_walls")]
    operations = [
        migrations.AddField(model_name="household", name="visited_on", field=models.DateField(null=True)),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=linli.base.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("note", models.CharField(default="", max_length=300)),
                ("post_id", models.UUIDField()),
                ("actor_label", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "household",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="people.household",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("household", "day", "post_id"), name="a_post_notes_one_visit_of_a_household_a_day"
            ),
        ),
        migrations.RunSQL(
            [
                question("people_sees_household", "people_household"),
                HOMES,
                raise_wall("people_visit"),
                policy("people_visit", name="seen_with_the_household", command="SELECT", using=READS),
                policy("people_visit", name="noted_where_one_enrols", command="INSERT", using=WRITES),
                f'REVOKE UPDATE, DELETE, TRUNCATE ON people_visit FROM "{APP}";',
            ],
            [
                lower_wall("people_visit"),
                "DROP FUNCTION people_homes_below(uuid, text, text, date)",
                "DROP POLICY seen_with_the_household ON people_visit",
                "DROP POLICY noted_where_one_enrols ON people_visit",
                "DROP FUNCTION people_sees_household(uuid)",
            ],
        ),
    ]
