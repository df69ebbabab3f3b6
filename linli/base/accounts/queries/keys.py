"""Security keys (WebAuthn): the challenge a browser is given, and the server that checks the answer."""

import ipaddress
import json
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from linli.base.accounts.models import Account, Factor

KeyServer = Fido2Server
NAME = "邻里 Linli"


def server_for(host: str, origin: str) -> KeyServer | None:
    """The server for the very origin that is being used. None where keys can't work: browsers refuse them on bare addresses."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return Fido2Server(PublicKeyCredentialRpEntity(id=name, name=NAME), verify_origin=lambda said: said == origin)
    return None


def key_question(server: KeyServer, account: Account) -> tuple[str, Any] | None:
    """What to ask the account's keys, as JSON for the browser, and the state to keep. None: the account has no key."""
    credentials = _credentials(account)
    if not credentials:
        return None
    options, state = server.authenticate_begin(credentials, UserVerificationRequirement.PREFERRED)
    return json.dumps(dict(options)["publicKey"]), state


def new_key_question(server: KeyServer, account: Account) -> tuple[str, Any]:
    """What to ask a key that is to be added, and the state to keep; a key that is known already is left out."""
    user = PublicKeyCredentialUserEntity(id=account.id.bytes, name=account.username, display_name=account.username)
    options, state = server.register_begin(
        user, _credentials(account), user_verification=UserVerificationRequirement.PREFERRED
    )
    return json.dumps(dict(options)["publicKey"]), state


def _credentials(account: Account) -> list[AttestedCredentialData]:
    rows = Factor.objects.filter(account=account, kind="key").values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(each)) for each in rows if each]
