"""Commands that turn this machine's command line to a server elsewhere, and back."""

import socket
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import typer
from pydantic import SecretStr

from cutdown.cli.console import fail, out
from cutdown.cli.stack_commands import StateDir
from cutdown.remote import Remote
from cutdown.stack.state_folder import StateFolder

_TIMEOUT_SECONDS = 30
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
    server = _Server(url)
    if token is None:
        remote = server.made_key(email or typer.prompt("E-mail address"), organisation)
    else:
        given = typer.prompt("API key", hide_input=True) if token == "-" else token  # noqa: S105 - a dash asks
        remote = Remote(url=server.url, token=SecretStr(given.strip()))
    me = server.call("GET", "/v1/auth/me", key=remote.token)
    remote.keep(StateFolder.at(state))
    out.print(f"[green]✓[/green] Commands go to {server.url} from now on, for {me['organisation_id']}.")


def logout(state: StateDir = None) -> None:
    """Forget the remote server, and revoke the key that `cutdown login` made there."""
    folder = StateFolder.at(state)
    remote = Remote.of(folder)
    if remote is None:
        out.print("There is no remote server: commands go to the local stack.")
        return
    if remote.key_id:
        _Server(remote.url).call("DELETE", f"/v1/api-keys/{remote.key_id}", key=remote.token)
    Remote.forget(folder)
    out.print(f"[green]✓[/green] Logged out of {remote.url}. Commands go to the local stack.")


class _Server:
    """A server's API, as far as logging in needs it."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def made_key(self, email: str, organisation: str | None) -> Remote:
        """Log in with a password, make a key of it, and log out again."""
        password = typer.prompt("Password", hide_input=True)
        body = {"email": email, "password": password, "organisation_id": organisation}
        access = SecretStr(self.call("POST", "/v1/auth/login", body=body)["access_token"])
        scopes = self.call("GET", "/v1/auth/me", key=access)["permissions"]
        body = {"name": f"Command line on {socket.gethostname()}", "scopes": scopes}
        made = self.call("POST", "/v1/api-keys", body=body, key=access)
        self.call("POST", "/v1/auth/logout", key=access)
        return Remote(url=self.url, token=SecretStr(made["secret"]), key_id=made["api_key"]["id"])

    def call(
        self, method: str, path: str, *, body: dict[str, Any] | None = None, key: SecretStr | None = None
    ) -> dict[str, Any]:
        """One request; a refusal ends the command with the server's sentence."""
        headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
        try:
            answer = httpx.request(method, self.url + path, json=body, headers=headers, timeout=_TIMEOUT_SECONDS)
        except httpx.HTTPError as error:
            fail(f"{self.url} does not answer: {error}", "api.unavailable")
        found: dict[str, Any] = answer.json() if answer.content else {}
        if not answer.is_success:
            fail(str(found.get("detail", f"The server answered {answer.status_code}.")), str(found.get("code", "")))
        return found
