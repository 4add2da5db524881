"""Every code that can come out of Cutdown, read off the code itself: `python -m api.error_table` prints the table."""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

import domain.errors
from api.errors import status_of
from domain.errors import AppError
from domain.services.idempotency import InFlightError

ROOMS = ("activities", "adapters", "api", "domain", "worker_pools", "workflows")
ROOT = Path(__file__).resolve().parent.parent
# FastAPI's and Starlette's own refusals; their codes are made of the status, so they are not written anywhere.
_ROUTER = {
    "http.bad_request": (HTTPStatus.BAD_REQUEST, "There was an error parsing the body"),
    "http.not_found": (HTTPStatus.NOT_FOUND, "Not Found"),
    "http.method_not_allowed": (HTTPStatus.METHOD_NOT_ALLOWED, "Method Not Allowed"),
}
# Sentences that are put together at run time.
_MADE = {
    "request.invalid": "The request is not as described in the API guide: …",
    "request.too_deep": "The JSON nests more than … levels, or has more than … members.",
    "internal.error": "Something went wrong on our side. Tell the operators the request id.",
}
_BY_WORKFLOW = "ApplicationError"
_HEAD = """# Error codes

Every refusal is a problem (RFC 9457, `application/problem+json`) with a `code` that never changes its meaning, a
`detail` that a person can act on, the `request_id` under which our log knows it and, for invalid requests, `errors` by
field. A job that fails carries one of these codes as its `error_code`. Made by
`python -m api.error_table > docs/errors.md`.

| code | status | detail |
|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """A code, its HTTP status and its sentences, as they are written where it is raised."""

    code: str
    status: int
    details: tuple[str, ...]


@dataclass(frozen=True)
class Raised:
    """An error that is made at some place; `kind` is its class, by name, where it isn't a response already."""

    code: str
    status: int
    detail: str
    kind: str = ""


def rows() -> list[Row]:
    """One row per code, sorted. Raises ValueError for a code with two statuses, KeyError for one without a sentence."""
    found: dict[str, list[Raised]] = {code: [Raised(code, *told)] for code, told in _ROUTER.items()}
    for raised in _all_raised():
        found.setdefault(raised.code, []).append(raised)
    # What has a status of its own has it also where a workflow says it.
    found = {code: [use for use in uses if use.kind != _BY_WORKFLOW] or uses for code, uses in found.items()}
    for code, uses in found.items():
        if len({use.status for use in uses}) > 1:
            raise ValueError(f"{code} comes with several statuses: {sorted({use.status for use in uses})}")
    return [
        Row(code, uses[0].status, tuple(dict.fromkeys(use.detail for use in uses if use.detail)) or (_MADE[code],))
        for code, uses in sorted(found.items())
    ]


def dynamic_codes() -> list[str]:
    """Places where an error is made with a code that is not written there, as `path:line`."""
    return [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in _calls()
        if _status_of_call(call) and not isinstance(_code_of(call), str)
    ]


def table() -> str:
    """The page docs/errors.md."""
    lines = [
        f"| `{row.code}` | {row.status} | {' · '.join(row.details).replace('|', chr(92) + '|')} |" for row in rows()
    ]
    return _HEAD + "\n".join(lines) + "\n"


def raised_by(call: ast.Call) -> Raised | None:
    """The error that this call makes, where it is one that makes an error."""
    if isinstance(call.func, ast.Name) and call.func.id == _BY_WORKFLOW:
        return _raised_by_workflow(call)
    status, code = _status_of_call(call), _code_of(call)
    if not status or code is None:
        return None
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    detail = _text(_argument(call, _position(call) + 1, "message", "detail"))
    return Raised(code, status, detail, name if name in _kinds() else "")


def _raised_by_workflow(call: ast.Call) -> Raised | None:
    """A workflow says its refusals in the engine's own words; whoever asked hears a conflict."""
    for keyword in call.keywords:
        match keyword:
            case ast.keyword(arg="type", value=ast.Constant(value=str(code))):
                return Raised(code, HTTPStatus.CONFLICT, _text(_argument(call, 0)), _BY_WORKFLOW)
            case _:
                pass
    return None


def caught_by(names: Iterable[str], kind: str) -> bool:
    """Whether an error of this kind is caught where those classes are."""
    kinds = _kinds()
    return kind in kinds and any(issubclass(kinds[kind], kinds[name]) for name in names if name in kinds)


def _all_raised() -> Iterator[Raised]:
    for _, call in _calls():
        raised = raised_by(call)
        if raised is not None:
            yield raised


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield path, node


@cache
def _kinds() -> dict[str, type[AppError]]:
    kinds = {name: kind for name, kind in vars(domain.errors).items() if isinstance(kind, type)}
    return {name: kind for name, kind in kinds.items() if issubclass(kind, AppError)} | {"InFlightError": InFlightError}


def _status_of_call(call: ast.Call) -> int | None:
    """The HTTP status of an error that is made here; None for other calls."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    kind = _kinds().get(name)
    if kind is not None and kind is not AppError:
        return int(status_of(kind("", "")))
    if name == "problem_response" and call.args:
        status = call.args[0]
        if isinstance(status, ast.Attribute) and status.attr in HTTPStatus.__members__:
            return int(HTTPStatus[status.attr])
        if isinstance(status, ast.Constant) and isinstance(status.value, int):
            return status.value
    return None


def _position(call: ast.Call) -> int:
    """Where the code stands among the arguments."""
    return 1 if isinstance(call.func, ast.Name) and call.func.id == "problem_response" else 0


def _code_of(call: ast.Call) -> str | None:
    value = _argument(call, _position(call), "code")
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _argument(call: ast.Call, position: int, *names: str) -> ast.expr | None:
    if len(call.args) > position:
        return call.args[position]
    return next((keyword.value for keyword in call.keywords if keyword.arg in names), None)


def _text(value: ast.expr | None) -> str:
    """A sentence as it is written; what is put in at run time is an ellipsis."""
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or "…" for part in parts)
        case _:
            return ""


if __name__ == "__main__":
    sys.stdout.write(table())
