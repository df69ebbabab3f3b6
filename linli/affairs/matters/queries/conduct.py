"""How matters are conducted: first-asked responsibility, visits, contacts, extensions, cards, each as a share with its rows.

Standards: 首问负责 (ZJ-54), 最多跑一次 (ZJ-53). Parts are left out: they belong to the matter they were split from.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.lists import _FIELDS, PAGE, Page, rows
from linli.base.kit.actor import SCOPE_COLUMN, Level

VISITS = "((m.channel = 'counter')::int + m.visit_count)"
"""SQL: how often somebody had to come for a matter: to file it at the counter, and each time that was noted afterwards."""


@dataclass(frozen=True, slots=True)
class Share:
    """SQL of one figure: what is counted, when it happened, and which of it was as it should be (`kept`)."""

    source: str
    at: str
    kept: str
    amount: str = "0"


_ENDED = "matters_step s JOIN matters_matter m ON m.id = s.matter_id AND s.move IN ('close', 'file_and_close')"
_DEMANDED = "matters_demand d JOIN matters_matter m ON m.id = d.matter_id AND d.kind = '{kind}'"

SHARES: dict[str, Share] = {
    "first_asked": Share(
        "(SELECT * FROM matters_matter WHERE filed_by_post_id IS NOT NULL) m",
        "m.filed_at",
        "EXISTS (SELECT 1 FROM matters_step s WHERE s.matter_id = m.id AND s.move IN ('sign', 'file_and_close') AND s.in_time)",
    ),
    "visits": Share(_ENDED, "s.at", f"{VISITS} <= 1", VISITS),
    "contacted": Share(
        "matters_step s JOIN matters_matter m ON m.id = s.matter_id AND s.move = 'answer'",
        "s.at",
        "EXISTS (SELECT 1 FROM matters_step c WHERE c.matter_id = m.id AND c.move = 'contact' AND c.at <= s.at"
        " AND c.details ->> 'reached' = 'true')",
    ),
    "helped": Share(_DEMANDED.format(kind="assist"), "d.at", "d.outcome = 'done'"),
    "instructed": Share(_DEMANDED.format(kind="instruct"), "d.at", "d.in_time IS TRUE"),
    "prolonged": Share(_ENDED, "s.at", "m.promised_by IS NULL"),
    "undisputed": Share("matters_matter m", "m.filed_at", "m.return_count = 0"),
    "lifted": Share(
        "matters_card c JOIN matters_matter m ON m.id = c.matter_id", "c.raised_at", "c.lifted_at IS NOT NULL"
    ),
}
"""The figures, in the order they are read."""

WHICH = {"counted": "true", "kept": "({kept}) IS TRUE", "rest": "({kept}) IS NOT TRUE"}


@dataclass(frozen=True, slots=True)
class Conduct:
    """One figure: `kept` of `counted`; `amount` is a sum where there is one, such as visits."""

    name: str
    counted: int
    kept: int
    amount: int


@dataclass(frozen=True, slots=True)
class Watched:
    """What supervision has to look at in a place now."""

    open: int
    overdue: int
    yellow: int
    red: int
    instructed: int
    instructed_late: int
    disputed: int
    prolong: int


def conduct(place_id: UUID, level: Level, *, since: datetime, until: datetime) -> list[Conduct]:
    """Every figure of a place from `since` up to but not including `until`; one statement."""
    union = " UNION ALL ".join(
        f"SELECT '{name}', count(*)::int, (count(*) FILTER (WHERE {share.kept}))::int, COALESCE(sum({share.amount}), 0)::int"  # noqa: S608 -- composed of our own names; values are bound
        f" FROM {share.source} WHERE {_within(share, level)}"
        for name, share in SHARES.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(union, {"place": place_id, "since": since, "until": until})
        return [Conduct(*row) for row in cursor.fetchall()]


def conduct_rows(
    place_id: UUID,
    level: Level,
    name: str,
    which: str,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    page: int = 1,
) -> Page:
    """The matters a figure counts: all of them, those kept, or the rest; newest first, three statements at any size."""
    share, page = SHARES[name], max(1, min(page, 200))
    statement = (
        f"SELECT m.id FROM {share.source} WHERE {_within(share, level)} AND {WHICH[which].format(kept=share.kept)}"  # noqa: S608 -- as above
        f" GROUP BY m.id ORDER BY max({share.at}) DESC, m.id LIMIT %(limit)s OFFSET %(offset)s"
    )
    values: dict[str, Any] = {
        "place": place_id,
        "since": since,
        "until": until,
        "limit": PAGE + 1,
        "offset": (page - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        ids = [row[0] for row in cursor.fetchall()]
    found = {row["id"]: row for row in Matter.objects.filter(id__in=ids[:PAGE]).values(*_FIELDS)}
    return Page(rows([found[id_] for id_ in ids[:PAGE] if id_ in found], now), page, len(ids) > PAGE)


def watched(place_id: UUID, level: Level, *, now: datetime) -> Watched:
    """What waits for supervision in a place at this moment; one statement."""
    statement = f"""
      SELECT count(*), count(*) FILTER (WHERE due_at < %(now)s), count(*) FILTER (WHERE card = 'yellow'),
             count(*) FILTER (WHERE card = 'red'), count(*) FILTER (WHERE instruct_by IS NOT NULL),
             count(*) FILTER (WHERE instruct_by < %(now)s), count(*) FILTER (WHERE is_disputed),
             count(*) FILTER (WHERE prolong_until IS NOT NULL)
        FROM matters_matter m WHERE m.{SCOPE_COLUMN[level]} = %(place)s
         AND m.state IN ('filed', 'signed', 'started', 'waiting', 'answered')"""  # noqa: S608 -- a column of ours; values are bound
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": place_id, "now": now})
        return Watched(*(cursor.fetchone() or (0,) * 8))


def _within(share: Share, level: Level) -> str:
    return (
        f"m.{SCOPE_COLUMN[level]} = %(place)s AND m.part_of_id IS NULL"
        f" AND {share.at} >= %(since)s AND {share.at} < %(until)s"
    )
