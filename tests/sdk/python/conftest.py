"""A clock that does not need time, and servers that answer as they are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from bench.api_server import api_on
from cutdown.stack.postgres import PostgresServer
from cutdown.stack.s3 import S3Server
from cutdown.stack.solo import clone_database


@dataclass
class Clock:
    """Waiting moves it, and nothing else does."""

    now: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("cutdown_sdk.patience.monotonic", lambda: clock.now)
    monkeypatch.setattr("cutdown_sdk.credential.monotonic", lambda: clock.now)
    monkeypatch.setattr("cutdown_sdk.sync.sleep", clock.sleep)
    return clock


class Script(httpx.MockTransport):
    """Answers, or breaks off, one after another; the last one for ever."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        super().__init__(self.answer)
        self._answers = list(answers)
        self.requests: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        # An answer can be read once.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


@pytest.fixture(scope="session")
def api_url(
    postgres_server: PostgresServer,
    migrated_template: str,
    s3_server: S3Server,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """A real API in a process of its own, on an empty record; `bench.api_server.KEY` opens it."""
    name = clone_database(postgres_server, migrated_template)
    with api_on(postgres_server, name, s3_server, tmp_path_factory.mktemp("api")) as served:
        yield f"http://127.0.0.1:{served.port}"
