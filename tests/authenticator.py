"""A security key made of software: it makes passkeys and signs in with them, as a browser's does."""

import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

Json = dict[str, Any]
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV  # somebody is there, and it is the right one


class SecurityKey:
    """Holds one passkey. `origin` is the page that asks."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.credential_id = os.urandom(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user_handle = b""

    def make(self, options: Json) -> Json:
        """What `navigator.credentials.create` answers."""
        asked = options["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        held = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public)
        data = AuthenticatorData.create(
            sha256(asked["rp"]["id"].encode()), FLAGS | AuthenticatorData.FLAG.AT, 0, bytes(held)
        )
        client = self._client("webauthn.create", asked["challenge"])
        made = AttestationObject.create("none", data, {})
        return self._credential(
            {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(made)},
            {"credProps": {"rk": True}},
        )

    def sign(self, options: Json) -> Json:
        """What `navigator.credentials.get` answers."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(sha256(asked["rpId"].encode()), FLAGS, 1)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self.user_handle),
            },
            {},
        )

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, self.origin)

    def _credential(self, response: Json, extensions: Json) -> Json:
        id_ = websafe_encode(self.credential_id)
        return {
            "id": id_, "rawId": id_, "type": "public-key", "response": response, "clientExtensionResults": extensions,
        }  # fmt: skip
