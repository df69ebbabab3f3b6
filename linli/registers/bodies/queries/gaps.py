"""What is missing: bodies that a community should have, and grids that nobody answers for."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.registers.bodies.permissions import HEADS

EXPECTED = Path(__file__).parent.parent / "data" / "expected.toml"

# One row a community of the subtree, with the open bodies at it and the beginning of its code, by which areas are told apart.
_STANDINGS = """
WITH c AS MATERIALIZED (
  SELECT u.place_id, u.name, u.street_name, u.street_id, u.county_id, u.path FROM places_under(%(top)s, '{community}') u
), codes AS (
  SELECT d.county_id, places_code_of(d.county_id) AS code FROM (SELECT DISTINCT county_id FROM c) d
)
SELECT c.place_id, c.name, COALESCE(c.street_name, ''), c.street_id, codes.code,
       ARRAY(SELECT DISTINCT b.kind FROM bodies_body b
              WHERE b.place_id = c.place_id AND b.valid_from <= bodies_today()
                AND (b.valid_until IS NULL OR b.valid_until > bodies_today()))
  FROM c LEFT JOIN codes USING (county_id)
 ORDER BY c.path
"""

# One row a node of the grid with the post that heads it, the holder and what else the holder is.
_HEADS = """
SELECT n.place_id, n.name, n.level, n.community_id, n.community_name, COALESCE(n.street_name, ''), p.id, p.title, t.public_name,
       ARRAY(SELECT o.title FROM bodies_tenure ot JOIN bodies_post o ON o.id = ot.post_id
              WHERE ot.person_id = t.person_id AND o.id <> p.id AND ot.since <= bodies_today()
                AND (ot.until IS NULL OR ot.until > bodies_today()) ORDER BY ot.since, o.id)
  FROM places_under(%(top)s, '{grid,block,group}') n
  LEFT JOIN LATERAL (
    SELECT p.id, p.title, p.valid_from FROM bodies_post p
     WHERE p.place_id = n.place_id AND p.role = %(heads)s::jsonb ->> n.level
       AND p.valid_from <= bodies_today() AND (p.valid_until IS NULL OR p.valid_until > bodies_today())
     ORDER BY EXISTS (SELECT 1 FROM bodies_tenure h WHERE h.post_id = p.id AND h.since <= bodies_today()
                        AND (h.until IS NULL OR h.until > bodies_today())) DESC, p.valid_from, p.id LIMIT 1) p ON true
  LEFT JOIN bodies_tenure t ON t.post_id = p.id AND t.since <= bodies_today() AND (t.until IS NULL OR t.until > bodies_today())
 WHERE NOT %(is_uncovered)s OR t.id IS NULL
 ORDER BY n.path
 LIMIT %(limit)s OFFSET %(offset)s
"""
_TALLY = """
SELECT count(*), count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM bodies_post p JOIN bodies_tenure t ON t.post_id = p.id
          WHERE p.place_id = n.place_id AND p.role = %(heads)s::jsonb ->> n.level
            AND p.valid_from <= bodies_today() AND (p.valid_until IS NULL OR p.valid_until > bodies_today())
            AND t.since <= bodies_today() AND (t.until IS NULL OR t.until > bodies_today())))
  FROM places_under(%(top)s, '{grid,block,group}') n
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A community with the kinds of body it should have, those it has among them, and those it lacks."""

    community_id: UUID
    name: str
    street_name: str
    street_id: UUID | None
    marks: tuple[tuple[str, bool], ...]
    source: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected kinds that are not there."""
        return tuple(kind for kind, is_there in self.marks if not is_there)


@dataclass(frozen=True, slots=True)
class Gap:
    """A community that lacks bodies, and by which document it should have them."""

    community_id: UUID
    community_name: str
    street_name: str
    missing: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class GridHead:
    """A node of the grid with its named head in office; None where nobody answers for it (HG-16)."""

    place_id: UUID
    name: str
    level: str
    community_id: UUID | None
    community_name: str
    street_name: str
    post_id: UUID | None
    title: str | None
    holder: str | None
    also: list[str]


@dataclass(frozen=True, slots=True)
class HeadTally:
    """How many nodes of the grid there are, and how many have a head in office."""

    nodes: int
    covered: int

    @property
    def uncovered(self) -> int:
        """How many nobody answers for."""
        return self.nodes - self.covered


@cache
def _expected() -> list[dict[str, Any]]:
    with EXPECTED.open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["expected"]
    return sorted(rows, key=lambda row: -len(row["area"]))


def expected_kinds(county_code: str) -> tuple[tuple[str, ...], str]:
    """The kinds of body a community of a county should have, and the document that says so (NT-98, HG-04, HB-42)."""
    row = next(row for row in _expected() if county_code.startswith(row["area"]))
    return tuple(row["kinds"]), row["source"]


def _top(actor: Actor, place_id: UUID | None) -> UUID:
    top = place_id or actor.place_id
    if top is None:
        raise NotFound
    return top


def standings(actor: Actor, place_id: UUID | None = None) -> list[Standing]:
    """Every community below a place (the actor's own, unless another is named), by street and name, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"top": _top(actor, place_id)})
        rows = cursor.fetchall()
    found: list[Standing] = []
    for community_id, name, street_name, street_id, code, kinds in rows:
        expected, source = expected_kinds(code or "")
        marks = tuple((kind, kind in kinds) for kind in expected)
        found.append(Standing(community_id, name, street_name, street_id, marks, source))
    return found


def completeness(actor: Actor) -> list[Gap]:
    """The communities of the actor's subtree that lack a body they should have (NT-15)."""
    return [
        Gap(row.community_id, row.name, row.street_name, row.missing, row.source)
        for row in standings(actor)
        if row.missing
    ]


def grid_heads(
    actor: Actor, place_id: UUID | None = None, *, is_uncovered: bool = False, limit: int = 50, offset: int = 0
) -> list[GridHead]:
    """The nodes of the grid below a place with their heads, parents before children; `is_uncovered`: only those without."""
    values: dict[str, Any] = {
        "top": _top(actor, place_id),
        "is_uncovered": is_uncovered,
        "limit": limit,
        "offset": offset,
        "heads": _heads(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, values)
        return [GridHead(*row) for row in cursor.fetchall()]


def head_tally(actor: Actor, place_id: UUID | None = None) -> HeadTally:
    """How many nodes of the grid below a place have a head in office."""
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, {"top": _top(actor, place_id), "heads": _heads()})
        return HeadTally(*cursor.fetchone())


def _heads() -> str:
    pairs = ", ".join(f'"{level.value}": "{role}"' for level, role in HEADS.items())
    return f"{{{pairs}}}"
