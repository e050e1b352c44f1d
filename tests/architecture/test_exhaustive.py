"""Tables keyed by an enumeration have all its members, so that a new one is no `KeyError` that a person meets."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import backpain_cli


class Source(NamedTuple):
    """A module of the program and its text as a tree."""

    module: ModuleType
    tree: ast.Module


def read_sources() -> Iterator[Source]:
    for found in pkgutil.walk_packages(backpain_cli.__path__, "backpain_cli."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            yield Source(module, ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8")))


@cache
def sources() -> list[Source]:
    return list(read_sources())


@cache
def enums() -> dict[str, type[Enum]]:
    return {
        name: value
        for source in sources()
        for name, value in vars(source.module).items()
        if isinstance(value, type) and issubclass(value, Enum)
    }


def enum_of(node: ast.AST | None, module: ModuleType) -> type[Enum] | None:
    """Return the enumeration of an expression like `Phase.HOLD`; None where it is something else."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return None
    # A name that is imported inside a function is not one of its module.
    found = vars(module).get(node.value.id, enums().get(node.value.id))
    is_member = isinstance(found, type) and issubclass(found, Enum) and node.attr in found.__members__
    return found if is_member else None


def members_in(table: Mapping[Any, object]) -> type[Enum] | None:
    """Return the enumeration of which all keys of `table` are members; None where it is keyed by something else."""
    kinds = {type(key) for key in table}
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind if kind is not None and issubclass(kind, Enum) else None


def names_read_by_subscript() -> set[str]:
    """Return every name that is read as `name[...]` or `module.name[...]` somewhere in the program."""
    nodes = (node for source in sources() for node in ast.walk(source.tree) if isinstance(node, ast.Subscript))
    values = [node.value for node in nodes if isinstance(node.ctx, ast.Load)]
    names = {value.id for value in values if isinstance(value, ast.Name)}
    return names | {value.attr for value in values if isinstance(value, ast.Attribute)}


def test_a_table_of_a_module_has_all_members_or_is_read_with_get() -> None:
    tables = [
        (source.module.__name__, name, enum, value)
        for source in sources()
        for name, value in vars(source.module).items()
        if isinstance(value, Mapping) and (enum := members_in(value)) is not None
    ]
    assert len(tables) > 5
    partial = {(module, name) for module, name, enum, table in tables if len(table) < len(enum)}
    subscripted = names_read_by_subscript()
    assert {(module, name) for module, name in partial if name in subscripted} == set()


def test_a_table_inside_a_function_has_all_members_or_is_read_with_get() -> None:
    wrong = []
    for module, tree in sources():
        nodes = list(ast.walk(tree))
        read_with_get = {id(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "get"}
        of_the_module = {id(node.value) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)}
        for node in nodes:
            if isinstance(node, ast.Dict) and id(node) not in read_with_get | of_the_module:
                enums = {enum_of(key, module) for key in node.keys}
                enum = enums.pop() if len(enums) == 1 else None
                if enum is not None and len(node.keys) < len(enum):
                    wrong.append(f"{module.__name__}:{node.lineno}")
    assert wrong == []
