"""What accounts ask of the outside world: hashing of passwords, and signed access tokens."""

from datetime import datetime
from typing import Protocol

from domain.contracts.base import Contract


class AccessClaims(Contract):
    """What an access token says, once its signature, audience, issuer and times have been checked."""

    user_id: str
    session_id: str
    org_id: str
    token_id: str
    expires_at: datetime


class PasswordHasher(Protocol):
    """A slow hash, with its parameters inside."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password: str, hashed: str | None) -> tuple[bool, str | None]:
        """Whether it fits, and a new hash when the old one's parameters are outdated. None costs the same time."""
        ...


class TokenIssuer(Protocol):
    """Access tokens, and the keys behind them."""

    async def issue(self, user_id: str, session_id: str, org_id: str) -> tuple[str, int]:
        """A token and for how many seconds it is good."""
        ...

    async def verify(self, token: str) -> AccessClaims:
        """Raises UnauthorizedError `auth.invalid`, or `auth.expired` for one that was good."""
        ...

    async def jwks(self) -> list[dict[str, str]]:
        """The public halves of all keys that tokens may be signed with, as JWKs."""
        ...

    async def rotate(self) -> bool:
        """Make the next key when it is time, and drop those whose tokens have all expired; True when one was made."""
        ...
