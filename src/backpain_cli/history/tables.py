"""The tables of the history, and how an older form becomes the present one.

Light columns, which lists and counts read, lie apart from what only a single session needs. A plan is kept once for
all the sessions that began with it. Times are kept twice: as ISO 8601 with the offset of the moment, and as
microseconds since 1970 in UTC, to find and to sort by. The checks are conditions and not STRICT tables, which SQLite
knows only since 3.37.
"""

import sqlite3
from collections.abc import Sequence

APPLICATION = 0x62616370
"""Tells our files from another program's; it spells `bacp`."""

_VERSION_1 = """
CREATE TABLE plans (
    hash TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE sessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL UNIQUE,
    routine TEXT NOT NULL,
    title TEXT NOT NULL,
    region TEXT NOT NULL,
    areas TEXT NOT NULL,
    started TEXT NOT NULL,
    started_at INTEGER NOT NULL CHECK (typeof(started_at) = 'integer'),
    ended TEXT NOT NULL,
    ending TEXT NOT NULL,
    practised INTEGER NOT NULL CHECK (typeof(practised) = 'integer' AND practised >= 0)
);
CREATE INDEX sessions_by_start ON sessions (started_at, practised);
CREATE TABLE session_details (
    session INTEGER PRIMARY KEY REFERENCES sessions (number) ON DELETE CASCADE,
    plan TEXT NOT NULL REFERENCES plans (hash),
    body TEXT NOT NULL
);
CREATE INDEX session_details_by_plan ON session_details (plan);
CREATE TABLE session_scores (
    session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
    moment TEXT NOT NULL CHECK (moment IN ('before', 'after')),
    position INTEGER NOT NULL,
    area TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('', 'left', 'right', 'both')),
    score INTEGER NOT NULL CHECK (typeof(score) = 'integer' AND score BETWEEN 0 AND 10),
    PRIMARY KEY (session, moment, position)
) WITHOUT ROWID;
CREATE TABLE signs (
    session INTEGER NOT NULL REFERENCES sessions (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    complaint TEXT NOT NULL,
    step_number INTEGER NOT NULL,
    muscle TEXT NOT NULL,
    side TEXT NOT NULL,
    second INTEGER NOT NULL,
    PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE pain_entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL UNIQUE,
    noted TEXT NOT NULL,
    noted_at INTEGER NOT NULL CHECK (typeof(noted_at) = 'integer'),
    note TEXT NOT NULL
);
CREATE INDEX pain_entries_by_time ON pain_entries (noted_at);
CREATE TABLE pain_scores (
    entry INTEGER NOT NULL REFERENCES pain_entries (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    area TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('', 'left', 'right', 'both')),
    score INTEGER NOT NULL CHECK (typeof(score) = 'integer' AND score BETWEEN 0 AND 10),
    PRIMARY KEY (entry, position)
) WITHOUT ROWID;
CREATE TABLE screens (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    answered TEXT NOT NULL,
    answered_at INTEGER NOT NULL CHECK (typeof(answered_at) = 'integer'),
    kind TEXT NOT NULL,
    regions TEXT NOT NULL,
    outcome TEXT NOT NULL,
    UNIQUE (answered, kind, regions, outcome)
);
CREATE TABLE circumstances (
    modifier TEXT PRIMARY KEY NOT NULL,
    answer TEXT NOT NULL,
    told TEXT NOT NULL,
    told_at INTEGER NOT NULL CHECK (typeof(told_at) = 'integer')
);
CREATE TABLE taken_back (
    muscle TEXT PRIMARY KEY NOT NULL,
    taken TEXT NOT NULL,
    taken_at INTEGER NOT NULL CHECK (typeof(taken_at) = 'integer')
);
"""

_VERSION_2 = """
CREATE TABLE triages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    answered_at INTEGER NOT NULL CHECK (typeof(answered_at) = 'integer'),
    body TEXT NOT NULL UNIQUE
);
CREATE TABLE triage_answers (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    body TEXT NOT NULL
);
"""
"""The questions before a session: their records, and in one row all else that `TriageState` has, as JSON."""

_VERSION_3 = """
CREATE TABLE walks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL UNIQUE,
    walked TEXT NOT NULL,
    walked_at INTEGER NOT NULL CHECK (typeof(walked_at) = 'integer'),
    minutes INTEGER NOT NULL CHECK (typeof(minutes) = 'integer' AND minutes BETWEEN 1 AND 600)
);
CREATE INDEX walks_by_time ON walks (walked_at);
CREATE TABLE care (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    body TEXT NOT NULL
);
"""
"""Walks, and in one row all of `CareState`, as JSON. From here on a step in `session_details` may name its move."""

Migration = str
"""Statements that lead from one form to the next."""

MIGRATIONS: tuple[Migration, ...] = (_VERSION_1, _VERSION_2, _VERSION_3)
"""The first makes version 1 of nothing, the second would make version 2 of version 1, and so on; never change one."""

TABLES = frozenset(
    {
        "plans",
        "sessions",
        "session_details",
        "session_scores",
        "signs",
        "pain_entries",
        "pain_scores",
        "screens",
        "circumstances",
        "taken_back",
        "triages",
        "triage_answers",
        "walks",
        "care",
    }
)
"""What the present form must have."""


def migrate(connection: sqlite3.Connection, version: int, migrations: Sequence[Migration]) -> None:
    """Bring the tables from `version` (0 for a new file) to the newest form, inside the transaction that is open.

    Raises:
        sqlite3.Error: it cannot be done; the transaction is then to be rolled back.
    """
    for migration in migrations[version:]:
        # `executescript` would commit what is open: all or nothing needs one statement after the other.
        for statement in statements(migration):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def statements(script: str) -> list[str]:
    """Return the statements of `script` one by one."""
    found: list[str] = []
    statement = ""
    for line in script.splitlines():
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    if statement.strip():
        raise ValueError(f"a statement has no end: {statement.strip()!r}")
    return found
