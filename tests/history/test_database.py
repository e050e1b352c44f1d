"""A damaged, foreign or newer history is told with its path and a way out, and never touched."""

import os
import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import NO_PERSONAL_DATA, PainScore
from backpain_cli.domain.text import first_forbidden_character
from backpain_cli.history.errors import (
    DamagedHistoryError,
    ForeignHistoryError,
    HistoryError,
    NewerHistoryError,
)
from backpain_cli.history.store import HistoryStore, open_history
from backpain_cli.history.tables import APPLICATION
from tests.records import EVENING, a_screen, a_session, an_entry

LONGEST_ANSWER_SECONDS = 2.0


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with open_history(tmp_path_factory.mktemp("filled")) as made:
        made.add_all(
            NO_PERSONAL_DATA._replace(
                sessions=tuple(a_session(number, note="stiff " * 40) for number in range(1, 40)),
                pain_entries=(an_entry(),),
                screens=(a_screen(),),
                circumstances={"pregnancy": "no"},
                circumstances_answered_at=EVENING,
                readmitted_muscles={"piriformis": EVENING},
            )
        )
        return made.path.read_bytes()


@pytest.fixture
def store(tmp_path: Path, _filled: bytes) -> Iterator[HistoryStore]:
    """Give a store that holds something of everything, and that has not been opened yet."""
    (tmp_path / "data").mkdir()
    with open_history(tmp_path / "data") as made:
        made.path.write_bytes(_filled)
        yield made


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def overwrite(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def _noise(length: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(length)  # noqa: S311 - damage, no secrets


PAGE = 4096

DAMAGE: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda path: path.write_bytes(_noise(50_000)),
    "a text": lambda path: path.write_text("Dear diary\n" * 500),
    "one byte": lambda path: path.write_bytes(b"S"),
    "half a header": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "the header zeroed": lambda path: overwrite(path, 0, bytes(100)),
    "the first page zeroed": lambda path: overwrite(path, 0, bytes(PAGE)),
    "the header overwritten after its name": lambda path: overwrite(path, 16, _noise(84)),
    "all zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "cut off in the middle": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut off after the first page": lambda path: os.truncate(path, PAGE),
    "cut off within a page": lambda path: os.truncate(path, path.stat().st_size - PAGE - 1000),
    "every page but the first overwritten": lambda path: overwrite(path, PAGE, _noise(path.stat().st_size - PAGE)),
    "the last pages overwritten": lambda path: overwrite(path, path.stat().st_size - 3 * PAGE, _noise(3 * PAGE)),
    "pages in the middle zeroed": lambda path: overwrite(path, path.stat().st_size // 2, bytes(4 * PAGE)),
    "two pages exchanged": lambda path: _exchange(path, 3, 9),
    "the tables of the schema overwritten": lambda path: overwrite(path, 100, _noise(600)),
    "a table missing": lambda path: execute(path, "DROP TABLE signs"),
    "a table renamed": lambda path: execute(path, "ALTER TABLE sessions RENAME TO journeys"),
    "a column renamed": lambda path: execute(path, "ALTER TABLE session_details RENAME COLUMN body TO soul"),
    "its form forgotten": lambda path: execute(path, "PRAGMA user_version = 0"),
    "a form below nothing": lambda path: execute(path, "PRAGMA user_version = -3"),
    "the details gone": lambda path: execute(path, "DELETE FROM session_details"),
    "the plans gone": lambda path: execute(path, "DELETE FROM plans"),
}


def _exchange(path: Path, first: int, second: int) -> None:
    data = path.read_bytes()
    one, other = data[first * PAGE : (first + 1) * PAGE], data[second * PAGE : (second + 1) * PAGE]
    overwrite(path, first * PAGE, other)
    overwrite(path, second * PAGE, one)


def refused(work: Callable[[], object]) -> HistoryError:
    """Return how the history refuses that, which it does at once and without a hidden character."""
    begun = time.perf_counter()
    with pytest.raises(HistoryError) as caught:
        work()
    assert time.perf_counter() - begun < LONGEST_ANSWER_SECONDS
    assert caught.value.hint
    assert first_forbidden_character(caught.value.message + caught.value.hint) is None
    return caught.value


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_history_is_told_and_stays_as_it_is(store: HistoryStore, kind: str) -> None:
    DAMAGE[kind](store.path)
    damaged = store.path.read_bytes()
    with open_history(store.path.parent) as opened:
        error = refused(opened.everything)
    assert str(store.path) in error.message
    assert error.exit_code is ExitCode.IO
    assert "Nothing in it was changed." in error.hint
    assert store.path.read_bytes() == damaged
    assert {path.name for path in store.path.parent.iterdir()} <= {"history.checked", "history.sqlite3"}


@pytest.mark.parametrize("kind", [kind for kind in DAMAGE if not kind.endswith(" gone") and "column" not in kind])
def test_nothing_is_saved_into_a_damaged_history_nor_taken_from_it(store: HistoryStore, kind: str) -> None:
    DAMAGE[kind](store.path)
    damaged = store.path.read_bytes()
    for work in (
        lambda opened: opened.save_session(a_session(99)),
        lambda opened: opened.save_screen(a_screen(99)),
        lambda opened: opened.add_all(NO_PERSONAL_DATA),
        lambda opened: opened.forget(),
        lambda opened: opened.count_sessions(),
        lambda opened: opened.screens(),
    ):
        with open_history(store.path.parent) as opened:
            refused(lambda work=work, opened=opened: work(opened))  # type: ignore[misc]
            assert opened.refusal() is not None
    assert store.path.read_bytes() == damaged


@pytest.mark.terminal
def test_the_way_out_that_is_told_rescues_what_is_left(store: HistoryStore, tmp_path: Path) -> None:
    DAMAGE["pages in the middle zeroed"](store.path)
    with open_history(store.path.parent) as opened:
        hint = refused(opened.everything).hint
    command = hint.split("`")[1]
    try:
        knows = subprocess.run(
            ["sqlite3", ":memory:", "SELECT 1 FROM sqlite_dbpage"], capture_output=True, check=False, timeout=60
        )
    except FileNotFoundError:
        pytest.skip("there is no sqlite3 shell here")
    if knows.returncode:
        pytest.skip("this sqlite3 shell was built without what .recover needs")
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True, timeout=60)
    (tmp_path / "rescued.sqlite3").replace(store.path)
    with open_history(store.path.parent) as rescued:
        assert rescued.screens() == [a_screen()]


def test_a_newer_history_is_told_and_stays_as_it_is(store: HistoryStore) -> None:
    execute(store.path, "PRAGMA user_version = 9", "ALTER TABLE sessions ADD COLUMN mood TEXT")
    newer = store.path.read_bytes()
    for work in ("everything", "forget", "sessions"):
        with open_history(store.path.parent) as opened:
            error = refused(getattr(opened, work))
        assert isinstance(error, NewerHistoryError)
        assert error.exit_code is ExitCode.TOO_NEW
        assert str(store.path) in error.message
    with open_history(store.path.parent) as opened:
        assert isinstance(refused(lambda: opened.save_session(a_session(9))), NewerHistoryError)
        assert isinstance(opened.refusal(), NewerHistoryError)
    assert store.path.read_bytes() == newer


def test_an_upgrade_by_another_program_while_this_one_runs_is_noticed(store: HistoryStore) -> None:
    with open_history(store.path.parent) as opened:
        assert opened.count_sessions() == 39
        execute(store.path, "PRAGMA user_version = 9")
        assert isinstance(refused(lambda: opened.save_session(a_session(99))), NewerHistoryError)
        assert isinstance(refused(opened.count_sessions), NewerHistoryError)


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE bookmarks (url TEXT)",),
        ("CREATE TABLE sessions (number INTEGER)", "PRAGMA user_version = 1"),
        ("PRAGMA application_id = 77", "CREATE TABLE bookmarks (url TEXT)"),
        ("PRAGMA journal_mode = WAL", "CREATE TABLE bookmarks (url TEXT)"),
        ("PRAGMA user_version = 5",),
    ],
)
def test_another_programs_database_is_left_alone(tmp_path: Path, statements: tuple[str, ...]) -> None:
    path = open_history(tmp_path).path
    execute(path, *statements)
    foreign = path.read_bytes()
    with open_history(tmp_path) as opened:
        assert isinstance(refused(opened.everything), ForeignHistoryError)
        assert isinstance(refused(lambda: opened.save_session(a_session())), ForeignHistoryError)
    assert path.read_bytes() == foreign


