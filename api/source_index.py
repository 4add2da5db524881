"""Which functions and classes the code's names stand for, read off its source without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Self


@dataclass(frozen=True, eq=False)
class Function:
    """A function or method, with the class that it belongs to."""

    module: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    owner: "Class | None" = None


@dataclass(frozen=True, eq=False)
class Class:
    """A class of ours."""

    module: str
    node: ast.ClassDef

    @cached_property
    def methods(self) -> dict[str, Function]:
        """Its own ones, without those of its bases."""
        return {
            one.name: Function(self.module, one, self)
            for one in self.node.body
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    @property
    def is_protocol(self) -> bool:
        """Whether it only says what others do."""
        return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in self.node.bases)


Found = Function | Class | ast.expr
"""What a name stands for; an expression where it is an alias."""


@dataclass(frozen=True)
class Module:
    """The names of one module: what it defines, and where those come from that it imports."""

    defined: dict[str, Found] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


class SourceIndex:
    """The names of every module in some rooms of the house."""

    def __init__(self, modules: dict[str, Module]) -> None:
        self.modules = modules

    @classmethod
    def read(cls, root: Path, rooms: tuple[str, ...]) -> Self:
        """Parse the rooms' modules."""
        paths = [path for room in rooms for path in sorted((root / room).rglob("*.py"))]
        named = {_name_of(path.relative_to(root)): path for path in paths}
        return cls({name: _parsed(name, path) for name, path in named.items()})

    def find(self, module: str, name: str) -> tuple[str, Found] | None:
        """What a name stands for in a module, and in which module that is written; None for what isn't ours."""
        for _ in range(10):  # an import leads to another at most a few times
            names = self.modules.get(module)
            if names is None:
                return None
            if name in names.defined:
                return module, names.defined[name]
            if name not in names.imported:
                return None
            module, name = names.imported[name]
        return None

    def classes(self) -> Iterator[Class]:
        """Every class of the rooms."""
        for module in self.modules.values():
            yield from (one for one in module.defined.values() if isinstance(one, Class))

    def functions(self, module_prefix: str) -> Iterator[Function]:
        """The functions of the modules whose name begins so."""
        for name, module in self.modules.items():
            if name.startswith(module_prefix):
                yield from (one for one in module.defined.values() if isinstance(one, Function))

    def bases(self, one: Class) -> Iterator[Class]:
        """The class itself and those of ours that it is made of."""
        yield one
        for base in one.node.bases:
            named = base.value if isinstance(base, ast.Subscript) else base
            found = self.find(one.module, named.id) if isinstance(named, ast.Name) else None
            if found is not None and isinstance(found[1], Class):
                yield from self.bases(found[1])

    def method(self, one: Class, name: str) -> Function | None:
        """The class's method, its own or inherited; an inherited one calls the methods that this class has."""
        found = next((base.methods[name] for base in self.bases(one) if name in base.methods), None)
        return found if found is None or found.owner is one else replace(found, owner=one)


def _name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _parsed(name: str, path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = Module()
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                module.defined[node.name] = Function(name, node)
            case ast.ClassDef():
                module.defined[node.name] = Class(name, node)
            case ast.Assign(targets=[ast.Name(id=alias)], value=value):
                module.defined[alias] = value
    # Also those that are made for the type checker only, or inside a function.
    for imported in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module):
        for one in imported.names:
            module.imported[one.asname or one.name] = (str(imported.module), one.name)
    return module
