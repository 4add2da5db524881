"""The published description of the API, read off the application without a server: `python -m api.openapi`."""

import json
import sys
from contextlib import AbstractAsyncContextManager
from typing import Any

from api.app import create_app
from api.parts import ApiParts

_DECLARED = {"properties", "mapping"}


def text() -> str:
    """The description as kept in `sdk/openapi.json`, from which the SDKs are made: the same bytes for the same API.

    Keys are sorted, so that moving a route changes nothing; properties stay in the order in which people declared them.
    """
    document = create_app(_unopened).openapi()
    return json.dumps(_ordered(document), ensure_ascii=False, indent=1) + "\n"


def _unopened() -> AbstractAsyncContextManager[ApiParts]:
    raise RuntimeError("the description is made of an application that serves nobody")


def _ordered(value: Any, *, declared: bool = False) -> Any:
    match value:
        case dict():
            keys = value if declared else sorted(value)
            return {key: _ordered(value[key], declared=key in _DECLARED) for key in keys}
        case list():
            return [_ordered(item) for item in value]
        case _:
            return value


if __name__ == "__main__":
    sys.stdout.write(text())
