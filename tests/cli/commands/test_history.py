"""The history as a person uses it: noted, looked at, exported, imported, deleted."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backpain_cli.cli.output import write_private
from backpain_cli.domain.records.practice_progress import RISING
from backpain_cli.domain.records.sessions import (
    PainEntry,
    ScreeningKind,
    ScreeningRecord,
    SessionRecord,
)
from backpain_cli.domain.terms import Outcome
from backpain_cli.history.store import open_history
from backpain_cli.paths import data_folder
from tests.cases import all_cases
from tests.program import PROGRAM, run_process, run_program
from tests.program import Outcome as Run
from tests.pseudo_terminal import PseudoTerminal
from tests.records import MONDAY, noted, session, sign

WRITTEN = "zanzibar-quinquereme"


def keep(folder: Path, sessions: Sequence[SessionRecord] = (), entries: Sequence[PainEntry] = ()) -> None:
    """Put a history into the folder."""
    with open_history(folder) as store:
        for one in sessions:
            store.save_session(one)
        for entry in entries:
            store.save_pain(entry)


def done(*arguments: str, typed: bytes = b"", code: int = 0, environment: dict[str, str] | None = None) -> Run:
    """Run the program, and hold how it ends."""
    ended = run_program(*arguments, typed=typed, environment=environment)
    assert ended.code == code, ended.err
    return ended


def form_of(*arguments: str) -> Any:
    """Return what a command prints as JSON."""
    return json.loads(done(*arguments).out)


# log


def test_pain_is_noted_as_often_as_wanted() -> None:
    assert done("log", "lower-back=4", "neck:left=3").out == "Saved: lower-back=4, neck:left=3.\n"
    done("log", "Lumbago=5")
    noted_pain = form_of("history", "--json")["pain"]
    assert [one["scores"] for one in noted_pain] == [
        [{"area": "lower-back", "side": "", "score": 5}],
        [{"area": "lower-back", "side": "", "score": 4}, {"area": "neck", "side": "left", "score": 3}],
    ]
    assert all(datetime.fromisoformat(one["when"]).utcoffset() is not None for one in noted_pain)


def test_a_note_comes_from_the_input_and_never_from_the_command_line() -> None:
    assert "with your note" in done("log", "neck=2", "--note", typed=b"slept badly\n").out
    assert form_of("history", "--json")["pain"][0]["note"] == "slept badly"
    done("log", "neck=2", "--note=slept badly", code=2)


def test_a_sign_in_a_note_is_answered_once_it_is_saved() -> None:
    said = done("log", "lower-back=4", "--note", typed=b"numb between my legs\n")
    text = " ".join((said.out + said.err).split())
    assert text.index("Saved") < text.index("If this is you now: Numb")
    assert form_of("history", "--json")["pain"][0]["note"] == "numb between my legs"
    assert "If this is you now" not in done("log", "neck=2", "--note", typed=b"slept badly\n").err


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("neck=-1", "from 0 (no pain) to 10"),
        ("neck=11", "from 0 (no pain) to 10"),
        ("neck=5.5", "from 0 (no pain) to 10"),
        ("neck=nan", "from 0 (no pain) to 10"),
        ("neck=", "from 0 (no pain) to 10"),
        ("", "is not AREA=SCORE"),
        ("-", "is not AREA=SCORE"),
        ("neck", "is not AREA=SCORE"),
        ("nack=3", "did you mean `neck`"),
        ("throat:left=3", "`throat` has no left and right"),
        ("neck:up=3", "the side is left, right or both"),
        ("\x1b[31mneck=3", "\\x1b[31mneck"),
        ("%s{0}=3", "There is no pain area called `%s{0}`"),
    ],
)
def test_what_is_no_score_is_refused_and_nothing_is_kept(written: str, message: str, tmp_path: Path) -> None:
    refused = done("log", "lower-back=4", written, code=2)
    assert message.lower() in refused.err.lower()
    assert "\x1b" not in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_named_twice_is_refused() -> None:
    assert "named twice" in done("log", "neck=3", "neck=4", code=2).err


def test_a_note_that_is_too_long_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    assert "Nothing was saved" in done("log", "neck=3", "--note", typed=b"x" * 2_001, code=2).err
    assert list(tmp_path.iterdir()) == []


# history


def test_an_empty_history_is_told_calmly_and_nothing_is_made(tmp_path: Path) -> None:
    for command in (["history"], ["progress"]):
        assert "Nothing is kept yet." in done(*command).out
    assert form_of("history", "--json") == {"version": 1, "sessions": [], "pain": [], "walks": []}
    assert done("history", "--csv").out.startswith("\ufeffkind,number,when,")
    assert done("forget", "--yes").out == "Nothing of that is kept. Nothing was deleted.\n"
    assert list(tmp_path.iterdir()) == []


def test_sessions_are_listed_newest_first_and_the_older_ones_on_demand(tmp_path: Path) -> None:
    keep(tmp_path, [session(day) for day in range(25)])
    listed = done("history").out.splitlines()
    assert [line.split()[0] for line in listed[2:22]] == [str(number) for number in range(25, 5, -1)]
    assert "There are earlier ones; `--most 0` shows all." in listed
    assert "There are earlier ones" not in done("history", "--most", "0").out
    assert len(form_of("history", "--json")["sessions"]) == 25
    assert len(form_of("history", "--json", "--most", "3")["sessions"]) == 3


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--routine", "neck"], [2]),
        (["--routine", "Lower Back"], [3, 1]),
        (["--area", "lumbago"], [3, 1]),
        (["--since", "2026-08-04"], [3, 2]),
        (["--until", "2026-08-04"], [2, 1]),
        (["--since", "2026-08-04", "--until", "2026-08-04"], [2]),
        (["--since", "2030-01-01"], []),
    ],
)
def test_a_history_is_filtered(tmp_path: Path, options: list[str], numbers: list[int]) -> None:
    keep(
        tmp_path,
        [session(0), session(1, ["neck=3"], [], routine="neck", title="Neck", areas=("neck",)), session(2)],
    )
    assert [one["number"] for one in form_of("history", "--json", *options)["sessions"]] == numbers


def test_a_day_or_a_part_that_is_not_understood_is_refused() -> None:
    assert "is not a day" in done("history", "--since", "someday", code=2).err
    assert "comes before --since" in done("history", "--since", "today", "--until", "yesterday", code=2).err
    assert "no pain area" in done("history", "--area", "xyzzy", code=2).err
    assert "is not understood" in done("history", "show", code=2).err
    assert "There is no session 7." in done("history", "show", "7", code=2).err
    assert "Only one of" in done("history", "--json", "--csv", code=2).err


def test_a_search_without_a_find_says_so(tmp_path: Path) -> None:
    keep(tmp_path, [session(0)])
    assert done("history", "--since", "today").out == "No session fits that.\n"


def test_one_session_is_shown_in_full(tmp_path: Path) -> None:
    keep(tmp_path, [session(0, signs=(sign(),), note="stiff")])
    text = done("history", "show", "1").out
    for wanted in (
        "1. Lower back",
        "pain: lower-back 6, then 4",
        "1. Gluteus medius  done",
        "your left)",
        "note: stiff",
    ):
        assert wanted in text
    assert form_of("history", "show", "1", "--json")["sessions"][0]["signs"][0]["muscle"] == "gluteus-medius"


def test_colours_are_left_out_where_they_are_not_wanted(tmp_path: Path) -> None:
    keep(tmp_path, [session(day) for day in range(3)])
    coloured = done("progress", environment={"FORCE_COLOR": "1"}).out
    plain = done("progress", environment={"NO_COLOR": "1", "FORCE_COLOR": "1"}).out
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "o before" in done("progress", environment={"FORCE_COLOR": "1", "PYTHONIOENCODING": "ascii"}).out


def test_progress_says_what_the_screen_says_of_pain_that_rises(tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    rising = [(13, 2), (10, 2), (3, 7), (1, 8)]
    keep(tmp_path, [], [noted(day, f"neck={score}")._replace(when=now - timedelta(days=day)) for day, score in rising])
    for options in ([], ["--plain"]):
        assert RISING in " ".join(done("progress", *options).out.split())


def test_progress_as_json_tells_medians_and_how_sure_they_are(tmp_path: Path) -> None:
    keep(tmp_path, [session(day) for day in range(3)], [noted(1, "neck=2")])
    form = form_of("progress", "--json")
    assert [one["area"] for one in form["areas"]] == ["lower-back", "neck"]
    assert form["areas"][0]["within_sessions"] == {
        "number": 3,
        "before": 6,
        "after": 4,
        "change": -2,
        "verdict": "too few to tell",
    }
    assert [one["area"] for one in form_of("progress", "neck", "--json")["areas"]] == ["neck"]


@pytest.mark.parametrize("ending", ["html", "pdf", "md"])
def test_the_sheet_for_a_doctor_is_private_and_said_to_be(tmp_path: Path, ending: str) -> None:
    keep(tmp_path / "home", [session(day) for day in range(3)])
    output = tmp_path / f"pain.{ending}"
    text = done("history", "--report", str(output), environment={"BACKPAIN_HOME": str(tmp_path / "home")})
    assert "health data" in text.err
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert output.stat().st_size > 1000


def test_a_sheet_about_nothing_or_of_an_unknown_form_is_not_made(tmp_path: Path) -> None:
    assert "nothing to report" in done("history", "--report", str(tmp_path / "pain.html")).err
    assert ".md, .html or .pdf" in done("history", "--report", str(tmp_path / "pain.doc"), code=2).err
    assert list(tmp_path.iterdir()) == []


def test_more_than_there_can_be_is_all(tmp_path: Path) -> None:
    keep(tmp_path, [session(day) for day in range(3)])
    for most in (2**63 - 1, 2**63, 10**30):
        assert len(form_of("history", "--json", "--most", str(most))["sessions"]) == 3


def test_a_folder_that_everybody_can_write_in_is_named_after_an_import(tmp_path: Path) -> None:
    file, there = tmp_path / "all.json", tmp_path / "there"
    fill(tmp_path / "first")
    done("export", str(file), environment={"BACKPAIN_HOME": str(tmp_path / "first")})
    there.mkdir()
    there.chmod(0o777)
    imported = done("import", str(file), environment={"BACKPAIN_HOME": str(there)})
    assert imported.out.startswith("Imported 3 sessions")
    assert "Others can write in" in imported.err
    again = done("import", str(file), "--json", environment={"BACKPAIN_HOME": str(there)})
    assert "Others can write in" in json.loads(again.out)["remark"]
    assert stat.S_IMODE(there.stat().st_mode) == 0o777


def test_a_folder_that_everybody_can_write_in_is_told_after_a_note_was_saved(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    said = done("log", "neck=3")
    assert said.out == "Saved: neck=3.\n"
    assert "chmod 700" in said.err
    tmp_path.chmod(0o700)
    assert done("log", "neck=3").err == ""


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_wait_for_somebody_who_reads_a_fifo_can_be_interrupted(tmp_path: Path, number: signal.Signals) -> None:
    os.mkfifo(tmp_path / "out")
    with subprocess.Popen([*PROGRAM, "export", str(tmp_path / "out")], stderr=subprocess.PIPE) as waiting:
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(3)
        waiting.send_signal(number)
        assert waiting.wait(30) == -number
    assert [path.name for path in tmp_path.glob(".backpain-*")] == []


@pytest.mark.terminal
def test_enter_ends_a_line_where_the_terminal_was_told_not_to(tmp_path: Path) -> None:
    keep(tmp_path, [], [noted(5, "neck=3")])
    script = ("sh", "-c", f'stty -icrnl; "{sys.executable}" -m backpain_cli "$@"; stty -a', "sh")
    with PseudoTerminal(["log", "--undo"], home=tmp_path, program=script) as terminal:
        terminal.until("Enter alone keeps it:")
        terminal.send(b"delete\r")
        terminal.until("Deleted: 1 note")
        # The terminal is as it was.
        terminal.until("-icrnl")
        assert terminal.wait() == 0


# export and import


def fill(folder: Path) -> None:
    """Put something of each kind into the folder."""
    keep(
        folder,
        [session(day, signs=(sign(),), note=WRITTEN) for day in range(3)],
        [noted(5, "neck:left=3", note=WRITTEN)],
    )
    with open_history(folder) as store:
        store.save_screen(ScreeningRecord(MONDAY, ScreeningKind.FULL, frozenset({"lumbar"}), Outcome.GO_ON))
        store.save_circumstances({"blood-thinners": "no"}, MONDAY)
        store.take_back("piriformis", MONDAY)


def test_an_export_is_imported_as_it_was_and_a_second_time_adds_nothing(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    fill(first)
    file, again = tmp_path / "all.json", tmp_path / "again.json"
    text = done("export", str(file), environment={"BACKPAIN_HOME": str(first)}).err
    assert text.count("health data") == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    there = {"BACKPAIN_HOME": str(second)}
    text = " ".join(done("import", str(file), environment=there).out.split())
    assert "Imported 3 sessions, 1 note of pain and 1 screen." in text
    assert "The answers about your circumstances are those of the import now." in text
    assert "Imported 0 sessions" in done("import", str(file), environment=there).out
    done("export", str(again), environment=there)
    assert again.read_bytes() == file.read_bytes()
    with open_history(first) as one, open_history(second) as other:
        assert one.everything() == other.everything()


def test_an_import_is_all_or_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "first")
    file = tmp_path / "all.json"
    done("export", str(file), environment={"BACKPAIN_HOME": str(tmp_path / "first")})
    form = json.loads(file.read_text("utf-8"))
    form["pain"][0]["scores"][0]["score"] = 11
    file.write_text(json.dumps(form), encoding="utf-8")
    there = tmp_path / "second"
    refused = done("import", str(file), code=65, environment={"BACKPAIN_HOME": str(there)})
    assert "pain[0].scores[0].score: must be an integer from 0 to 10, not 11; nothing was imported" in refused.err
    assert not there.exists()


def test_an_import_of_what_is_no_file_says_so(tmp_path: Path) -> None:
    assert "there is no such file" in done("import", str(tmp_path / "none.json"), code=66).err
    os.mkfifo(tmp_path / "pipe")
    assert "is not a regular file" in done("import", str(tmp_path / "pipe"), code=66).err
    (tmp_path / "half.json").write_text('{"version": 1,', encoding="utf-8")
    assert "half.json:1:15: is not valid JSON" in done("import", str(tmp_path / "half.json"), code=65).err


def test_a_long_export_goes_out_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piece = b"x" * 100_000  # larger than any buffer on the way

    def pieces() -> Iterator[bytes]:
        yield piece
        assert file.stat().st_size == len(piece)
        yield piece

    file = tmp_path / "out"
    with file.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        write_private(pieces(), Path("-"))
    assert file.read_bytes() == piece * 2


def test_an_export_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    fill(tmp_path)
    missing = tmp_path / "no such folder" / "all.json"
    assert "cannot be written" in done("export", str(missing), code=73).err
    assert done("export", "-").out.startswith("{")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "real.json")
    done("export", str(link))
    assert link.is_symlink()
    assert json.loads((tmp_path / "real.json").read_text("utf-8"))["kind"] == "everything"
    assert [one.name for one in tmp_path.glob(".backpain-*")] == []


def test_pain_is_exported_as_fhir_without_notes(tmp_path: Path) -> None:
    fill(tmp_path)
    text = done("export", "-", "--fhir").out
    assert len(json.loads(text)["entry"]) == 7
    assert WRITTEN not in text


# log --at, log --undo, history delete


def test_pain_of_another_time_is_noted_when_it_was() -> None:
    assert done("log", "neck=4", "--at", "2026-08-01T21:30").out == "Saved for 2026-08-01 21:30: neck=4.\n"
    (entry,) = form_of("history", "--json")["pain"]
    assert entry["when"].startswith("2026-08-01T21:30:00")
    for wrong in ("2999-01-01", "soon"):
        assert wrong in done("log", "neck=5", "--at", wrong, code=2).err
    assert len(form_of("history", "--json")["pain"]) == 1


def test_the_last_entry_is_taken_back_and_nothing_else(tmp_path: Path) -> None:
    keep(tmp_path, [session(0)], [noted(5, "neck=9", note=WRITTEN), noted(1, "head=2")])
    done("log", "neck=4", "--note", typed=WRITTEN.encode())
    assert "Nothing was deleted" in done("log", "--undo", code=2).err
    assert len(form_of("history", "--json")["pain"]) == 3
    text = done("log", "--undo", "--yes").out
    assert "neck 4" in text
    assert "Deleted: 1 note of pain" in text
    # The one that was noted last, although an earlier one is of a later day.
    assert "head 2" in done("log", "--undo", "--yes").out
    assert [one["scores"][0]["score"] for one in form_of("history", "--json")["pain"]] == [9]
    done("log", "--undo", "--yes")
    assert WRITTEN.encode() not in bytes_under(tmp_path)
    assert "no entry to undo" in done("log", "--undo", "--yes").out
    assert len(form_of("history", "--json")["sessions"]) == 1


@pytest.mark.parametrize("more", [("neck=4",), ("--note",), ("--at", "yesterday")])
def test_an_entry_is_taken_back_or_noted_but_not_both(more: tuple[str, ...]) -> None:
    done("log", "neck=7")
    assert "--undo takes nothing else" in done("log", "--undo", "--yes", *more, code=2).err
    assert len(form_of("history", "--json")["pain"]) == 1


def test_only_the_sessions_and_notes_that_were_named_are_deleted(tmp_path: Path) -> None:
    keep(
        tmp_path,
        [session(day, note=f"{WRITTEN}-{day}") for day in range(3)],
        [noted(day, "neck=3", note=f"{WRITTEN}-p{day}") for day in (5, 6)],
    )
    journal = tmp_path / "journals" / f"{session(1).identifier}.jsonl"
    journal.parent.mkdir()
    journal.write_text(WRITTEN)
    with open_history(tmp_path) as store:
        store.save_circumstances({"blood-thinners": "yes"}, MONDAY)
    listed = done("history").out
    assert "p2" in listed
    assert [one["number"] for one in form_of("history", "--json")["pain"]] == ["p2", "p1"]
    assert "Nothing was deleted" in done("history", "delete", "2", code=2).err
    text = done("history", "delete", "2", "P1", "2", "--yes").out
    assert f"{WRITTEN}-p5" in text
    assert "Deleted: 1 session, 1 note of pain without a session, 1 journal" in " ".join(text.split())
    form = form_of("history", "--json")
    assert [one["number"] for one in form["sessions"]] == [3, 1]
    assert [one["note"] for one in form["pain"]] == [f"{WRITTEN}-p6"]
    assert not journal.exists()
    for gone in ("-1", "-p5"):
        assert f"{WRITTEN}{gone}".encode() not in bytes_under(tmp_path)
    with open_history(tmp_path) as store:
        assert store.circumstances() == {"blood-thinners": "yes"}
        # A number that was deleted is never given again.
        assert store.save_session(session(9)) == 4


@all_cases("words", [("delete",), ("delete", "9"), ("delete", "1", "p9"), ("delete", "x"), ("remove", "1")])
def test_what_is_not_there_is_not_deleted(words: tuple[str, ...]) -> None:
    keep(data_folder(), [session(0)])
    done("history", *words, "--yes", code=2)
    assert len(form_of("history", "--json")["sessions"]) == 1


# forget


def bytes_under(folder: Path) -> bytes:
    """Return every byte of every file."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_after_forgetting_no_byte_of_a_note_is_left_in_any_file(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "crashes").mkdir()
    (tmp_path / "crashes" / "crash.txt").write_text("somewhere", encoding="utf-8")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "routines.json").write_text(f'{{"made by": 1, "files": "{WRITTEN}"}}', encoding="utf-8")
    assert WRITTEN.encode() in bytes_under(tmp_path)
    text = done("forget", "--yes").out
    assert "3  sessions" in text
    assert "Deleted: 3 sessions, 1 note of pain without a session, 1 outcome of the safety questions" in " ".join(
        text.split()
    )
    left = bytes_under(tmp_path)
    assert WRITTEN.encode() not in left
    assert b"neck" not in left.replace(b"cervical", b"")
    assert not list(tmp_path.rglob("crash.txt"))
    assert form_of("history", "--json")["sessions"] == []


