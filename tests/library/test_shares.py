"""Many files are read by several processes, and nobody can tell from the answer; nor is a process left behind.

The processes are copies, and the test's own process has threads, so the whole program is run.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backpain_cli.library import shares
from backpain_cli.library.shares import FEWEST_FILES, read_each
from tests.files import ROUTINE, routine_with
from tests.program import Outcome, run_program
from tests.programs import children_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there is a process copied")

PROCESSES = 3
FILES = 40
PREPARED = """
import os, sys, time
from pathlib import Path
from backpain_cli import __main__
from backpain_cli.library import routines, shares

shares.FEWEST_FILES = 5
shares._processors = lambda: {processes}
started = shares._started


def counted(*given):
    helpers = started(*given)
    Path(os.environ["BACKPAIN_HOME"], "helpers").write_text(str(len(helpers)))
    return helpers


shares._started = counted
{also}
__main__.main()
"""
SLOWLY = """
load_file = routines.load_file
routines.load_file = lambda *given: (time.sleep(0.1), load_file(*given))[1]
"""
ENDS_AT_ONCE = "shares._tell = lambda *given: os._exit(9)"
ENDS_HALFWAY = """
def told_by_halves(reader, writer, *given):
    os.write(writer.fileno(), b"\\0\\0\\0\\x30half")
    os._exit(9)


shares._tell = told_by_halves
"""
NO_PROCESS = """
def refuse():
    raise PermissionError(1, "Operation not permitted")


os.fork = refuse
"""
NO_SECOND_PROCESS = """
fork = os.fork


def once():
    if shares_given:
        raise BlockingIOError(11, "Resource temporarily unavailable")
    shares_given.append(True)
    return fork()


shares_given = []
os.fork = once
"""
NO_PIPE = """
import multiprocessing.context


def refuse(*given, **more):
    raise OSError(24, "Too many open files")


multiprocessing.context.BaseContext.Pipe = refuse
"""


def prepared(processes: int, also: str = "") -> tuple[str, ...]:
    return (sys.executable, "-c", PREPARED.format(processes=processes, also=also))


def told(*arguments: str, processes: int, also: str = "") -> Outcome:
    return run_program(*arguments, program=prepared(processes, also))


def helpers(home: Path) -> int:
    """Return how many processes were started beside the first."""
    return int((home / "helpers").read_text())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return an own folder with right files and with wrong ones of every kind between them."""
    folder = tmp_path / "routines"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"own-{number:02}.yaml").write_text(ROUTINE.replace("Lower back", f"Number {number}"))
    (folder / "own-03.yaml").write_text(routine_with("gluteus-medius", "gluteus-mediux"))
    (folder / "own-04.yaml").write_text("steps: [")
    (folder / "own-05.yaml").write_bytes(b"title: \xff")
    (folder / "own-08.yaml").write_text(routine_with("hold: 30s", "hold: 31s"))
    (folder / "own-09.yml").write_text(routine_with("title: Lower back", "title: In place of the other nine"))
    (folder / "own-12.yaml").unlink()
    (folder / "own-12.yaml").mkdir()
    (folder / "own-13.yaml").unlink()
    (folder / "own-13.yaml").symlink_to("nowhere")
    (folder / "own 14.yaml").write_text(ROUTINE)
    (folder / "own-15.yaml").write_text(routine_with("Bend forward slowly.", "Bend \x1b[2J forward."))
    (folder / "own-16.yaml").write_text(routine_with("Bend forward slowly.", '"Bend \\x1b[2J forward."'))
    (folder / "own-17.yaml").write_text(routine_with("title: Lower back", "title: Rücken\ntitel: Rücken"))
    (folder / "own-18.yaml").write_text(routine_with("Bend forward slowly.", "word " * 100))
    (folder / "own-19.yaml").write_text(routine_with("Bend forward slowly.", "word " * 100).replace("45s", "46s"))
    return folder


