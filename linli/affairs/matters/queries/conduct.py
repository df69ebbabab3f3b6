"""How matters are conducted: first-asked responsibility, visits, contacts, extensions, cards, each as a share with its rows.

Standards: 首问负责 (ZJ-54), 最多跑一次 (ZJ-53). Parts are left out: they belong to the matter they were split from.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from linli.affairs.matters.models import Matter
from linli.affairs.matters.queries.lists import _FIELDS, PAGE, Page, rows
from linli.base.kit import hot
from linli.base.kit.actor import SCOPE_COLUMN, Level

VISITS = "((m.channel = 'counter')::int + m.visit_count)"
"""SQL: how often somebody had to come for a matter: to file it at the counter, and each time that was noted afterwards."""


@dataclass(frozen=True, slots=True)
class Share:
    """SQL of one figure: where it is counted and when that happened, which of it counts, and which was as it should be (`kept`)."""

    source: str
    at: str
    kept: str
    counted: str = "true"
    amount: str = "0"


_MATTERS = "matters_matter m"
_DEMANDED = "matters_demand d JOIN matters_matter m ON m.id = d.matter_id AND d.kind = '{kind}'"

# A matter is counted once, by the moments it carries itself: the steps of a wide area are too many to walk through for a page.
SHARES: dict[str, Share] = {
    "first_asked": Share(_MATTERS, "m.filed_at", "m.signed_at <= m.sign_by", counted="m.filed_by_post_id IS NOT NULL"),
    "visits": Share(_MATTERS, "m.closed_at", f"{VISITS} <= 1", counted="m.state = 'closed'", amount=VISITS),
    "contacted": Share(
        _MATTERS,
        "m.answered_at",
        "EXISTS (SELECT 1 FROM matters_step c WHERE c.matter_id = m.id AND c.move = 'contact' AND c.at <= m.answered_at"
        " AND c.details ->> 'reached' = 'true')",
    ),
    "helped": Share(_DEMANDED.format(kind="assist"), "d.at", "d.outcome = 'done'"),
    "instructed": Share(_DEMANDED.format(kind="instruct"), "d.at", "d.in_time IS TRUE"),
    "prolonged": Share(_MATTERS, "m.closed_at", "m.promised_by IS NULL", counted="m.state = 'closed'"),
    "undisputed": Share(_MATTERS, "m.filed_at", "m.return_count = 0"),
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


def conduct(
    place_id: UUID, level: Level, names: tuple[str, ...] = tuple(SHARES), *, since: datetime, until: datetime
) -> list[Conduct]:
    """The named figures of a place from `since` up to but not including `until`; one statement, each source read once."""
    found = hot.rows(_counting(level, names), {"place": place_id, "since": since, "until": until})
    by_name = {row["name"]: Conduct(**row) for row in found}
    return [by_name[name] for name in names]


@cache
def _counting(level: Level, names: tuple[str, ...]) -> str:
    sources: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        sources[SHARES[name].source, SHARES[name].at].append(name)
    return " UNION ALL ".join(
        f"SELECT v.* FROM (SELECT {', '.join(_sums(name) for name in found)} FROM {source} WHERE {_within(at, level)}) summed"  # noqa: S608 -- composed of our own names; values are bound
        f" CROSS JOIN LATERAL (VALUES {', '.join(_row(name) for name in found)}) v (name, counted, kept, amount)"
        for (source, at), found in sources.items()
    )


def _sums(name: str) -> str:
    share = SHARES[name]
    return (
        f"(count(*) FILTER (WHERE {share.counted}))::int AS {name}_counted,"
        f" (count(*) FILTER (WHERE {share.counted} AND {share.kept}))::int AS {name}_kept,"
        f" COALESCE(sum({share.amount}) FILTER (WHERE {share.counted}), 0)::int AS {name}_amount"
    )


def _row(name: str) -> str:
    return f"('{name}', {name}_counted, {name}_kept, {name}_amount)"


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
        f"SELECT m.id FROM {share.source} WHERE {_within(share.at, level)} AND {share.counted}"  # noqa: S608 -- as above
        f" AND {WHICH[which].format(kept=share.kept)} GROUP BY m.id ORDER BY max({share.at}) DESC, m.id LIMIT %(limit)s OFFSET %(offset)s"
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
    """What waits for supervision in a place at this moment; one statement.

    Parts are counted with their whole, but what stands out about a part has its own holder to answer for it.
    """
    statement = f"""
      SELECT count(*) FILTER (WHERE part_of_id IS NULL) AS open,
             count(*) FILTER (WHERE due_at < %(now)s AND part_of_id IS NULL) AS overdue,
             count(*) FILTER (WHERE card = 'yellow') AS yellow, count(*) FILTER (WHERE card = 'red') AS red,
             count(*) FILTER (WHERE instruct_by IS NOT NULL) AS instructed,
             count(*) FILTER (WHERE instruct_by < %(now)s) AS instructed_late,
             count(*) FILTER (WHERE is_disputed) AS disputed, count(*) FILTER (WHERE prolong_until IS NOT NULL) AS prolong
        FROM matters_matter m WHERE m.{SCOPE_COLUMN[level]} = %(place)s
         AND m.state IN ('filed', 'signed', 'started', 'waiting', 'answered')"""  # noqa: S608 -- a column of ours; values are bound
    return Watched(**hot.rows(statement, {"place": place_id, "now": now})[0])


def _within(at: str, level: Level) -> str:
    return f"m.{SCOPE_COLUMN[level]} = %(place)s AND m.part_of_id IS NULL AND {at} >= %(since)s AND {at} < %(until)s"
