"""The published description as tests use it: which operation a request is, whether it is as described, and an answer."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

import httpx
import jsonschema_rs

from api.error_table import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "sdk" / "openapi.json").read_text())
OPERATIONS = {
    f"{method.upper()} {path}"
    for path, operations in DOCUMENT["paths"].items()
    for method in operations
    if path.startswith("/v1/")
}
_OWN_HEADERS = {"if-match", "idempotency-key", "last-event-id"}


@dataclass(frozen=True)
class Operation:
    """One operation of the description."""

    name: str
    words: dict[str, Any]

    def check(self, request: httpx.Request, places: dict[str, str]) -> None:
        """Fails where the request is none that the description allows."""
        declared = {(one["in"], one["name"].lower()): one for one in self.words.get("parameters", ())}
        for name, value in request.url.params.multi_items():
            _valid(declared["query", name]["schema"], _told(declared["query", name]["schema"], value))
        for name in _OWN_HEADERS & set(request.headers):
            _valid(declared["header", name]["schema"], _told(declared["header", name]["schema"], request.headers[name]))
        for name, value in places.items():
            _valid(declared["path", name]["schema"], _told(declared["path", name]["schema"], unquote(value)))
        body = self.words.get("requestBody")
        if body is None:
            assert not request.content, self.name
        else:
            _valid(body["content"]["application/json"]["schema"], json.loads(request.content))
        if request.method == "POST":
            assert len(request.headers["idempotency-key"]) >= 16

    def answer(self) -> httpx.Response:
        """A good answer, as small as the description allows."""
        status = min(int(code) for code in self.words["responses"] if code.isdecimal())
        content = self.words["responses"][str(status)].get("content", {})
        if "text/event-stream" in content:
            event = {"org_seq": 1, "job_id": "j", "seq": 1, "kind": "job.completed", "data": {}}
            words = f"id: 0\n\nid: 1\nevent: job.completed\ndata: {json.dumps(event | {'created_at': _MOMENT})}\n\n"
            return httpx.Response(200, text=words, headers={"content-type": "text/event-stream"})
        if "application/json" in content:
            return httpx.Response(status, json=example(content["application/json"]["schema"]))
        return httpx.Response(status, content=b"PK" if content else b"")


def operation_of(request: httpx.Request) -> tuple[Operation, dict[str, str]]:
    """The operation that a request means, and what stands in the places of its path."""
    path = request.url.raw_path.decode().partition("?")[0]
    for template, operations in DOCUMENT["paths"].items():
        found = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)), path)
        if found and request.method.lower() in operations:
            words = operations[request.method.lower()]
            return Operation(f"{request.method} {template}", words), found.groupdict()
    raise AssertionError(f"nothing of the API: {request.method} {path}")


_MOMENT = "2026-01-01T12:00:00Z"


def example(schema: dict[str, Any]) -> Any:  # noqa: PLR0911 - one per kind of value
    """The smallest value that a schema allows."""
    schema = _resolved(schema)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema or "oneOf" in schema:
        choices = schema.get("anyOf") or schema["oneOf"]
        return None if {"type": "null"} in choices else example(choices[0])
    match schema.get("type"):
        case "object":
            return {name: example(schema["properties"][name]) for name in schema.get("required", ())}
        case "array":
            return [example(schema["items"])] * schema.get("minItems", 0)
        case "string":
            return _MOMENT if schema.get("format") == "date-time" else "a" * 64
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
        case _:
            return None


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _valid(schema: dict[str, Any], value: Any) -> None:
    _validator(json.dumps(schema)).validate(value)


@cache
def _validator(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({**json.loads(schema), "components": DOCUMENT["components"]})


def _told(schema: dict[str, Any], text: str) -> Any:
    """A word of an address or a header as what it stands for."""
    kinds = {one.get("type") for one in schema.get("anyOf", (schema,))}
    if kinds & {"integer"} and text.isdecimal():
        return int(text)
    if kinds & {"boolean"} and text in {"true", "false"}:
        return text == "true"
    return [text] if kinds & {"array"} else text
