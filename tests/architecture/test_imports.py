import ast
import subprocess
import sys

from tests.architecture.source_tree import functions, modules

MAY_IMPORT_LATE = ("cli/", "__main__.py")
"""A command imports what it needs when it runs, so that no other command pays for it; nowhere else."""
MEASURED_LATE_IMPORTS = {
    "domain/names.py": "difflib, 10 ms, is needed only where a name is not known",
    "audio/players.py": "tempfile is needed only where a player reads files alone",
    "export/formats.py": "jinja2, 70 ms, is needed only for a page in HTML",
    "history/session_rows.py": "hashlib loads OpenSSL, and many questions read no plan",
    "library/routines/finder.py": "the YAML parser, 20 ms, is not needed for compiled routines",
    "library/routines/reader.py": "the same",
    "library/shipped.py": "the YAML parser and the circumstances, 10 ms, are not needed for compiled data",
    "paths.py": "platformdirs, 30 ms, is not needed where BACKPAIN_HOME is set",
    "pictures/render/images.py": "resvg is an extra that may be missing",
}
"""Late imports elsewhere, by module, each with its reason."""


def test_imports_within_functions_are_only_in_the_command_line() -> None:
    late = {
        path
        for path, tree in modules().items()
        if not path.startswith(MAY_IMPORT_LATE)
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert late == set(MEASURED_LATE_IMPORTS)


def test_imports_for_type_checkers_alone_are_only_in_the_command_line() -> None:
    guarded = {
        path
        for path, tree in modules().items()
        if not path.startswith("cli/")
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    }
    assert guarded == set()


def test_every_import_contract_is_kept() -> None:
    code = "import sys; from importlinter.cli import lint_imports_command as lint; sys.argv = ['lint-imports']; lint()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
