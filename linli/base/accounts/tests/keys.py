"""A security key in software: answers as a real one does, with its own key pair and counter."""

import html
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData


class SoftKey:
    """One key, used on one origin."""

    def __init__(self, host: str, origin: str, credential_id: bytes = b"") -> None:
        self.host, self.origin = host, origin
        self.credential_id = credential_id or secrets.token_bytes(32)
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._count = 0

    def register(self, question: str) -> str:
        """The answer to a page's question for a new key, as its script would send it."""
        client = self._client(CollectedClientData.TYPE.CREATE, question)
        credential = AttestedCredentialData.create(
            b"\0" * 16,
            self.credential_id,
            ES256.from_cryptography_key(self._private.public_key()),  # type: ignore[no-untyped-call] # -- fido2's own
        )
        made = AttestationObject.create("none", self._data(AuthenticatorData.FLAG.AT, bytes(credential)), {})
        return self._sent(clientDataJSON=client, attestationObject=made)

    def answer(self, question: str) -> str:
        """The answer to a page's question at signing in."""
        self._count += 1
        client = self._client(CollectedClientData.TYPE.GET, question)
        data = self._data(AuthenticatorData.FLAG(0), b"")
        signature = self._private.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._sent(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind: str, question: str) -> CollectedClientData:
        asked = json.loads(html.unescape(question))
        return CollectedClientData.create(kind, asked["challenge"], self.origin)

    def _data(self, more: AuthenticatorData.FLAG, credential: bytes) -> AuthenticatorData:
        made: AuthenticatorData = AuthenticatorData.create(
            sha256(self.host.encode()), AuthenticatorData.FLAG.UP | more, self._count, credential
        )
        return made

    def _sent(self, **response: Any) -> str:
        own = websafe_encode(self.credential_id)
        said = {name: websafe_encode(bytes(value)) for name, value in response.items()}
        return json.dumps(
            {"id": own, "rawId": own, "type": "public-key", "response": said, "clientExtensionResults": {}}
        )
