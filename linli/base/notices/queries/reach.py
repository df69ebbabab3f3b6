"""How the reader wants to be told outside the app."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.accounts.public import SignInFirst
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import unseal
from linli.base.notices.models import Address, Reach
from linli.base.notices.queries.channels import channels
from linli.base.notices.queries.hours import digest_hour
from linli.base.notices.states import EMAIL, MOST_BOUNCES, SMS


@dataclass(frozen=True, slots=True)
class OwnReach:
    """The reader's own settings; `email` in the clear, for it is theirs. is_waiting: a code was sent there and is still good.

    is_dead: so much came back from there that it is left alone until it is confirmed anew. usual_hour: the area's, of a digest.
    """

    email: str
    is_confirmed: bool
    is_waiting: bool
    is_dead: bool
    mail: str
    digest_hour: int | None
    usual_hour: int
    is_texted: bool
    language: str
    has_mail: bool
    has_texts: bool


def own_reach(actor: Actor, now: datetime) -> OwnReach:
    """The reader's settings, or the house's way where they never chose."""
    found = Reach.objects.filter(account_id=account_of(actor)).first() or Reach(account_id=account_of(actor))
    known = bytes(found.email_digest) if found.email_digest else b""
    lead = channels()
    return OwnReach(
        email=unseal(found.email_sealed) if found.email_sealed else "",
        is_confirmed=found.confirmed_at is not None,
        is_waiting=found.code_until is not None and found.code_until > now,
        is_dead=is_dead(known),
        mail=found.mail,
        digest_hour=found.digest_hour,
        usual_hour=digest_hour([area for area in actor.chain if area], now),
        is_texted=found.is_texted,
        language=found.language,
        has_mail=lead.has(EMAIL),
        has_texts=lead.has(SMS),
    )


def account_of(actor: Actor) -> UUID:
    """The account the actor signed in with; raises `SignInFirst` where there is none."""
    if actor.account_id is None:
        raise SignInFirst
    return actor.account_id


def is_dead(known: bytes) -> bool:
    """Whether so much came back from an address that it is left alone."""
    if not known:
        return False
    with walls.acting(Actor.system("notices.reach")):
        return Address.objects.filter(digest=known, bounces__gte=MOST_BOUNCES).exists()
