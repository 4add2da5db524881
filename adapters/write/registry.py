"""The writers by name; a new one is its module and one line here. `extractive` needs none: it is arithmetic."""

from typing import TYPE_CHECKING

from domain.language_engines import ScriptWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.llm.endpoint import ChatEndpoint


def _llm(endpoint: "ChatEndpoint | None") -> ScriptWriter | None:
    from adapters.write.llm import LlmScriptWriter

    return None if endpoint is None else LlmScriptWriter(endpoint)


SCRIPT_WRITERS: "dict[str, Callable[[ChatEndpoint | None], ScriptWriter | None]]" = {"llm": _llm}


def script_writers(endpoint: "ChatEndpoint | None") -> dict[str, ScriptWriter]:
    """The writers that can work here, by name."""
    made = {name: build(endpoint) for name, build in SCRIPT_WRITERS.items()}
    return {name: writer for name, writer in made.items() if writer is not None}
