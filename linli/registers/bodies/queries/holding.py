"""Who answers for a post by account, for those who have something to tell them."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from linli.base.notices.public import Holding

_HOLDINGS = """
SELECT p.id, a.id, array_remove(ARRAY[p.grid_id, p.community_id, p.street_id, p.county_id, p.city_id], NULL)
  FROM accounts_account a
  JOIN bodies_tenure t ON t.person_id = a.person_id AND t.since <= CURRENT_DATE AND (t.until IS NULL OR t.until > CURRENT_DATE)
  JOIN bodies_post p ON (p.id = t.post_id OR (p.substitute_id = t.post_id AND bodies_is_unattended(p.id)))
   AND (p.valid_until IS NULL OR p.valid_until > CURRENT_DATE)
 WHERE a.is_active AND {wanted} = ANY(%s)
 ORDER BY a.id, p.id <> t.post_id, t.since, p.id
"""


def holdings(post_ids: Collection[UUID], account_ids: Collection[UUID]) -> list[Holding]:
    """Who answers for some posts, or what some accounts answer for: those in office, and their substitutes while they are away."""
    wanted = "p.id" if post_ids else "a.id"
    with connection.cursor() as cursor:
        cursor.execute(_HOLDINGS.format(wanted=wanted), [list(post_ids or account_ids)])
        return [Holding(post_id, account_id, tuple(areas)) for post_id, account_id, areas in cursor.fetchall()]
