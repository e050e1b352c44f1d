"""A save and a change of form, ended or failing at every single system call. `python -m pytest -m slow tests/slow`.

Crash points are enumerated, not sampled: each call of each kind that the store makes on its files is in turn the last
one of the process, or the first of a disk that fails from then on.
"""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from backpain_cli.history.journal_files import unfinished_sessions
from backpain_cli.history.store import open_history
from backpain_cli.history.tables import MIGRATIONS
from tests.history.test_journal import killed_sessions
from tests.history.test_store_faults import is_whole
from tests.records import a_session
from tests.strace import SAVE, needs_strace, run

pytestmark = pytest.mark.slow

CALLS = ("openat", "pwrite64", "fdatasync", "unlink", "ftruncate", "mkdir", "write", "pread64", "fcntl")
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")
FAILING = ("openat", "pwrite64", "fdatasync", "fsync", "unlink", "ftruncate", "mkdir", "write")
UPGRADE = """
    from tests.history.test_tables import LATER
    say(f"saved {open_history(folder, migrations=LATER).save_session(a_session(int(sys.argv[3])))}")
"""


def calls_of(folder: Path, log: Path, body: str = SAVE) -> Counter[str]:
    """Return how often each system call is made on the store's files."""
    assert run(folder, 99, body=body, log=log).said[-1] == "end"
    names = [line.split(None, 1)[1].split("(")[0] for line in log.read_text().splitlines()]
    return Counter(name for name in names if name.isidentifier())


def template(folder: Path, sessions: int, forms: int = len(MIGRATIONS)) -> Path:
    if sessions:
        with open_history(folder, migrations=MIGRATIONS[:forms]) as store:
            for number in range(1, sessions + 1):
                store.save_session(a_session(number))
    return folder


def again(original: Path, copy: Path) -> Path:
    shutil.rmtree(copy, ignore_errors=True)
    if original.exists():
        shutil.copytree(original, copy)
    return copy


def check(folder: Path, saved: bool, before: int, what: str) -> None:
    """Hold that everything acknowledged is there, nothing is there twice, and the next save works."""
    with open_history(folder) as store:
        numbers = [int(session.identifier[-2:]) for session in store.sessions()]
        expected = list(range(before, 0, -1))
        assert numbers in ([99, *expected],) if saved else numbers in (expected, [99, *expected]), what
        store.save_session(a_session(98))
        assert store.count_sessions() == len(numbers) + 1, what
    assert is_whole(folder), what


@pytest.mark.parametrize(
    ("sessions", "body", "forms"),
    [(0, SAVE, len(MIGRATIONS)), (3, SAVE, len(MIGRATIONS)), (3, SAVE, 1), (3, SAVE, 2), (3, UPGRADE, len(MIGRATIONS))],
)
def test_a_save_may_be_killed_at_every_call(tmp_path: Path, sessions: int, body: str, forms: int) -> None:
    needs_strace()
    original = template(tmp_path / "original", sessions, forms)
    counted = calls_of(again(original, tmp_path / "counted"), tmp_path / "log", body)
    assert counted["pwrite64"] > 10
    for call in CALLS:
        for number in range(1, counted[call] + 1):
            folder = again(original, tmp_path / "data")
            inject = f"{call}:signal=SIGKILL:when={number}"
            done = run(folder, 99, body=body, inject=[inject])
            assert done.code == -9, (inject, done)
            if body == UPGRADE:
                # Once upgraded it is too new for this program: the upgrade is done again, or is done already.
                assert run(folder, 97, body=UPGRADE).said[0].startswith("saved"), inject
                assert is_whole(folder), inject
                continue
            check(folder, any(line.startswith("saved") for line in done.said), sessions, inject)


@pytest.mark.parametrize("sessions", [0, 3])
@pytest.mark.parametrize("error", ERRORS)
def test_a_disk_may_fail_at_every_call(tmp_path: Path, sessions: int, error: str) -> None:
    needs_strace()
    original = template(tmp_path / "original", sessions)
    counted = calls_of(again(original, tmp_path / "counted"), tmp_path / "log")
    for call in FAILING:
        for number in range(1, counted[call] + 1):
            folder = again(original, tmp_path / "data")
            inject = f"{call}:error={error}:when={number}+"
            done = run(folder, 99, inject=[inject])
            assert done.code == 0, (inject, done)
            assert done.said[-1] == "end", (inject, done)
            saved = done.said[0].startswith("saved")
            assert saved or done.said[0].split()[:2] in (["refused", code] for code in ("73", "74", "77")), (
                inject,
                done,
            )
            check(folder, saved, sessions, inject)


def test_200_sessions_killed_at_random_moments_are_all_found_where_they_were(tmp_path: Path) -> None:
    told = dict(killed_sessions(tmp_path, moments=200, seed=random.randrange(10**6)))  # noqa: S311
    # On a busy machine one is killed before its first note is written: it begins anew, and nothing of it is lost.
    found = {each.identifier: each.state.get("position", 0) for each in unfinished_sessions(tmp_path)}
    assert found.keys() == told.keys()
    assert all(told[identifier] - 20 <= found[identifier] for identifier in told)
