"""Hot statements: prepared on the connection and bound by the server, so that a long one is parsed and planned once.

For the few statements whose text is long and whose rate is high; everything else goes through Django's own cursor.
"""

from collections.abc import Mapping
from time import monotonic
from typing import Any

import psycopg
from django.db import connection
from psycopg.rows import dict_row


def execute(statement: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Run one statement in the current transaction; the first row as a mapping, or None. Counted like any other query."""
    connection.ensure_connection()
    began = monotonic()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection, row_factory=dict_row) as cursor:
        cursor.execute(statement, values, prepare=True)
        row = cursor.fetchone() if cursor.description else None
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement, "time": f"{monotonic() - began:.3f}"})
    return row
