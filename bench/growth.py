"""The register grown to a million matters in minutes: the demo city's ended ones again and again, whole weeks earlier.

A copy keeps its whole history: contact, steps and clocks move with it, and the summaries are counted anew from the steps, so that they
are what a recount would make them. Open matters are copied too, as they are, so that a street's and a district's open lists grow as well;
not in the communities whose own lists are measured on both, so that those show the same number of rows.
"""

from time import perf_counter

from django.db import connections, transaction
from django.db.models import DateTimeField, Model

from demo.copying import Copier, Report
from demo.indexes import set_aside
from linli.affairs.matters.actions.folding import RECOUNT
from linli.affairs.matters.models import Contact, Matter, Step, Tally

MILLION = 1_000_000
OPEN_TIMES = 5
WEEKS_AGO, WEEKS = 13, 91
_BUSY = 50
OPEN = f"""
  SELECT id, filed_at FROM matters_matter
   WHERE closed_at IS NULL AND community_id NOT IN (
         SELECT community_id FROM matters_matter WHERE closed_at IS NULL AND community_id IS NOT NULL GROUP BY 1 HAVING count(*) > {_BUSY})"""  # noqa: S608 -- composed of our own number
_ENDED = """
  SELECT id, filed_at, row_number() OVER (ORDER BY filed_at, id) - 1 AS nth FROM matters_matter WHERE closed_at IS NOT NULL"""
# Two primes spread the copies evenly over sources and weeks. They are made in the order of time, as a real register is.
_COPIES = f"""
  CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
  WITH ended AS MATERIALIZED ({_ENDED}),
  picked AS (
    SELECT n * 7919::bigint %% (SELECT count(*) FROM ended) AS nth, {WEEKS_AGO} + n * 104729::bigint %% {WEEKS} AS weeks
      FROM generate_series(1, %(ended)s) n),
  chosen AS (
    SELECT id AS source, make_interval(weeks => weeks::int) AS back, filed_at FROM picked JOIN ended USING (nth)
     UNION ALL
    SELECT id, interval '0', filed_at FROM ({OPEN}) still, generate_series(1, {OPEN_TIMES}))
  SELECT source, back, uuidv7(filed_at - back - clock_timestamp()) AS id, 'B' || lpad((row_number() OVER ())::text, 12, '0') AS number
    FROM (TABLE chosen ORDER BY filed_at - back) ordered"""  # noqa: S608 -- composed of our own numbers; values are bound


def grow(report: Report, target: int = MILLION) -> None:
    """Fill the register up to `target` matters in one transaction of the owner."""
    connections["owner"].ensure_connection()
    with transaction.atomic(using="owner"):
        copier = Copier(connections["owner"].connection, report)
        copier.execute("SET LOCAL work_mem = '256MB'")
        ((there, still_open),) = copier.all(
            f"SELECT (SELECT count(*) FROM matters_matter), count(*) FROM ({OPEN}) still"  # noqa: S608 -- composed of our own words
        )
        missing = target - there - still_open * OPEN_TIMES
        with copier.staged("copies chosen"):
            copier.execute(_COPIES, {"ended": missing})
            copier.execute("ANALYZE copies")
        with set_aside(copier, Matter, Contact, Step, Tally, also_full=True, memory="512MB"):
            with copier.staged("matters, contacts and steps"):
                _copied(copier, Matter, "id", {"id": "c.id", "number": "c.number", "form_token": "c.id"})
                _copied(copier, Contact, "matter_id", {"matter_id": "c.id"})
                _copied(
                    copier, Step, "matter_id", {"id": "uuidv7(x.at - c.back - clock_timestamp())", "matter_id": "c.id"}
                )
            with copier.staged("summaries counted anew"):
                copier.execute("DELETE FROM matters_tallydelta")
                copier.execute("TRUNCATE matters_tally")
                copier.by_table["matters_tally"] += copier.execute(RECOUNT)
            began = perf_counter()
        copier.stage("references checked, indexes built", 0, began)
    with copier.staged("statistics for the planner"):
        copier.execute("ANALYZE")


def _copied(copier: Copier, model: type[Model], source: str, changed: dict[str, str]) -> None:
    """Copy the rows of the chosen sources, all their times moved back; the copies' order stays."""
    table = model._meta.db_table
    columns = {str(field.column): isinstance(field, DateTimeField) for field in model._meta.concrete_fields}
    values = [changed.get(name, f"x.{name} - c.back" if is_time else f"x.{name}") for name, is_time in columns.items()]
    copier.by_table[table] += copier.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM copies c JOIN {table} x ON x.{source} = c.source"  # noqa: S608 -- columns of ours
    )
