"""Export and import of all personal data, version 1 read."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from backpain_cli.codec import Codec, DecodeError, DecodeProblem, Read, Write, decode, encode
from backpain_cli.domain.errors import BackpainError, ExitCode, InvalidFileError, Problem
from backpain_cli.domain.records import sessions as records
from backpain_cli.domain.records.sessions import PainEntry, PersonalData, ScreeningRecord, SessionRecord, StepRecord
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.export.json_documents import json_lines

EXPORT_VERSION = 1
KIND = "everything"
"""What tells an export from the other forms of JSON."""
MAX_TEXT_LENGTH = 100_000
MAX_NUMBER = 10**9
_KEY = re.compile(r"[a-z0-9][a-z0-9/_-]{0,99}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SESSION_FIELDS = [name for name in SessionRecord.__slots__ if name not in {"plan", "steps"}]
_OTHER = "was not written by `backpain export`"


def history_as_json(sessions: Iterable[SessionRecord], pain: Iterable[PainEntry]) -> Iterator[str]:
    """Yield `history --json`, and `history show N --json`: sessions without their plans, and what was noted."""
    texts = (_session_text(session) for session in sessions)
    return json_lines([("version", EXPORT_VERSION), ("sessions", texts), ("pain", _texts(pain))])


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
        ]
    )


def _texts(records: Iterable[PainEntry | ScreeningRecord]) -> Iterator[str]:
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


class _Export(NamedTuple):
    """What is in the file."""

    version: int
    kind: str
    sessions: tuple[SessionRecord, ...]
    plans: dict[str, dict[str, Any]]
    pain: tuple[PainEntry, ...]
    screens: tuple[ScreeningRecord, ...]
    circumstances: Mapping[str, str]
    circumstances_told: datetime | None
    taken_back: Mapping[str, datetime]
    triage: TriageState = TriageState()
    """Earlier exports have none."""


def import_personal_data(text: str, source: str) -> PersonalData:
    """Return what an export holds. Every value is checked before anything is taken over.

    Args:
        text: the file's.
        source: what the file is called in messages.

    Raises:
        InvalidFileError: it is no complete export, or values in it are wrong; the message says where.
        BackpainError: it was written by a newer version of the program.
    """
    try:
        values = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _invalid(source, message, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _invalid(source, "is nested too deep") from None
    except DecodeError as error:
        raise _invalid(source, str(error)) from None
    except ValueError:
        raise _invalid(source, "has a number with too many digits") from None
    if not isinstance(values, dict) or values.get("kind") != KIND:
        raise _invalid(source, _OTHER)
    if isinstance(values.get("version"), int) and values["version"] > EXPORT_VERSION:
        raise BackpainError(
            f"{escape_for_terminal(source)} was written by a newer version of backpain. Nothing was imported.",
            hint="Install the newer version, and import it there.",
            exit_code=ExitCode.DATA,
        )
    try:
        export = _codec(values.get("plans")).decode(_Export, values)
        _refuse_impossible(export)
    except DecodeError as error:
        raise _invalid(source, *map(str, error.problems)) from None
    return PersonalData(
        sessions=export.sessions,
        pain_entries=export.pain,
        screens=export.screens,
        circumstances=export.circumstances,
        circumstances_answered_at=export.circumstances_told,
        readmitted_muscles=export.taken_back,
        triage=export.triage,
    )


def _invalid(source: str, *messages: str, line: int = 0, column: int = 0) -> InvalidFileError:
    problems = [Problem(source=source, line=line, column=column, message=message) for message in messages]
    return InvalidFileError([problems[0]._replace(hint="nothing was imported"), *problems[1:]])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise DecodeError([DecodeProblem((), f"has `{escape_for_terminal(twice, most=60)}` twice in one object")])
    return found


def _constant(_: str) -> float:
    raise DecodeError([DecodeProblem((), "NaN and Infinity are not JSON")])


def _refuse_impossible(export: _Export) -> None:
    problems = [DecodeProblem(("version",), f"must be {EXPORT_VERSION}")] * (export.version != EXPORT_VERSION)
    lists: dict[str, tuple[SessionRecord | PainEntry, ...]] = {"sessions": export.sessions, "pain": export.pain}
    for name, listed in lists.items():
        seen: set[str] = set()
        for number, one in enumerate(listed):
            if one.identifier in seen:
                problems.append(DecodeProblem((name, number), f"has the identifier {one.identifier} again"))
            seen.add(one.identifier)
    if (person := export.triage.person) is not None and person.age not in {"", *AgeBand}:
        problems.append(DecodeProblem(("triage", "person", "age"), f"must be one of {', '.join(AgeBand)} or empty"))
    if problems:
        raise DecodeError(problems)


# Values that anybody may have changed


def _codec(plans: Any) -> Codec:
    """Return how an export is read whose sessions name these `plans`."""

    def read_plan(value: Any) -> Any:
        if not isinstance(plans, dict):
            return {}  # what is wrong with the plans is one problem, and not one of each session
        if decode(str, value) not in plans:
            raise ValueError("must be the name of a plan that is in the file")
        return plans[value]

    read = _VALUES.decode
    known_step = lru_cache(maxsize=4096, typed=True)(lambda **values: read(StepRecord, values))

    # In a long history most steps went as they did before: each of those is checked once, and kept in memory once.
    def read_step(value: Any) -> Any:
        try:
            return known_step(**value)
        except (TypeError, ValueError):
            return read(StepRecord, value)

    special: dict[Any, tuple[Read, Write]] = {Mapping[str, Any]: (read_plan, encode), StepRecord: (read_step, encode)}
    return Codec({**_RULES, **special})


def _text(value: Any) -> str:
    text = decode(str, value)
    if len(text) > MAX_TEXT_LENGTH:
        raise ValueError(f"must be text of at most {MAX_TEXT_LENGTH:,} letters")
    if not text.isascii() and _SURROGATE.search(text):
        raise ValueError("must be text without half a letter (a lone surrogate)")
    return text


def _refused(expected: str, value: Any) -> ValueError:
    found = repr(escape_for_terminal(value, most=60)) if isinstance(value, str) else json.dumps(value)[:60]
    return ValueError(f"must be {expected}, not {found}")


def _key(value: Any) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise _refused("a key of small letters, digits and hyphens", value)
    return value


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise _refused(f"{', '.join(filter(None, words))} or empty", value)
        return str(value)

    return read


def _integer(least: int, most: int = MAX_NUMBER) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise _refused(f"an integer from {least} to {most}", value)
        return value

    return read


def _moment(value: Any) -> datetime:
    moment = decode(datetime, value)
    try:
        return records.check_storable(moment)
    except ValueError:
        raise _refused("a moment of the years 1000 to 9998", value) from None


def _identifier(value: Any) -> str:
    try:
        if isinstance(value, str) and str(UUID(value)) == value:
            return value
    except ValueError:
        pass
    raise _refused("a UUID in small letters", value)


_READERS: dict[Any, Read] = {
    str: _text,
    int: _integer(-MAX_NUMBER),
    datetime: _moment,
    records.Key: _key,
    records.KeyOrNone: lambda value: value if value == "" else _key(value),
    records.Identifier: _identifier,
    records.OneSide: _one_of("left", "right", ""),
    records.AnySide: _one_of("left", "right", "both", ""),
    records.Score: _integer(0, WORST_PAIN),
    records.Amount: _integer(0),
    records.Ordinal: _integer(1),
}
_RULES: dict[Any, tuple[Read, Write]] = {kind: (read, encode) for kind, read in _READERS.items()}
_VALUES = Codec(_RULES)
