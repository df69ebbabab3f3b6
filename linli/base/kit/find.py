"""One row, or a refusal that says it isn't there (or isn't for the actor to see: the walls make no difference)."""

from typing import Any, TypeVar

from django.db.models import Manager, Model, QuerySet

from linli.base.kit.errors import NotFound

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M] | Manager[M], **by: Any) -> M:
    """The first row that answers to `by`; raises `NotFound`."""
    found = rows.filter(**by).first()
    if found is None:
        raise NotFound
    return found
