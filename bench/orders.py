"""A hotline's file of 5,000 orders, from taking it to the last matter at its desk, beside a bare COPY of the very rows it wrote."""

import json
import time
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connections

from bench.loading import copied
from bench.result import Line
from demo.cast import Cast
from demo.orders import CODES, source
from demo.spec import CITIES
from linli.affairs.hotline import jobs
from linli.affairs.hotline import public as hotline
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.registers.places import public as places

ORDERS = 5_000
LEAST_RATE = 500.0
_ESTATES = """
  SELECT street.name || l.name FROM places_landmark l JOIN places_place p ON p.id = l.place_id AND p.valid_until IS NULL
    JOIN places_place street ON street.id = p.street_id
   WHERE l.kind = 'estate' AND p.county_id = %s ORDER BY l.id"""
_WAITING = "SELECT id, args FROM procrastinate_jobs WHERE task_name = 'hotline.send_out' AND id > %s ORDER BY id"
_WRITTEN = {
    "hotline_order": "id > %(first)s",
    "hotline_turn": "id > %(first)s",
    "matters_matter": "id > %(first)s",
    "matters_contact": "matter_id > %(first)s",
    "matters_step": "id > %(first)s",
    "matters_tallydelta": "id > %(first)s",
    "journal_entry": "id > %(first)s",
    "journal_payload": "entry_id > %(first)s",
    "procrastinate_jobs": "id > %(job)s",
    "procrastinate_events": "job_id > %(job)s",
}
"""The rows of a taken file: ids made from the bench's beginning on."""


def measure() -> list[Line]:
    """Orders a second of a whole file that is clear to the last row, and what examining it took before."""
    now = clock.now()
    clerk = Cast(CITIES["haigang"], Random(1), clock.local_date(now)).actor("hotline")
    with walls.acting(clerk):
        sender = source(clerk, now)
        content = hotline.write_sheet(hotline.orders_sheet(_orders(clerk, now), sender.writes, "xlsx"))
    job, first = _last_job(), new_id()
    began = time.perf_counter()
    with walls.acting(clerk):
        batch = hotline.examine(source_id=sender.id, content=content, file_name="bench.xlsx", actor=clerk, now=now)
    examined = time.perf_counter() - began
    began = time.perf_counter()
    with walls.acting(clerk):
        hotline.take_batch(batch_id=batch.id, actor=clerk, now=now)
    taken = time.perf_counter() - began
    _send_out(job)
    seconds = time.perf_counter() - began
    _require_all(first)
    rows, bare = copied(_WRITTEN, {"first": first, "job": job})
    return [
        Line(
            f"hotline file of {ORDERS:,} orders, taken and filed as matters",
            f"{ORDERS / seconds:,.0f} orders/s ({rows / seconds / (rows / bare):.0%}); {seconds:.1f} s, {taken:.1f} of them stored",
            f"bare COPY of its {rows:,} rows {ORDERS / bare:,.0f} orders/s",
            f"≥ {LEAST_RATE:.0f} orders/s",
            ORDERS / seconds >= LEAST_RATE,
        ),
        Line("the same, examined before", f"{examined:.1f} s"),
    ]


def _orders(clerk: Actor, now: datetime) -> list[hotline.SentOrder]:
    """Orders of as many callers over every estate whose name is clear, with codes that mean something here."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_ESTATES, [clerk.chain[3]])
        names = [name for (name,) in cursor.fetchall()]
    book = places.address_book(clerk.chain[3] or UUID(int=0))
    clear = [name for name in names if len(book.places_in(name)) == 1]
    known = [(code, label) for code, label, item in CODES if item]
    orders = []
    for number in range(ORDERS):
        code, label = known[number % len(known)]
        received_at = now - timedelta(seconds=2 * (ORDERS - number))
        orders.append(
            hotline.SentOrder(
                number=f"BENCH{number:06}",
                received_at=received_at,
                deadline=received_at + timedelta(days=5),
                content=f"{label}：第 {number} 个来电，三天没有人来处理，请尽快安排。",
                name="王秀英",
                phone=f"1990{number:07}",
                address=f"{clear[number % len(clear)]}{number % 30 + 1}号楼",
                item_code=code,
                item_name=label,
                urgency="soon" if number % 9 == 0 else "ordinary",
                is_secret=number % 13 == 5,
            )
        )
    return orders


def _last_job() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(id), 0) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def _send_out(after: int) -> None:
    """Do what the worker does with the jobs that taking the file left, one after the other."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_WAITING, [after])
        waiting = cursor.fetchall()
    for _id, args in waiting:
        jobs.send_out(**json.loads(args))


def _require_all(first: UUID) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter WHERE id > %s AND channel = 'hotline'", [first])
        (filed,) = cursor.fetchone()
    if filed != ORDERS:
        raise RuntimeError(f"{filed} of {ORDERS} orders became matters.")
