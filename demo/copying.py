"""Rows into tables by COPY, in one transaction of the owner, with what it costs counted as it goes."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from django.db.models import Model
from psycopg import Connection, Cursor, sql
from psycopg.types.json import Json

Row = Sequence[Any]
Report = Callable[[str], None]
"""Hears one line of progress at a time."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load wrote: rows by table, and the seconds it took."""

    by_table: dict[str, int]
    seconds: float

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.by_table.values())

    @property
    def rows_per_second(self) -> float:
        """The rate over the whole load."""
        return self.rows / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class Copier:
    """Writes to tables in one open transaction. Columns that a caller leaves out get the model's defaults."""

    connection: Connection[Any]
    report: Report
    by_table: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    began: float = field(default_factory=perf_counter)

    def put(self, model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
        """Copy rows (values in the order of `columns`) into the model's table; returns how many."""
        table = model._meta.db_table
        rest = _left_out(model, columns)
        names = [*columns, *rest]
        constants = tuple(rest.values())
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        count = 0
        with self._cursor() as cursor, cursor.copy(statement) as copy:
            write = copy.write_row
            for row in rows:
                write((*row, *constants))
                count += 1
        self.by_table[table] += count
        return count

    @contextmanager
    def staged(self, title: str) -> Iterator[None]:
        """Report a with-block as a stage, with the rows it wrote."""
        before, began = sum(self.by_table.values()), perf_counter()
        yield
        self.stage(title, sum(self.by_table.values()) - before, began)

    def stage(self, title: str, rows: int, began: float) -> None:
        """Report a finished stage with its own rate."""
        seconds = perf_counter() - began
        rate = rows / seconds if seconds else 0.0
        self.report(f"{title}: {rows:,} rows, {seconds:.1f} s, {rate:,.0f} rows/s")

    def execute(self, statement: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Run one statement; returns how many rows it touched."""
        with self._cursor() as cursor:
            cursor.execute(statement.encode(), values or None)
            return max(cursor.rowcount, 0)

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and return its rows."""
        with self._cursor() as cursor:
            cursor.execute(statement.encode(), values or None)
            return list(cursor.fetchall())

    def done(self) -> LoadReport:
        """What was written so far, and the time since the beginning."""
        return LoadReport(dict(self.by_table), perf_counter() - self.began)

    def _cursor(self) -> Cursor[tuple[Any, ...]]:
        return self.connection.cursor()


def _left_out(model: type[Model], columns: Sequence[str]) -> dict[str, Any]:
    """The model's columns that must have a value and aren't given, with the model's default for each."""
    fields = {str(each.column): each for each in model._meta.concrete_fields}
    if unknown := set(columns) - set(fields):
        raise KeyError(
            f"{model.__name__} has no column {', '.join(sorted(unknown))}; demo/ has fallen behind the model."
        )
    rest: dict[str, Any] = {}
    for name, each in fields.items():
        if name in columns or each.null:
            continue
        if not each.has_default():
            raise KeyError(f"{model.__name__}.{name} needs a value that demo/ doesn't give; add it to the columns.")
        default = each.get_default()
        rest[name] = Json(default, dumps=_dumps) if isinstance(default, dict) else default
    return rest


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
