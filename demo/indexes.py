"""Indexes, keys and references out of the way of a bulk load: set aside before it, built once the tables are full.

One pass over a full table costs a fraction of one look-up for each row, and proves the same: what doesn't hold fails the load.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model

from demo.copying import Copier

_REFERENCES = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c WHERE c.conrelid = %s::regclass AND c.contype = 'f'
"""
# A key that some other table still refers to has to stay.
_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c WHERE c.conrelid = %s::regclass AND c.contype IN ('p', 'u')
   AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = c.conindid)
"""
_INDEXES = """
SELECT format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
 WHERE x.indrelid = %s::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""


@contextmanager
def set_aside(copier: Copier, *models: type[Model], also_full: bool = False, memory: str = "128MB") -> Iterator[None]:
    """Do without the indexes, keys and references of those tables that are empty (or of all of them); back at the end of the block.

    memory: what building one index may take (`maintenance_work_mem`).
    """
    tables = [model._meta.db_table for model in models]
    chosen = [name for name in tables if also_full or not copier.all(f"SELECT 1 FROM {name} LIMIT 1")]  # noqa: S608 -- a table's own name
    back = {kind: list(_taken(copier, kind, chosen)) for kind in (_REFERENCES, _KEYS, _INDEXES)}
    yield
    # A table with checks still waiting can't be altered.
    copier.execute("SET CONSTRAINTS ALL IMMEDIATE")
    copier.execute("SET CONSTRAINTS ALL DEFERRED")
    copier.execute("SELECT set_config('maintenance_work_mem', %s, true)", [memory])
    for kind in (_KEYS, _INDEXES, _REFERENCES):
        for definition in back[kind]:
            copier.execute(definition)


def _taken(copier: Copier, kind: str, tables: list[str]) -> Iterator[str]:
    """Drop what the query finds on each table; yields how to make it again."""
    for table in tables:
        for away, again in copier.all(kind, [table]):
            copier.execute(away)
            yield again
