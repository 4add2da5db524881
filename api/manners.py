"""Writes what all routes have in common into the published schema, so that no route has to say it itself."""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from api.chapters import CHAPTERS
from api.dependencies import calling
from api.examples import Examples
from api.idempotency import HEADER, KEY_PATTERN
from api.refusals import Refusal, permissions_of, refusals_of, tell
from api.refusals import examples as problem_examples
from api.sections import VERSION, Section

_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": KEY_PATTERN},
    "description": "Requests with one key have one effect, however often they are sent within 24 hours; the answer is "
    "told again, with `Idempotent-Replayed: true`.",
}
_HEADERS = {
    "Idempotent-Replayed": {
        "schema": {"type": "string", "enum": ["true"]},
        "description": "The answer was given before.",
    },
    "ETag": {"schema": {"type": "string"}, "description": "The revision, for `If-Match`."},
    "Link": {"schema": {"type": "string"}, "description": '`<…>; rel="next"`, where there is a next page.'},
    "Location": {"schema": {"type": "string"}, "description": "Where the file is, for an hour."},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds after which to ask again."},
    "RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Requests per period."},
    "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "How many are left."},
    "RateLimit-Reset": {"schema": {"type": "integer"}, "description": "Seconds until all of them are back."},
}
_RATES = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_WAITS = {str(int(status)) for status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)}

_CREDENTIAL = {
    "Credential": {"type": "http", "scheme": "bearer", "description": "An access token or an API key."},
}

Json = dict[str, Any]


def describe(app: FastAPI, sections: Sequence[Section]) -> None:
    """Complete the schema that FastAPI makes of the routes."""
    made = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            _finish(made(), {name for section in sections for name in section.operations_with(calling)})
        return app.openapi_schema or made()

    app.openapi = openapi  # type: ignore[method-assign]


def _finish(document: Json, closed: Collection[tuple[str, str]]) -> None:
    """Write into the document what its routes leave out; `closed`: method and path of those that need credentials."""
    told: list[Refusal] = []
    examples = Examples(document)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            by_caller = (method, path) in closed
            _secure(operation, by_caller=by_caller)
            if path.startswith(f"{VERSION}/"):
                if method == "post":
                    operation.setdefault("parameters", []).append(_KEY)
                refusals = refusals_of(method, operation, by_caller=by_caller)
                tell(operation, refusals)
                told += refusals
                _complete(method, operation, document)
            examples.put_into(operation)
    document["tags"] = [{"name": name, "description": about} for name, about in CHAPTERS]
    components = document["components"]
    components |= {"examples": problem_examples(told), "headers": _HEADERS, "securitySchemes": _CREDENTIAL}


def revised(operation: Json, document: Json) -> bool:
    """Whether the operation answers with one thing that carries a revision."""
    return any("revision" in _properties(answer, document) for answer in _successes(operation))


def _secure(operation: Json, *, by_caller: bool) -> None:
    """Say whether a credential is needed, and what it must be good for."""
    permissions = permissions_of(operation["operationId"])
    operation["security"] = [dict.fromkeys(_CREDENTIAL, permissions)] if by_caller else []
    if permissions:
        needed = f"Needs the permission {' and '.join(f'`{one}`' for one in permissions)}."
        operation["description"] = "\n\n".join(filter(None, (operation.get("description"), needed)))


def _complete(method: str, operation: Json, document: Json) -> None:
    """Say what all answers of these kinds have in common."""
    for status, answer in operation["responses"].items():
        if answer["description"] == "Successful Response":
            answer["description"] = HTTPStatus(int(status)).phrase
    for status, answer in operation["responses"].items():
        properties = _properties(answer, document)
        names = {
            *(_RATES if status[0] == "2" else ()),
            *(("Idempotent-Replayed",) if status[0] == "2" and method == "post" else ()),
            *(("ETag",) if "revision" in properties else ()),
            *(("Link",) if {"items", "next"} <= properties else ()),
            *(("Location",) if status == "302" else ()),
            *(("Retry-After",) if status in _WAITS else ()),
        }
        for name in sorted(names):
            answer.setdefault("headers", {})[name] = {"$ref": f"#/components/headers/{name}"}


def _successes(operation: Json) -> list[Json]:
    return [answer for status, answer in operation["responses"].items() if status.startswith("2")]


def _properties(answer: Json, document: Json) -> set[str]:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"].get(name, {}).get("properties", ()))
