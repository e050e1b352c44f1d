"""What the first edition left on a disk is read as it was: history, settings, exports, journals, own routines."""

import csv
import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.session.resume import interrupted_sessions
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.sessions import PainScore, ReportedSign, SessionEnding, StepEffect, StepOutcome
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import title_from_text
from backpain_cli.domain.settings import Settings
from backpain_cli.domain.terms import SoundMode, ThemeName
from backpain_cli.history.plan_snapshot import plan_from_snapshot, plan_snapshot
from backpain_cli.history.store import open_history
from backpain_cli.library.routines.finder import load_file
from backpain_cli.library.settings import load_settings
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session_state import SessionStatus
from tests.data.landed_data import EXPECTED, LANDED, LAST_NOTED, LOOKED_AT, landed_home
from tests.fixed_clock import AT_FIXED_TIME, HURRIED_AT_FIXED_TIME, clock_at
from tests.hurried import hurried
from tests.program import run_process
from tests.pseudo_terminal import PseudoTerminal
from tests.whole import journals, kept, told, until_told

DAYS_LATER = "2026-11-30T12:00:00+01:00"
FREE_HIP = {"Which?": b"1", "Less than a year ago?": b"2", "Has your surgeon": b"1"}
"""What this person answers about a hip that is new."""
posix = pytest.mark.skipif(os.name != "posix", reason="a guided session needs a POSIX terminal")


def printed(*arguments: str, at: str = LOOKED_AT) -> str:
    """Return what the program prints at that time."""
    done = run_process(*arguments, environment=clock_at(at, pace=0), program=AT_FIXED_TIME)
    assert done.code == 0, done
    return done.out


def expected(name: str) -> str:
    """Return what was printed then, its ends of lines as they were."""
    return (EXPECTED / name).read_bytes().decode()


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("export.json", ("export", "-")),
        ("export-fhir.json", ("export", "-", "--fhir")),
        (
            "history-area.json",
            ("history", "--area", "neck", "--since", "2026-08-09", "--until", "2026-10-01", "--json"),
        ),
        ("session-6.json", ("history", "show", "6", "--json")),
        ("progress.json", ("progress", "--json")),
        ("screen.json", ("screen", "--show", "--json")),
    ],
)
def test_the_history_says_what_it_said(name: str, arguments: tuple[str, ...], tmp_path: Path) -> None:
    landed_home(tmp_path)
    assert holds(json.loads(printed(*arguments)), json.loads(expected(name)))


def holds(found: Any, known: Any) -> bool:
    """Return whether everything that is `known` is in what was found; other names may stand beside it."""
    if isinstance(known, dict):
        return isinstance(found, dict) and all(name in found and holds(found[name], known[name]) for name in known)
    if isinstance(known, list):
        return isinstance(found, list) and len(found) == len(known) and all(map(holds, found, known))
    return type(found) is type(known) and bool(found == known)


@pytest.mark.terminal
def test_a_spreadsheet_gets_the_rows_that_it_got(tmp_path: Path) -> None:
    landed_home(tmp_path)
    found, known = (
        list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
        for text in (printed("history", "--csv"), expected("history.csv"))
    )
    for row in found:
        row["when"] = row["when"].replace(" ", "T") + row.pop("zone")
    for row in known:
        row["when"] = datetime.fromisoformat(row["when"]).isoformat(timespec="seconds")
    assert found == known


@pytest.mark.terminal
def test_the_list_shows_every_session_with_its_day_and_its_pain(tmp_path: Path) -> None:
    landed_home(tmp_path)
    listed = " ".join(printed("history").split())
    sessions = json.loads(expected("export.json"))["sessions"]
    assert len(sessions) == 20
    for session in sessions:
        assert f"{session['number']} {session['started'][:16].replace('T', ' ')} {session['routine']}" in listed
    assert "lower-back:left 6, then 4" in listed


@pytest.mark.terminal
def test_an_export_is_imported_and_gives_the_same_export_again(tmp_path: Path) -> None:
    export = EXPECTED / "export.json"
    assert "20 sessions" in printed("import", str(export))
    assert holds(json.loads(printed("export", "-")), json.loads(expected("export.json")))
    landed_home(tmp_path)
    assert "20 sessions" not in printed("import", str(export))
    assert holds(json.loads(printed("export", "-")), json.loads(expected("export.json")))


def test_the_settings_are_those_that_were_chosen(tmp_path: Path) -> None:
    landed_home(tmp_path)
    assert load_settings() == Settings(theme=ThemeName.HIGH_CONTRAST, sound=SoundMode.OFF)


def test_every_plan_in_the_history_is_a_plan_still(tmp_path: Path, anatomy: Atlas) -> None:
    with open_history(landed_home(tmp_path)) as store:
        plans = {session.routine_hash: session.plan for session in store.sessions()}
    assert len(plans) == 6
    for plan in plans.values():
        assert plan_snapshot(plan_from_snapshot(plan, anatomy)) == plan


