from statistics import mean

from tests.architecture.source_tree import SOURCE, functions, modules

MAX_MODULES = 316
MAX_LINES = 49_530
"""Where it is with the questions before a session, the reader of everyday words and the corrections of the history,
each of which is a room of its own. Without a new room it may only fall."""
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 60
MAX_MEAN_FUNCTION_LINES = 12


def _lines_by_module() -> dict[str, int]:
    return {path: len((SOURCE / path).read_text(encoding="utf-8").splitlines()) for path in modules()}


def test_the_program_stays_small_enough_to_be_read() -> None:
    lines = _lines_by_module()
    assert sum(not path.endswith("__init__.py") for path in lines) <= MAX_MODULES
    assert sum(lines.values()) <= MAX_LINES


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    assert {path: lines for path, lines in _lines_by_module().items() if lines > MAX_MODULE_LINES} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{path} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path, tree in modules().items()
        for function in functions(tree)
    }
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LINES} == {}
    assert mean(lengths.values()) <= MAX_MEAN_FUNCTION_LINES
