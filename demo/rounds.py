"""Two rounds of callbacks: last month's, asked and published; and one of these days, a part of which is asked already.

Opened, drawn and revealed by the verbs of callbacks; what residents said is written set by set, as the verbs would have left it.
"""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from demo import claiming
from demo.cast import Cast
from demo.copying import Report
from demo.spec import CitySpec
from linli.affairs.callbacks import public as callbacks
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor

WAITS = timedelta(days=7)
ASKED_WITHIN = timedelta(days=12)
ASKED_SO_FAR = 40
"""Of a hundred calls of the present round."""
_SYSTEM = Actor.system("demo.rounds")

# What somebody says goes by the digest of their matter's number: the same city says the same again. Of a hundred calls 14 reach
# nobody and 4 are refused; of those who answer 93 were spoken to, 88 got it solved. One unit in seven does worse than it writes down
# itself, one in seven is hard to reach: what the page of signals asks about.
_SAID = """
CREATE TEMPORARY TABLE demo_said ON COMMIT DROP AS
WITH chance AS (
  SELECT id, abs(hashtextextended(number, 1)) %% 100 AS ends, abs(hashtextextended(number, 2)) %% 100 AS solves,
         abs(hashtextextended(number, 3)) %% 100 AS pleases, abs(hashtextextended(number, 4)) %% 100 AS speaks,
         LEAST(%(drawn)s + (abs(hashtextextended(number, 5)) %% %(days)s) * interval '1 day'
                         + (abs(hashtextextended(number, 6)) %% 420) * interval '1 minute', %(now)s) AS at,
         CASE abs(hashtextextended(unit_id::text, 8)) %% 7 WHEN 0 THEN 55 ELSE 88 END AS settled,
         CASE abs(hashtextextended(unit_id::text, 8)) %% 7 WHEN 1 THEN 55 ELSE 14 END AS missed
    FROM callbacks_call
   WHERE round_id = %(round)s AND state = 'waiting'
     AND (street_id = %(whole)s OR abs(hashtextextended(number, 7)) %% 100 < %(asked)s)
)
SELECT id, at, CASE WHEN ends < missed THEN 'unreached' WHEN ends < missed + 4 THEN 'refused' ELSE 'answered' END AS state,
       speaks < 93 AS responded, solves < settled AS solved,
       CASE WHEN solves >= settled THEN 1 + pleases %% 3 WHEN pleases < 52 THEN 5 WHEN pleases < 84 THEN 4 WHEN pleases < 95 THEN 3
            ELSE 2 END AS grade
  FROM chance
"""
_WRITES = (
    """
INSERT INTO callbacks_attempt (id, call_id, number, outcome, at, post_id, label, note)
SELECT gen_random_uuid(), s.id, n, CASE s.state WHEN 'unreached' THEN 'no_answer' ELSE s.state END,
       LEAST(s.at + (n - 1) * interval '1 hour', %(now)s), %(post)s, %(label)s, ''
  FROM demo_said s CROSS JOIN generate_series(1, 3) n WHERE n = 1 OR s.state = 'unreached'
""",
    """
INSERT INTO callbacks_answer (id, call_id, way, responded, solved, grade, note, script, at, post_id, label, reason)
SELECT gen_random_uuid(), id, 'call', responded, solved, grade,
       CASE WHEN solved THEN '' ELSE '说没有彻底解决，过几天又是老样子。' END, '2026-1', at, %(post)s, %(label)s, ''
  FROM demo_said WHERE state = 'answered'
""",
    """
INSERT INTO callbacks_followup (id, call_id, kind, post_id, body_id, at, due_at, reported_at, report, label)
SELECT gen_random_uuid(), s.id, 'superior', COALESCE(above.post_id, %(desk)s), COALESCE(above.body_id, %(body)s), s.at,
       s.at + interval '3 days', reported.at, CASE WHEN reported.at IS NULL THEN '' ELSE '已派人复查，与居民当面说清了后续安排。' END,
       CASE WHEN reported.at IS NULL THEN '' WHEN above.post_id IS NULL THEN %(desk_label)s ELSE '综合服务中心办事员' END
  FROM demo_said s JOIN callbacks_call c ON c.id = s.id
  LEFT JOIN LATERAL bodies_desk_at(c.street_id, 'street_clerk', '', c.unit_id) above ON true
 CROSS JOIN LATERAL (SELECT CASE WHEN abs(hashtextextended(c.number, 9)) %% 10 < 7 AND s.at + interval '2 days' < %(now)s
                            THEN s.at + interval '2 days' END AS at) reported
 WHERE s.state = 'answered' AND (NOT s.solved OR s.grade <= 2)
""",
    """
UPDATE callbacks_call c
   SET state = s.state, attempts_made = CASE s.state WHEN 'unreached' THEN 3 ELSE 1 END,
       ended_at = LEAST(s.at + CASE s.state WHEN 'unreached' THEN interval '2 hours' ELSE interval '0' END, %(now)s)
  FROM demo_said s WHERE c.id = s.id
""",
)


