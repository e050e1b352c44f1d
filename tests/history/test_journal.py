"""Whatever ends a session, its journal tells the last state; the session never waits for the disk or breaks by it."""

import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from backpain_cli.history import journal as journal_module
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.journal import SessionJournal, discard_journal
from backpain_cli.history.journal_files import UnfinishedSession, read_journal, unfinished_sessions
from tests.records import EVENING

IDENTIFIER = "00000000-0000-4000-8000-000000000001"


def begin(folder: Path, identifier: str = IDENTIFIER) -> SessionJournal:
    return SessionJournal.begin(folder, {"version": 1}, identifier=identifier, begun=EVENING, meta={"gentle": True})


def the_one(folder: Path) -> UnfinishedSession:
    (found,) = unfinished_sessions(folder)
    return found


def soon(condition: Callable[[], bool], within: float = 5.0) -> None:
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.005)


def test_a_session_that_was_left_behind_is_found_as_it_was(tmp_path: Path) -> None:
    with begin(tmp_path) as journal:
        journal.note({"position": 1})
        journal.note({"position": 2, "note": "é\n\x1b"})
    found = the_one(tmp_path)
    assert found.identifier == IDENTIFIER
    assert found.begun == EVENING
    assert found.plan == {"version": 1}
    assert found.meta == {"gentle": True}
    assert found.state == {"position": 2, "note": "é\n\x1b"}
    assert abs(found.last_noted.timestamp() - time.time()) < 60
    assert journal.trouble == ""


def test_a_session_that_runs_is_not_unfinished(tmp_path: Path) -> None:
    journal = begin(tmp_path)
    assert unfinished_sessions(tmp_path) == []
    journal.leave()
    assert [each.identifier for each in unfinished_sessions(tmp_path)] == [IDENTIFIER]


def test_a_session_that_was_saved_leaves_nothing_behind(tmp_path: Path) -> None:
    for number in range(20):
        journal = begin(tmp_path, f"00000000-0000-4000-8000-{number:012}")
        journal.note({"position": number})
        journal.finish()
    assert list((tmp_path / "journals").iterdir()) == []


def test_journals_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        begin(tmp_path / "data").leave()
    finally:
        os.umask(before)
    for folder in (tmp_path / "data", tmp_path / "data" / "journals"):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert the_one(tmp_path / "data").path.stat().st_mode & 0o777 == 0o600


def test_a_resumed_session_goes_on_in_the_same_journal(tmp_path: Path) -> None:
    with begin(tmp_path) as journal:
        journal.note({"position": 7})
    with the_one(tmp_path).path.open("ab") as file:
        file.write(b'{"state": {"posi')
    left = the_one(tmp_path)
    assert left.state == {"position": 7}
    with SessionJournal.resume(left) as resumed:
        assert unfinished_sessions(tmp_path) == []
        resumed.note({"position": 8})
    again = the_one(tmp_path)
    assert (again.state, again.plan, again.begun) == ({"position": 8}, {"version": 1}, EVENING)


def test_only_one_process_resumes_a_session(tmp_path: Path) -> None:
    begin(tmp_path).leave()
    left = the_one(tmp_path)
    with SessionJournal.resume(left), pytest.raises(HistoryError, match="another terminal") as caught:
        SessionJournal.resume(left)
    assert caught.value.exit_code is ExitCode.TRY_AGAIN


