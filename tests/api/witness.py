"""Holds every refusal that a test of the API meets against what the published schema says of the operation."""

import json
import re
from collections.abc import Iterator

from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

PROBLEM = b"application/problem+json"


class Witness:
    """An application that passes everything on, and remembers the codes that no operation has announced."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self.undocumented: set[str] = set()
        self._announced = list(_announced(app.openapi()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one connection on."""
        status, body, is_problem = 0, b"", False

        async def looking(message: Message) -> None:
            nonlocal status, body, is_problem
            if message["type"] == "http.response.start":
                status = message["status"]
                is_problem = dict(message["headers"]).get(b"content-type") == PROBLEM
            elif is_problem and message["type"] == "http.response.body":
                body += message.get("body", b"")
            await send(message)

        await self._app(scope, receive, looking)
        if body:
            self._hold(scope["method"], scope["path"], status, json.loads(body)["code"])

    def _hold(self, method: str, path: str, status: int, code: str) -> None:
        for known_method, pattern, codes in self._announced:
            if known_method == method and pattern.fullmatch(path):
                if (str(status), code) not in codes:
                    self.undocumented.add(f"{method} {pattern.pattern}: {status} {code}")
                return


def _announced(document: dict) -> Iterator[tuple[str, re.Pattern[str], set[tuple[str, str]]]]:
    # Paths without parameters first: `/v1/invitations/accept` is no invitation.
    for path, methods in sorted(document["paths"].items(), key=lambda pair: "{" in pair[0]):
        pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))
        for method, operation in methods.items():
            codes = {
                (status, code)
                for status, answer in operation["responses"].items()
                for code in answer.get("content", {}).get(PROBLEM.decode(), {}).get("examples", {})
            }
            yield method.upper(), pattern, codes