# own routines


def routine_rows() -> dict[str, Any]:
    rows: dict[str, Any] = json.loads(expected("plans.json"))
    return rows


def test_every_routine_of_format_1_keeps_its_plan_to_the_byte(
    capfd: pytest.CaptureFixture[str], anatomy: Atlas
) -> None:
    from backpain_cli.cli.app import run

    wanted = routine_rows()
    names = wanted.pop("")
    paths = sorted((LANDED / "routines").glob("*.yaml"))
    assert [path.stem for path in paths] == sorted(wanted)
    wrong: list[str] = []
    for path in paths:
        if path.stem == HELD_TOO_LONG:
            assert run(["routine", str(path), "--preview", "--json"]) == ExitCode.DATA
            assert "70 s is too long for Suboccipitals; the limit is 60 s" in capfd.readouterr().err
            continue
        assert run(["routine", str(path), "--preview", "--json"]) == 0
        form = json.loads(capfd.readouterr().out)
        plan = wanted[path.stem]
        routine = load_file(path, anatomy, RoutineOrigin.FILE)
        before = [dict(zip(names, row, strict=True)) for row in plan["segments"]]
        # Names that have been added since stand beside those of the first edition.
        found = [{name: segment[name] for name in names} for segment in form["segments"]]
        if found != [as_named_since(routine, segment) for segment in before]:
            wrong.append(f"{path.name}: {found}")
        form = {name: form[name] for name in NAMES_OF_A_PLAN} | {"segments": before}
        if hashlib.sha256(f"{json.dumps(form, indent=2)}\n".encode()).hexdigest() != plan["sha256"]:
            wrong.append(f"{path.name}: other bytes")
    assert wrong == []


NAMES_OF_A_PLAN = ("version", "routine", "seconds", "segments")
"""In the order in which the first edition printed them."""
HELD_TOO_LONG = "neck"
"""Since then the rim of the skull is held for 60 seconds at the most, in own routines too."""
DESCRIBED = {("own-03", 10), ("own-05", 3), ("own-19", 3), ("own-23", 6)}
"""Stretches in a person's own words under a name like one of ours: since then, nothing of ours is mixed in."""


def as_named_since(routine: Routine, segment: dict[str, Any]) -> dict[str, Any]:
    """Return a segment of the first edition with what was named otherwise since then, which changes no second."""
    described = (routine.key, segment["step"]) in DESCRIBED
    # A step without a title is named by its text now.
    is_named = segment["title"] not in {"Check", "Move", "Rest"}
    title = segment["title"] if is_named else title_from_text(routine.steps[segment["step"] - 1].do)
    return segment | {"title": title, "muscle": None if described else segment["muscle"]}


# interrupted sessions


def test_an_interrupted_session_is_found_as_it_was(tmp_path: Path, anatomy: Atlas) -> None:
    landed_home(tmp_path, *LAST_NOTED)
    with AppContext() as context:
        context.atlas = anatomy
        found = {one.journal.path.stem: one for one in interrupted_sessions(context)}
        assert context.profile.trouble is None
    assert sorted(found) == sorted(LAST_NOTED)
    mid = found["mid-hold"]
    assert (mid.begun.routine_hash[:8], mid.begun.sorer_side, mid.begun.gentle) == ("2f9ccef8", "left", False)
    assert mid.begun.started == datetime.fromisoformat("2026-11-28T17:01:37.494177+01:00")
    assert mid.begun.before == (PainScore("lower-back", "left", 3),)
    session = mid.session
    assert session.status is SessionStatus.PAUSED
    # The whole state that was noted last, and the time that passed after it.
    assert session.position_ns == 743_086_288_550 + 22_201_314_300
    assert session.elapsed_ns == 705_348_010_800 + 22_201_314_300
    assert session.practised == 676_480_090_110 + 22_201_314_300
    assert (session.paused, session.ledger.pauses) == (28_867_920_690, 3)
    assert session.completed_steps == {1, 3, 4, 5, 7, 8, 9}
    assert (session.skipped, session.stopped) == (frozenset({2}), frozenset({6}))
    assert session.complaints == (
        ReportedSign(ComplaintKind.TOO_STRONG, 4, "longissimus-thoracis", "right", 257),
        ReportedSign(ComplaintKind.WARNING, 6, "quadratus-lumborum", "left", 538),
    )
    assert session.ledger.repeats == {4: 1}
    assert session.ledger.practised[10] == 86_288_550 + 22_201_314_300
    assert session.plan.seconds == session.plan.routine.minutes * 60
    assert [segment.seconds for segment in session.plan.segments if segment.step_number in {3, 4}] == [
        7, 10, 65, 5, 10, 60, 5, 10, 55, 5, 10, 60,
    ]  # fmt: skip
    assert (found["at-start"].session.position_ns, found["at-start"].session.practised) == (3_001_918_124,) * 2
    assert (found["form-1"].session.position_ns, found["form-1"].session.skipped) == (94_024_689_265, frozenset({2}))
    assert found["stopped"].session.status is SessionStatus.STOPPED
    after = found["afterwards"]
    assert after.session.status is SessionStatus.FINISHED
    assert after.feedback.after == (PainScore("lower-back", "left", 2),)
    assert after.feedback.effects == {3: StepEffect.HELPED, 4: StepEffect.WORSE}


