"""Replaying tickets of another system: what our clocks would have said of each, beside what it was promised then."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO
from uuid import UUID

from django.utils.dateparse import parse_datetime

from linli.affairs.matters.actions import clocks
from linli.base.kit.clock import CHINA

COLUMNS = ("ticket", "urgency", "opened_at", "target_at", "closed_at")
"""What a file has to have; times without a zone are China's. `closed_at` may be empty."""


class BadTicketFile(ValueError):
    """A file can't be replayed; the message names the line, the column and the cure."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as another system kept it: when it came, until when it was promised, when it was closed."""

    ticket: str
    urgency: str
    opened_at: datetime
    target_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ticket by our clock and by its own target; `None` while it is open."""

    ticket: Ticket
    close_by: datetime
    in_time: bool | None
    by_target: bool | None


def read_tickets(file: TextIO, names: Mapping[str, str] | None = None) -> Iterator[Ticket]:
    """The tickets of a CSV file; `names` maps our columns to the file's. Raises `BadTicketFile`."""
    column = {name: (names or {}).get(name, name) for name in COLUMNS}
    reader = csv.DictReader(file)
    missing = [said for said in column.values() if said not in (reader.fieldnames or [])]
    if missing:
        raise BadTicketFile(f"Line 1: there is no column {', '.join(missing)}. Add it, or say which column it is.")
    for row in reader:
        yield Ticket(
            row[column["ticket"]],
            row[column["urgency"]] or "ordinary",
            _moment(row[column["opened_at"]], reader.line_num, column["opened_at"]),
            _moment(row[column["target_at"]], reader.line_num, column["target_at"]),
            _moment(row[column["closed_at"]], reader.line_num, column["closed_at"])
            if row[column["closed_at"]]
            else None,
        )


def _moment(text: str, line: int, column: str) -> datetime:
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise BadTicketFile(f"Line {line}, {column}: {text!r} is no time. Write it like 2026-03-05 14:30.")
    return found if found.tzinfo else found.replace(tzinfo=CHINA)


def replay(tickets: Iterable[Ticket], area_ids: Sequence[UUID] = ()) -> Iterator[Verdict]:
    """Each ticket's verdict by the area's own limits and calendar on the day it came, as a matter filed then would get it."""
    for each in tickets:
        close_by = clocks.start(each.urgency, None, None, area_ids, each.opened_at).close_by
        closed = each.closed_at
        yield Verdict(
            each,
            close_by,
            None if closed is None else closed <= close_by,
            None if closed is None else closed <= each.target_at,
        )
