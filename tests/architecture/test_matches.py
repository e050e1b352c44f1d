import ast
from collections.abc import Iterator

from tests.architecture.source_tree import modules


def _enum_matches(tree: ast.Module) -> Iterator[ast.Match]:
    """Yield each match that decides by members, as `case Phase.HOLD`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Match) and any(_names_members(case.pattern) for case in node.cases):
            yield node


def _names_members(pattern: ast.pattern) -> bool:
    match pattern:
        case ast.MatchValue(value=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return name.isupper() and owner[0].isupper()  # `Phase.HOLD`, and not `sqlite3.SQLITE_FULL`
        case ast.MatchOr(patterns=patterns):
            return all(_names_members(one) for one in patterns)
        case _:
            return False


def _ends_in_assert_never(node: ast.Match) -> bool:
    last = node.cases[-1].body[-1]
    call = last.value if isinstance(last, ast.Expr | ast.Return) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "assert_never"


def test_every_match_over_an_enum_ends_in_assert_never() -> None:
    open_ended = {
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in _enum_matches(tree)
        if not _ends_in_assert_never(node)
    }
    assert open_ended == set()