def test_the_newest_of_several_comes_first_and_can_be_discarded(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        journal = begin(tmp_path, f"00000000-0000-4000-8000-{number:012}")
        journal.leave()
        os.utime(journal.path, (1000 + number % 3, 1000 + number % 3))
    assert [each.identifier[-1] for each in unfinished_sessions(tmp_path)] == ["2", "1", "3"]
    discard_journal(unfinished_sessions(tmp_path)[0])
    assert [each.identifier[-1] for each in unfinished_sessions(tmp_path)] == ["1", "3"]


WHOLE = (
    json.dumps({"version": 1, "identifier": "x", "begun": EVENING.isoformat(), "plan": {}, "meta": {}}).encode() + b"\n"
)


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (WHOLE, {}),
        (WHOLE + b'{"state": {"a": 1}}\n{"state": {"a"', {"a": 1}),
        (WHOLE + b'{"state": {"a": 1}}\n' + b"\0" * 4096, {"a": 1}),
        (WHOLE + b'{"state": {"a": 1}}\n' + b"\0" * 40 + b"\n", {"a": 1}),
        (WHOLE + b'{"state": {"a": 1}}\n{"state": 5}\n[]\n7\n\xff\xfe\n\n', {"a": 1}),
        (WHOLE + b'{"state": {"a": 1}}\n' + b"[" * 200_000 + b"\n", {"a": 1}),
        # Time that passed belongs to the state before it; where something in between is lost, to none.
        (WHOLE + b'{"state": {"a": 1}}\n{"passed":5}\n{"passed":9}\n', {"a": 1, "passed": 9}),
        (WHOLE + b'{"state": {"a": 1}}\n{"passed":5}\n{"state": {"a": 2}}\n', {"a": 2}),
        (WHOLE + b'{"state": {"a": 1}}\n{"passed":5}\n{"pas', {"a": 1, "passed": 5}),
        (WHOLE + b'{"state": {"a": 1}}\n{"passed":5}\n' + b"\0" * 40 + b'\n{"passed":9}\n', {"a": 1, "passed": 5}),
        (WHOLE + b'{"state": {"a": 1}}\n\n{"passed":9}\n', {"a": 1}),
        (WHOLE + b'{"state": {"a": 1}}\n{"passed":-5}\n{"passed":true}\n{"passed":"7"}\n', {"a": 1}),
        (WHOLE + b'{"passed":5}\n', {}),
    ],
)
def test_of_a_torn_journal_the_last_whole_state_counts(tmp_path: Path, content: bytes, state: dict[str, int]) -> None:
    (tmp_path / "journals").mkdir()
    (tmp_path / "journals" / "x.jsonl").write_bytes(content)
    assert the_one(tmp_path).state == state
    with SessionJournal.resume(the_one(tmp_path)) as journal:
        journal.note({"b": 2})
    assert the_one(tmp_path).state == {"b": 2}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        WHOLE[:-1],
        b"\0" * 5000,
        b"[]\n",
        WHOLE.replace(b'"version": 1', b'"version": 3'),
        WHOLE.replace(b"+01:00", b""),
        WHOLE.replace(EVENING.isoformat().encode(), b"yesterday"),
        WHOLE.replace(b'"plan": {}', b'"plan": []'),
        WHOLE.replace(b'"identifier": "x"', b'"identifier": 5'),
    ],
)
def test_what_is_no_journal_is_left_out_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journals" / "x.jsonl"
    path.parent.mkdir()
    path.write_bytes(content)
    assert unfinished_sessions(tmp_path) == []
    assert path.read_bytes() == content


def test_odd_things_among_the_journals_are_passed_over_at_once(tmp_path: Path) -> None:
    begin(tmp_path).leave()
    folder = tmp_path / "journals"
    os.mkfifo(folder / "fifo.jsonl")
    (folder / "folder.jsonl").mkdir()
    (folder / "link.jsonl").symlink_to("link.jsonl")
    (folder / "zero.jsonl").symlink_to("/dev/zero")
    (folder / "notes.txt").write_text("mine")
    with (folder / "sparse.jsonl").open("wb") as file:
        file.truncate(64 * 1024**3)
    begun = time.monotonic()
    assert the_one(tmp_path).identifier == IDENTIFIER
    assert time.monotonic() - begun < 1


def test_what_was_noted_and_waited_for_is_there_while_the_session_runs(tmp_path: Path) -> None:
    with begin(tmp_path) as journal:
        for number in range(50):
            journal.note({"position": number})
            journal.flush()
            found = read_journal(journal.path)
            assert found is not None
            assert found.state == {"position": number}


def test_however_many_notes_wait_the_last_one_counts(tmp_path: Path) -> None:
    with begin(tmp_path) as journal:
        for number in range(200):
            journal.note({"position": number})
    assert the_one(tmp_path).state == {"position": 199}


def test_a_journal_with_notes_of_time_alone_is_resumed(tmp_path: Path) -> None:
    (tmp_path / "journals").mkdir()
    path = tmp_path / "journals" / "x.jsonl"
    path.write_bytes(WHOLE + b'{"state":{"a":1}}\n{"passed":5}\n{"passed":9}\n{"pas')
    found = the_one(tmp_path)
    assert found.state == {"a": 1, "passed": 9}
    with SessionJournal.resume(found) as journal:
        journal.note({"a": 2})
    assert the_one(tmp_path).state == {"a": 2}


def test_a_journal_of_the_first_version_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "journals").mkdir()
    (tmp_path / "journals" / "x.jsonl").write_bytes(WHOLE + b'{"state": {"a": 1}}\n')
    assert the_one(tmp_path).state == {"a": 1}


