"""Signing in by an identity provider: OpenID Connect by the book, and the two that have a manner of their own.

Authorisation code with state, and for OpenID Connect nonce and PKCE (S256); ID tokens are verified against the issuer's keys. What is
kept between leaving and coming back lies in the session, is good once, and only in this browser.
"""

import base64
import hashlib
import hmac
import http.client
import json
import secrets
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from linli.base.accounts import errors, queries
from linli.base.accounts.models import Account, Identity
from linli.base.accounts.queries import Provider
from linli.base.journal import public as journal
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.ids import new_id

PATIENCE, MOST_BYTES = 5, 500_000
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures with the provider's own key. `none` and HMAC are left out: a client's secret must not make identities."""
LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Said:
    """What a provider says of somebody: its own unchanging name for them and, if it may vouch for it, their citizen number."""

    subject: str
    number: str = ""


def begin(provider: Provider, back: str) -> tuple[str, dict[str, str]]:
    """Where to send the browser, and what to keep until it comes back to `back`."""
    kept = {"provider": provider.name, "state": secrets.token_urlsafe(24), "back": back}
    asked = {"response_type": "code", "redirect_uri": back, "state": kept["state"], "scope": provider.scope}
    if provider.kind == "wechat":
        asked |= {"appid": provider.client_id, "scope": "snsapi_login"}
        return f"{provider.addresses['authorize']}?{urllib.parse.urlencode(asked)}#wechat_redirect", kept
    asked["client_id"] = provider.client_id
    if provider.kind == "dingtalk":
        asked["prompt"] = "consent"
        return f"{provider.addresses['authorize']}?{urllib.parse.urlencode(asked)}", kept
    kept |= {"nonce": secrets.token_urlsafe(24), "verifier": secrets.token_urlsafe(48)}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked |= {"nonce": kept["nonce"], "code_challenge": challenge, "code_challenge_method": "S256"}
    address = _discovered(provider)["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urllib.parse.urlencode(asked)}", kept


def finish(provider: Provider, kept: Mapping[str, str], came: Mapping[str, str]) -> Said:
    """What the provider says of whoever came back with `came`; raises `ProviderRefused` unless it is an answer to our question."""
    code = came.get("code") or came.get("authCode", "")
    is_ours = kept.get("provider") == provider.name and hmac.compare_digest(
        kept.get("state", "").encode(), came.get("state", "").encode()
    )
    if not code or not is_ours or not kept.get("state"):
        raise errors.ProviderRefused(title=provider.title)
    said = {"wechat": _by_wechat, "dingtalk": _by_dingtalk, "oidc": _by_openid}[provider.kind](provider, kept, code)
    if not said.subject:
        raise errors.ProviderRefused(title=provider.title)
    return said


def _discovered(provider: Provider) -> dict[str, Any]:
    found = _fetch(provider, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != provider.issuer.rstrip("/"):
        raise errors.ProviderRefused(title=provider.title)
    return found


def _by_openid(provider: Provider, kept: Mapping[str, str], code: str) -> Said:
    found = _discovered(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": kept["back"],
        "code_verifier": kept["verifier"],
    }
    methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if "client_secret_basic" in methods:
        pair = f"{urllib.parse.quote(provider.client_id)}:{urllib.parse.quote(provider.client_secret)}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    answer = _fetch(provider, found["token_endpoint"], urllib.parse.urlencode(form).encode(), headers)
    claims = _verified(provider, str(answer.get("id_token", "")), _fetch(provider, found["jwks_uri"]), kept["nonce"])
    return Said(str(claims["sub"]), str(claims.get(provider.binds, "")) if provider.binds else "")


def _verified(provider: Provider, token: str, keys: dict[str, Any], nonce: str) -> dict[str, Any]:
    try:
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type] # -- checked inside
        jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
    except (JoseError, ValueError, KeyError) as invalid:
        raise errors.ProviderRefused(title=provider.title) from invalid
    return claims


def _by_wechat(provider: Provider, _kept: Mapping[str, str], code: str) -> Said:
    asked = {
        "appid": provider.client_id,
        "secret": provider.client_secret,
        "code": code,
        "grant_type": "authorization_code",
    }
    answer = _fetch(provider, f"{provider.addresses['token']}?{urllib.parse.urlencode(asked)}")
    # The union id is the same in all applications of the owner; without an open platform account there is only the open id.
    return Said(str(answer.get("unionid") or answer.get("openid") or ""))


def _by_dingtalk(provider: Provider, _kept: Mapping[str, str], code: str) -> Said:
    asked = {
        "clientId": provider.client_id,
        "clientSecret": provider.client_secret,
        "code": code,
        "grantType": "authorization_code",
    }
    answer = _fetch(
        provider, provider.addresses["token"], json.dumps(asked).encode(), {"Content-Type": "application/json"}
    )
    headers = {"x-acs-dingtalk-access-token": str(answer.get("accessToken", ""))}
    return Said(str(_fetch(provider, provider.addresses["user"], None, headers).get("unionId") or ""))


def _fetch(
    provider: Provider, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """JSON from a provider, over HTTPS (a provider on this very machine may do without)."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise errors.ProviderRefused(title=provider.title)
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310 -- held above
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 -- likewise
            found = json.loads(answer.read(MOST_BYTES))
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise errors.ProviderSilent(title=provider.title) from trouble
    if not isinstance(found, dict):
        raise errors.ProviderRefused(title=provider.title)
    return found


@transaction.atomic
def enter_by(provider: Provider, said: Said, now: datetime) -> Account:
    """The account of whoever the provider vouches for, opened now if there was none; bound if it may say who they are."""
    with walls.acting(Actor.system("provider")) as actor:
        identity = (
            Identity.objects.select_related("account").filter(provider=provider.name, subject=said.subject).first()
        )
        if identity is None:
            person_id = queries.find_person(said.number) if said.number else None
            account = Account(username=f"{provider.name}-{new_id()}", person_id=person_id, created_at=now)
            account.set_unusable_password()
            account.save(force_insert=True)
            journal.record(actor, "account.opened", "account", account.id, at=now, about_person_id=person_id)
            identity = Identity(account=account, provider=provider.name, subject=said.subject, linked_at=now)
            identity.save(force_insert=True)
        elif identity.account.person_id is None and said.number:
            identity.account.person_id = queries.find_person(said.number)
            identity.account.save(update_fields=["person_id"])
        Identity.objects.filter(id=identity.id).update(used_at=now)
    if not identity.account.is_active:
        raise errors.Locked
    return identity.account


@transaction.atomic
def link(provider: Provider, said: Said, *, account: Account, actor: Actor, now: datetime) -> None:
    """Let a provider open one's account from now on, beside the password."""
    with walls.acting(Actor.system("provider")):
        if Identity.objects.filter(provider=provider.name, subject=said.subject).exclude(account=account).exists():
            raise errors.LinkedElsewhere(title=provider.title)
        Identity.objects.update_or_create(
            provider=provider.name, subject=said.subject, defaults={"account": account, "linked_at": now}
        )
    journal.record(
        actor, "account.linked", "account", account.id, at=now, about_person_id=account.person_id, name=provider.title
    )
