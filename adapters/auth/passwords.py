"""Passwords by Argon2id, in threads, a few at a time."""

from __future__ import annotations

import asyncio
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

# OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane; about 30 ms.
_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1
# Each takes its memory and a core: a flood of logins waits, instead of taking the machine.
_AT_ONCE = 2


class Argon2Passwords:
    """A hash carries its parameters, so that stronger ones can be introduced without anybody's help."""

    def __init__(self) -> None:
        hasher = Argon2Hasher(memory_cost=_MEMORY_KIB, time_cost=_PASSES, parallelism=_LANES)
        self._hashes = PasswordHash((hasher,))
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hashes.hash, password)

    async def verify(self, password: str, hashed: str | None) -> tuple[bool, str | None]:
        async with self._slots:
            return await asyncio.to_thread(self._verify, password, hashed)

    def _verify(self, password: str, hashed: str | None) -> tuple[bool, str | None]:
        try:
            fits, renewed = self._hashes.verify_and_update(password, hashed or self._nobodys)
        except PwdlibError:  # a hash of no known kind fits nothing
            return False, None
        return (fits, renewed) if hashed else (False, None)

    @cached_property
    def _nobodys(self) -> str:
        return self._hashes.hash("nobody's password, so that an unknown address costs what a known one does")
