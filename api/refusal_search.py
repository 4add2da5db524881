"""Finds what each operation can refuse and which permissions it asks for, by following its calls through the source.

`python -m api.refusal_search` prints `api/refusals.json`. Calls are followed as far as annotations tell what is called;
behind a port stands every adapter that has its methods. What a `try` catches is left out. So nobody keeps a list, and
what the running API answers in tests is held against the result (`tests/api/witness.py`).
"""

import ast
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.error_table import ROOMS, ROOT, Raised, caught_by, raised_by, rows
from api.refusals import OF_FRAMEWORK
from api.source_index import Class, Function, SourceIndex
from api.source_types import Names, Types
from domain.access import Permission

_ROUTERS = "api.routers."
_ELSEWHERE = ("workflows.", "activities.")
_VERBS = frozenset({"get", "post", "put", "patch", "delete"})
# What surrounds routes, and of which of them: see `api.refusals`.
SURROUNDINGS = {
    "every": ("api.middleware:RequestLog.__call__", "api.admission:Admission.__call__"),
    "body": ("api.middleware:BodyLimit.__call__",),
    "post": ("api.idempotency:Idempotency.__call__",),
    "caller": ("api.callers:require_caller", "api.callers:identify"),
}

# What a call through the workflow engine sets off on its other side.
_BEYOND = {"workflows.client:TemporalJobControl.decide": "workflows.review_gate:ReviewGate.check"}


@dataclass(frozen=True)
class Reach:
    """What a function and all that it calls can raise, and which permissions they ask for."""

    raised: frozenset[Raised] = frozenset()
    permissions: frozenset[str] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.raised | other.raised, self.permissions | other.permissions)

    def without(self, caught: Iterable[str]) -> "Reach":
        """Less what a handler of these classes catches."""
        names = tuple(caught)
        return Reach(frozenset(one for one in self.raised if not caught_by(names, one.kind)), self.permissions)

    @property
    def codes(self) -> list[str]:
        """The codes, sorted."""
        return sorted({one.code for one in self.raised})


class RefusalSearch:
    """Follows calls from one function to the next."""

    def __init__(self, index: SourceIndex) -> None:
        self._index = index
        self._types = Types(index)
        self._known: dict[tuple[ast.AST, Class | None], Reach] = {}

    def of_place(self, place: str) -> Reach:
        """Of `module:function` or `module:Class.method`. Raises LookupError when it isn't there."""
        module, _, name = place.partition(":")
        owner, _, method = name.partition(".")
        found = self._index.find(module, owner)
        one = found[1] if found else None
        if isinstance(one, Class):
            one = self._index.method(one, method)
        if not isinstance(one, Function):
            raise LookupError(place)  # noqa: TRY004 - nothing of that name, whatever it is
        return self.of(one)

    def of(self, function: Function) -> Reach:
        """Of a function, with everything that it calls."""
        place = (function.node, function.owner)
        if place not in self._known:
            self._known[place] = Reach()  # who comes round in a circle has been here
            names = self._types.names_in(function)
            reach = self._of_nodes(function.node.body, names)
            beyond = _BEYOND.get(_place(function))
            if beyond:
                reach |= self.of_place(beyond)
            for asked in self._types.dependencies(function):
                reach |= self.of(asked)
            self._known[place] = reach
        return self._known[place]

    def _of_nodes(self, nodes: Iterable[ast.AST], names: Names) -> Reach:
        reach = Reach()
        for node in nodes:
            match node:
                case ast.Try():
                    reach |= self._of_try(node, names)
                case ast.With() | ast.AsyncWith():
                    inside = self._of_nodes(ast.iter_child_nodes(node), names)
                    reach |= inside.without(_suppressed(node))
                case _:
                    reach |= self._of_nodes(ast.iter_child_nodes(node), names)
                    if isinstance(node, ast.Call):
                        reach |= self._of_call(node, names)
        return reach

    def _of_try(self, node: ast.Try, names: Names) -> Reach:
        reach = self._of_nodes(node.body, names)
        for handler in node.handlers:
            if not any(_passes_on(one) for one in ast.walk(handler)):
                reach = reach.without(_names(handler.type))
        return reach | self._of_nodes([*node.handlers, *node.orelse, *node.finalbody], names)

    def _of_call(self, call: ast.Call, names: Names) -> Reach:
        raised = raised_by(call)
        if raised is not None:
            return Reach(raised=frozenset({raised}))
        permission = _required(call)
        reach = Reach(permissions=frozenset({permission})) if permission else Reach()
        for function in self._types.called(call.func, names):
            reach |= self.of(function)
        # Functions that are handed on are called by whom they are handed to; workflows and stages, somewhere else.
        for value in call.args:
            for function in self._types.called(value, names):
                if not function.module.startswith(_ELSEWHERE):
                    reach |= self.of(function)
        return reach


def operations(index: SourceIndex) -> Iterator[Function]:
    """The functions behind the API's operations."""
    for function in index.functions(_ROUTERS):
        for decorator in function.node.decorator_list:
            match decorator:
                case ast.Call(func=ast.Attribute(attr=verb)) if verb in _VERBS:
                    yield function
                case _:
                    pass


def document() -> dict[str, object]:
    """The contents of `api/refusals.json`."""
    index = SourceIndex.read(ROOT, ROOMS)
    search = RefusalSearch(index)
    around = {name: [search.of_place(place) for place in places] for name, places in SURROUNDINGS.items()}
    found = {function.node.name: search.of(function) for function in operations(index)}
    surroundings = {name: sorted({code for reach in each for code in reach.codes}) for name, each in around.items()}
    told = {code for codes in surroundings.values() for code in codes}
    told |= {code for reach in found.values() for code in reach.codes}
    told |= set(OF_FRAMEWORK)
    return {
        "codes": {row.code: {"status": row.status, "details": row.details} for row in rows() if row.code in told},
        "surroundings": surroundings,
        "operations": {
            name: {"codes": reach.codes, "permissions": sorted(reach.permissions)}
            for name, reach in sorted(found.items())
        },
    }


def text() -> str:
    """The file, as it is kept."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def _place(function: Function) -> str:
    owner = f"{function.owner.node.name}." if function.owner else ""
    return f"{function.module}:{owner}{function.node.name}"


def _passes_on(node: ast.AST) -> bool:
    """Whether a handler raises again what it caught, or answers with it."""
    match node:
        case ast.Raise(exc=None) | ast.Call(func=ast.Name(id="app_problem")):
            return True
        case _:
            return False


def _required(call: ast.Call) -> str | None:
    """The permission that `principal.require(Permission.X)` asks for."""
    match call:
        case ast.Call(
            func=ast.Attribute(attr="require"),
            args=[ast.Attribute(value=ast.Name(id="Permission"), attr=name)],
        ):
            return Permission[name].value
        case _:
            return None


def _suppressed(node: ast.With | ast.AsyncWith) -> Iterator[str]:
    for item in node.items:
        match item.context_expr:
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=caught):
                for one in caught:
                    yield from _names(one)
            case _:
                pass


def _names(caught: ast.expr | None) -> Iterator[str]:
    match caught:
        case None:
            yield "AppError"
        case ast.Name(id="Exception" | "BaseException"):
            yield "AppError"
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=several):
            for one in several:
                yield from _names(one)
        case _:
            pass


if __name__ == "__main__":
    sys.stdout.write(text())
