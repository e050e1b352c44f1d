"""Export of all personal data, and the history as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from backpain_cli.codec import encode
from backpain_cli.domain.records.care_records import Walk
from backpain_cli.domain.records.sessions import PainEntry, PersonalData, ScreeningRecord, SessionRecord, StepRecord
from backpain_cli.export.json_documents import json_lines

EXPORT_VERSION = 1
KIND = "everything"
"""What tells an export from the other forms of JSON."""
_SESSION_FIELDS = [name for name in SessionRecord.__slots__ if name not in {"plan", "steps"}]


class NotedEntries(NamedTuple):
    """What was noted without a session, the newest first, and the numbers by which it is deleted, by identifier."""

    pain: Iterable[PainEntry] = ()
    walks: Iterable[Walk] = ()
    pain_numbers: Mapping[str, int] = MappingProxyType({})
    walk_numbers: Mapping[str, int] = MappingProxyType({})


NOTHING_NOTED = NotedEntries()


def history_as_json(sessions: Iterable[SessionRecord], noted: NotedEntries = NOTHING_NOTED) -> Iterator[str]:
    """Yield `history --json`, and `history show N --json`: sessions without their plans, and what was noted."""
    texts = (_session_text(session) for session in sessions)
    pain = (_numbered(f"p{noted.pain_numbers[entry.identifier]}", entry) for entry in noted.pain)
    walks = (_numbered(f"w{noted.walk_numbers[walk.identifier]}", walk) for walk in noted.walks)
    return json_lines([("version", EXPORT_VERSION), ("sessions", texts), ("pain", pain), ("walks", walks)])


def _numbered(number: str, record: PainEntry | Walk) -> str:
    return json.dumps({"number": number} | encode(record))


def export_personal_data(data: PersonalData) -> Iterator[str]:
    """Yield all that is kept. Sessions of the same routine share a plan, which is written once."""
    plans: dict[str, Any] = {}
    keys: dict[int, str] = {}  # by identity: the store has one object for each plan, and hashing it is slow

    def with_plan(session: SessionRecord) -> str:
        if (key := keys.get(id(session.plan))) is None:
            plan = json.dumps(dict(session.plan), sort_keys=True, separators=(",", ":"))
            key = keys[id(session.plan)] = sha256(plan.encode()).hexdigest()
            plans[key] = dict(session.plan)
        return _session_text(session, plan=key)

    return json_lines(
        [
            ("version", EXPORT_VERSION),
            ("kind", KIND),
            ("sessions", map(with_plan, data.sessions)),
            ("plans", plans),
            ("pain", _texts(data.pain_entries)),
            ("screens", _texts(data.screens)),
            ("circumstances", dict(data.circumstances)),
            ("circumstances_told", encode(data.circumstances_answered_at)),
            ("taken_back", encode(data.readmitted_muscles)),
            ("triage", encode(data.triage)),
            ("walks", _texts(data.walks)),
            ("care", encode(data.care)),
        ]
    )


def _texts(records: Iterable[PainEntry | ScreeningRecord | Walk]) -> Iterator[str]:
    return (json.dumps(encode(record)) for record in records)


def _session_text(session: SessionRecord, **more: str) -> str:
    """Return the JSON text of a session; its steps, most of it, are put in as they were written before."""
    values = {name: encode(getattr(session, name)) for name in _SESSION_FIELDS}
    text = json.dumps(values | more)
    # A quote within a text has a backslash before it, so this is the field and nothing that a person wrote.
    return text.replace(', "signs": ', f', "steps": [{", ".join(map(_step_text, session.steps))}], "signs": ', 1)


# In a long history most steps went as they did before.
@lru_cache(maxsize=4096)
def _step_text(step: StepRecord) -> str:
    return json.dumps(encode(step))
