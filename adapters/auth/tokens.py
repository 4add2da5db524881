"""Access tokens: JWTs signed by Ed25519, good for a quarter of an hour."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import jwt

from domain.auth_ports import AccessClaims
from domain.errors import UnauthorizedError

if TYPE_CHECKING:
    from adapters.auth.key_ring import KeyRing

LIFETIME = timedelta(minutes=15)
AUDIENCE = "cutdown-api"
TYPE = "at+jwt"
"""RFC 9068: a token of another kind is never taken for an access token."""

_ALGORITHM = "EdDSA"
_LONGEST = 4096
_LEEWAY_SECONDS = 5
_CLAIMS = ["iss", "aud", "sub", "sid", "org", "iat", "nbf", "exp", "jti"]


class JwtTokens:
    """Issues and checks them; `issuer` names this installation."""

    def __init__(self, ring: KeyRing, issuer: str) -> None:
        self._ring = ring
        self._issuer = issuer

    async def issue(self, user_id: str, session_id: str, org_id: str) -> tuple[str, int]:
        key = await self._ring.signing()
        now = datetime.now(UTC)
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": user_id,
            "sid": session_id,
            "org": org_id,
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME,
            "jti": secrets.token_hex(16),
        }
        token = jwt.encode(claims, key.private, algorithm=_ALGORITHM, headers={"kid": key.kid, "typ": TYPE})
        return token, int(LIFETIME.total_seconds())

    async def verify(self, token: str) -> AccessClaims:
        if len(token) > _LONGEST:
            raise _refused()
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise _refused() from error
        kid = header.get("kid")
        # The key is chosen among ours by its id alone; jku, jwk, x5u and x5c of the header are never looked at.
        key = await self._ring.verifying(kid) if isinstance(kid, str) else None
        if key is None or header.get("typ") != TYPE:
            raise _refused()
        try:
            claims = jwt.decode(
                token,
                key.private.public_key(),
                algorithms=[_ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                leeway=_LEEWAY_SECONDS,
                options={"require": _CLAIMS, "strict_aud": True, "verify_sub": True, "verify_jti": True},
            )
        except jwt.ExpiredSignatureError as error:
            raise UnauthorizedError("auth.expired", "The access token has expired. Refresh it.") from error
        except jwt.PyJWTError as error:
            raise _refused() from error
        named = [claims["sid"], claims["org"]]
        if not all(isinstance(name, str) for name in named):
            raise _refused()
        return AccessClaims(
            user_id=claims["sub"],
            session_id=claims["sid"],
            org_id=claims["org"],
            token_id=claims["jti"],
            expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        )

    async def jwks(self) -> list[dict[str, str]]:
        return [key.public for key in await self._ring.published()]

    async def rotate(self) -> bool:
        return await self._ring.rotate()


def _refused() -> UnauthorizedError:
    return UnauthorizedError("auth.invalid", "This token or key is not known, or not any more.")