def test_nothing_is_deleted_where_nobody_can_be_asked(tmp_path: Path) -> None:
    fill(tmp_path)
    for typed in (b"", b"\n", b"y\n", b"forget\n"):
        assert "Nothing was deleted" in done("forget", typed=typed, code=2).err
    assert len(form_of("history", "--json")["sessions"]) == 3


def test_a_history_that_is_damaged_is_not_deleted_and_the_way_to_be_rid_of_it_is_told(tmp_path: Path) -> None:
    damaged = tmp_path / "history.sqlite3"
    damaged.write_bytes(b"no history " * 500)
    said = done("forget", "--yes", code=74).err
    assert "is damaged" in said
    assert "If all of it may go, delete history.sqlite3, journals, crashes in that folder yourself." in said
    assert damaged.read_bytes() == b"no history " * 500


def test_only_the_days_that_were_named_are_deleted(tmp_path: Path) -> None:
    keep(tmp_path, [session(day, note=f"{WRITTEN}-{day}") for day in range(4)])
    text = done("forget", "--since", "2026-08-04", "--until", "2026-08-05", "--yes").out
    assert "4 Aug 2026 to 5 Aug 2026" in text
    assert [one["note"] for one in form_of("history", "--json")["sessions"]] == [f"{WRITTEN}-3", f"{WRITTEN}-0"]
    assert f"{WRITTEN}-1".encode() not in bytes_under(tmp_path)