def forget(home: Path) -> None:
    (home / "cache" / "routines.json").unlink(missing_ok=True)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_list_is_the_same_whether_one_process_reads_or_several(own: Path, options: tuple[str, ...]) -> None:
    alone = told("routines", *options, processes=1)
    assert not (own.parent / "helpers").exists()
    forget(own.parent)
    assert told("routines", *options, processes=PROCESSES) == alone
    assert helpers(own.parent) == PROCESSES - 1
    assert alone.code == 0
    assert "In place of the other nine" in alone.out
    assert "own-03.yaml:9:12: there is no muscle `gluteus-mediux`; did you mean" in alone.err
    # The order of the files is that of their names.
    order = [line.split(".yaml")[0][-6:] for line in alone.err.splitlines() if line.startswith(str(own))]
    assert order == sorted(order)
    assert len(set(order)) > 8


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_check_is_the_same_whether_one_process_reads_or_several(own: Path, options: tuple[str, ...]) -> None:
    (own / "empty").mkdir()
    given = (str(own / "own-00.yaml"), str(own / "empty"), str(own), str(own / "none.yaml"), str(own / "own-03.yaml"))
    alone = told("validate", *given, *options, processes=1)
    assert told("validate", *given, *options, processes=PROCESSES) == alone
    assert helpers(own.parent) == PROCESSES - 1
    assert alone.code == 65


def test_what_several_processes_found_is_remembered_like_what_one_found(own: Path) -> None:
    kept = own.parent / "cache" / "routines.json"
    for number in range(FILES, FILES + 30):
        (own / f"own-{number}.yaml").write_text(ROUTINE)
    told("routines", processes=1)
    alone = kept.read_text()
    forget(own.parent)
    told("routines", processes=PROCESSES)
    assert kept.read_text() == alone


@pytest.mark.parametrize(
    ("trouble", "started"),
    [
        pytest.param(ENDS_AT_ONCE, 2, id="they end without a word"),
        pytest.param(ENDS_HALFWAY, 2, id="they end within a word"),
        pytest.param(NO_PROCESS, 0, id="no process may be made"),
        pytest.param(NO_SECOND_PROCESS, 1, id="no second process can be made"),
        pytest.param(NO_PIPE, 0, id="no pipe can be made"),
        pytest.param("sys.modules['multiprocessing'] = None", 0, id="Python was built without them"),
    ],
)
def test_without_the_other_processes_the_list_is_the_same(own: Path, trouble: str, started: int) -> None:
    alone = told("routines", processes=1)
    forget(own.parent)
    assert told("routines", processes=PROCESSES, also=trouble) == alone
    assert helpers(own.parent) == started


def test_a_bug_in_another_process_is_told_like_any_other(own: Path) -> None:
    bug = "def refuse(*given): raise LookupError('private')\nroutines.load_file = refuse"
    alone = told("routines", processes=1, also=bug)
    several = told("routines", processes=PROCESSES, also=bug)
    assert several.code == alone.code == 70
    assert several.err.startswith("Error: this is a bug in backpain (LookupError).")
    assert len(several.err.splitlines()) == 1
    assert own.exists()


@pytest.fixture
def listing(own: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Yield the program while it and its two helpers read files that take long, as the first of its group."""
    with subprocess.Popen(
        [*prepared(PROCESSES, SLOWLY), "routines"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        waited_for(lambda: len(children_of(running.pid)) == PROCESSES - 1)
        assert own.exists()
        yield running
        running.kill()


def waited_for(so: Callable[[], bool]) -> None:
    latest = time.monotonic() + 20
    while not so():
        assert time.monotonic() < latest
        time.sleep(0.02)


def runs(process: int) -> bool:
    """Say whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def test_ctrl_c_ends_all_processes_without_a_word(listing: subprocess.Popen[bytes]) -> None:
    others = children_of(listing.pid)
    os.killpg(listing.pid, signal.SIGINT)
    assert listing.communicate(timeout=20) == (b"", b"")
    assert listing.returncode == -signal.SIGINT
    waited_for(lambda: not any(map(runs, others)))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_who_is_left_alone_ends_too(listing: subprocess.Popen[bytes], number: signal.Signals) -> None:
    others = children_of(listing.pid)
    os.kill(listing.pid, number)
    # The pipes end when the last process that holds them does.
    assert listing.communicate(timeout=20) == (b"", b"")
    assert listing.returncode == -number
    waited_for(lambda: not any(map(runs, others)))


def test_few_files_are_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was made for a few files")

    monkeypatch.setattr(shares, "_started", refuse)
    monkeypatch.setattr(shares, "_processors", lambda: 8)
    files = [Path(f"{number}.yaml") for number in range(2 * FEWEST_FILES - 1)]
    assert read_each(files, lambda path: path.stem) == [path.stem for path in files]
    assert read_each([], lambda path: path.stem) == []


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert shares._processors() == 4
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert shares._processors() == 1
