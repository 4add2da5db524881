"""API keys: made for programs, shown once, and never more powerful than the person who made them."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.accounts import KEY_PREFIX, ApiKey, new_secret, secret_hash
from domain.errors import ForbiddenError, NotFoundError, RejectedError
from domain.ids import random_id
from domain.paging import Position
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.audit import entry
from domain.services.authentication import RecentCallers

_SHOWN_LETTERS = len(KEY_PREFIX) + 4


class KeyService:
    """Use cases of API keys."""

    def __init__(self, uow: UnitOfWorkFactory, recent: RecentCallers) -> None:
        self._uow = uow
        self._recent = recent

    async def create(
        self, principal: Principal, name: str, scopes: Collection[Permission], expires_at: datetime | None
    ) -> tuple[ApiKey, str]:
        """The key and its secret, which is told this one time.

        Raises ForbiddenError `key.scope_above_you`, RejectedError `key.expired`.
        """
        principal.require(Permission.KEYS_WRITE)
        beyond = sorted(set(scopes) - principal.permissions)
        if beyond:
            raise ForbiddenError("key.scope_above_you", f"You may not do this yourself: {', '.join(beyond)}.")
        if expires_at is not None and expires_at <= datetime.now(UTC):
            raise RejectedError("key.expired", "The key would have expired already.")
        async with self._uow(principal.org_id) as unit:
            key, secret = made(principal.org_id, await _maker(unit, principal), name, scopes, expires_at)
            await unit.api_keys.add(key)
            data = {"name": name, "scopes": " ".join(key.scopes)}
            await unit.audit.add(entry(principal, "key.created", key.id, **data))
            await unit.commit()
        return key, secret

    async def list(self, principal: Principal, *, after: Position | None, limit: int) -> Sequence[ApiKey]:
        """Newest first, revoked ones among them."""
        principal.require(Permission.KEYS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.api_keys.list(after=after, limit=limit)

    async def get(self, principal: Principal, key_id: str) -> ApiKey:
        """Raises NotFoundError `key.not_found`."""
        principal.require(Permission.KEYS_READ)
        async with self._uow(principal.org_id) as unit:
            return await _key(unit, key_id)

    async def rename(self, principal: Principal, key_id: str, name: str, expected: int | None = None) -> ApiKey:
        """Raises NotFoundError `key.not_found`, StaleError."""
        principal.require(Permission.KEYS_WRITE)
        async with self._uow(principal.org_id) as unit:
            key = await _key(unit, key_id, lock=True)
            require_revision(expected, key.revision)
            key = key.model_copy(update={"name": name, "revision": key.revision + 1})
            await unit.api_keys.update(key)
            await unit.audit.add(entry(principal, "key.renamed", key_id, name=name))
            await unit.commit()
        return key

    async def revoke(self, principal: Principal, key_id: str, expected: int | None = None) -> None:
        """From now on it opens nothing; revoking it again changes nothing.

        Raises NotFoundError `key.not_found`, StaleError.
        """
        principal.require(Permission.KEYS_WRITE)
        async with self._uow(principal.org_id) as unit:
            key = await _key(unit, key_id, lock=True)
            if key.revoked_at is None:
                require_revision(expected, key.revision)
                ended = {"revoked_at": datetime.now(UTC), "revision": key.revision + 1}
                await unit.api_keys.update(key.model_copy(update=ended))
                await unit.audit.add(entry(principal, "key.revoked", key_id))
                await unit.commit()
        self._recent.forget()


def made(
    org_id: str, user_id: str, name: str, scopes: Collection[Permission], expires_at: datetime | None, secret: str = ""
) -> tuple[ApiKey, str]:
    """A key of this person's, and its secret; one is made up where none is given."""
    secret = secret or new_secret(KEY_PREFIX)
    key = ApiKey(
        id=random_id("key"),
        org_id=org_id,
        name=name,
        prefix=secret[:_SHOWN_LETTERS],
        key_hash=secret_hash(secret),
        scopes=tuple(sorted(set(scopes))),
        created_by=user_id,
        created_at=datetime.now(UTC),
        expires_at=expires_at,
    )
    return key, secret


async def _maker(unit: UnitOfWork, principal: Principal) -> str:
    """The person behind the caller: a key that makes a key hands on whose it is."""
    if principal.actor_kind == "key":
        return (await _key(unit, principal.actor_id)).created_by
    return principal.actor_id


async def _key(unit: UnitOfWork, key_id: str, *, lock: bool = False) -> ApiKey:
    key = await unit.api_keys.get(key_id, lock=lock)
    if key is None:
        raise NotFoundError("key.not_found", f"There is no API key {key_id}.")
    return key
