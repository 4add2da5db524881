"""`cutdown login` and `cutdown logout` against a served API."""

import asyncio
import json
import stat

import pytest
from typer.testing import CliRunner

from cutdown.cli.app import app
from cutdown.remote import Remote
from cutdown.stack.state_folder import StateFolder
from tests.api.conftest import OWNER, TOKEN, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def cutdown(*words: str, typed: str = "") -> tuple[int, str]:
    """The command's status and words; in a thread, because the API is served by this loop."""
    result = await asyncio.to_thread(CliRunner().invoke, app, words, typed)
    return result.exit_code, result.output


async def test_logging_in_keeps_a_key_that_works_until_logging_out_revokes_it(world: World, tmp_path):
    email, password = OWNER
    state = ["--state", str(tmp_path)]
    status, said = await cutdown("login", world.url, *state, typed=f"{email}\n{password}\n")
    assert status == 0, said
    place = tmp_path / "remote.json"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    kept = json.loads(place.read_text())
    assert kept["token"].startswith("cd_live_")
    assert kept["token"] not in said
    assert kept["token"] not in repr(Remote.of(StateFolder(tmp_path)))
    headers = {"Authorization": f"Bearer {kept['token']}"}
    assert (await world.http.get("/v1/projects", headers=headers)).status_code == 200
    status, said = await cutdown("jobs", "list", *state)
    assert status == 0, said
    status, said = await cutdown("logout", *state)
    assert (status, place.exists()) == (0, False), said
    assert (await world.http.get("/v1/projects", headers=headers)).status_code == 401


async def test_a_key_that_one_has_is_checked_before_it_is_kept(world: World, tmp_path):
    state = ["--state", str(tmp_path)]
    status, said = await cutdown("login", world.url, "--token", "cd_live_wrong", *state)
    assert (status, (tmp_path / "remote.json").exists()) == (1, False), said
    status, said = await cutdown("login", world.url, "--token", "-", *state, typed=TOKEN + "\n")
    assert status == 0, said
    assert Remote.of(StateFolder(tmp_path)).token.get_secret_value() == TOKEN
    status, _ = await cutdown("logout", *state)
    assert status == 0
    # Made elsewhere, so it is not this command's to revoke.
    assert (await world.http.get("/v1/projects")).status_code == 200


async def test_a_key_is_never_sent_in_the_clear_to_another_machine(tmp_path):
    for address in ("http://cutdown.example", "ftp://127.0.0.1", "cutdown.example"):
        status, _ = await cutdown("login", address, "--token", TOKEN, "--state", str(tmp_path))
        assert status == 1
