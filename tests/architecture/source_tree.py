"""The program's source as syntax trees, for the tests of its architecture."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import backpain_cli

SOURCE = Path(backpain_cli.__file__).parent
TESTS = Path(__file__).parents[1]


@cache
def modules() -> dict[str, ast.Module]:
    """Return the tree of each module by its path below the package, as `domain/terms.py`."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield each function and method of `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def public_definitions(tree: ast.Module) -> Iterator[str]:
    """Yield the public names of classes, functions and constants defined at the top of a module."""
    for node in tree.body:
        names: list[str] = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        yield from (name for name in names if not name.startswith("_"))
