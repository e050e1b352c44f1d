"""Export and import of all personal data, version 1 read."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from backpain_cli.domain.errors import BackpainError, ExitCode, InvalidFileError, Problem
from backpain_cli.domain.records.pain_progress import AreaProgress, ScoreChange
from backpain_cli.domain.records.practice_progress import PracticeSummary
from backpain_cli.domain.records.sessions import (
    ComplaintKind,
    PainEntry,
    PainScore,
    PersonalData,
    ReportedSign,
    ScreeningKind,
    ScreeningRecord,
    SessionEnding,
    SessionRecord,
    StepEffect,
    StepOutcome,
    StepRecord,
)
from backpain_cli.domain.terms import Outcome
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.export.json_documents import json_of
from backpain_cli.export.json_values import Values, WrongJsonValueError

EXPORT_VERSION = 1

KIND = "everything"
"""What tells an export from the other forms of JSON."""

PersonalDataDocument = dict[str, Any]


def history_as_json(sessions: Iterable[SessionRecord], pain: Iterable[PainEntry]) -> Iterator[str]:
    """Yield `history --json`, and `history show N --json`: sessions without their plans, and what was noted."""
    return json_of(
        [
            ("version", EXPORT_VERSION),
            ("sessions", (_session(session) for session in sessions)),
            ("pain", (json.dumps(_entry(entry)) for entry in pain)),
        ]
    )


def export_personal_data(everything: PersonalData) -> Iterator[str]:
    """Yield all that is kept. Sessions of the same routine share a plan, which is written once."""
    return json_of(_parts(everything))


def _parts(everything: PersonalData) -> Iterator[tuple[str, Any]]:
    plans: PersonalDataDocument = {}
    keys: dict[int, str] = {}  # by identity: the store has one object for each plan, and hashing it is slow

    def with_plan(session: SessionRecord) -> str:
        if (key := keys.get(id(session.plan))) is None:
            key = keys[id(session.plan)] = _key_of(session.plan)
            plans[key] = dict(session.plan)
        return _session(session, plan=key)

    told = everything.circumstances_answered_at
    yield "version", EXPORT_VERSION
    yield "kind", KIND
    yield "sessions", (with_plan(session) for session in everything.sessions)
    yield "plans", plans
    yield "pain", (json.dumps(_entry(entry)) for entry in everything.pain_entries)
    yield "screens", (json.dumps(_screen(screen)) for screen in everything.screens)
    yield "circumstances", dict(everything.circumstances)
    yield "circumstances_told", told.isoformat() if told else None
    yield "taken_back", {muscle: when.isoformat() for muscle, when in everything.readmitted_muscles.items()}


def _key_of(plan: Mapping[str, Any]) -> str:
    return sha256(json.dumps(dict(plan), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _screen(screen: ScreeningRecord) -> PersonalDataDocument:
    return {
        "when": screen.when.isoformat(),
        "kind": screen.kind,
        "regions": sorted(screen.regions),
        "outcome": screen.outcome,
    }


def _session(session: SessionRecord, **more: str) -> str:
    """Return the JSON text of a session; its steps, most of it, are put in as they were written before."""
    told = {
        "number": session.number,
        "identifier": session.identifier,
        "routine": session.routine,
        "title": session.title,
        "region": session.region,
        "areas": list(session.areas),
        "routine_hash": session.routine_hash,
        "gentle": session.gentle,
        "started": session.started.isoformat(),
        "ended": session.ended.isoformat(),
        "ending": session.ending,
        "practised": session.practised,
        "paused": session.paused,
        "pauses": session.pauses,
        "added": session.added,
        "sorer_side": session.sorer_side,
        "before": _scores(session.before),
        "after": _scores(session.after),
    }
    rest = {"signs": [sign._asdict() for sign in session.signs], "note": session.note, **more}
    steps = ", ".join([_step(step) for step in session.steps])
    return f'{json.dumps(told)[:-1]}, "steps": [{steps}], {json.dumps(rest)[1:]}'


# In a long history most steps went as they did before.
@lru_cache(maxsize=4096)
def _step(step: StepRecord) -> str:
    return json.dumps(step._asdict())


def _entry(entry: PainEntry) -> PersonalDataDocument:
    return {
        "identifier": entry.identifier,
        "when": entry.when.isoformat(),
        "scores": _scores(entry.scores),
        "note": entry.note,
    }


def _scores(scores: Iterable[PainScore]) -> list[PersonalDataDocument]:
    return [score._asdict() for score in scores]


def progress_form(areas: Iterable[AreaProgress], practice: PracticeSummary) -> PersonalDataDocument:
    """Return `progress --json`; null where nothing was told."""
    return {
        "version": EXPORT_VERSION,
        "areas": [_area(area) for area in areas],
        "weeks": [
            {"first": week.monday.isoformat(), "seconds": week.seconds, "sessions": week.sessions}
            for week in practice.weeks
        ],
        "weeks_in_a_row": practice.in_a_row,
        "steps": [
            {
                "title": step.title,
                "sessions": step.sessions,
                "scored": step.scored,
                "change": step.points,
                "verdict": step.verdict,
                "helped": step.helped,
                "same": step.same,
                "worse": step.worse,
            }
            for step in practice.steps
        ],
    }


def _area(area: AreaProgress) -> PersonalDataDocument:
    return {
        "area": area.key,
        "each": "week" if area.course.weekly else "day",
        "periods": [
            {
                "first": period.first.isoformat(),
                "before": period.before,
                "after": period.after,
                "noted": period.noted,
            }
            for period in area.course.periods
        ],
        "within_sessions": _change(area.within),
        "over_time": _change(area.over),
    }


def _change(change: ScoreChange | None) -> PersonalDataDocument | None:
    if change is None:
        return None
    return {
        "number": change.number,
        "before": change.before,
        "after": change.after,
        "change": change.points,
        "verdict": change.verdict,
    }


_CONSTANTS = "NaN and Infinity are not JSON"

_OTHER = "was not written by `backpain export`"

_PARTS = (
    "version",
    "kind",
    "sessions",
    "plans",
    "pain",
    "screens",
    "circumstances",
    "circumstances_told",
    "taken_back",
)


def import_personal_data(text: str, source: str) -> PersonalData:
    """Return what an export holds.

    Args:
        text: the file's.
        source: what the file is called in messages.

    Raises:
        InvalidFileError: it is no whole export, or a value in it is wrong; the message tells where.
        BackpainError: it was written by a newer version of the program.
    """
    try:
        form = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _invalid(source, message, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _invalid(source, "is nested too deep") from None
    except WrongJsonValueError as error:
        raise _invalid(source, str(error)) from None
    except ValueError:
        raise _invalid(source, "has a number with too many digits") from None
    if not isinstance(form, dict) or "kind" not in form:
        raise _invalid(source, _OTHER)
    try:
        return _everything(Values(form), source)
    except WrongJsonValueError as error:
        raise _invalid(source, str(error)) from None


def _invalid(source: str, message: str, *, line: int = 0, column: int = 0) -> InvalidFileError:
    problem = Problem(source=source, line=line, column=column, message=message, hint="nothing was imported")
    return InvalidFileError([problem])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongJsonValueError(f"has `{escape_for_terminal(twice, most=60)}` twice in one object")
    return found


def _constant(_: str) -> float:
    raise WrongJsonValueError(_CONSTANTS)


def _everything(form: Values, source: str) -> PersonalData:
    version = form.at("version").whole()
    if version > EXPORT_VERSION:
        raise BackpainError(
            f"{escape_for_terminal(source)} was written by a newer version of backpain. Nothing was imported.",
            hint="Install the newer version, and import it there.",
            exit_code=ExitCode.DATA,
        )
    form.at("version").one_of_numbers(EXPORT_VERSION)
    form.at("kind").equal(KIND)
    form.only(*_PARTS)
    plans = {key: value.mapping() for key, value in form.at("plans").items()}
    sessions = tuple(_history_import_session(one, plans) for one in form.at("sessions").each())
    pain = tuple(_history_import_entry(one) for one in form.at("pain").each())
    _once(form.at("sessions"), [one.identifier for one in sessions])
    _once(form.at("pain"), [one.identifier for one in pain])
    told = form.at("circumstances_told")
    return PersonalData(
        sessions=sessions,
        pain_entries=pain,
        screens=tuple(_history_import_screen(one) for one in form.at("screens").each()),
        circumstances={key: value.text() for key, value in form.at("circumstances").items()},
        circumstances_answered_at=None if told.value is None else told.moment(),
        readmitted_muscles={key: value.moment() for key, value in form.at("taken_back").items()},
    )


def _once(listed: Values, identifiers: list[str]) -> None:
    seen: set[str] = set()
    for number, identifier in enumerate(identifiers):
        if identifier in seen:
            raise listed.wrong(f"has the entry {identifier} twice (the second is number {number + 1})")
        seen.add(identifier)


def _history_import_session(form: Values, plans: dict[str, dict[str, Any]]) -> SessionRecord:
    form.only(*_SESSION)
    key = form.at("plan").text()
    if key not in plans:
        raise form.at("plan").wrong("names a plan that is not in the file")
    read: dict[str, Any] = {name: reading(form.at(name)) for name, reading in _SESSION.items() if name != "plan"}
    return SessionRecord(plan=plans[key], **read)


def _score(form: Values) -> PainScore:
    form.only(*PainScore._fields)
    return PainScore(
        form.at("area").key(), form.at("side").one_of("left", "right", "both", ""), form.at("score").pain()
    )


def _history_import_scores(form: Values) -> tuple[PainScore, ...]:
    return tuple(_score(one) for one in form.each())


def _history_import_step(form: Values) -> StepRecord:
    try:
        return _known_step(**form.mapping())
    except (TypeError, WrongJsonValueError):
        return _checked_step(form)  # which tells the place


# In a long history most steps went as they did before: each of those is checked once, and kept in memory once.
@lru_cache(maxsize=4096, typed=True)
def _known_step(**values: Any) -> StepRecord:
    return _checked_step(Values(values))


def _checked_step(form: Values) -> StepRecord:
    form.only(*StepRecord._fields)
    return StepRecord(
        number=form.at("number").whole(least=1),
        kind=form.at("kind").key(),
        title=form.at("title").text(),
        muscle=form.at("muscle").key(empty=True),
        point=form.at("point").text(),
        outcome=StepOutcome(form.at("outcome").one_of(*StepOutcome)),
        seconds=form.at("seconds").whole(),
        planned=form.at("planned").whole(),
        repeats=form.at("repeats").whole(),
        effect=StepEffect(form.at("effect").one_of(*StepEffect)),
    )


def _sign(form: Values) -> ReportedSign:
    form.only(*ReportedSign._fields)
    return ReportedSign(
        complaint=ComplaintKind(form.at("complaint").one_of(*ComplaintKind)),
        step_number=form.at("step_number").whole(),
        muscle=form.at("muscle").key(empty=True),
        side=form.at("side").one_of("left", "right", ""),
        second=form.at("second").whole(),
    )


_SESSION: dict[str, Callable[[Values], Any]] = {
    "number": lambda form: form.whole(least=1),
    "identifier": Values.identifier,
    "routine": Values.text,
    "title": Values.text,
    "region": Values.key,
    "areas": lambda form: tuple(one.key() for one in form.each()),
    "routine_hash": Values.text,
    "plan": Values.text,
    "gentle": Values.flag,
    "started": Values.moment,
    "ended": Values.moment,
    "ending": lambda form: SessionEnding(form.one_of(*SessionEnding)),
    "practised": Values.whole,
    "paused": Values.whole,
    "pauses": Values.whole,
    "added": lambda form: form.whole(least=None),
    "sorer_side": lambda form: form.one_of("left", "right", ""),
    "before": _history_import_scores,
    "after": _history_import_scores,
    "steps": lambda form: tuple(_history_import_step(one) for one in form.each()),
    "signs": lambda form: tuple(_sign(one) for one in form.each()),
    "note": Values.text,
}
"""The fields of a session and how each is read."""


def _history_import_entry(form: Values) -> PainEntry:
    form.only(*PainEntry._fields)
    return PainEntry(
        form.at("identifier").identifier(),
        form.at("when").moment(),
        _history_import_scores(form.at("scores")),
        form.at("note").text(),
    )


def _history_import_screen(form: Values) -> ScreeningRecord:
    form.only(*ScreeningRecord._fields)
    return ScreeningRecord(
        when=form.at("when").moment(),
        kind=ScreeningKind(form.at("kind").one_of(*ScreeningKind)),
        regions=frozenset(one.key() for one in form.at("regions").each()),
        outcome=Outcome(form.at("outcome").one_of(*Outcome)),
    )