@pytest.mark.terminal
def test_noting_never_waits_for_a_disk_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "LONGEST_FAREWELL_SECONDS", 0.05)
    journal = begin(tmp_path)
    write, hangs = os.write, [True]

    def slow(descriptor: int, data: bytes) -> int:
        while hangs[0]:
            time.sleep(0.01)
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", slow)
    begun = time.monotonic()
    for number in range(1000):
        journal.note({"position": number})
    journal.leave()
    assert time.monotonic() - begun < 1
    hangs[0] = False
    soon(lambda: len(unfinished_sessions(tmp_path)) == 1)
    assert the_one(tmp_path).state == {"position": 999}


@pytest.mark.terminal
@pytest.mark.parametrize("number", [28, 5, 122])
def test_a_disk_that_fails_turns_the_journal_off_and_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    journal = begin(tmp_path)
    journal.note({"position": 1})
    soon(lambda: b'"position":1}' in journal.path.read_bytes())

    def fails(descriptor: int, data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", fails)
    for position in (2, 3):
        journal.note({"position": position})
    soon(lambda: journal.trouble != "")
    journal.note({"position": 4})
    journal.leave()
    assert journal.trouble == f"The journal of this session could not be written on: {os.strerror(number).lower()}."
    assert the_one(tmp_path).state == {"position": 1}


@pytest.mark.terminal
def test_a_full_disk_leaves_half_a_line_that_does_not_count(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys, time; from pathlib import Path;"
        "from tests.history.test_journal import begin;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400));"
        "journal = begin(Path(sys.argv[1]));"
        "[(journal.note({'position': n}), time.sleep(0.01)) for n in range(40)];"
        "journal.leave(); print(journal.trouble)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert "file too large" in done.stdout
    left = the_one(tmp_path)
    assert left.path.stat().st_size == 400
    assert left.state["position"] > 0


def test_a_folder_that_cannot_be_made_is_told_before_the_session(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(HistoryError) as caught:
        begin(tmp_path / "data")
    assert caught.value.exit_code is ExitCode.CANNOT_CREATE


@pytest.mark.terminal
def test_what_is_written_reaches_the_disk_within_seconds_and_not_on_the_thread_of_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(journal_module, "SYNC_SECONDS", 0.1)
    synced: list[str] = []
    monkeypatch.setattr(os, "fdatasync", lambda _: synced.append(threading.current_thread().name))
    journal = begin(tmp_path)
    for position in range(50):
        journal.note({"position": position})
        time.sleep(0.01)
    soon(lambda: len(synced) >= 2)
    journal.leave()
    assert set(synced) == {"journal"}
    assert len(synced) < 20


def test_a_disk_without_locks_tells_a_running_session_by_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    journal = begin(tmp_path)
    assert unfinished_sessions(tmp_path) == []
    journal.leave()
    os.utime(journal.path, (time.time() - 60, time.time() - 60))
    assert the_one(tmp_path).identifier == IDENTIFIER


RUN = """
import sys, time
from pathlib import Path
from tests.history.test_journal import begin
journal = begin(Path(sys.argv[1]), sys.argv[2])
for position in range(1_000_000):
    journal.note({"position": position, "padding": "x" * 200})
    sys.stdout.write(f"{position}\\n")
    sys.stdout.flush()
    time.sleep(0.002)
"""


def killed_sessions(folder: Path, moments: int, seed: int) -> Iterator[tuple[str, int]]:
    """Yield the identifier of each session and the last position it had told before it was killed."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    for number in range(moments):
        identifier = f"00000000-0000-4000-8000-{number:012}"
        command = [sys.executable, "-c", RUN, str(folder), identifier]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.08)
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().splitlines()
        yield identifier, int(rest[-1]) if rest else 0


@pytest.mark.terminal
def test_a_session_that_was_killed_is_found_within_some_hundredths_of_a_second_of_where_it_was(tmp_path: Path) -> None:
    told = dict(killed_sessions(tmp_path, moments=8, seed=1))
    # On a busy machine one is killed before its first note is written: it begins anew, and nothing of it is lost.
    found = {each.identifier: each.state.get("position", 0) for each in unfinished_sessions(tmp_path)}
    assert found.keys() == told.keys()
    # Positions come every 2 ms: twenty of them are far less than the second that may be lost.
    assert all(told[identifier] - 20 <= found[identifier] for identifier in told)
