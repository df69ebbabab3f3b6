"""Identifiers: UUIDv7, so that rows made together lie together on every PostgreSQL from 16 on."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7, increasing with time."""
    return uuid7()
