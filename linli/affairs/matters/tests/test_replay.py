"""A year of tickets replayed: every verdict is right, holidays and make-up days included.

The days below are the State Council's notice for 2025; deadlines are counted here a day and a window at a time, by nothing of
the house, and the replay has to agree to the last ticket.
"""

import csv
import io
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from linli.affairs.matters.management.tickets import BadTicketFile, read_tickets, replay
from linli.base.kit.clock import CHINA

pytestmark = pytest.mark.django_db
TICKETS = 20_000
WINDOWS = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
MADE_UP = {date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)}
OFF = {
    date(2025, 1, 1),
    *(date(2025, 1, 28) + timedelta(days=n) for n in range(8)),
    *(date(2025, 4, 4) + timedelta(days=n) for n in range(3)),
    *(date(2025, 5, 1) + timedelta(days=n) for n in range(5)),
    *(date(2025, 5, 31) + timedelta(days=n) for n in range(3)),
    *(date(2025, 10, 1) + timedelta(days=n) for n in range(8)),
    date(2026, 1, 1),
    date(2026, 1, 2),
    date(2026, 1, 3),
}
MADE_UP |= {date(2026, 1, 4)}


def is_worked(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def after_days(start: datetime, days: int) -> datetime:
    """Close of business on the `days`-th working day after the day of `start`."""
    day = start.date()
    while days:
        day += timedelta(days=1)
        days -= is_worked(day)
    return datetime.combine(day, WINDOWS[-1][1], CHINA)


def target_of(urgency: str, opened: datetime) -> datetime:
    """Two hours by the clock on the wall, three working days, five working days; 2025's limits as shipped."""
    if urgency == "urgent":
        return opened + timedelta(minutes=120)
    return after_days(opened, 3 if urgency == "soon" else 5)


def a_year(chance: random.Random) -> list[tuple[str, str, datetime, datetime, datetime | None, bool | None]]:
    """Tickets at any hour of any day, closed around their deadline: on it, a minute off, days off, or not at all."""
    tickets = []
    for number in range(TICKETS):
        urgency = chance.choice(["urgent", "soon", "ordinary"])
        opened = datetime(2025, 1, 1, tzinfo=CHINA) + timedelta(minutes=chance.randrange(365 * 24 * 60 - 1))
        target = target_of(urgency, opened)
        off = chance.choice([0, -1, 1, chance.randrange(-20_000, 20_000), None])
        closed = None if off is None else max(opened, target + timedelta(minutes=off))
        tickets.append(
            (f"T{number:05d}", urgency, opened, target, closed, None if closed is None else closed <= target)
        )
    return tickets


def as_csv(tickets: list[tuple[str, str, datetime, datetime, datetime | None, bool | None]]) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["ticket", "urgency", "opened_at", "target_at", "closed_at"])
    for ticket, urgency, opened, target, closed, _ in tickets:
        rows.writerow([ticket, urgency, f"{opened:%Y-%m-%d %H:%M}", target.isoformat(), closed or ""])
    return out.getvalue()


def test_a_year_of_twenty_thousand_tickets_gets_the_right_verdicts_to_the_last_one() -> None:
    tickets = a_year(random.Random(20251122))
    verdicts = list(replay(read_tickets(io.StringIO(as_csv(tickets)))))
    assert len(verdicts) == TICKETS
    for (name, _, opened, target, _, in_time), verdict in zip(tickets, verdicts, strict=True):
        assert (name, opened, verdict.close_by) == (name, opened, target)
        assert (name, verdict.in_time, verdict.by_target) == (name, in_time, in_time)
    judged = [in_time for *_, in_time in tickets]
    assert (judged.count(True) > 5000, judged.count(False) > 5000, judged.count(None) > 3000) == (True, True, True)


def test_any_file_with_those_columns_is_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text(
        "编号,urgency,opened_at,target_at,closed_at\n"
        "A1,ordinary,2025-09-26 16:00,2025-09-30 17:30,2025-10-09 10:00\n"
        "A2,,2025-09-26 16:00,2025-10-10 17:30,\n",
        encoding="utf-8",
    )
    call_command("replay_tickets", str(file), "--ticket", "编号")
    said = capsys.readouterr().out
    # Five working days on: Sunday the 28th is made up, 29th, 30th, and after the holidays the 9th and 10th of October.
    assert "A1: ours until 2025-10-10 17:30, theirs until 2025-09-30 17:30, closed 2025-10-09 10:00" in said
    assert "in time by our clocks: 1 of 2" in said
    assert "in time by their targets: 0 of 2" in said
    assert "verdicts that differ: 1" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ticket,urgency\n", "opened_at, target_at, closed_at"),
        ("ticket,urgency,opened_at,target_at,closed_at\nA,urgent,yesterday,2025-01-02 10:00,\n", "Line 2, opened_at"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(BadTicketFile, match=says):
        list(read_tickets(io.StringIO(text)))
    file = tmp_path / "tickets.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=says):
        call_command("replay_tickets", str(file))
