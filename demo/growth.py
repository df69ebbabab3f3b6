"""Matters copied: what was told once, again and again, whole weeks earlier; for cities and benchmarks of a million.

A copy keeps its whole history: contact, steps and clocks move with it. Matters that are still open are copied as they are, so that a
street's and a district's open lists grow as well; not in the communities registered in full, whose lists are long already.
"""

from django.db.models import DateTimeField, Model

from demo.copying import Copier
from linli.affairs.matters.models import Contact, Matter, Step

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
  SELECT source, back, uuidv7(filed_at - back - clock_timestamp()) AS id,
         to_char((filed_at - back) AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad((%(there)s + row_number() OVER ())::text, 7, '0') AS number
    FROM (TABLE chosen ORDER BY filed_at - back) ordered"""  # noqa: S608 -- composed of our own numbers; values are bound

# The matter's own with the step's number at its end: a new one for each of five million would be five million system calls.
_STEP_ID = "(left(c.id::text, 32) || lpad(to_hex(x.number), 4, '0'))::uuid"


def copy_back(copier: Copier, target: int) -> None:
    """Copy matters until there are `target`; the summaries have to be counted anew."""
    copier.execute("SET LOCAL work_mem = '256MB'")
    ((there, still_open),) = copier.all(f"SELECT (SELECT count(*) FROM matters_matter), count(*) FROM ({OPEN}) still")  # noqa: S608 -- composed of our own words
    copier.execute(_COPIES, {"ended": target - there - still_open * OPEN_TIMES, "there": there})
    copier.execute("ANALYZE copies")
    _copied(copier, Matter, "id", {"id": "c.id", "number": "c.number", "form_token": "c.id"})
    _copied(copier, Contact, "matter_id", {"matter_id": "c.id"})
    _copied(copier, Step, "matter_id", {"id": _STEP_ID, "matter_id": "c.id"})


def _copied(copier: Copier, model: type[Model], source: str, changed: dict[str, str]) -> None:
    """Copy the rows of the chosen sources, all their times moved back; the copies' order stays."""
    table = model._meta.db_table
    columns = {str(field.column): isinstance(field, DateTimeField) for field in model._meta.concrete_fields}
    values = [changed.get(name, f"x.{name} - c.back" if is_time else f"x.{name}") for name, is_time in columns.items()]
    copier.by_table[table] += copier.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM copies c JOIN {table} x ON x.{source} = c.source"  # noqa: S608 -- columns of ours
    )
