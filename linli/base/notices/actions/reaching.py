"""How somebody wants to be told outside the app: their address, confirmed by a code sent there, and their wishes."""

import hmac
import secrets
from datetime import datetime, timedelta

from procrastinate.contrib.django import app as jobs

from linli.base.accounts.public import hit
from linli.base.journal import public as journal
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id
from linli.base.kit.sealed import digest, seal
from linli.base.notices import errors
from linli.base.notices.actions.telling import News, address_digest, addressed, put
from linli.base.notices.models import Address, Reach
from linli.base.notices.queries.channels import channels
from linli.base.notices.queries.reach import account_of
from linli.base.notices.states import EMAIL, SMS

LASTS, TRIES = timedelta(minutes=30), 5
PER_HOUR = 5


def send_code(*, address: str, actor: Actor, now: datetime, language: str) -> None:
    """Take an address down and send a code there. It counts, and whatever came back from it is forgiven, once the code comes back."""
    if not channels().has(EMAIL):
        raise errors.NoMail
    hit(what="address.code", who=str(actor.account_id), most=PER_HOUR, within=timedelta(hours=1), now=now)
    code, known = f"{secrets.randbelow(10**6):06d}", address_digest(EMAIL, address)
    reach = _own(actor)
    # Until it is confirmed a new address gets nothing, and the former one no longer.
    if reach.email_digest is None or bytes(reach.email_digest) != known:
        reach.confirmed_at = None
    reach.email_sealed, reach.email_digest = seal(address.strip()), known
    reach.code_digest, reach.code_until, reach.code_tries = _coded(actor, code), now + LASTS, 0
    reach.save()
    news = News(
        kind="address.code",
        subject_kind="account",
        subject_id=account_of(actor),
        at=now,
        is_urgent=True,
        secrets={"code": code},
    )
    with walls.acting(Actor.system("notices.reach")):
        put(addressed(news, EMAIL, address.strip(), actor.account_id, now, language), even_to_dead=True)
    send_soon()


def confirm(*, code: str, actor: Actor, now: datetime) -> None:
    """Confirm the address by the code that came back. Not atomic: a wrong try must stay counted."""
    reach = _own(actor)
    is_open = reach.code_until is not None and reach.code_until > now and reach.code_tries < TRIES
    Reach.objects.filter(account_id=account_of(actor)).update(code_tries=reach.code_tries + 1)
    wanted = bytes(reach.code_digest or b"")
    if not is_open or not reach.email_digest or not hmac.compare_digest(wanted, _coded(actor, code.strip())):
        raise errors.WrongCode
    reach.confirmed_at, reach.digested_at = now, now
    reach.code_digest = reach.code_until = None
    reach.save()
    with walls.acting(Actor.system("notices.reach")):
        Address.objects.filter(digest=bytes(reach.email_digest)).update(bounces=0, why="")
    journal.record(actor, "notices.address_confirmed", "account", account_of(actor), at=now)


def set_wishes(
    *, mail: str, digest_hour: int | None, is_texted: bool, language: str, actor: Actor, now: datetime
) -> None:
    """How often mail comes, at what hour, whether the phone is written to, and in which language."""
    reach = _own(actor)
    if mail == "digest" and reach.mail != "digest":
        # The first one comes tomorrow, or later today if the hour is still to come; not at once with the past in it.
        reach.digested_at = now
    reach.mail, reach.digest_hour, reach.is_texted, reach.language = mail, digest_hour, is_texted, language
    reach.save()


def forget_address(*, actor: Actor) -> None:
    """Take the address out: no mail comes any more."""
    reach = _own(actor)
    reach.email_sealed = reach.email_digest = reach.confirmed_at = reach.code_digest = reach.code_until = None
    reach.save()


def text_phone(phone: str, words: str) -> None:
    """Send words to a phone at once: what accounts asks for when somebody signs in by a code."""
    now = clock.now()
    news = News(
        kind="account.code",
        subject_kind="account",
        subject_id=new_id(),
        at=now,
        is_urgent=True,
        secrets={"words": words},
    )
    with walls.acting(Actor.system("notices.text_phone")):
        put(addressed(news, SMS, phone, None, now, "zh-hans"), even_to_dead=True)
    send_soon()


def send_soon() -> None:
    """Have the sender run as soon as this transaction ends, and not only at the next minute."""
    # Under a name of its own: one that is queued already may run before this transaction ends.
    jobs.configure_task("notices.send", queueing_lock=f"notices.send {new_id()}").defer(timestamp=0)


def _own(actor: Actor) -> Reach:
    return Reach.objects.filter(account_id=account_of(actor)).first() or Reach(account_id=account_of(actor))


def _coded(actor: Actor, code: str) -> bytes:
    return digest("address-code", f"{actor.account_id}:{code}")
