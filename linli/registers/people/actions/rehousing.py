"""The register follows its places: where people live, and where they are registered."""

from collections.abc import Mapping

from django.db import connection, transaction

from linli.registers.places import public as places

TABLES = ("people_dwelling", "people_household", "people_resident")
_REGISTERED = """
UPDATE people_resident r
   SET registered_place_id = p.place_id, registered_community_id = p.community_id, registered_street_id = p.street_id,
       registered_county_id = p.county_id, registered_city_id = p.city_id
  FROM unnest(%s::uuid[], %s::uuid[]) m (was, becomes) CROSS JOIN LATERAL places_chain(m.becomes) p
 WHERE r.registered_place_id = m.was
"""


@transaction.atomic
def rehouse(*, mapping: Mapping[str, str]) -> int:
    """Rewrite the scope columns set-wise, five statements at any size; returns the rows changed. Only the system runs it."""
    changed = sum(places.rescope(table, mapping) for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(_REGISTERED, [list(mapping), list(mapping.values())])
        return changed + int(cursor.rowcount)
