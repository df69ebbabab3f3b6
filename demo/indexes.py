"""Secondary indexes out of the way of a bulk load: dropped while their table is empty, built once it is full."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model

from demo.copying import Copier

# Those that hold up a constraint stay: what is loaded is checked like everything else.
_SECONDARY = """
SELECT quote_ident(i.relname), pg_get_indexdef(i.oid)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
 WHERE x.indrelid = %s::regclass AND NOT x.indisunique
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""


@contextmanager
def set_aside(copier: Copier, *models: type[Model]) -> Iterator[None]:
    """Drop the secondary indexes of those tables that are empty; build them again at the end of the block."""
    definitions: list[str] = []
    for model in models:
        table = model._meta.db_table  # noqa: SLF001 -- the documented door to a model's table
        if copier.all(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 -- a table's own name
            continue
        for name, definition in copier.all(_SECONDARY, [table]):
            copier.execute(f"DROP INDEX {name}")
            definitions.append(definition)
    yield
    # What the block left unchecked would forbid building an index.
    copier.execute("SET CONSTRAINTS ALL IMMEDIATE")
    copier.execute("SET CONSTRAINTS ALL DEFERRED")
    copier.execute("SET LOCAL maintenance_work_mem = '128MB'")
    for definition in definitions:
        copier.execute(definition)
