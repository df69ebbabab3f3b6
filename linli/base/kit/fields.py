"""Database types that Django doesn't know."""

from typing import Any

from django.db import models


class PathField(models.TextField):  # type: ignore[type-arg]  # -- the stubs' generic parameters aren't subscriptable at run time
    """PostgreSQL's ltree: the labels of a row's ancestors and its own, joined by dots."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 -- Django's signature
        """The column's type."""
        return "ltree"