def test_an_empty_file_is_a_new_history(tmp_path: Path) -> None:
    path = open_history(tmp_path).path
    path.touch()
    with open_history(tmp_path) as opened:
        assert opened.everything() == NO_PERSONAL_DATA
        assert path.stat().st_size == 0
        assert opened.save_session(a_session()) == 1
        assert opened.count_sessions() == 1


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


IN_ITS_PLACE: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: path.mkdir(),
    "a FIFO": os.mkfifo,
    "a socket": _socket,
    "a link loop": _loop,
    "a dangling link": lambda path: path.symlink_to("nowhere"),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", IN_ITS_PLACE)
def test_what_is_no_file_in_its_place_is_told_at_once(tmp_path: Path, kind: str) -> None:
    path = open_history(tmp_path).path
    IN_ITS_PLACE[kind](path)
    with open_history(tmp_path) as opened:
        for work in (opened.everything, lambda: opened.save_session(a_session()), opened.forget):
            error = refused(work)
            assert error.exit_code is ExitCode.IO
            assert str(path) in error.message
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_link_to_a_history_elsewhere_is_followed(store: HistoryStore, tmp_path: Path) -> None:
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / store.path.name).symlink_to(store.path)
    with open_history(tmp_path / "linked") as linked:
        assert linked.save_session(a_session(99)) == 40
    with open_history(store.path.parent) as opened:
        assert opened.count_sessions() == 40


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", b"rubbish" * 2000, bytes(8192), _noise(40_000)])
def test_rubbish_beside_it_does_no_harm(store: HistoryStore, suffix: str, content: bytes) -> None:
    store.path.with_name(store.path.name + suffix).write_bytes(content)
    with open_history(store.path.parent) as opened:
        assert opened.count_sessions() == 39
        assert len(opened.sessions()) == 39
        assert opened.save_session(a_session(99)) == 40
    with open_history(store.path.parent) as opened:
        assert [session.number for session in opened.sessions(most=2)] == [40, 39]