def play_rounds(city: CitySpec, report: Report, now: datetime | None = None) -> int:
    """Ask after last month, and draw whom to ask after these days; returns the exit code. Played again, it changes nothing."""
    now = now or clock.now()
    cast = Cast(city, Random(city.seed + 2), clock.local_date(now))
    lead = cast.actor("callback-lead")
    if lead.place_id is None:
        raise LookupError("The head of callbacks has no place.")
    last = clock.local_date(now) - timedelta(days=1)
    this_month = last.replace(day=1)
    month_end = this_month - timedelta(days=1)
    with walls.acting(lead):
        if callbacks.rounds_within(lead.place_id, now=now):
            return 0
        opened = datetime.combine(month_end.replace(day=1), time(9), clock.CHINA)
        asked = callbacks.NewRound(lead.place_id, month_end.replace(day=1), month_end)
        past = callbacks.open_round(new=asked, actor=lead, now=opened)
        drawn_at = min(datetime.combine(this_month, time(9, 30), clock.CHINA), now)
        past = callbacks.draw(round_id=past.id, actor=lead, now=drawn_at)
        _answer(past.id, cast, drawn_at, min(drawn_at + ASKED_WITHIN, now), days=12, asked=100)
        callbacks.reveal(round_id=past.id, actor=lead, now=min(drawn_at + ASKED_WITHIN, now))
        since = max(this_month, last - WAITS)
        opened = datetime.combine(since, time(9), clock.CHINA)
        waits = callbacks.open_round(new=callbacks.NewRound(lead.place_id, since, last), actor=lead, now=opened)
        drawn_at = min(datetime.combine(clock.local_date(now), time(8, 40), clock.CHINA), now)
        waits = callbacks.draw(round_id=waits.id, actor=lead, now=drawn_at)
        _answer(waits.id, cast, drawn_at, now, days=1, asked=ASKED_SO_FAR)
        claims = claiming.play(cast, waits.id, now)
    report(
        f"回访：一轮 {past.drawn} 件已问完、已公布，一轮 {waits.drawn} 件正在回访，{claims} 件申请认定。"
        f" / Callbacks: a round of {past.drawn} asked and published, one of {waits.drawn} being called, {claims} claims."
    )
    return 0


def _answer(round_id: UUID, cast: Cast, drawn_at: datetime, now: datetime, *, days: int, asked: int) -> None:
    """Of a hundred calls `asked` were made within `days`; of the street that has accounts, all."""
    caller, desk = cast.actor("caller"), cast.actor("desk")
    values: dict[str, Any] = {"round": round_id, "drawn": drawn_at, "now": now, "days": days, "asked": asked}
    values |= {"whole": cast.actor("street").place_id}
    values |= {"post": caller.post_id, "label": caller.label}
    values |= {"desk": desk.post_id, "body": desk.body_id, "desk_label": desk.label}
    with walls.acting(_SYSTEM), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS demo_said")
        cursor.execute(_SAID, values)
        for statement in _WRITES:
            cursor.execute(statement, values)
