"""`linli replay_tickets FILE`: what our clocks would have said of another system's tickets."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linli.affairs.matters.management.tickets import COLUMNS, BadTicketFile, Verdict, read_tickets, replay
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.clock import CHINA
from linli.registers.places import public as places

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Replay a CSV file of tickets: how many were in time by our clocks and by their own targets, and where the two differ."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the area whose limits and calendar hold, and what the file calls its columns."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--area", default="", help="name of the place whose rules hold; empty: those that hold everywhere"
        )
        for name in COLUMNS:
            parser.add_argument(f"--{name.replace('_', '-')}", default=name, metavar="COLUMN")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and judge line by line, so that a file of any size fits."""
        counts = {"in time by our clocks": 0, "in time by their targets": 0, "open": 0}
        total, differing = 0, 0
        with (
            walls.acting(Actor.system("replay_tickets")),
            options["file"].open(encoding="utf-8-sig", newline="") as file,
        ):
            try:
                for verdict in replay(
                    read_tickets(file, {name: options[name] for name in COLUMNS}), _areas(options["area"])
                ):
                    total += 1
                    counts["in time by our clocks"] += verdict.in_time is True
                    counts["in time by their targets"] += verdict.by_target is True
                    counts["open"] += verdict.in_time is None
                    if verdict.in_time is not verdict.by_target:
                        differing += 1
                        if differing <= MOST_SHOWN:
                            self.stdout.write(_said(verdict))
            except BadTicketFile as problem:
                raise CommandError(f"{options['file']}: {problem}") from problem
        for said, count in counts.items():
            self.stdout.write(f"{said}: {count:,} of {total:,}")
        self.stdout.write(f"verdicts that differ: {differing:,}")


def _said(verdict: Verdict) -> str:
    ticket = verdict.ticket
    ours, theirs, closed = (
        f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}" if moment else "–"
        for moment in (verdict.close_by, ticket.target_at, ticket.closed_at)
    )
    return f"{ticket.ticket}: ours until {ours}, theirs until {theirs}, closed {closed}"


def _areas(name: str) -> list[Any]:
    """The place's own ancestors, nearest first, as limits are looked up."""
    if not name:
        return []
    found = places.find_places(name, limit=1)
    if not found:
        raise CommandError(f"There is no place called {name}. Write its name as the register has it.")
    scope = places.scope_of_place(found[0].place_id)
    return [id_ for id_ in (scope[f"{level}_id"] for level in ("grid", "community", "street", "county", "city")) if id_]
