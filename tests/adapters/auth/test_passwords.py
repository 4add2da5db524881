"""Passwords: hashed slowly and with salt, and refused after the same work whoever's they are."""

import time

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from adapters.auth.passwords import Argon2Passwords


async def test_a_password_fits_its_own_hash_only():
    passwords = Argon2Passwords()
    first, second = await passwords.hash("correct horse"), await passwords.hash("correct horse")
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.verify("correct horse", first) == (True, None)
    assert await passwords.verify("correct horse ", first) == (False, None)
    assert await passwords.verify("", first) == (False, None)


async def test_nobodys_password_never_fits():
    passwords = Argon2Passwords()
    for password in ("", "x", "nobody's password, so that an unknown address costs what a known one does"):
        assert await passwords.verify(password, None) == (False, None)
        assert await passwords.verify(password, "not a hash") == (False, None)


async def test_a_hash_with_outdated_parameters_is_renewed_when_it_fits():
    weak = PasswordHash((Argon2Hasher(memory_cost=1024, time_cost=1, parallelism=1),)).hash("correct horse")
    passwords = Argon2Passwords()
    fits, renewed = await passwords.verify("correct horse", weak)
    assert fits
    assert await passwords.verify("correct horse", renewed) == (True, None)
    assert await passwords.verify("wrong", weak) == (False, None)


async def test_an_unknown_person_costs_what_a_known_one_does():
    passwords = Argon2Passwords()
    known = await passwords.hash("correct horse")
    await passwords.verify("warm up", None)

    async def cost(hashed: str | None) -> float:
        took = []
        for _ in range(7):
            began = time.process_time()
            await passwords.verify("wrong", hashed)
            took.append(time.process_time() - began)
        return sorted(took)[3]

    assert 0.6 < await cost(known) / await cost(None) < 1.7
