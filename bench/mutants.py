"""Small faults put into a module's source, one at a time: cosmic-ray's operators, and members left out of a table."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import parso
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators import (
    binary_operator_replacement,
    boolean_replacer,
    break_continue,
    comparison_operator_replacement,
    number_replacer,
    unary_operator_replacement,
    zero_iteration_for_loop,
)
from cosmic_ray.operators.operator import Operator

# For each operator those that are nearest to it: its border moved and its sense turned round. cosmic-ray knows many
# more, which either any test finds that runs the line, or none (`is` for `<`); they would only blur the score.
_NEAREST = {
    "Add": {"Sub"},
    "Sub": {"Add"},
    "Mul": {"Div"},
    "Div": {"Mul"},
    "FloorDiv": {"Div"},
    "Mod": {"FloorDiv"},
    "Pow": {"Mul"},
    "BitOr": {"BitAnd"},
    "BitAnd": {"BitOr"},
    "Lt": {"LtE", "GtE"},
    "LtE": {"Lt", "Gt"},
    "Gt": {"GtE", "LtE"},
    "GtE": {"Gt", "Lt"},
    "Eq": {"NotEq"},
    "NotEq": {"Eq"},
    "Is": {"IsNot"},
    "IsNot": {"Is"},
    "USub": {"UAdd"},
    "Delete": {"Not"},
}

# Modules that are a table, and import nothing that is faulted itself: they are run here to compare their constants.
_TABLES = frozenset({"domain.access"})


@dataclass(frozen=True)
class Mutant:
    """A module's source with one fault: what a line said, and what it says now."""

    module: str
    number: int
    source: str
    line: int
    before: str
    after: str


class MemberRemover(Operator):
    """Leaves one member out of a set, list, tuple or dictionary that is written out."""

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[tuple[object, object]]:
        for member in _members(node):
            yield member[0].start_pos, member[-1].end_pos

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        left = [member for place, member in enumerate(_members(node)) if place != index]
        comma = parso.python.tree.Operator(",", (1, 0))
        node.children = [leaf for member in left for leaf in (*member, comma)]
        return node

    @classmethod
    def examples(cls) -> Iterable[object]:
        return ()


class MemberAdder(Operator):
    """Adds to a set of an enumeration's names one that it does not have: a permission too many."""

    def __init__(self, source: str) -> None:
        found = re.findall(r"\b([A-Z]\w+)\.([A-Z][A-Z_]*)\b", source)
        self._names = {kind: sorted({name for other, name in found if other == kind}) for kind, _ in found}

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[tuple[object, object]]:
        for _ in self._missing(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        node.children.insert(0, parso.python.tree.Name(f"{self._missing(node)[index]}, ", (1, 0)))
        return node

    @classmethod
    def examples(cls) -> Iterable[object]:
        return ()

    def _missing(self, node: parso.tree.NodeOrLeaf) -> list[str]:
        texts = ["".join(leaf.get_code() for leaf in member).strip() for member in _members(node)]
        kinds = {text.partition(".")[0] for text in texts}
        if len(kinds) != 1 or not all(re.fullmatch(r"[A-Z]\w+\.[A-Z_]+", text) for text in texts):
            return []
        (kind,) = kinds
        return [f"{kind}.{name}" for name in self._names[kind] if f"{kind}.{name}" not in texts]


def _members(node: parso.tree.NodeOrLeaf) -> list[list[parso.tree.NodeOrLeaf]]:
    """The members of what is written out, two or more, each as its leaves: key, colon and value in a dictionary."""
    if node.type not in {"testlist_comp", "dictorsetmaker", "testlist_star_expr"}:
        return []
    if any(child.type in {"sync_comp_for", "comp_for"} for child in node.children):
        return []
    members: list[list[parso.tree.NodeOrLeaf]] = [[]]
    for child in node.children:
        if child == ",":
            members.append([])
        else:
            members[-1].append(child)
    return [member for member in members if member] if len(members) > 1 else []


def mutants_of(module: str, root: Path) -> Iterator[Mutant]:
    """Every fault of a module, in a fixed order, without those that change annotations alone."""
    source = (root / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    seen = {_meaning(source)}
    tabular = module in _TABLES
    tables = _tables(source) if tabular else {}
    number = 0
    for operator in (*_operators(), *([MemberAdder(source)] if tabular else [])):
        for occurrence in range(10**6):
            changed = mutate_code(source, operator, occurrence)
            if changed is None:
                break
            meaning = _meaning(changed)
            # What a set has already through another one it is made of, is no fault.
            same = isinstance(operator, MemberAdder) and _tables(changed) == tables
            if meaning not in seen and not same:
                seen.add(meaning)
                yield Mutant(module, number, changed, *_told(source, changed))
                number += 1


def _operators() -> Iterator[Operator]:
    replacements = (
        *binary_operator_replacement.operators(),
        *comparison_operator_replacement.operators(),
        *unary_operator_replacement.operators(),
    )
    for operator in replacements:
        _, before, after = operator.__name__.split("_")
        if after in _NEAREST.get(before, ()):
            yield operator()
    yield boolean_replacer.AddNot()
    yield boolean_replacer.ReplaceTrueWithFalse()
    yield boolean_replacer.ReplaceFalseWithTrue()
    yield boolean_replacer.ReplaceAndWithOr()
    yield boolean_replacer.ReplaceOrWithAnd()
    yield break_continue.ReplaceBreakWithContinue()
    yield break_continue.ReplaceContinueWithBreak()
    yield number_replacer.NumberReplacer()
    yield zero_iteration_for_loop.ZeroIterationForLoop()
    yield MemberRemover()


class _Bare(ast.NodeTransformer):
    """Takes off what does not run: annotations, also those of fields, and what a docstring says."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        # A pydantic field's annotation does run, but a fault in it is one in the type, which mypy would find.
        node.annotation = ast.Name("object", ast.Load())
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)


def _meaning(source: str) -> str:
    try:
        return ast.dump(_Bare().visit(ast.parse(source)))
    except SyntaxError:
        return ""  # no fault that anybody could make: python itself refuses it


def _tables(source: str) -> dict[str, object]:
    """The module's constants, by name."""
    space: dict[str, object] = {"__name__": "tables"}
    exec(compile(source, "tables", "exec", dont_inherit=True), space)
    return {name: value for name, value in space.items() if name.isupper()}


def _told(source: str, changed: str) -> tuple[int, str, str]:
    before, after = source.splitlines(), changed.splitlines()
    same = next(n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    return same + 1, before[same].strip(), after[same].strip()
