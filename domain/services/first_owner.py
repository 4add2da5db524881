"""The first owner of an installation: a person and a key for the default organisation, made when they are missing."""

from datetime import UTC, datetime

from domain.access import Permission, Role
from domain.account_repositories import Lookups
from domain.accounts import Membership, User, plain_email, secret_hash
from domain.auth_ports import PasswordHasher
from domain.contracts.base import DEFAULT_ORG
from domain.errors import ConflictError
from domain.repositories import UnitOfWorkFactory
from domain.services.keys import made

FIRST_OWNER = "usr_first"


async def ensure_first_owner(
    uow: UnitOfWorkFactory, lookups: Lookups, passwords: PasswordHasher, *, email: str, password: str, key: str
) -> None:
    """Make the default organisation's first owner and, of this secret, a key with every permission.

    Several processes may do so at once. What is there stays as it is: a revoked key is not made again, nor is a
    changed password set back.
    """
    try:
        async with uow(DEFAULT_ORG, FIRST_OWNER) as unit:
            if await unit.users.get(FIRST_OWNER) is None:
                now = datetime.now(UTC)
                person = User(id=FIRST_OWNER, email=plain_email(email), name="First owner", created_at=now)
                await unit.users.add(person, await passwords.hash(password) if password else None)
                await unit.members.add(
                    Membership(org_id=DEFAULT_ORG, user_id=FIRST_OWNER, role=Role.OWNER, created_at=now)
                )
                await unit.commit()
    except ConflictError:
        pass  # another process was first
    if not key or await lookups.api_key(secret_hash(key)) is not None:
        return
    try:
        async with uow(DEFAULT_ORG, FIRST_OWNER) as unit:
            row, _ = made(
                DEFAULT_ORG, FIRST_OWNER, "Command line of this installation", frozenset(Permission), None, key
            )
            await unit.api_keys.add(row)
            await unit.commit()
    except ConflictError:
        pass
