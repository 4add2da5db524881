"""What the expressions of a function stand for, as far as annotations tell it."""

import ast
from collections.abc import Iterator
from functools import cache

from api.source_index import Class, Function, SourceIndex

Names = tuple[str, dict[str, frozenset[Class]]]
"""A module, and the classes of the names that a function of it knows besides the module's own."""

_NONE: frozenset[Class] = frozenset()


class Types:
    """Answers for the functions of an index. Classes inside of others' annotations count too (`Sequence[Job]` is also
    a Job): that finds more than is there, and never less.
    """

    def __init__(self, index: SourceIndex) -> None:
        self._index = index
        self._attributes: dict[Class, dict[str, frozenset[Class]]] = {}
        self._implementations = cache(self._implementations_of)

    def names_in(self, function: Function) -> Names:
        """The parameters and local names of a function."""
        known: dict[str, frozenset[Class]] = {}
        names = (function.module, known)
        parameters = _parameters(function)
        for one in parameters:
            known[one.arg] = self._annotated(function.module, one.annotation)
        if function.owner is not None and parameters:
            known[parameters[0].arg] = frozenset({function.owner})
        for node in ast.walk(function.node):
            for target, value in _bound(node):
                for name in _names(target):
                    known[name] = known.get(name, _NONE) | self.classes(value, names)
            if isinstance(node, ast.AnnAssign):
                for name in _names(node.target):
                    known[name] = self._annotated(function.module, node.annotation)
        return names

    def dependencies(self, function: Function) -> Iterator[Function]:
        """What FastAPI calls before a route, because a parameter is `Annotated[…, Depends(…)]`."""
        for one in _parameters(function):
            for module, node in self._written(function.module, one.annotation):
                match node:
                    case ast.Call(func=ast.Name(id="Depends"), args=[ast.Name(id=name)]):
                        found = self._index.find(module, name)
                        if found is not None and isinstance(found[1], Function):
                            yield found[1]
                    case _:
                        pass

    def called(self, value: ast.expr, names: Names) -> Iterator[Function]:
        """The functions that run when this is called; none where it is nothing of ours."""
        module, known = names
        match value:
            case ast.Name(id=name) if name not in known:
                found = self._index.find(module, name)
                match found and found[1]:
                    case Function() as function:
                        yield function
                    case Class() as made:
                        yield from self._methods(made, "__init__", "__post_init__")
                    case _:
                        pass
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if self._module(module, name):
                yield from self.called(ast.Name(id=attribute), (self._module(module, name), {}))
            case ast.Attribute(value=inner, attr=attribute):
                for one in self.classes(inner, names):
                    yield from self._methods(one, attribute)
                for one in self.classes(value, names):
                    yield from self._methods(one, "__call__")
            case ast.Name(id=name):
                for one in known[name]:
                    yield from self._methods(one, "__call__")
            case _:
                pass

    def classes(self, value: ast.expr, names: Names) -> frozenset[Class]:
        """The classes of ours that this may be of."""
        module, known = names
        match value:
            case ast.Name(id=name) if name in known:
                found = known[name]
            case ast.Name(id=name):
                _, meant = self._index.find(module, name) or ("", None)
                found = frozenset({meant}) if isinstance(meant, Class) else _NONE
            case ast.Attribute(value=inner, attr=attribute):
                found = _NONE.union(*(self._attribute(one, attribute) for one in self.classes(inner, names)))
            case ast.Call(func=func):
                found = self._made(func, names)
            case ast.Await(value=inner) | ast.Subscript(value=inner) | ast.NamedExpr(value=inner):
                found = self.classes(inner, names)
            case ast.IfExp(body=first, orelse=other):
                found = self.classes(first, names) | self.classes(other, names)
            case ast.BoolOp(values=several):
                found = _NONE.union(*(self.classes(one, names) for one in several))
            case _:
                found = _NONE
        return found

    def _made(self, func: ast.expr, names: Names) -> frozenset[Class]:
        """What a call gives: a thing of the class that is called, or what the functions return."""
        module, known = names
        if isinstance(func, ast.Name) and func.id not in known and self._is_class(module, func.id):
            return self.classes(func, names)
        called = self.called(func, names)
        return _NONE.union(*(self._annotated(one.module, one.node.returns, one.owner) for one in called))

    def _attribute(self, one: Class, name: str) -> frozenset[Class]:
        return _NONE.union(*(self._attributes_of(each).get(name, _NONE) for each in self._index.bases(one)))

    def _attributes_of(self, one: Class) -> dict[str, frozenset[Class]]:
        """The annotated attributes of a class, those that its `__init__` sets, and its properties."""
        if one in self._attributes:
            return self._attributes[one]
        # Seen while it fills: one attribute may be made of another.
        found = self._attributes.setdefault(one, {})
        for statement in one.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                found[statement.target.id] = self._annotated(one.module, statement.annotation)
        for method in one.methods.values():
            if any("property" in ast.unparse(decorator) for decorator in method.node.decorator_list):
                found[method.node.name] = self._annotated(one.module, method.node.returns)
        if "__init__" in one.methods:
            self._add_set_ones(one.methods["__init__"], found)
        return found

    def _add_set_ones(self, init: Function, found: dict[str, frozenset[Class]]) -> None:
        names = self.names_in(init)
        for node in ast.walk(init.node):
            match node:
                case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=value):
                    found[name] = self.classes(value, names)
                case ast.AnnAssign(target=ast.Attribute(attr=name), annotation=annotation):
                    found[name] = self._annotated(init.module, annotation)
                case _:
                    pass

    def _methods(self, one: Class, *wanted: str) -> Iterator[Function]:
        for name in wanted:
            for each in self._implementations(one):
                method = self._index.method(each, name)
                if method is not None:
                    yield method

    def _implementations_of(self, port: Class) -> tuple[Class, ...]:
        """The classes that have a port's methods; another class stands for itself."""
        if not port.is_protocol:
            return (port,)
        asked = [method for each in self._index.bases(port) for method in each.methods.values()]
        if not asked:
            return ()
        real = (one for one in self._index.classes() if not one.is_protocol)
        return tuple(
            one for one in real if all(_alike(method, self._index.method(one, method.node.name)) for method in asked)
        )

    def _annotated(self, module: str, annotation: ast.expr | None, owner: Class | None = None) -> frozenset[Class]:
        found = {
            one
            for place, node in self._written(module, annotation)
            if isinstance(node, ast.Name)
            for one in self.classes(node, (place, {}))
        }
        named_self = owner is not None and any(
            isinstance(node, ast.Name) and node.id == "Self" for _, node in self._written(module, annotation)
        )
        return frozenset(found | ({owner} if named_self and owner else set()))

    def _written(
        self, module: str, annotation: ast.expr | None, seen: frozenset[ast.AST] = frozenset()
    ) -> Iterator[tuple[str, ast.AST]]:
        """Every part of an annotation, and of the aliases in it, with the module in which it is written."""
        if annotation is None or annotation in seen:
            return
        seen |= {annotation}
        for node in ast.walk(annotation):
            yield module, node
            match node:
                case ast.Name(id=name):
                    found = self._index.find(module, name)
                    if found is not None and isinstance(found[1], ast.expr):
                        yield from self._written(found[0], found[1], seen)
                case ast.Constant(value=str(words)):
                    yield from self._written(module, _quoted(words), seen)
                case _:
                    pass

    def _module(self, module: str, name: str) -> str:
        """The module of ours that a name stands for; empty for other names."""
        names = self._index.modules.get(module)
        whole = ".".join(names.imported.get(name, ())) if names else ""
        return whole if whole in self._index.modules else ""

    def _is_class(self, module: str, name: str) -> bool:
        found = self._index.find(module, name)
        return found is not None and isinstance(found[1], Class)


def _alike(asked: Function, method: Function | None) -> bool:
    """Whether a method takes what a port's method takes, by name."""
    if method is None:
        return False
    return [one.arg for one in _parameters(asked)] == [one.arg for one in _parameters(method)]


def _parameters(function: Function) -> list[ast.arg]:
    arguments = function.node.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The targets that a statement gives names to, and what it gives them."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets)
        case ast.NamedExpr(target=target, value=value) | ast.For(target=target, iter=value):
            yield target, value
        case ast.AsyncFor(target=target, iter=value):
            yield target, value
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield target, value
        case _:
            pass


def _names(target: ast.expr) -> Iterator[str]:
    """The plain names in a target; not those of things whose attributes are set."""
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=several) | ast.List(elts=several):
            for one in several:
                yield from _names(one)
        case _:
            pass


@cache
def _quoted(words: str) -> ast.expr | None:
    """An annotation in quotes; None for a sentence."""
    try:
        written = ast.parse(words, mode="eval").body
    except SyntaxError:
        return None
    return None if isinstance(written, ast.Constant) else written
