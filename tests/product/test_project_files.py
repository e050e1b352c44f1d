"""The files around the program: what they name exists, and what they promise to a registry is so."""

import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hatch_build import readme_for_registry
from scripts.check_commit import LARGEST_BYTES, LONGEST_SUBJECT, file_problems, main, subject_problems

from backpain_cli.cli.app import COMMAND_MODULES
from tests.cases import all_cases
from tests.extras import TESTS_OF_EXTRAS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "backpain_cli"
WHERE_TO_CHANGE = (ROOT / "docs" / "where-to-change.md").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


# Where do I change ...?


def named_in(page: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", page)


@all_cases(
    "path", [name for name in named_in(WHERE_TO_CHANGE) if ("/" in name and " " not in name) or name[-3:] == ".py"]
)
def test_a_path_that_says_where_to_change_exists(path: str) -> None:
    assert (PACKAGE / path).exists() or (ROOT / path).exists()


@all_cases("name", [name for name in named_in(WHERE_TO_CHANGE) if re.fullmatch(r"[A-Z][A-Za-z]+|[A-Z]+_[A-Z_]+", name)])
def test_a_name_that_says_what_to_change_is_in_the_program(name: str) -> None:
    defined = re.compile(rf"^(?:class )?{name}\b", re.MULTILINE)
    assert any(defined.search(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))


# What the hooks of git look at


@all_cases(
    ("content", "words"),
    [
        (b"", ""),
        (b"one line\n", ""),
        (b"\x89PNG\0 and no line break", ""),
        (b"no line break", "one line break at the end"),
        (b"two line breaks\n\n", "one line break at the end"),
        (b"x" * LARGEST_BYTES + b"\n", f"found {LARGEST_BYTES + 1}"),
    ],
)
def test_the_form_of_a_file_is_checked(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    problems = file_problems(path)
    assert len(problems) == bool(words)
    assert words in "".join(problems)


@all_cases(
    ("message", "words"),
    [
        ("Refuse a score above 10\n", ""),
        ("Refuse a score above 10\n\nBecause.\n# a comment of git\n", ""),
        ("# only comments\n", "is empty"),
        ("x" * LONGEST_SUBJECT, ""),
        ("x" * (LONGEST_SUBJECT + 1), f"found {LONGEST_SUBJECT + 1}"),
        ("Refuse\nbecause\n", "empty line below"),
    ],
)
def test_the_subject_of_a_commit_is_checked(message: str, words: str) -> None:
    problems = subject_problems(message)
    assert len(problems) == bool(words)
    assert words in "".join(problems)


def test_the_hooks_end_with_1_where_something_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text("Refuse a score above 10\n")
    wrong.write_text("Refuse\nbecause")
    assert [main([str(right)]), main(["--subject", str(right)])] == [0, 0]
    assert [main([str(right), str(wrong)]), main(["--subject", str(wrong)])] == [1, 1]
    assert "one line break" in capsys.readouterr().err


# What a registry shows


def test_a_registry_gets_no_link_and_no_picture_that_leads_nowhere() -> None:
    for address in ("", "https://forge.example/one/backpain"):
        shown = readme_for_registry(README, address)
        targets = re.findall(r"\]\(([^)]+)\)", shown)
        assert [target for target in targets if not target.startswith("https://")] == []
        assert "A session: the step, the side" in shown
        assert ("docs/session.svg" in shown) == bool(address)


# The oldest libraries


def bounds() -> dict[str, str]:
    """Return the lowest version of each library that pyproject.toml permits."""
    every = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    return dict(re.findall(r"^([\w.-]+)>=([\w.]+)", "\n".join(every).lower(), re.MULTILINE))


def test_the_lowest_versions_are_those_that_the_project_permits() -> None:
    lines = (ROOT / "constraints" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    lowest = dict(line.lower().split("==") for line in lines if not line.startswith("#"))
    assert lowest == bounds()


def test_the_same_library_has_the_same_bound_wherever_it_is_named() -> None:
    every = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    assert len(set(every)) == len({re.split(r"[<>=]", one)[0].lower() for one in every})


# The tools

TOOLS = ("noxfile.py", "justfile", ".pre-commit-config.yaml", ".ci/run", ".github/workflows/check.yml")


@all_cases("tool", TOOLS)
def test_a_file_that_a_tool_runs_exists(tool: str) -> None:
    text = (ROOT / tool).read_text(encoding="utf-8")
    named = re.findall(r"\b(?:benchmarks|constraints|scripts|tests)/[\w/]+(?:\.\w+)?", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_example_of_one_test_finds_one() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [(path, name)] = re.findall(r"pytest -n 0 (\S+) -k (\w+)", guide)
    assert re.search(rf"^def test_\w*{name}", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


@all_cases("path", [path for paths in TESTS_OF_EXTRAS.values() for path in paths])
def test_a_file_that_needs_an_extra_exists(path: str) -> None:
    assert (ROOT / "tests" / path).exists()


# The workflow


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    path = ROOT / ".github" / "workflows" / "check.yml"
    form: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    return form


def test_the_workflow_runs_sessions_that_there_are(workflow: dict[str, Any]) -> None:
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    sessions = set(re.findall(r"^def ([a-z]\w+)\(session", noxfile, re.MULTILINE))
    jobs = workflow["jobs"]
    used = {*jobs["environments"]["strategy"]["matrix"]["session"]}
    for job in jobs.values():
        for step in job["steps"]:
            used |= set(re.findall(r"nox -s (\w+)", step.get("run", "")))
    assert used <= sessions
    assert sessions - used == set()


def test_a_release_waits_for_every_other_job_and_has_no_secret(workflow: dict[str, Any]) -> None:
    jobs = workflow["jobs"]
    assert set(jobs["release"]["needs"]) == set(jobs) - {"release"}
    assert "secrets." not in (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")


def test_every_python_that_is_promised_is_tried(workflow: dict[str, Any]) -> None:
    promised = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", one)]
    assert workflow["jobs"]["tests"]["strategy"]["matrix"]["python"] == promised


def test_the_manual_page_has_the_texts_of_the_help_as_they_are() -> None:
    page = (ROOT / "docs" / "backpain.1").read_text(encoding="utf-8")
    written = runpy.run_path(str(ROOT / "scripts" / "manual_page.py"))["manual_page"]()
    assert written == page, "run `python scripts/manual_page.py`"
    for command in COMMAND_MODULES:
        assert f"\n.SS backpain {command}".replace("-", r"\-") in page, command
