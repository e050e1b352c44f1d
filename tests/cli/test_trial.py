"""`backpain screen --try`: what answers in a file lead to."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.domain.errors import ExitCode
from tests.cases import all_cases
from tests.program import run_program
from tests.triage import VIGNETTES

CODES = {"emergency": 3, "doctor-today": 4, "doctor-within-days": 4, "gently": 0, "go-on": 0}
PERSON = {"routine": "lower-back", "age": 49, "facts": ["cancer=within-10-years"], "ticks": ["A5.2", "P2.3"]}


def tried(answers: object) -> dict[str, Any]:
    run = run_program("screen", "--try", "-", typed=json.dumps(answers).encode())
    assert (run.code, run.err) == (ExitCode.OK, "")
    document = json.loads(run.out)
    assert isinstance(document, dict)
    return document


@all_cases("row", VIGNETTES, ids=lambda row: row["id"])
def test_sixty_people_are_led_to_the_right_place(row: dict[str, Any]) -> None:
    found = tried({key: row[key] for key in ("routine", "age", "facts", "ticks")})
    assert found.keys() == {"version", "outcome", "visit", "exit_code", "because"}
    assert (found["outcome"], found["visit"]) == (row["outcome"], row["visit"])
    assert found["exit_code"] == CODES[row["outcome"]]


@all_cases(
    ("changes", "outcome", "because"),
    [
        ({}, "emergency", ["A5.2+cancer"]),
        ({"facts": []}, "doctor-today", ["A5.2"]),
        ({"facts": ["thinners=antiplatelet"]}, "doctor-today", ["A5.2"]),
        ({"facts": ["thinners"]}, "emergency", ["A5.2+thinners"]),
        ({"facts": ["cancer"], "ticks": ["C3.3"]}, "doctor-today", ["C3.3+cancer"]),
        ({"facts": ["cancer=longer-ago"], "ticks": ["C3.3"]}, "gently", ["C3.3"]),
        ({"age": 66, "facts": [], "ticks": ["A2.3", "B4"]}, "emergency", ["A2.3+age"]),
        ({"facts": [], "ticks": ["B4", "B5=5"]}, "go-on", ["B4", "B5=5"]),
        ({"facts": [], "ticks": ["P1.u"]}, "doctor-today", ["P1.1"]),
        ({"age": 17, "facts": [], "ticks": []}, "doctor-within-days", ["age"]),
    ],
)
def test_it_says_which_findings_decided_and_what_raised_them(
    changes: dict[str, Any], outcome: str, because: list[str]
) -> None:
    found = tried(PERSON | changes)
    assert (found["outcome"], found["because"]) == (outcome, because)


@all_cases(
    ("changes", "message"),
    [
        ({"ticks": ["A9.1"]}, "`A9.1` is not a line with its rung"),
        ({"ticks": ["A5.9"]}, "`A5.9` is not a line with its rung"),
        ({"ticks": ["A5"]}, "`A5` is not a line with its rung"),
        ({"ticks": ["B5=10"]}, "`B5=10` is not a line with its rung"),
        ({"ticks": ["B3.1"]}, "B3.1 would not be asked of this person before `lower-back`"),
        ({"ticks": ["C4.1"]}, "C4.1 would not be asked of this person"),
        ({"age": 49, "ticks": ["C1.2"]}, "C1.2 would not be asked of this person"),
        ({"routine": "lowre-back"}, "There is no routine called `lowre-back`. Did you mean `lower-back`"),
        ({"facts": ["canser"]}, "`canser` is not a fact. Did you mean `cancer`?"),
        ({"facts": ["cancer=once"]}, "`cancer=once` is not an answer about cancer"),
        ({"facts": ["aneurysm="]}, "`aneurysm=` is not an answer about aneurysm"),
        ({"age": -1}, "age: must be from 0"),
        ({"age": "49"}, "age: must be an integer, not text"),
        ({"region": "lumbar"}, "region: is not a field"),
        ({"ticks": ["\x1b[2J"]}, "is not a line with its rung"),
    ],
)
def test_what_is_not_known_or_would_not_be_asked_is_refused_by_name(changes: dict[str, Any], message: str) -> None:
    run = run_program("screen", "--try", "-", typed=json.dumps(PERSON | changes).encode())
    assert (run.code, run.out) == (ExitCode.DATA, "")
    assert message in " ".join(run.err.split())
    assert "\x1b" not in run.err


@pytest.mark.parametrize("text", [b"", b"hello", b"[]", b"[" * 50_000, b'{"routine": "neck"}', b"\xff\xfe"])
def test_what_is_no_such_file_is_refused(text: bytes) -> None:
    run = run_program("screen", "--try", "-", typed=text)
    assert (run.code, run.out) == (ExitCode.DATA, "")


def test_a_file_is_read_and_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps(PERSON), encoding="utf-8")
    home = Path(os.environ["BACKPAIN_HOME"])
    before = sorted(home.rglob("*"))
    run = run_program("screen", "--try", "answers.json", folder=tmp_path)
    assert json.loads(run.out)["because"] == ["A5.2+cancer"]
    assert sorted(home.rglob("*")) == before
    assert run_program("screen", "--try", "missing.json", folder=tmp_path).code == ExitCode.NO_INPUT


@pytest.mark.parametrize("option", [("--show",), ("--edit",), ("--region", "lumbar"), ("--show", "--json")])
def test_it_stands_alone(option: tuple[str, ...]) -> None:
    run = run_program("screen", "--try", "-", *option, typed=json.dumps(PERSON).encode())
    assert (run.code, run.out) == (ExitCode.USAGE, "")
