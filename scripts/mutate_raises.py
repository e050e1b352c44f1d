"""Replaces each `raise` of the domain by `pass`, one at a time in a copy; lists those that no test there misses.

Examples: python scripts/mutate_raises.py; python scripts/mutate_raises.py anatomy record
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DOMAIN = Path("src", "backpain_cli", "domain")
TESTS = Path("tests", "domain")
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "dist", "build")


class Mutant(NamedTuple):
    """A module without one of its raises."""

    path: Path
    """Of the module, from the root."""
    line: int
    raised: str
    text: str
    """Of the module with `pass` in place of that raise."""


def mutants(root: Path, modules: Sequence[str] = ()) -> Iterator[Mutant]:
    """Yield a mutant for each raise of the domain's modules of these names; without names, of all modules."""
    for path in sorted((root / DOMAIN).rglob("*.py")):
        if modules and path.stem not in modules:
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Raise):
                lines = text.splitlines(keepends=True)
                first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
                lines[first : last + 1] = [f"{' ' * node.col_offset}pass\n"]
                yield Mutant(path.relative_to(root), node.lineno, ast.unparse(node), "".join(lines))


def tests_fail(copy: Path, module: str = "") -> bool:
    """Say whether a test of the domain fails in `copy`; those of `module` run first, because they fail soonest."""
    own = sorted((copy / TESTS).rglob(f"test_{module}*.py"))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-o", "addopts=--import-mode=importlib -m 'not slow'"]
    command += ["--hypothesis-profile=quick", "-p", "no:xdist", "-p", "no:cacheprovider", *map(str, own), str(TESTS)]
    # A compiled module is known by its size and second only, so that one mutant could be run in place of another.
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    # 1: a test failed; 2: a module of tests could not even be imported.
    if done.returncode not in {0, 1, 2}:
        raise SystemExit(f"pytest could not run:\n{done.stdout}{done.stderr}")
    return done.returncode != 0


def main() -> int:
    """Return 0 if every raise is missed by a test, 1 if not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", help="names of modules, as anatomy; all without")
    modules = parser.parse_args().modules
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
        if tests_fail(copy):
            raise SystemExit("The tests of the domain fail before anything is changed.")
        for mutant in mutants(copy, modules):
            original = (copy / mutant.path).read_text(encoding="utf-8")
            (copy / mutant.path).write_text(mutant.text, encoding="utf-8")
            noticed = tests_fail(copy, mutant.path.stem)
            (copy / mutant.path).write_text(original, encoding="utf-8")
            survivors += not noticed
            verdict = "noticed " if noticed else "SURVIVED"
            print(f"{verdict} {mutant.path}:{mutant.line} {mutant.raised}", flush=True)
    print(f"{survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
