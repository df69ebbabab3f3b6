"""Identity providers: which there are, and what they are asked. A TOML file that `LINLI_PROVIDERS` names; docs/how-to/sign-in-with.md."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from linli.base.accounts.models import Account, Identity
from linli.base.kit.errors import NotFound

KINDS = ("oidc", "wechat", "dingtalk")
_ADDRESSES = {
    "wechat": {
        "authorize": "https://open.weixin.qq.com/connect/qrconnect",
        "token": "https://api.weixin.qq.com/sns/oauth2/access_token",
    },
    "dingtalk": {
        "authorize": "https://login.dingtalk.com/oauth2/auth",
        "token": "https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
        "user": "https://api.dingtalk.com/v1.0/contact/users/me",
    },
}
_finders: list[Callable[[str], UUID | None]] = []


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider: what it is called here, how it talks, what we are to it."""

    name: str
    title: str
    kind: str
    client_id: str
    client_secret: str
    issuer: str = ""
    scope: str = "openid"
    binds: str = ""
    """The claim that holds the owner's citizen number, of a provider that may say who somebody is; empty: it may not."""
    addresses: dict[str, str] = field(default_factory=dict, hash=False)


def providers() -> list[Provider]:
    """All providers, in the file's order."""
    return list(_read(settings.LINLI_PROVIDERS)) if settings.LINLI_PROVIDERS else []


def provider_named(name: str) -> Provider:
    """The provider of that name; raises `NotFound`."""
    for each in providers():
        if each.name == name:
            return each
    raise NotFound


@lru_cache(maxsize=4)
def _read(path: str) -> tuple[Provider, ...]:
    listed = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("providers", {})
    found = []
    for name, said in listed.items():
        kind = said.get("kind", "oidc")
        if kind not in KINDS or (kind == "oidc" and not said.get("issuer")):
            raise ImproperlyConfigured(f"{path}: provider {name}: kind is one of {KINDS}; an oidc one has its issuer.")
        found.append(
            Provider(
                name=name, **said | {"kind": kind, "addresses": _ADDRESSES.get(kind, {}) | said.get("addresses", {})}
            )
        )
    return tuple(found)


def register_person_finder(finder: Callable[[str], UUID | None]) -> None:
    """Registered once, at start, by the context that knows persons by their citizen number."""
    _finders[:] = [finder]


def find_person(number: str) -> UUID | None:
    """The person of a citizen number that a provider vouches for; None when nobody registered has it."""
    return next((found for found in (finder(number) for finder in _finders) if found), None)


def linked_to(account: Account) -> set[str]:
    """The providers that open an account."""
    return set(Identity.objects.filter(account=account).values_list("provider", flat=True))
