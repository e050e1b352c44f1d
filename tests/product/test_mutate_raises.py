"""The script that takes a raise out of the domain to see whether a test fails: it leaves none out, and it can tell."""

import ast
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "mutate_raises.py"


def raises_in(text: str) -> int:
    return sum(isinstance(node, ast.Raise) for node in ast.walk(ast.parse(text)))


def test_each_raise_of_the_domain_is_taken_out_once() -> None:
    script = runpy.run_path(str(SCRIPT))
    texts = {path: path.read_text("utf-8") for path in (script["ROOT"] / script["DOMAIN"]).rglob("*.py")}
    mutants = list(script["mutants"](script["ROOT"]))

    assert len(mutants) == len({(mutant.path, mutant.line) for mutant in mutants}) > 25
    assert len(mutants) == sum(map(raises_in, texts.values()))
    for mutant in mutants:
        assert raises_in(mutant.text) == raises_in(texts[script["ROOT"] / mutant.path]) - 1


@pytest.mark.slow
def test_a_sample_of_the_raises_is_missed_by_the_tests() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "settings"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("noticed ")
    assert done.stdout.endswith("0 survived\n")
