"""Files are created in one place."""

import ast

from tests.architecture.source_tree import modules

WRITERS = frozenset({"write_text", "write_bytes", "replace", "rename", "mkstemp", "NamedTemporaryFile", "touch"})
"""Methods that create a file or put one in another's place; `replace` and `rename` with a single argument."""
WRITES_OF_ITS_OWN = {
    "audio/speech_programs.py": "the text that a program speaks, in a folder that is removed with it",
    "audio/tones.py": "no file: `wave.open` writes into memory",
    "cli/help.py": "no file: `write_text` of Click's formatter",
}


def creates_files(tree: ast.Module) -> bool:
    """Return whether a module creates a file by itself: not by `open_private`, whose files are private."""
    by_open_private = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "open_private"
        for part in ast.walk(call)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "O_CREAT" and id(node) not in by_open_private:
            return True
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        texts = [value.value for value in node.args if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        if node.func.attr == "open" and any(text[:1] in {"w", "a", "x"} for text in texts):
            return True
        # Of a text, `replace` has two arguments; of a value, only named ones.
        one_argument = len(node.args) == 1 and not node.keywords
        if node.func.attr in WRITERS and (node.func.attr not in {"replace", "rename"} or one_argument):
            return True
    return False


def test_only_one_module_creates_files() -> None:
    found = {path for path, tree in modules().items() if creates_files(tree)}
    assert found == {"files.py", *WRITES_OF_ITS_OWN}
