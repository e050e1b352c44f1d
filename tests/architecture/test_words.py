"""Identifiers and first lines of docstrings use the words of the trade (the list is in CONTRIBUTING.md)."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source_tree import modules

IN_IDENTIFIERS = {
    *("told", "tell", "tells", "stands", "anew", "wishes", "gates", "leading", "conduct", "conducting", "company"),
    *("strokes", "borne", "eased", "shelf", "heard", "looks", "inks"),
}
IN_DOCSTRINGS = re.compile(
    r"\b(told|tells?|stands?|anew|wishes|gates|goes by|borne|broken off|is no (?:longer )?\w+|last words|"
    r"taking up|nobody|somebody|shelf)\b",
    re.IGNORECASE,
)


STILL_TO_BE_REWRITTEN = {
    "export/history_import.py",
}
"""Modules that still use words of the first edition. The list may only shrink."""


def _identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Name(id=name) | ast.arg(arg=name):
                yield getattr(node, "lineno", 0), name
            case ast.Attribute(attr=name):
                yield node.lineno, name
            case _:
                pass


def _words(identifier: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)}


def _first_docstring_lines(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and (text := ast.get_docstring(node)):
            yield getattr(node, "lineno", 1), text.splitlines()[0]


def _old_words() -> dict[str, list[str]]:
    """Return the places with an old word, by module."""
    found: dict[str, list[str]] = {}
    for path, tree in modules().items():
        places = [f"{line} {name}" for line, name in _identifiers(tree) if _words(name) & IN_IDENTIFIERS]
        places += [f"{line} {text}" for line, text in _first_docstring_lines(tree) if IN_DOCSTRINGS.search(text)]
        if places:
            found[path] = places
    return found


def test_identifiers_and_docstrings_use_the_words_of_the_trade() -> None:
    assert {path: places for path, places in _old_words().items() if path not in STILL_TO_BE_REWRITTEN} == {}


def test_the_list_of_what_is_still_to_be_rewritten_names_nothing_else() -> None:
    assert _old_words().keys() >= STILL_TO_BE_REWRITTEN
