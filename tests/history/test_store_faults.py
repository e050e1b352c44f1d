"""Full disks, locks, kills and several processes: what was saved is whole, and what was not is told."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA
from backpain_cli.history import database
from backpain_cli.history.database import Database
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.store import open_history
from tests.records import a_session
from tests.strace import ROOT, needs_strace, run


def is_whole(folder: Path) -> bool:
    """Say whether the file is in order, by SQLite's own full check."""
    with closing(sqlite3.connect(folder / "history.sqlite3")) as connection:
        checked = connection.execute("PRAGMA integrity_check").fetchall()
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        return checked == [("ok",)] and not dangling


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o022])
def test_everything_is_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "made" / "for" / "it"
    before = os.umask(mask)
    try:
        with open_history(folder) as store:
            store.save_session(a_session(1))
        written = Database(folder)
        with written.writing() as connection:
            connection.execute("UPDATE sessions SET title = 'another'")
            names = {each.name for each in folder.iterdir()}
            modes = {each.stat().st_mode & 0o777 for each in folder.iterdir()}
        written.close()
    finally:
        os.umask(before)
    # SQLite's own journal holds what is replaced; it is there while somebody writes.
    assert names == {"history.sqlite3", "history.sqlite3-journal", "history.checked"}
    assert modes == {0o600}
    for each in (tmp_path / "made", tmp_path / "made" / "for", folder):
        assert each.stat().st_mode & 0o777 == 0o700


