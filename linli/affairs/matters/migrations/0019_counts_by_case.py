"""Who sees counts, asked by CASE: two equations joined by OR the planner takes for one row in a hundred, and sorts thousands of them."""

from importlib import import_module

from django.db import migrations

from linli.base.kit.walls import in_subtree

before = import_module("linli.affairs.matters.migrations.0002_walls").COUNTED
SIGHT = "(SELECT current_setting('linli.sight', true))"
COUNTED = f"(CASE {SIGHT} WHEN 'system' THEN true WHEN 'subtree' THEN {in_subtree()} ELSE false END)"


def _walls(counted: str) -> list[str]:
    return [
        f"ALTER POLICY counts_of_the_subtree ON matters_tally USING ({counted}) WITH CHECK ({counted});",
        f"ALTER POLICY counts_of_the_subtree ON matters_tallydelta USING ({counted});",
    ]


class Migration(migrations.Migration):
    dependencies = [("matters", "0018_parts_counted_once")]
    operations = [migrations.RunSQL([*_walls(COUNTED)], [*_walls(before)])]
