"""Who is calling: from an access token or an API key to a Principal with the permissions of this moment."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from domain.access import PERMISSIONS, Principal
from domain.account_repositories import FoundKey, Lookups
from domain.accounts import KEY_PREFIX, secret_hash
from domain.auth_ports import TokenIssuer
from domain.errors import UnauthorizedError
from domain.repositories import UnitOfWorkFactory

REMEMBERED_SECONDS = 2.0
"""How long a process may go on with what it knew of a caller: so soon a revocation holds everywhere."""

USE_NOTED_EVERY = timedelta(minutes=1)

_MOST_REMEMBERED = 10_000
_LONGEST = 4096


class RecentCallers:
    """Callers who were looked up a moment ago; whoever changes who may do what calls `forget`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, tuple[float, Principal]] = {}

    def get(self, name: str) -> Principal | None:
        """The caller, unless it was looked up too long ago."""
        found = self._known.get(name)
        return found[1] if found is not None and self._clock() - found[0] < REMEMBERED_SECONDS else None

    def put(self, name: str, principal: Principal, looked_up_at: float) -> None:
        """Remember a caller as it was at that moment."""
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[name] = (looked_up_at, principal)

    def forget(self) -> None:
        """Look everybody up again."""
        self._known = {}

    def now(self) -> float:
        """A moment for `put`, to be taken before looking up."""
        return self._clock()


class Authenticator:
    """Finds out who a credential stands for."""

    def __init__(
        self, uow: UnitOfWorkFactory, lookups: Lookups, tokens: TokenIssuer, recent: RecentCallers | None = None
    ) -> None:
        self._uow = uow
        self._lookups = lookups
        self._tokens = tokens
        self._recent = recent or RecentCallers()

    async def identify(self, credential: str) -> Principal:
        """Raises UnauthorizedError `auth.invalid` or `auth.expired`."""
        if len(credential) > _LONGEST:
            raise refused()
        if credential.startswith(KEY_PREFIX):
            return await self._key(secret_hash(credential))
        return await self._person(credential)

    async def _key(self, key_hash: str) -> Principal:
        known = self._recent.get(key_hash)
        if known is not None:
            return known
        looked_up_at = self._recent.now()
        found = await self._lookups.api_key(key_hash)
        now = datetime.now(UTC)
        if found is None or found.role is None or not _good_at(found, now):
            raise refused()
        # Never more than the person who made it may do now.
        principal = Principal(found.org_id, found.id, "key", found.scopes & PERMISSIONS[found.role])
        if found.last_used_at is None or now - found.last_used_at >= USE_NOTED_EVERY:
            async with self._uow(found.org_id) as unit:
                await unit.api_keys.touch(found.id, now)
                await unit.commit()
        self._recent.put(key_hash, principal, looked_up_at)
        return principal

    async def _person(self, token: str) -> Principal:
        claims = await self._tokens.verify(token)
        name = f"{claims.session_id} {claims.user_id} {claims.org_id}"
        known = self._recent.get(name)
        if known is not None:
            return known
        looked_up_at = self._recent.now()
        async with self._uow(claims.org_id, claims.user_id) as unit:
            alive, role = await unit.sessions.role_in(claims.session_id, claims.org_id, datetime.now(UTC))
        if not alive or (role is None and claims.org_id):
            raise refused()
        permissions = PERMISSIONS[role] if role is not None else frozenset()
        principal = Principal(claims.org_id, claims.user_id, "user", permissions, claims.session_id)
        self._recent.put(name, principal, looked_up_at)
        return principal


def refused() -> UnauthorizedError:
    """One answer for every credential that is not good, so that it tells nothing."""
    return UnauthorizedError("auth.invalid", "This token or key is not known, or not any more.")


def _good_at(key: FoundKey, now: datetime) -> bool:
    return key.revoked_at is None and (key.expires_at is None or now < key.expires_at)
