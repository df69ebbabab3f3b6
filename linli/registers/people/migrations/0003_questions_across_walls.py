"""What must look across walls, each function answering one question; and the search, which LIKE makes slow behind a policy.

LIKE isn't leakproof, so behind a policy PostgreSQL will not use its index. The functions run as the owner, hold the actor's
capability and scope against the rows themselves, and give ids only: the rows are then read behind the walls.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

from linli.base.kit.actor import SCOPE_COLUMN, Level
from linli.base.kit.walls import has, in_subtree, is_sight

MAY_ENROL = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('enrol')}))"
# The columns of the actor's level: where somebody lives, and where they are registered.
LIVES_AT = "CASE current_setting('linli.level', true) " + " ".join(
    f"WHEN '{level.value}' THEN '{SCOPE_COLUMN[level]}'" for level in Level if level in SCOPE_COLUMN
)
REGISTERED_AT = "CASE current_setting('linli.level', true) " + " ".join(
    f"WHEN '{level.value}' THEN 'registered_{SCOPE_COLUMN[level]}'"
    for level in (Level.CITY, Level.COUNTY, Level.STREET, Level.COMMUNITY)
)

REFUSE = "IF NOT COALESCE({may}, false) THEN RAISE EXCEPTION '{what} without the right to it' USING ERRCODE = '42501'; END IF;"

ELSEWHERE = f"""
CREATE FUNCTION people_lives_elsewhere(number bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  {REFUSE.format(may=MAY_ENROL, what="people_lives_elsewhere")}
  RETURN EXISTS (SELECT 1 FROM people_person p JOIN people_resident r ON r.person_id = p.id AND r.until IS NULL
                  WHERE p.number_digest = number AND NOT COALESCE({in_subtree("r.")}, false));
END $$;
"""
# Whoever holds the whole number of somebody who lives nowhere in the register may enrol the same person again.
MOVED_OUT = f"""
CREATE FUNCTION people_moved_out(number bytea) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  {REFUSE.format(may=MAY_ENROL, what="people_moved_out")}
  RETURN (SELECT p.id FROM people_person p WHERE p.number_digest = number
           AND NOT EXISTS (SELECT 1 FROM people_resident r WHERE r.person_id = p.id AND r.until IS NULL));
END $$;
"""
# Two Chinese characters in the middle hold no trigram, but at the end they do ("秀英" of 王秀英); so short texts are looked
# for at both ends, longer ones anywhere. A single character is a surname. An address begins with its estate or road.
NAMED = f"""
CREATE FUNCTION people_named(wanted text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  plain text := replace(replace(replace(wanted, '\\', '\\\\'), '%', '\\%'), '_', '\\_');
  lives text := {LIVES_AT} END;
  registered text := {REGISTERED_AT} END;
BEGIN
  IF NOT COALESCE({is_sight("subtree")} AND {has("people")}, false) OR lives IS NULL OR wanted = '' THEN RETURN; END IF;
  RETURN QUERY EXECUTE format(
    'SELECT r.id FROM people_person p JOIN people_resident r ON r.person_id = p.id AND r.until IS NULL
      WHERE (p.name LIKE $1 OR p.name LIKE $2) AND (r.%1$I = $3 OR r.%2$I = $3) ORDER BY p.name, r.id LIMIT $4',
    lives, COALESCE(registered, lives))
  USING plain || '%', CASE char_length(wanted) WHEN 1 THEN plain || '%' WHEN 2 THEN '%' || plain ELSE '%' || plain || '%' END,
        linli_setting('place'), most;
END $$;
"""
ADDRESSED = f"""
CREATE FUNCTION people_addressed(wanted text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  plain text := replace(replace(replace(wanted, '\\', '\\\\'), '%', '\\%'), '_', '\\_');
  lives text := {LIVES_AT} END;
BEGIN
  IF NOT COALESCE({is_sight("subtree")} AND {has("people")}, false) OR lives IS NULL OR char_length(wanted) < 2 THEN RETURN; END IF;
  RETURN QUERY EXECUTE format(
    'SELECT r.id FROM people_dwelling d JOIN people_household h ON h.dwelling_id = d.id
       JOIN people_resident r ON r.household_id = h.id AND r.until IS NULL
      WHERE d.address LIKE $1 AND d.%1$I = $2 AND r.%1$I = $2 ORDER BY d.address, r.id LIMIT $3', lives)
  USING CASE char_length(wanted) WHEN 2 THEN plain || '%' ELSE '%' || plain || '%' END, linli_setting('place'), most;
END $$;
"""
FUNCTIONS = [
    "people_lives_elsewhere(bytea)",
    "people_moved_out(bytea)",
    "people_named(text, integer)",
    "people_addressed(text, integer)",
]


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls"), ("kit", "0001_walls")]
    operations = [
        migrations.AddIndex(
            model_name="dwelling",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["address"], name="dwellings_by_address_part", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(fields=["community_id", "id"], name="households_by_community"),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(fields=["street_id", "id"], name="households_by_street"),
        ),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(fields=["registered_street_id"], name="residents_by_registered_street"),
        ),
        migrations.RunSQL(
            [ELSEWHERE, MOVED_OUT, NAMED, ADDRESSED],
            [f"DROP FUNCTION {function}" for function in FUNCTIONS],
        ),
    ]
