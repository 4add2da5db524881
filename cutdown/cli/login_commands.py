"""Commands that turn this machine's command line to a server elsewhere, and back."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import urlsplit

import typer
from pydantic import SecretStr

from cutdown.cli.console import fail, out
from cutdown.cli.stack_commands import StateDir
from cutdown.cli.terminal import line
from cutdown.remote import Remote
from cutdown.stack.state_folder import StateFolder
from cutdown_sdk import Cutdown, CutdownError

_PATIENCE_SECONDS = 5.0
_LOCAL = {"127.0.0.1", "localhost", "::1"}


def login(
    url: Annotated[str, typer.Argument(help="Address of the server, e.g. https://cutdown.example.")],
    *,
    email: Annotated[str | None, typer.Option(help="Your e-mail address; asked for without it.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Id of the organisation; without it your first.")] = None,
    token: Annotated[str | None, typer.Option(help="An API key that you have; `-` asks for it.")] = None,
    state: StateDir = None,
) -> None:
    """Use a remote server from now on; its key is kept in the state folder."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        fail("Give an https:// address: a key must not travel in the clear.", "login.bad_url")
    address = url.rstrip("/")
    if token is None:
        remote = _made_key(address, email or typer.prompt("E-mail address"), organisation)
    else:
        given = typer.prompt("API key", hide_input=True) if token == "-" else token  # noqa: S105 - a dash asks
        remote = Remote(url=address, token=SecretStr(given.strip()))
    with _server(remote.url, remote.token) as server:
        me = server.auth.me()
    remote.keep(StateFolder.at(state))
    out.print(line(("✓", "green"), f" Commands go to {remote.url} from now on, for {me.organisation_id}."))


def logout(state: StateDir = None) -> None:
    """Forget the remote server, and revoke the key that `cutdown login` made there."""
    folder = StateFolder.at(state)
    remote = Remote.of(folder)
    if remote is None:
        out.print("There is no remote server: commands go to the local stack.")
        return
    if remote.key_id:
        with _server(remote.url, remote.token) as server:
            server.api_keys.revoke(remote.key_id)
    Remote.forget(folder)
    out.print(line(("✓", "green"), f" Logged out of {remote.url}. Commands go to the local stack."))


def _made_key(address: str, email: str, organisation: str | None) -> Remote:
    """Log in with a password, make a key of it, and log out again."""
    with _server(address) as server:
        server.auth.login(email, typer.prompt("Password", hide_input=True), organisation_id=organisation)
        name = f"Command line on {socket.gethostname()}"
        made = server.api_keys.create(name, server.auth.me().permissions)
        server.auth.logout()
    return Remote(url=address, token=SecretStr(made.secret), key_id=made.api_key.id)


@contextmanager
def _server(address: str, key: SecretStr | None = None) -> Iterator[Cutdown]:
    """A server's API; a refusal ends the command with the server's sentence."""
    with Cutdown(address, key.get_secret_value() if key else None, patience=_PATIENCE_SECONDS) as server:
        try:
            yield server
        except CutdownError as error:
            fail(error.message, error.code)
