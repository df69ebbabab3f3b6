"""What somebody has been told in the app."""

from django.db.models import Q, QuerySet

from linli.base.kit import hot
from linli.base.kit.actor import Actor
from linli.base.notices.models import Notice

_UNREAD_OF_POST = "SELECT count(*) AS unread FROM notices_notice WHERE post_id = %(whose)s AND read_at IS NULL"


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """The actor's notices, newest first."""
    mine = Q(post_id=actor.post_id) if actor.post_id else Q(account_id=actor.account_id, account_id__isnull=False)
    return Notice.objects.filter(mine).order_by("-at")


def unread_count(actor: Actor) -> int:
    """How many of them are unread; on every page of whoever is signed in."""
    if actor.post_id:
        return int(hot.rows(_UNREAD_OF_POST, {"whose": actor.post_id})[0]["unread"])
    return notices_of(actor).filter(read_at=None).count()
