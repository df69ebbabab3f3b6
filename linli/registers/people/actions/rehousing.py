"""The register follows its places: where people live, and where they are registered."""

from collections.abc import Mapping

from django.db import connection, transaction
from django.utils.translation import gettext

from linli.registers.places import public as places

TABLES = ("people_dwelling", "people_household", "people_resident")
_REGISTERED = """
UPDATE people_resident r
   SET registered_place_id = p.place_id, registered_community_id = p.community_id, registered_street_id = p.street_id,
       registered_county_id = p.county_id, registered_city_id = p.city_id
  FROM unnest(%s::uuid[], %s::uuid[]) m (was, becomes) CROSS JOIN LATERAL places_chain(m.becomes) p
 WHERE r.registered_place_id = m.was
"""
_ALIKE = """
WITH moving AS (
    SELECT d.id, d.address, d.community_id AS was, c.community_id AS becomes
      FROM people_dwelling d JOIN unnest(%(was)s::uuid[], %(becomes)s::uuid[]) m (was, becomes) ON d.place_id = m.was
     CROSS JOIN LATERAL places_chain(m.becomes) c
     WHERE c.community_id <> d.community_id)
SELECT one.id, one.address, one.was FROM moving one
 WHERE EXISTS (SELECT FROM people_dwelling there WHERE there.community_id = one.becomes AND there.address = one.address)
    OR EXISTS (SELECT FROM moving other
                WHERE other.becomes = one.becomes AND other.address = one.address AND other.was <> one.was)
"""
_LONGEST = 160


@transaction.atomic
def rehouse(*, mapping: Mapping[str, str]) -> int:
    """Rewrite the scope columns set-wise, in as many statements at any size; returns the rows changed. Only the system runs it.

    Two communities may each have a "3 号楼 101": who moves to where that address is taken keeps the former community's name in it.
    """
    _tell_apart(mapping)
    changed = sum(places.rescope(table, mapping) for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(_REGISTERED, [list(mapping), list(mapping.values())])
        return changed + int(cursor.rowcount)


def _tell_apart(mapping: Mapping[str, str]) -> None:
    """Put the former community's name behind the addresses that would be there twice."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"was": list(mapping), "becomes": list(mapping.values())})
        alike = cursor.fetchall()
        if not alike:
            return
        names = places.names_of({was for _id, _address, was in alike})
        ends = [gettext("（原%(place)s）") % {"place": names.get(was, was)} for _id, _address, was in alike]
        addresses = [f"{row[1][: _LONGEST - len(end)]}{end}" for row, end in zip(alike, ends, strict=True)]
        cursor.execute(
            "UPDATE people_dwelling d SET address = n.address FROM unnest(%s::uuid[], %s::text[]) n (id, address) WHERE d.id = n.id",
            [[row[0] for row in alike], addresses],
        )
