"""Secondary indexes and references out of the way of a bulk load: set aside while their table is empty, built once it is full.

One pass over a full table costs a fraction of one look-up for each row, and proves the same: what doesn't hold fails the load.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model

from demo.copying import Copier

_INDEXES = """
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
 WHERE x.indrelid = %s::regclass AND NOT x.indisunique
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""
_REFERENCES = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c WHERE c.conrelid = %s::regclass AND c.contype = 'f'
"""


@contextmanager
def set_aside(copier: Copier, *models: type[Model]) -> Iterator[None]:
    """Do without the secondary indexes and references of those tables that are empty; back at the end of the block."""
    definitions: list[str] = []
    for model in models:
        table = model._meta.db_table
        if copier.all(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 -- a table's own name
            continue
        for statement in (_INDEXES, _REFERENCES):
            for away, back in copier.all(statement, [table]):
                copier.execute(away)
                definitions.append(back)
    yield
    # A table with checks still waiting can't be altered.
    copier.execute("SET CONSTRAINTS ALL IMMEDIATE")
    copier.execute("SET CONSTRAINTS ALL DEFERRED")
    copier.execute("SET LOCAL maintenance_work_mem = '128MB'")
    for definition in definitions:
        copier.execute(definition)
