"""The first owner of an installation, on a real database: made once, whoever begins at the same moment."""

import asyncio

from adapters.auth.passwords import Argon2Passwords
from adapters.db.engine import open_engine
from adapters.db.lookups import DbLookups
from adapters.db.unit_of_work import SqlUnitOfWorkFactory
from domain.accounts import secret_hash
from domain.contracts.base import DEFAULT_ORG
from domain.services.first_owner import FIRST_OWNER, ensure_first_owner
from tests.conftest import Database

KEY, OTHER = "cd_live_first", "cd_live_other"


async def test_processes_that_begin_at_once_make_one_owner_and_one_key_and_later_ones_change_nothing(
    database: Database,
) -> None:
    engine = open_engine(database.app_url)
    units, lookups = SqlUnitOfWorkFactory(engine), DbLookups(engine)

    async def begin(key: str = KEY, email: str = "Owner@Example.com") -> None:
        await ensure_first_owner(units, lookups, Argon2Passwords(), email=email, password="correct horse", key=key)

    try:
        await asyncio.gather(*(begin() for _ in range(4)))
        await begin(email="somebody@else.example")
        await begin(key="")
        await begin(key=OTHER)
        async with units(DEFAULT_ORG, FIRST_OWNER) as unit:
            owner = await unit.users.get(FIRST_OWNER)
            members = await unit.members.list(after=None, limit=9)
            keys = await unit.api_keys.list(after=None, limit=9)
        assert owner is not None
        assert owner.email == "owner@example.com"
        assert [(member.user_id, member.role) for member in members] == [(FIRST_OWNER, "owner")]
        assert {key.id for key in keys} == {
            found.id for key in (KEY, OTHER) if (found := await lookups.api_key(secret_hash(key)))
        }
        assert len(keys) == 2
    finally:
        await engine.dispose()
