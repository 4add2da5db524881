"""Examples of requests and answers for every operation, put together of one story that is told in `story.json`.

`schemas` of the story gives whole examples by the schema's name, `operations` by `operationId` where an answer has no
named schema, `fields` single values: of `Schema.field`, else of `field` in any schema. What the story says nothing of
follows from the schema: constants, defaults, the first of several values. `missing` tells what is left; a test wants it
empty.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_FILE = Path(__file__).with_name("story.json")
_PLACEHOLDERS = {"integer": 1, "number": 1.0, "boolean": False}


class Examples:
    """Makes the examples of one document."""

    def __init__(self, document: Json) -> None:
        self._schemas: Json = document["components"]["schemas"]
        self.missing: set[str] = set()

    def put_into(self, operation: Json) -> None:
        """Give every body and every path parameter of the operation its example."""
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path":
                parameter["example"] = self._field(operation["operationId"], parameter["name"], parameter["schema"])
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        told = _story()["operations"].get(operation["operationId"])
        for body in bodies:
            content = body.get("content", {}).get("application/json")
            if content is not None:
                content["example"] = told or self.of(content["schema"], operation["operationId"])

    def of(self, schema: Json, where: str) -> Any:
        """An example of what the schema describes; `where` it stands, for `missing`."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            whole = _story()["schemas"].get(name)
            return self.of(self._schemas[name], name) if whole is None else whole
        if "properties" in schema:
            return {name: self._field(where, name, one) for name, one in schema["properties"].items()}
        said = [schema[given] for given in ("const", "default") if given in schema] + schema.get("enum", [])
        return said[0] if said else self._of_kind(schema, where)

    def _of_kind(self, schema: Json, where: str) -> Any:
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return self._of_choices(choices, where)
        match schema.get("type"):
            case "array":
                return [self.of(schema["items"], where)]
            case "object":
                return {}
            case kind:
                self.missing.add(where)
                return _PLACEHOLDERS.get(str(kind), "…")

    def _field(self, owner: str, name: str, schema: Json) -> Any:
        fields = _story()["fields"]
        for key in (f"{owner}.{name}", _own_id(owner) if name == "id" else name):
            if key in fields:
                return fields[key]
        return self.of(schema, f"{owner}.{name}")

    def _of_choices(self, choices: list[Json], where: str) -> Any:
        """The thing where there may be one; null for a plain value that may be missing."""
        several = [one for one in choices if one.get("type") != "null"]
        named = next((one for one in several if "$ref" in one), None)
        if named is None and len(several) < len(choices):
            return None
        return self.of(named or several[0], where)


def _own_id(owner: str) -> str:
    """The field by which others name a thing of this schema: `job_id` for `JobView`."""
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", owner.removesuffix("View")).lower()
    return f"{words}_id"


@cache
def _story() -> Json:
    found: Json = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
