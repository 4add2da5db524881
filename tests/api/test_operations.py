"""Every operation of the published schema says all that a client needs: none can be added without it."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache

import jsonschema_rs
import pytest

from api.app import create_app
from api.chapters import CHAPTERS
from api.error_table import rows
from api.examples import Examples
from domain.access import Permission
from tests.api.test_errors import FOR_ANYBODY

JSON = "application/json"
PROBLEM = "application/problem+json"
KEYED = ("idempotency.mismatch", "idempotency.in_flight", "idempotency.answer_lost")
BODIED = ("request.invalid", "request.too_large", "request.too_deep", "http.bad_request")
# What has no body to show, or one that is no text.
WITHOUT_EXAMPLE = {"application/zip"}


@pytest.fixture(scope="module")
def document() -> dict:
    return create_app(lambda: pytest.fail("a description opens nothing")).openapi()


def operations(document: dict) -> Iterator[tuple[str, dict]]:
    """Each operation, under a name for messages such as `post /v1/jobs`."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def codes(operation: dict) -> dict[str, str]:
    """Code to status, as the operation documents them."""
    return {
        code: status
        for status, answer in operation["responses"].items()
        for code in answer.get("content", {}).get(PROBLEM, {}).get("examples", {})
    }


def is_versioned(name: str) -> bool:
    return name.partition(" ")[2].startswith("/v1/")


def test_each_has_a_summary_a_chapter_and_a_name_of_its_own(document):
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) > 70
    assert len(set(names)) == len(names)
    for name, operation in operations(document):
        assert len(operation["summary"]) > 8, name
        assert not operation["summary"].endswith("."), name
        assert len(operation["tags"]) == 1, name
        assert operation["tags"][0] in dict(CHAPTERS), f"{name}: add its chapter to api/chapters.py"
        assert re.fullmatch(r"[a-z_]+", operation["operationId"]), name


def test_each_says_which_credential_it_needs_and_what_for(document):
    for name, operation in operations(document):
        if not is_versioned(name) or name.partition(" ")[2] in FOR_ANYBODY:
            assert operation["security"] == [], name
            continue
        (requirement,) = operation["security"]
        ((scheme, permissions),) = requirement.items()
        assert scheme in document["components"]["securitySchemes"], name
        assert set(permissions) <= set(Permission), name
        assert "401" in operation["responses"], name
        assert "403" in operation["responses"] or not permissions, name


def test_each_documents_its_refusals_by_code(document):
    known = {row.code: str(row.status) for row in rows()}
    for name, operation in operations(document):
        if not is_versioned(name):
            continue
        told = codes(operation)
        parameters = {parameter["name"] for parameter in operation.get("parameters", ())}
        wanted = {
            "rate.limited",
            "internal.error",
            *(KEYED if name.startswith("post ") else ()),
            *(("revision.stale",) if "If-Match" in parameters else ()),
            *(("page.cursor_invalid",) if "cursor" in parameters else ()),
            *(BODIED if "requestBody" in operation else ()),
        }
        assert wanted <= set(told), name
        assert told.items() <= known.items(), name
        if set(re.findall(r"\{(\w+)\}", name)) - {"gate", "revision"}:
            assert any(code.endswith(".not_found") for code in told), name
        for status, answer in operation["responses"].items():
            assert re.fullmatch(r"[2345]\d\d", status), name
            if status[0] in "45":
                assert list(answer["content"]) == [PROBLEM], name
                assert answer["content"][PROBLEM]["examples"], name
                assert all(f"`{code}`" in answer["description"] for code in answer["content"][PROBLEM]["examples"])


def test_examples_are_there_and_are_what_the_schemas_say(document):
    validator = validator_of(document)
    for name, operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for media_type, content in (pair for body in bodies for pair in body.get("content", {}).items()):
            if media_type in WITHOUT_EXAMPLE or media_type == PROBLEM:
                continue
            assert "example" in content, f"{name} {media_type}: tell it in api/story.json"
            if media_type == JSON:
                wrong = validator(content["schema"], content["example"])
                assert not wrong, f"{name}: {wrong}"
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path":
                assert not validator(parameter["schema"], parameter["example"]), name


def validator_of(document: dict) -> Callable[[dict, object], str]:
    """Says what is wrong with an example; each named schema is read once."""

    @cache
    def named(schema: str) -> jsonschema_rs.Draft202012Validator:
        whole = json.loads(schema) | {"components": document["components"]}
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)

    def wrong_with(schema: dict, example: object) -> str:
        found = named(json.dumps(schema)).iter_errors(example)
        return "; ".join(f"{error.instance_path} {error.message}" for error in found)

    return wrong_with


def test_the_story_has_a_word_for_every_field(document):
    examples = Examples(document)
    for _, operation in operations(document):
        examples.put_into(operation)
    assert examples.missing == set(), "tell them in api/story.json"


def test_the_examples_of_problems_are_problems(document):
    validator = validator_of(document)
    for code, example in document["components"]["examples"].items():
        assert not validator({"$ref": "#/components/schemas/Problem"}, example["value"])
        assert example["value"]["code"] == code


def test_the_chapters_are_told_in_reading_order_and_none_is_empty(document):
    assert [tag["name"] for tag in document["tags"]] == [name for name, _ in CHAPTERS]
    assert {operation["tags"][0] for _, operation in operations(document)} == set(dict(CHAPTERS))
    assert all(tag["description"] for tag in document["tags"])
