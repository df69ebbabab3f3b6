"""A part is counted with its whole where everyone reads what is open, too."""

from django.db import migrations

OPEN = "m.state IN ('filed', 'signed', 'started', 'waiting', 'answered')"
FIGURES = """
CREATE OR REPLACE FUNCTION matters_public_figures(community uuid, since date)
RETURNS TABLE (open integer, filed integer, closed integer, closed_in_time integer, rated integer, satisfied integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 1 AS $$
  SELECT (SELECT count(*)::int FROM matters_matter m WHERE m.community_id = community AND {open}),
         COALESCE(sum(counted.filed), 0)::int, COALESCE(sum(counted.closed), 0)::int,
         COALESCE(sum(counted.closed_in_time), 0)::int, COALESCE(sum(counted.rated), 0)::int,
         COALESCE(sum(counted.satisfied), 0)::int
    FROM (SELECT t.filed, t.closed, t.closed_in_time, t.rated, t.satisfied FROM matters_tally t
           WHERE t.place_id = community AND t.level = 'community' AND t.item_code = '' AND t.day >= since
          UNION ALL
          SELECT d.filed, d.closed, d.closed_in_time, d.rated, d.satisfied FROM matters_tallydelta d
           WHERE d.community_id = community AND d.day >= since) counted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0017_what_was_told_asks")]
    operations = [
        migrations.RunSQL(FIGURES.format(open=f"{OPEN} AND m.part_of_id IS NULL"), FIGURES.format(open=OPEN)),
    ]
