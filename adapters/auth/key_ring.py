"""The keys that access tokens are signed with: kept sealed in the record, shared by all processes, renewed by age."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import OKPAlgorithm

from domain.errors import PermanentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class KeyStore(Protocol):
        """Where the keys are kept."""

        async def signing_keys(self) -> Sequence[StoredKey]: ...
        async def add_signing_key(self, key: StoredKey, newest_before: datetime) -> bool: ...
        async def drop_signing_keys(self, older_than: datetime) -> int: ...


AGE = timedelta(days=30)
"""How long a key signs."""

NOTICE = timedelta(minutes=10)
"""How long a key is published before it signs, so that other verifiers have fetched it by then."""

KEPT = AGE + NOTICE + timedelta(days=1)
"""A key is published until its last token has long expired."""

_REREAD_SECONDS = 60.0
# A stranger who makes up key ids must not make us ask the record each time.
_REREAD_FOR_UNKNOWN_SECONDS = 2.0


@dataclass(frozen=True)
class StoredKey:
    """A key as the record has it: `sealed` is an encrypted PEM, `public` a JWK."""

    kid: str
    sealed: str
    public: dict[str, str]
    created_at: datetime


@dataclass(frozen=True)
class RingKey:
    """A key at hand."""

    kid: str
    private: Ed25519PrivateKey
    public: dict[str, str]
    created_at: datetime


class KeyRing:
    """All keys that are published. `secret` seals what is in the record: a copy of the database signs nothing."""

    def __init__(self, store: KeyStore, secret: str) -> None:
        self._store = store
        self._passphrase = hashlib.sha256(b"cutdown signing keys\0" + secret.encode()).hexdigest().encode()
        self._keys: tuple[RingKey, ...] = ()
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def signing(self) -> RingKey:
        """The key to sign with: the newest one that was published long enough, else the first there ever was."""
        keys = await self._fresh(_REREAD_SECONDS)
        if not keys:
            await self.rotate()
            keys = self._keys
        known = [key for key in keys if datetime.now(UTC) - key.created_at >= NOTICE]
        return known[0] if known else keys[-1]

    async def verifying(self, kid: str) -> RingKey | None:
        """The key with this id, if it is published."""
        for seconds in (_REREAD_SECONDS, _REREAD_FOR_UNKNOWN_SECONDS):
            found = next((key for key in await self._fresh(seconds) if key.kid == kid), None)
            if found is not None:
                return found
        return None

    async def published(self) -> tuple[RingKey, ...]:
        """All of them, the newest first."""
        return await self._fresh(_REREAD_SECONDS)

    async def rotate(self) -> bool:
        """Make the next key when the newest is old, drop the oldest; several processes may try, one succeeds."""
        now = datetime.now(UTC)
        private = Ed25519PrivateKey.generate()
        public = {
            str(name): str(value) for name, value in OKPAlgorithm.to_jwk(private.public_key(), as_dict=True).items()
        }
        kid = hashlib.sha256(public["x"].encode()).hexdigest()[:24]
        public = {name: public[name] for name in ("kty", "crv", "x")} | {"kid": kid, "use": "sig", "alg": "EdDSA"}
        sealed = private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(self._passphrase)
        ).decode()
        made = await self._store.add_signing_key(StoredKey(kid, sealed, public, now), now - AGE)
        await self._store.drop_signing_keys(now - KEPT)
        await self._fresh(0)
        return made

    async def _fresh(self, most_seconds: float) -> tuple[RingKey, ...]:
        if time.monotonic() - self._read_at > most_seconds:
            async with self._reading:
                if time.monotonic() - self._read_at > most_seconds:
                    at_hand = {key.kid: key for key in self._keys}
                    stored = await self._store.signing_keys()
                    self._keys = tuple(at_hand.get(key.kid) or self._opened(key) for key in stored)
                    self._read_at = time.monotonic()
        return self._keys

    def _opened(self, key: StoredKey) -> RingKey:
        try:
            private = load_pem_private_key(key.sealed.encode(), self._passphrase)
        except ValueError as error:
            raise PermanentError(
                "auth.secret_changed",
                "The signing keys were sealed with another CUTDOWN_AUTH_SECRET. Give that one, or delete the keys.",
            ) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise PermanentError("auth.key_unknown", f"The signing key {key.kid} is of another kind.")
        return RingKey(key.kid, private, key.public, key.created_at)
