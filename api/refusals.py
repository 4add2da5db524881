"""What each operation may refuse, told in the published schema: by status, with the codes that come with it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

Json = dict[str, Any]

# Made by `python -m api.refusal_search`; a test holds it against the code.
_FILE = Path(__file__).with_name("refusals.json")
# The framework's own refusals, which no code of ours makes.
OF_FRAMEWORK = _INVALID, _UNREADABLE = ("request.invalid", "http.bad_request")
_EXAMPLE_ID = "5f0c7e2ab4d19836"
# No client can do anything about them; docs/errors.md has them.
_FOR_OPERATORS = frozenset({"auth.key_unknown", "auth.secret_changed", "sealing.damaged"})
# What reads cannot contradict the record, nor be overtaken.
_OF_CHANGES = frozenset({"database.conflict", "idempotency.overtaken"})


@dataclass(frozen=True)
class Refusal:
    """A code, its status and the sentences that come with it."""

    code: str
    status: int
    details: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences, for people."""
        return " · ".join(self.details)

    def example(self) -> Json:
        """The problem, as it is answered."""
        problem: Json = {
            "type": f"urn:cutdown:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.details[0],
            "code": self.code,
            "request_id": _EXAMPLE_ID,
        }
        if self.code == _INVALID:
            problem["detail"] = self.details[0].replace("…", "body.name.")
            problem["errors"] = [{"field": "body.name", "message": "Field required"}]
        return problem


def permissions_of(operation: str) -> list[str]:
    """The permissions that an operation asks for; it is known by its `operationId`."""
    found: list[str] = _read()["operations"].get(operation, {}).get("permissions", [])
    return found


def refusals_of(method: str, operation: Json, *, by_caller: bool) -> list[Refusal]:
    """What an operation of the versioned API may refuse, by status and code."""
    known = _read()
    codes = set(known["surroundings"]["every"])
    codes |= set(known["operations"].get(operation["operationId"], {}).get("codes", ()))
    if by_caller:
        codes |= set(known["surroundings"]["caller"])
    if method == "post":
        codes |= set(known["surroundings"]["post"])
    if "requestBody" in operation:
        codes |= {*known["surroundings"]["body"], _UNREADABLE}
    if "requestBody" in operation or operation.get("parameters"):
        codes.add(_INVALID)
    if method == "get":
        codes -= _OF_CHANGES
    return sorted(_refusals(codes - _FOR_OPERATORS), key=lambda one: (one.status, one.code))


def tell(operation: Json, refusals: Iterable[Refusal]) -> None:
    """Write an operation's refusals into its responses. The examples lie in the document's components, once each."""
    by_status: dict[int, list[Refusal]] = {}
    # FastAPI's own word for an invalid request: it is a problem like the others.
    operation["responses"].pop("422", None)
    for one in refusals:
        by_status.setdefault(one.status, []).append(one)
    for status, several in by_status.items():
        operation["responses"][str(status)] = {
            "description": "\n".join(f"- `{one.code}`: {one.text}" for one in several),
            "content": {
                "application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {one.code: {"$ref": f"#/components/examples/{one.code}"} for one in several},
                }
            },
        }


def examples(refusals: Iterable[Refusal]) -> Json:
    """The document's examples of problems, by code."""
    return {one.code: {"value": one.example()} for one in refusals}


def _refusals(codes: Iterable[str]) -> Iterator[Refusal]:
    told = _read()["codes"]
    for code in codes:
        yield Refusal(code, told[code]["status"], tuple(told[code]["details"]))


@cache
def _read() -> Json:
    found: Json = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
