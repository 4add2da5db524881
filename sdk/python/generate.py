"""Makes the models of cutdown_sdk from the published description; `make sdk` runs it.

Datamodel-code-generator writes them. What it is given is the description without what clients need not know: limits
are the server's to check, for a client that knew them would refuse what a later server takes.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DESCRIPTION = HERE.parent / "openapi.json"
MODELS = HERE / "src" / "cutdown_sdk" / "models.py"
# The generators have an environment of their own beside the one that this runs in: their needs contradict ours.
GENERATOR = Path(sys.prefix) / "generators" / "bin" / "datamodel-codegen"
FORMATTER = Path(sys.prefix) / "bin" / "ruff"

_HEAD = '"""What the API takes and gives, made from its published description by `make sdk`: not to be edited."""\n'
_LIMITS = frozenset(
    {"title", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    | {"minItems", "maxItems"}
)
# Unions that have no name in the description, by what their members are told apart by.
_UNIONS = {"op": "TranscriptOperation", "mode": "FramingChoice"}
_OPTIONS = (
    "--input-file-type=openapi",
    "--output-model-type=pydantic_v2.BaseModel",
    "--target-python-version=3.11",
    "--base-class=cutdown_sdk.model.Model",
    "--enum-field-as-literal=all",
    "--use-schema-description",
    "--use-single-line-docstring",
    "--use-type-alias",
    "--use-double-quotes",
    "--use-default-kwarg",
    "--use-one-literal-as-default",
    "--strict-nullable",
    "--output-datetime-class=datetime",
    "--disable-timestamp",
    "--keep-model-order",
    "--formatters=builtin",
)
# Several choices: a single one is the mark by which a union tells its members apart.
_MARKED = re.compile(r"Annotated\[\s*[\w |\n]+,\s*Field\([^)]*discriminator=\"\w+\"\s*\),?\s*\]", re.DOTALL)
_CHOICES = re.compile(r"Literal\[[^\]]*?,[^\]]*?\]", re.DOTALL)


def models(description: Path) -> str:
    """The text of the module."""
    document = json.loads(description.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "openapi.json", Path(folder) / "models.py"
        given.write_text(json.dumps({**document, "paths": {}, "components": {"schemas": _schemas(document)}}))
        head = f"--custom-file-header={_HEAD}"
        subprocess.run([GENERATOR, "--input", given, "--output", made, head, *_OPTIONS], check=True)
        text = made.read_text(encoding="utf-8")
    for form in (_CHOICES, _MARKED):
        text = form.sub(lambda found: f"Known[{found[0]}]", text)
    text = text.replace("from cutdown_sdk.model import Model", "from cutdown_sdk.model import Known, Model")
    return _formatted(text + _exports(text))


def _schemas(document: dict[str, Any]) -> dict[str, Any]:
    """The schemas as the generator gets them; pages are one class in the client."""
    schemas: dict[str, Any] = {
        name: _without_limits(schema)
        for name, schema in document["components"]["schemas"].items()
        if not name.startswith("Page_") and name != "JsonValue"
    }
    named: dict[str, Any] = {}
    return dict(sorted({**_with_named_unions(schemas, named), **named}.items()))


def _with_named_unions(value: Any, named: dict[str, Any]) -> Any:
    match value:
        case {"discriminator": {"propertyName": mark}} if mark in _UNIONS:
            named[_UNIONS[mark]] = value
            return {"$ref": f"#/components/schemas/{_UNIONS[mark]}"}
        case dict():
            return {key: _with_named_unions(inner, named) for key, inner in value.items()}
        case list():
            return [_with_named_unions(inner, named) for inner in value]
        case _:
            return value


def _without_limits(value: Any, *, names: bool = False) -> Any:
    """`names`: the keys are names that people gave, not words of the schema language."""
    match value:
        case {"$ref": "#/components/schemas/JsonValue"}:
            return {}
        case dict():
            kept = (key for key in value if names or key not in _LIMITS)
            return {key: _without_limits(value[key], names=key == "properties" and not names) for key in kept}
        case list():
            return [_without_limits(item) for item in value]
        case _:
            return value


def _exports(text: str) -> str:
    """What `from cutdown_sdk import …` can bring."""
    names = sorted(re.findall(r"^class (\w+)|^(\w+) = ", text, re.MULTILINE))
    return f"\n__all__ = {sorted(one or other for one, other in names)!r}\n"


def _formatted(text: str) -> str:
    command = [str(FORMATTER), "format", "--stdin-filename", str(MODELS), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    MODELS.write_text(models(DESCRIPTION), encoding="utf-8")
