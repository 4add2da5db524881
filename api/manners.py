"""Writes what all routes have in common into the published schema, so that no route has to say it itself."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI

from api.dependencies import calling
from api.idempotency import HEADER, KEY_PATTERN
from api.sections import Section

_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": KEY_PATTERN},
    "description": "Requests with one key have one effect, however often they are sent within 24 hours; the answer is "
    "told again, with `Idempotent-Replayed: true`.",
}
_REPLAYED = {"schema": {"type": "string", "enum": ["true"]}, "description": "The answer was given before."}
_ETAG = {"schema": {"type": "string"}, "description": "The revision, for `If-Match`."}
_LINK = {"schema": {"type": "string"}, "description": '`<…>; rel="next"`, where there is a next page.'}
_RATES = {
    "RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Requests per period."},
    "RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "How many are left."},
    "RateLimit-Reset": {"schema": {"type": "integer"}, "description": "Seconds until all of them are back."},
}

_CREDENTIAL = {
    "Credential": {"type": "http", "scheme": "bearer", "description": "An access token or an API key."},
}

Json = dict[str, Any]


def describe(app: FastAPI, sections: Sequence[Section]) -> None:
    """Complete the schema that FastAPI makes of the routes."""
    made = app.openapi

    def openapi() -> Json:
        if app.openapi_schema is None:
            document = made()
            document["components"].setdefault("securitySchemes", {}).update(_CREDENTIAL)
            closed = {name for section in sections for name in section.operations_with(calling)}
            for path, operations in document["paths"].items():
                if path.startswith("/v1/"):
                    for method, operation in operations.items():
                        _complete(method, operation, document)
                        if (method, path) in closed:
                            operation["security"] = [{name: [] for name in _CREDENTIAL}]
        return app.openapi_schema or made()

    app.openapi = openapi  # type: ignore[method-assign]


def revised(operation: Json, document: Json) -> bool:
    """Whether the operation answers with one thing that carries a revision."""
    return any("revision" in _properties(answer, document) for answer in _successes(operation))


def _complete(method: str, operation: Json, document: Json) -> None:
    if method == "post":
        operation.setdefault("parameters", []).append(_KEY)
    _tell_of_problems(operation)
    for answer in _successes(operation):
        headers = answer.setdefault("headers", {})
        headers.update(_RATES)
        if method == "post":
            headers["Idempotent-Replayed"] = _REPLAYED
        properties = _properties(answer, document)
        if "revision" in properties:
            headers["ETag"] = _ETAG
        if {"items", "next"} <= properties:
            headers["Link"] = _LINK


def _tell_of_problems(operation: Json) -> None:
    """Every refusal is a problem, also that of an invalid request, for which FastAPI would describe its own."""
    answers = operation["responses"]
    answers.pop("422", None)
    for status, answer in answers.items():
        content = answer.get("content")
        if status[0] in "45" and content:
            answer["content"] = {"application/problem+json": next(iter(content.values()))}


def _successes(operation: Json) -> list[Json]:
    return [answer for status, answer in operation["responses"].items() if status.startswith("2")]


def _properties(answer: Json, document: Json) -> set[str]:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"].get(name, {}).get("properties", ()))