VALUES = ["'\x1b[31m[/]\u202e'", "x'00ff1b'", "'" + "\U0001f9b4" * 500 + "'", "-5", "1e400", "NULL", "''", "9" * 30]
COLUMNS = [
    ("sessions", column)
    for column in "identifier routine title region areas started started_at ended ending practised".split()  # noqa: SIM905
]
COLUMNS += [("session_details", "plan"), ("session_details", "body"), ("plans", "body"), ("plans", "hash")]
COLUMNS += [("session_scores", column) for column in ("moment", "area", "side", "score")]
COLUMNS += [("signs", column) for column in ("complaint", "step_number", "muscle", "side", "second")]
COLUMNS += [("pain_entries", column) for column in ("identifier", "noted", "noted_at", "note")]
COLUMNS += [("pain_scores", column) for column in ("area", "side", "score")]
COLUMNS += [("screens", column) for column in ("answered", "answered_at", "kind", "regions", "outcome")]
COLUMNS += [("circumstances", column) for column in ("modifier", "answer", "told", "told_at")]
COLUMNS += [("taken_back", column) for column in ("muscle", "taken", "taken_at")]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_odd_value_in_any_column_is_text_or_is_told_as_damage(tmp_path: Path, table: str, column: str) -> None:
    with open_history(tmp_path) as made:
        made.save_session(a_session())
        made.save_pain(an_entry())
        made.save_screen(a_screen())
        made.save_circumstances({"pregnancy": "no"}, EVENING)
        made.take_back("piriformis", EVENING)
        whole = made.path.read_bytes()
    for value in VALUES:
        made.path.write_bytes(whole)
        with closing(sqlite3.connect(made.path, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            try:
                connection.execute(f"UPDATE {table} SET {column} = {value}")  # noqa: S608 - the table above
            except sqlite3.IntegrityError:
                continue
        with open_history(tmp_path) as opened:
            try:
                everything = opened.everything()
                opened.reported_signs()
                opened.count_sessions()
            except HistoryError as error:
                assert isinstance(error, DamagedHistoryError)
                assert str(opened.path) in error.message
                assert first_forbidden_character(error.message + error.hint) is None
            else:
                assert isinstance(everything.sessions[0].title, str)
                assert all(isinstance(score, PainScore) for score in everything.sessions[0].before)


def test_codes_for_the_terminal_in_a_note_come_back_as_they_were_for_views_to_escape(tmp_path: Path) -> None:
    with open_history(tmp_path) as opened:
        opened.save_session(a_session(note="\x1b]0;owned\x07\u202e[/bold]\ud800".encode("utf-8", "replace").decode()))
        assert opened.sessions()[0].note.startswith("\x1b]0;owned")


def test_a_path_with_codes_for_the_terminal_is_shown_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b[2J\u202e"
    folder.mkdir()
    (folder / "history.sqlite3").write_text("no database" * 100)
    with open_history(folder) as opened:
        assert "\\x1b[2J\\u202e" in refused(opened.sessions).message


def test_the_number_that_tells_our_files_from_others_is_in_the_file(store: HistoryStore) -> None:
    assert store.path.read_bytes()[68:72] == APPLICATION.to_bytes(4, "big")


def test_a_wrong_page_is_found_even_where_no_answer_needs_it(store: HistoryStore) -> None:
    count = store.count_sessions()
    store.close()
    overwrite(store.path, store.path.stat().st_size - PAGE, _noise(PAGE))
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT count(*) FROM sessions WHERE practised >= 60").fetchone() == (count,)
    refused(store.count_sessions)


@pytest.mark.terminal
def test_python_without_standard_streams_never_writes_them_into_the_history(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys\n"
        "from contextlib import suppress\n"
        "from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from backpain_cli.history.store import open_history\n"
        "from tests.records import a_session\n"
        "from tests.history.test_journal import begin\n"
        "store, journal = open_history(Path(sys.argv[2])), begin(Path(sys.argv[2]))\n"
        "store.save_session(a_session(1))\n"
        "journal.note({'position': 1})\n"
        "for standard in (0, 1, 2):\n"
        "    with suppress(OSError):\n"
        "        os.write(standard, b'stray output')\n"
        "store.save_session(a_session(2))\n"
        "journal.leave()\n"
    )
    folder = tmp_path / "data"
    root = Path(__file__).resolve().parents[2]
    command = f'exec "{sys.executable}" "{script}" "{root}" "{folder}" <&- >&- 2>&-'
    assert subprocess.run(["sh", "-c", command], check=False, timeout=60).returncode == 0
    with open_history(folder) as opened:
        assert opened.count_sessions() == 2
    assert all(b"stray output" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["fifo", "device", "huge", "folder"])
def test_whatever_lies_in_the_place_of_the_mark_is_not_waited_for_and_not_read(store: HistoryStore, kind: str) -> None:
    mark = store.path.parent / "history.checked"
    mark.unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(mark)
    elif kind == "device":
        mark.symlink_to("/dev/zero")
    elif kind == "huge":
        with mark.open("wb") as file:
            file.truncate(8 * 1024**4)  # more than any memory; it takes no room on the disk
    else:
        mark.mkdir()
    with open_history(store.path.parent) as opened:
        assert opened.count_sessions() == 39
        opened.save_session(a_session(99))
        assert opened.count_sessions() == 40


def test_a_folder_that_everybody_can_write_in_is_told_and_left(store: HistoryStore) -> None:
    folder = store.path.parent
    for mode, is_told in ((0o777, True), (0o700, False), (0o755, False)):
        folder.chmod(mode)
        with open_history(folder) as opened:
            opened.save_pain(an_entry(9))
            assert (f"`chmod 700 {folder}`" in opened.remark) is is_told
        assert folder.stat().st_mode & 0o777 == mode
