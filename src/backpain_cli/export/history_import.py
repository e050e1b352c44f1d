"""Import of all personal data: version 1 read, entry by entry, every value checked."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple
from uuid import UUID

from backpain_cli.codec import Codec, DecodeError, DecodeProblem, Read, Write, decode, encode
from backpain_cli.domain.errors import BackpainError, ExitCode, InvalidFileError, Problem
from backpain_cli.domain.records import care_records
from backpain_cli.domain.records import sessions as records
from backpain_cli.domain.records.care_records import NO_CARE, CareState, Walk
from backpain_cli.domain.records.sessions import PainEntry, PersonalData, ScreeningRecord, SessionRecord, StepRecord
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.safety.person_facts import AgeBand
from backpain_cli.domain.terms import WORST_PAIN
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.export.history_json import EXPORT_VERSION, KIND
from backpain_cli.export.json_stream import JsonStream, JsonSyntaxError

MAX_TEXT_LENGTH = 100_000
MAX_NUMBER = 10**9
_LONGEST_COMMON = 60
_KEY = re.compile(r"[a-z0-9][a-z0-9/_-]{0,99}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER = "was not written by `backpain export`"


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
    """Earlier exports have none, and neither of what follows."""
    walks: tuple[Walk, ...] = ()
    care: CareState = NO_CARE


def import_personal_data(text: str | Iterable[str], source: str) -> PersonalData:
    """Return what an export holds. Every value is checked before anything is taken over.

    Args:
        text: the file's, in one piece or in many: no more of it is held than an entry needs.
        source: what the file is called in messages.

    Raises:
        InvalidFileError: it is no complete export, or values in it are wrong; the message says where.
        BackpainError: it was written by a newer version of the program.
    """
    plans = _Plans()
    stream = JsonStream([text] if isinstance(text, str) else text, _object)
    try:
        values = _read_values(stream, plans)
    except JsonSyntaxError as error:
        message = f"is not valid JSON: {str(error)[:1].lower()}{str(error)[1:]}"
        raise _invalid(source, message, line=error.line, column=error.column) from None
    except RecursionError:
        raise _invalid(source, "is nested too deep") from None
    except DecodeError as error:
        raise _invalid(source, str(error)) from None
    except ValueError as error:
        raise _invalid(source, str(error) if "JSON" in str(error) else "has a number with too many digits") from None
    if values.get("kind") != KIND:
        raise _invalid(source, _OTHER)
    if isinstance(values.get("version"), int) and values["version"] > EXPORT_VERSION:
        raise BackpainError(
            f"{escape_for_terminal(source)} was written by a newer version of backpain. Nothing was imported.",
            hint="Install the newer version, and import it there.",
            exit_code=ExitCode.DATA,
        )
    try:
        export = _codec(plans).decode(_Export, values)
        _refuse_impossible(export, plans)
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
        walks=export.walks,
        care=export.care,
    )


class _Plans:
    """The plans that sessions name before the file has given them: one object for each, filled in the end."""

    def __init__(self) -> None:
        self.named: dict[str, dict[str, Any]] = {}
        self.first_use: dict[str, int] = {}
        """By name, the number of the session that named it first, from 0."""

    def of(self, name: Any) -> Mapping[str, Any]:
        """Return the plan of that name."""
        return self.named.setdefault(decode(str, name), {})

    def fill(self, given: Mapping[str, Mapping[str, Any]]) -> list[DecodeProblem]:
        """Take what the file has given; return what is wrong with the names."""
        for name, plan in self.named.items():
            plan.update(given.get(name, {}))
        return [
            DecodeProblem(("sessions", number, "plan"), "must be the name of a plan that is in the file")
            for name, number in self.first_use.items()
            if name not in given
        ]


class _Entries:
    """A list of the file, its entries read one by one, and what is wrong with them."""

    def __init__(self, entries: Iterable[Any], kind: type[Any], codec: Codec, plans: _Plans) -> None:
        self.read: list[Any] = []
        self.problems: list[DecodeProblem] = []
        for number, value in enumerate(entries):
            try:
                self.read.append(codec.decode(kind, value))
            except DecodeError as error:
                if len(self.problems) < _MOST_PROBLEMS:
                    self.problems += [DecodeProblem((number, *path), message) for path, message in error.problems]
            for name in list(plans.named)[len(plans.first_use) :]:
                plans.first_use[name] = number


_LISTED: Mapping[str, type[Any]] = {"sessions": SessionRecord, "pain": PainEntry, "screens": ScreeningRecord}
_MOST_PROBLEMS = 1_000


def _read_values(stream: JsonStream, plans: _Plans) -> dict[str, Any]:
    """Return the parts of the file by name; empty where it is JSON, and no object."""
    values: dict[str, Any] = {}
    if not stream.begins_object:
        stream.value()
        stream.end()
        return values
    codec = _codec(plans)
    for name, part in stream.parts(_LISTED):
        if name in values:
            raise DecodeError([DecodeProblem((), f"has `{escape_for_terminal(name, most=60)}` twice in one object")])
        values[name] = _Entries(part, _LISTED[name], codec, plans) if isinstance(part, Iterator) else part
    return values


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


def _refuse_impossible(export: _Export, plans: _Plans) -> None:
    problems = [DecodeProblem(("version",), f"must be {EXPORT_VERSION}")] * (export.version != EXPORT_VERSION)
    problems += plans.fill(export.plans)
    lists: dict[str, tuple[SessionRecord | PainEntry | Walk, ...]] = {
        "sessions": export.sessions,
        "pain": export.pain,
        "walks": export.walks,
    }
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


def _codec(plans: _Plans) -> Codec:
    """Return how an export is read whose sessions name these `plans`."""

    read = _VALUES.decode
    known_step = lru_cache(maxsize=4096, typed=True)(lambda **values: read(StepRecord, values))

    # In a long history most steps went as they did before: each of those is checked once, and kept in memory once.
    def read_step(value: Any) -> Any:
        try:
            return known_step(**value)
        except (TypeError, ValueError):
            return read(StepRecord, value)

    special: dict[Any, tuple[Read, Write]] = {Mapping[str, Any]: (plans.of, encode), StepRecord: (read_step, encode)}
    lists: list[Any] = [tuple[SessionRecord, ...], tuple[PainEntry, ...], tuple[ScreeningRecord, ...]]
    special |= dict.fromkeys(lists, (_read_entries, encode))
    return Codec({**_RULES, **special})


def _read_entries(value: Any) -> tuple[Any, ...]:
    """Return the entries that were read one by one."""
    if not isinstance(value, _Entries):
        return decode(tuple[Any, ...], value)  # raises: it is not a list
    if value.problems:
        raise DecodeError(value.problems)
    return tuple(value.read)


def _text(value: Any) -> str:
    text = decode(str, value)
    if len(text) > MAX_TEXT_LENGTH:
        raise ValueError(f"must be text of at most {MAX_TEXT_LENGTH:,} letters")
    if not text.isascii() and _SURROGATE.search(text):
        raise ValueError("must be text without half a letter (a lone surrogate)")
    # Few texts differ in a long history; each is kept once.
    return intern(text) if len(text) < _LONGEST_COMMON else text


def _refused(expected: str, value: Any) -> ValueError:
    found = repr(escape_for_terminal(value, most=60)) if isinstance(value, str) else json.dumps(value)[:60]
    return ValueError(f"must be {expected}, not {found}")


def _key(value: Any) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise _refused("a key of small letters, digits and hyphens", value)
    return intern(value)


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
    care_records.WalkMinutes: _integer(1, care_records.MAX_WALK_MINUTES),
    care_records.Level: _integer(1, care_records.MAX_LEVEL),
    care_records.Repetitions: _integer(0, care_records.MAX_REPETITIONS),
}
_RULES: dict[Any, tuple[Read, Write]] = {kind: (read, encode) for kind, read in _READERS.items()}
_VALUES = Codec(_RULES)