@pytest.mark.parametrize("zone", ["UTC-14", "UTC+12"])
@pytest.mark.parametrize("when", ["9998-12-31T23:59:59+00:00", "1000-01-01T00:00:00+00:00"])
def test_every_day_that_can_be_stored_can_be_shown_and_deleted(
    tmp_path: Path, when: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime.fromisoformat(when)
    keep(tmp_path, [replace(session(0), started=moment, ended=moment)], [noted(5, "neck=3")._replace(when=moment)])
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for command in (["history"], ["history", "--csv"], ["progress"], ["progress", "--json"], ["export", "-"]):
            done(*command)
        day = moment.astimezone().date().isoformat()
        assert "Deleted: 1 session, 1 note" in done("forget", "--since", day, "--until", day, "--yes").out
    finally:
        monkeypatch.undo()
        time.tzset()


# remind


def test_a_reminder_is_written(tmp_path: Path) -> None:
    output = tmp_path / "backpain.ics"
    done("remind", "lower-back", "--at", "20:30", "--days", "mon,wed,fri", "--output", str(output))
    assert b"RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR\r\n" in output.read_bytes()
    assert done("remind", "neck", "--at", "7:15").out.startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lower-back", "--at", "25:00"], "is not a time of day"),
        (["lower-back", "--at", "20:30", "--days", "someday"], "is not a day of the week"),
        (["xyzzy", "--at", "20:30"], "no routine"),
        (["lower-back"], "--at"),
    ],
)
def test_a_reminder_that_is_not_understood_is_refused(arguments: list[str], message: str) -> None:
    assert message in done("remind", *arguments, code=2).err


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("icalendar", ["remind", "lower-back", "--at", "20:30"]),
        ("typst", ["history", "--report", "pain.pdf"]),
    ],
)
def test_without_its_library_the_way_to_install_it_is_told(tmp_path: Path, module: str, arguments: list[str]) -> None:
    keep(tmp_path, [session(0)])
    hidden = tmp_path / "hidden" / module
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text(f"raise ImportError('hidden', name={module!r})", encoding="utf-8")
    # In a process of its own, because this one may have imported it before.
    ended = run_process(*arguments, folder=tmp_path, environment={"PYTHONPATH": str(hidden.parent)})
    assert ended.code == 69
    assert f"-m pip install '{module}'" in ended.err


def test_a_day_is_that_of_this_computers_clock(tmp_path: Path) -> None:
    late = datetime(2026, 8, 3, 23, 30).astimezone()
    keep(tmp_path, [session(0, started=late, ended=late)])
    assert len(form_of("history", "--json", "--since", "2026-08-03", "--until", "2026-08-03")["sessions"]) == 1