@pytest.mark.terminal
@posix
@pytest.mark.parametrize(
    ("name", "where", "step"),
    [
        ("mid-hold", "Lower back, begun at 17:01 on 2026-11-28, stopped at 12:45 of 15:00", "step 10 of 13"),
        ("at-start", "Lower back, begun at 17:00 on 2026-11-28, stopped at 0:03 of 15:00", "step 1 of 13"),
        ("form-1", "First twinge in the low back, begun at 17:00 on 2026-11-28, stopped at 1:34 of 5:05", "step 3 of"),
    ],
)
def test_an_interrupted_session_goes_on_at_its_second(name: str, where: str, step: str, tmp_path: Path) -> None:
    landed_home(tmp_path, name)
    lived = json.loads(expected("kept.json"))["sessions"]
    before = next(one for one in lived if one["identifier"] == identifier_of(name))
    surroundings = {**hurried(1), **clock_at("2026-11-28T17:40:00+01:00")}
    with PseudoTerminal(
        ["routine", "--resume"], home=tmp_path, lines=60, environment=surroundings, program=HURRIED_AT_FIXED_TIME
    ) as terminal:
        until_told(terminal, where)
        terminal.begin(otherwise=FREE_HIP)
        terminal.until(step)
        terminal.send(b"qq")
        assert terminal.finish() == 0
    session = kept(tmp_path)[0]
    assert len(kept(tmp_path)) == 21
    assert (session.identifier, session.ending) == (before["identifier"], SessionEnding.LEFT)
    assert before["practised"] <= session.practised <= before["practised"] + 30
    assert [step.number for step in session.steps if step.outcome is StepOutcome.DONE] == [
        step["number"] for step in before["steps"] if step["outcome"] == "done"
    ]
    assert journals(tmp_path) == []


@pytest.mark.terminal
@posix
def test_an_interrupted_session_that_would_be_another_today_does_not_go_on(tmp_path: Path) -> None:
    landed_home(tmp_path, "mid-hold")
    surroundings = {**hurried(1), **clock_at("2026-11-28T17:40:00+01:00")}
    with PseudoTerminal(
        ["routine", "--resume"], home=tmp_path, lines=60, environment=surroundings, program=HURRIED_AT_FIXED_TIME
    ) as terminal:
        terminal.begin(otherwise={**FREE_HIP, "Has your surgeon": b"2"})
        assert terminal.wait() == 4
        assert "What is known of you has changed since" in told(terminal)
    assert kept(tmp_path)[0].ending is SessionEnding.BROKEN_OFF
    assert journals(tmp_path) == []


@pytest.mark.terminal
@posix
def test_what_is_not_gone_on_with_is_kept_as_what_it_was(tmp_path: Path) -> None:
    landed_home(tmp_path, *LAST_NOTED)
    with PseudoTerminal(
        ["routine", "first-twinge"],
        home=tmp_path,
        lines=60,
        environment=clock_at(DAYS_LATER),
        program=AT_FIXED_TIME,
    ) as terminal:
        terminal.until_card("Last time you told us:")
        assert "Go on with it?" not in told(terminal)
        terminal.press(b"q")
        terminal.wait()
    assert journals(tmp_path) == []
    found = printed("history", "--since", "2026-11-28", "--json", at=DAYS_LATER)
    assert holds(json.loads(found), json.loads(expected("kept.json")))
    screens = json.loads(printed("screen", "--show", "--json", at=DAYS_LATER))["screens"]
    assert screens[0]["outcome"] == "emergency"


def identifier_of(name: str) -> str:
    first = (LANDED / "journals" / f"{name}.jsonl").read_text(encoding="utf-8").partition("\n")[0]
    return str(json.loads(first)["identifier"])


def test_a_journal_of_the_first_edition_is_of_either_form() -> None:
    for name in LAST_NOTED:
        first, *notes = (LANDED / "journals" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(first)["version"] == (1 if name == "form-1" else 2)
        kinds = {next(iter(json.loads(note))) for note in notes}
        assert kinds <= ({"state"} if name == "form-1" else {"state", "passed"})
        assert NS_PER_S == 1_000_000_000
