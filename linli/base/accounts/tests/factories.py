"""Accounts for tests, of this context and of those above it; and browsers signed in as any actor, with no posts behind it."""

from datetime import UTC, datetime
from uuid import UUID

from django.test import Client

from linli.base.accounts import queries
from linli.base.accounts.models import Account, Factor
from linli.base.accounts.queries import ActorSource, Known, acting
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor
from linli.base.kit.sealed import seal

PASSWORD = "correct horse"
_known: dict[tuple[UUID, UUID | None], Known] = {}


def an_account(username: str = "resident", person_id: UUID | None = None, *, is_active: bool = True) -> Account:
    """An account that opens with `PASSWORD`."""
    with walls.acting(Actor.system("test")):
        account = Account(
            username=username, person_id=person_id, is_active=is_active, created_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        account.set_password(PASSWORD)
        account.save(force_insert=True)
        return account


def an_app(account: Account) -> str:
    """An authenticator app of the account; returns its seed."""
    seed = totp.new_seed()
    with walls.acting(Actor.system("test")):
        Factor.objects.create(
            account=account, kind="codes", name="phone", seed_sealed=seal(seed), created_at=account.created_at
        )
    return seed


def client_of(actor: Actor) -> Client:
    """A browser whose session belongs to this very actor."""
    _listen()
    client = Client()
    if actor.account_id is not None:
        _known[actor.account_id, actor.post_id] = Known(actor, "password")
        session = client.session
        session["account"] = str(actor.account_id)
        session["post"] = str(actor.post_id) if actor.post_id else None
        session["stamp"] = queries.stamp(actor.account_id, "password")
        session["factor"], session["factor_at"] = "codes", clock.now().isoformat()
        session.save()
    return client


def _listen() -> None:
    """Ask the tests' actors first; ids are unique, so that nothing changes for accounts that are really there."""
    sources = acting._actor_sources
    if not sources or getattr(sources[0], "is_for_tests", False):
        return
    former: ActorSource = sources[0]

    def source(account_id: UUID, post_id: UUID | None) -> Known | None:
        return _known.get((account_id, post_id)) or former(account_id, post_id)

    source.is_for_tests = True  # type: ignore[attr-defined]  # -- a mark on our own function
    sources[0] = source