def test_a_history_that_others_could_read_is_taken_away_from_them_when_something_is_saved(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
        store.path.chmod(0o644)
        store.save_session(a_session(2))
        assert store.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["a b", "what?mode=memory", "a#b", "100%25", "%00", "é\N{BONE}", "'\";--", "-x", "\\"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_history(Path(name)) as store:
        store.save_session(a_session())
    with open_history(tmp_path / name) as store:
        assert store.count_sessions() == 1
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_name_that_is_no_text_will_do(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff\xfe")
    with open_history(folder) as store:
        store.save_session(a_session())
    with open_history(folder) as store:
        assert store.count_sessions() == 1


@pytest.mark.parametrize("name", ["x" * 300, "nul\0byte", "file/below"])
def test_a_folder_that_cannot_be_is_told_before_anything_starts(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with open_history(tmp_path / name) as store:
        refusal = store.refusal()
        assert refusal is not None
        with pytest.raises(HistoryError) as caught:
            store.save_session(a_session())
        assert caught.value.exit_code in {ExitCode.CANNOT_CREATE, ExitCode.IO}
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.terminal
def test_eight_processes_save_ten_sessions_each_and_none_is_lost(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
        "from backpain_cli.history.store import open_history; from tests.records import a_session;"
        "[open_history(Path(sys.argv[2])).save_session(a_session(10 * int(sys.argv[3]) + n)) for n in range(10)]"
    )
    commands = [[sys.executable, "-c", script, str(ROOT), str(tmp_path / "data"), str(writer)] for writer in range(8)]
    processes = [subprocess.Popen(command) for command in commands]
    assert [process.wait(timeout=120) for process in processes] == [0] * 8
    with open_history(tmp_path / "data") as store:
        sessions = store.sessions()
    assert [session.number for session in sessions] == list(range(80, 0, -1))
    assert len({session.identifier for session in sessions}) == 80
    assert is_whole(tmp_path / "data")


def test_a_history_that_is_locked_for_ever_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.BUSY_SECONDS < 15
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
    with closing(sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for work in ("everything", "forget", "count_sessions"):
            with open_history(tmp_path) as store, pytest.raises(HistoryError, match="in use by another") as caught:
                getattr(store, work)()
            assert caught.value.exit_code is ExitCode.TRY_AGAIN
        with open_history(tmp_path) as store, pytest.raises(HistoryError, match="in use by another"):
            store.save_session(a_session(2))
    with open_history(tmp_path) as store:
        assert store.count_sessions() == 1


def test_reading_goes_on_while_another_program_prepares_to_write(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert store.count_sessions() == 1


def test_a_disk_without_locks_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", no_locks)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with open_history(tmp_path) as waiting, pytest.raises(HistoryError, match="does not lock files") as caught:
                waiting.sessions()
            assert caught.value.exit_code is ExitCode.IO


def test_a_history_that_is_deleted_while_the_program_runs_is_begun_anew_and_that_is_told(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
        assert store.remark == ""
        store.path.unlink()
        assert store.sessions() == []
        assert store.save_session(a_session(2)) == 1
        assert store.remark == f"The history in {store.path} is gone; a new one was begun."
    with open_history(tmp_path) as store:
        assert [session.identifier[-1] for session in store.sessions()] == ["2"]


def test_a_history_that_goes_away_in_the_middle_of_a_save_is_told(tmp_path: Path) -> None:
    kept = Database(tmp_path)
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
    with pytest.raises(HistoryError, match="moved or deleted meanwhile"), kept.writing() as connection:
        connection.execute("UPDATE sessions SET title = 'x'")
        kept.path.rename(tmp_path / "elsewhere")
    kept.close()


@pytest.mark.terminal
def test_a_file_as_large_as_it_may_get_keeps_what_it_had(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
    size = (tmp_path / "history.sqlite3").stat().st_size
    body = f"""
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
    store = open_history(folder)
    say(f"saved {{store.save_session(a_session(2, note='x' * 100_000))}}")
    """
    done = run(tmp_path, body=body)
    assert done.said[0].startswith("refused 74"), done
    with open_history(tmp_path) as store:
        assert store.count_sessions() == 1
        assert store.save_session(a_session(3)) == 2
    assert is_whole(tmp_path)


@pytest.mark.terminal
def test_a_process_that_may_open_nothing_more_keeps_what_it_had(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
    # The three standard ones and two more: enough for the database, and not for the journal beside it.
    for most in (3, 4, 5):
        body = f"""
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most}))
    say(f"saved {{open_history(folder).save_session(a_session(2))}}")
    """
        done = run(tmp_path, body=body)
        assert done.said[0].startswith("refused 7"), done
        with open_history(tmp_path) as store:
            assert store.count_sessions() == 1
    with open_history(tmp_path) as store:
        assert store.save_session(a_session(3)) == 2
    assert is_whole(tmp_path)


def in_a_small_disk(
    folder: Path, script: str, *, size: str, read_only: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a shell script with a disk of that size mounted on `folder`, in a namespace of its own."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare here")
    probe = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "none", str(folder)], capture_output=True, check=False, timeout=60
    )
    if probe.returncode:
        pytest.skip("no disk may be mounted here")
    mount = f"mount -t tmpfs -o size={size} none '{folder}'" if not read_only else "true"
    return subprocess.run(
        ["unshare", "-rm", "sh", "-ec", f"{mount}\n{script}"], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.terminal
def test_a_disk_that_is_full_keeps_what_it_had(tmp_path: Path) -> None:
    script = f"""
    cat > '{tmp_path}/save.py' <<'END'
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.store import open_history
from tests.records import a_session
store = open_history(Path({str(tmp_path)!r}, "data"))
saved = 0
try:
    for saved in range(1, 500):
        store.save_session(a_session(saved, note="x" * 3000))
except HistoryError as error:
    print(int(error.exit_code), error.message)
print(saved - 1, store.count_sessions(), [session.number for session in store.sessions(most=1)])
END
    '{sys.executable}' -B '{tmp_path}/save.py'
    ls -a '{tmp_path}/data'
    """
    done = in_a_small_disk(tmp_path, script, size="256k")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("74 "), done
    assert "the disk is full" in lines[0]
    told, counted, newest = lines[1].split(" ", 2)
    assert int(told) > 3
    assert told == counted
    assert newest == f"[{told}]"


@pytest.mark.terminal
def test_a_home_that_cannot_be_written_is_read_and_told_before_a_session(tmp_path: Path) -> None:
    with open_history(tmp_path / "data") as store:
        store.save_session(a_session(1))
    (tmp_path / "data" / "history.checked").unlink()
    script = f"""
    mount --bind '{tmp_path}' '{tmp_path}'
    mount -o remount,bind,ro '{tmp_path}'
    cd '{ROOT}'
    '{sys.executable}' -B -c "
from pathlib import Path
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.store import open_history
from tests.records import a_session
for name in ('data', 'new'):
    store = open_history(Path('{tmp_path}', name))
    print(store.count_sessions(), len(store.sessions()))
    refusal = store.refusal()
    print(int(refusal.exit_code))
    try:
        store.save_session(a_session(2))
    except HistoryError as error:
        print(int(error.exit_code), error.message)
"
    """
    done = in_a_small_disk(tmp_path, script, size="", read_only=True)
    lines = done.stdout.splitlines()
    assert lines[0:2] == ["1 1", "77"], done
    assert lines[2].startswith("77 ")
    assert "may not be written" in lines[2]
    assert lines[3:5] == ["0 0", "77"]
    assert lines[5].startswith("77 ")


FAULTS = [
    ("pwrite64:error=ENOSPC:when=1+", 74),
    ("pwrite64:error=EDQUOT:when=2+", 74),
    ("pwrite64:error=EIO:when=9+", 74),
    ("fdatasync:error=EIO:when=1+", 74),
    ("pread64:error=EIO:when=2+", 74),
    ("unlink:error=EIO:when=1+", 74),
    ("openat:error=EACCES:when=1+", 77),
    ("openat:error=EROFS:when=2+", 77),
]


@pytest.mark.terminal
@pytest.mark.parametrize(("inject", "code"), FAULTS)
def test_a_disk_that_fails_during_a_save_is_told_and_keeps_what_it_had(tmp_path: Path, inject: str, code: int) -> None:
    needs_strace()
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
    done = run(tmp_path, 2, inject=[inject])
    assert done.code == 0, done
    assert done.said[0].startswith(f"refused {code} "), done
    assert str(tmp_path) in done.said[0]
    with open_history(tmp_path) as store:
        assert [session.number for session in store.sessions()] == [1]
        assert store.save_session(a_session(3)) > 1
    assert is_whole(tmp_path)


KILLS = ["pwrite64:signal=SIGKILL:when=5", "fdatasync:signal=SIGKILL:when=4", "unlink:signal=SIGKILL:when=1"]


@pytest.mark.terminal
@pytest.mark.parametrize("inject", KILLS)
def test_a_save_that_is_killed_is_there_or_not_and_the_next_one_works(tmp_path: Path, inject: str) -> None:
    needs_strace()
    with open_history(tmp_path) as store:
        store.save_session(a_session(1))
    done = run(tmp_path, 2, inject=[inject])
    assert (done.code, done.said) == (-9, [])
    with open_history(tmp_path) as store:
        assert store.count_sessions() in {1, 2}
        number = store.save_session(a_session(3))
        assert {session.identifier[-1] for session in store.sessions()} - {"2"} == {"1", "3"}
        assert store.session(number) is not None
    assert is_whole(tmp_path)


@pytest.mark.terminal
def test_what_is_told_as_saved_is_on_the_disk_before(tmp_path: Path) -> None:
    needs_strace()
    run(tmp_path / "data", 1, log=tmp_path / "log")
    calls = [line.split(None, 1)[1] for line in (tmp_path / "log").read_text().splitlines()]
    gone = next(index for index, call in enumerate(calls) if call.startswith("unlink") and "-journal" in call)
    after = [call for call in calls[gone:] if "checked" not in call]
    # The journal's name is gone durably: the folder is written to the disk after it was taken away.
    assert any(call.startswith(("fdatasync", "fsync")) for call in after)
    before = [call.split("(")[0].strip() for call in calls[:gone]]
    assert before[-1] in {"fdatasync", "fsync"} or "fdatasync" in before[-6:]


def test_a_save_is_quick_with_many_sessions(tmp_path: Path) -> None:
    with open_history(tmp_path) as store:
        store.add_all(NO_PERSONAL_DATA._replace(sessions=tuple(a_session(number) for number in range(3000))))
        begun = time.perf_counter()
        store.count_sessions()
        store.sessions(most=20)
        # Reading all of them takes many times as long; the index and the limit spare that.
        few = time.perf_counter() - begun
        begun = time.perf_counter()
        store.sessions()
        assert few * 5 < time.perf_counter() - begun
