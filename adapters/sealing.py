"""Seals bytes so that only who knows the key can read them, and nobody can change them unnoticed."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import PermanentError

_NONCE_BYTES = 12


class AesSealer:
    """AES-256-GCM with a fresh nonce in front of each sealed text; keys have 32 bytes."""

    def seal(self, key: bytes, data: bytes) -> bytes:
        """Encrypt."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(key).encrypt(nonce, data, None)

    def open(self, key: bytes, sealed: bytes) -> bytes:
        """Decrypt; raises PermanentError `sealing.damaged` for another key or changed bytes."""
        try:
            return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except InvalidTag as error:
            raise PermanentError("sealing.damaged", "What was kept under seal cannot be read any more.") from error
