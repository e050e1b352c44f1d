"""Reading what `backpain export` wrote. Every value is checked before anything is taken over."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from backpain_cli.domain.errors import BackpainError, ExitCode, InvalidFileError, Problem
from backpain_cli.domain.record import (
    Complaint,
    Effect,
    Ending,
    PainEntry,
    PainScore,
    ReportedSign,
    SessionRecord,
    StepOutcome,
    StepRecord,
)
from backpain_cli.domain.remembered import Everything
from backpain_cli.domain.screen_record import Outcome, ScreenKind, ScreenRecord
from backpain_cli.domain.text import shown
from backpain_cli.export.history_forms import KIND, VERSION
from backpain_cli.export.json_values import Values, WrongValueError

_CONSTANTS = "NaN and Infinity are no JSON"
_OTHER = "is no file that `backpain export` wrote"
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


def everything_from_json(text: str, source: str) -> Everything:
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
        message = f"is no whole JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _invalid(source, message, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _invalid(source, "is nested too deep") from None
    except WrongValueError as error:
        raise _invalid(source, str(error)) from None
    except ValueError:
        raise _invalid(source, "has a number with too many digits") from None
    if not isinstance(form, dict) or "kind" not in form:
        raise _invalid(source, _OTHER)
    try:
        return _everything(Values(form), source)
    except WrongValueError as error:
        raise _invalid(source, str(error)) from None


def _invalid(source: str, message: str, *, line: int = 0, column: int = 0) -> InvalidFileError:
    problem = Problem(source=source, line=line, column=column, message=message, hint="nothing was imported")
    return InvalidFileError([problem])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongValueError(f"has `{shown(twice, most=60)}` twice in one object")
    return found


def _constant(_: str) -> float:
    raise WrongValueError(_CONSTANTS)


def _everything(form: Values, source: str) -> Everything:
    version = form.at("version").whole()
    if version > VERSION:
        raise BackpainError(
            f"{shown(source)} was written by a newer version of backpain. Nothing was imported.",
            hint="Install the newer version, and import it there.",
            exit_code=ExitCode.DATA,
        )
    form.at("version").one_of_numbers(VERSION)
    form.at("kind").equal(KIND)
    form.only(*_PARTS)
    plans = {key: value.mapping() for key, value in form.at("plans").items()}
    sessions = tuple(_session(one, plans) for one in form.at("sessions").each())
    pain = tuple(_entry(one) for one in form.at("pain").each())
    _once(form.at("sessions"), [one.identifier for one in sessions])
    _once(form.at("pain"), [one.identifier for one in pain])
    told = form.at("circumstances_told")
    return Everything(
        sessions=sessions,
        pain_entries=pain,
        screens=tuple(_screen(one) for one in form.at("screens").each()),
        circumstances={key: value.text() for key, value in form.at("circumstances").items()},
        circumstances_told=None if told.value is None else told.moment(),
        taken_back={key: value.moment() for key, value in form.at("taken_back").items()},
    )


def _once(listed: Values, identifiers: list[str]) -> None:
    seen: set[str] = set()
    for number, identifier in enumerate(identifiers):
        if identifier in seen:
            raise listed.wrong(f"has the entry {identifier} twice (the second is number {number + 1})")
        seen.add(identifier)


def _session(form: Values, plans: dict[str, dict[str, Any]]) -> SessionRecord:
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


def _scores(form: Values) -> tuple[PainScore, ...]:
    return tuple(_score(one) for one in form.each())


def _step(form: Values) -> StepRecord:
    try:
        return _known_step(**form.mapping())
    except (TypeError, WrongValueError):
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
        effect=Effect(form.at("effect").one_of(*Effect)),
    )


def _sign(form: Values) -> ReportedSign:
    form.only(*ReportedSign._fields)
    return ReportedSign(
        complaint=Complaint(form.at("complaint").one_of(*Complaint)),
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
    "ending": lambda form: Ending(form.one_of(*Ending)),
    "practised": Values.whole,
    "paused": Values.whole,
    "pauses": Values.whole,
    "added": lambda form: form.whole(least=None),
    "sorer_side": lambda form: form.one_of("left", "right", ""),
    "before": _scores,
    "after": _scores,
    "steps": lambda form: tuple(_step(one) for one in form.each()),
    "signs": lambda form: tuple(_sign(one) for one in form.each()),
    "note": Values.text,
}
"""The fields of a session and how each is read."""


def _entry(form: Values) -> PainEntry:
    form.only(*PainEntry._fields)
    return PainEntry(
        form.at("identifier").identifier(),
        form.at("when").moment(),
        _scores(form.at("scores")),
        form.at("note").text(),
    )


def _screen(form: Values) -> ScreenRecord:
    form.only(*ScreenRecord._fields)
    return ScreenRecord(
        when=form.at("when").moment(),
        kind=ScreenKind(form.at("kind").one_of(*ScreenKind)),
        regions=frozenset(one.key() for one in form.at("regions").each()),
        outcome=Outcome(form.at("outcome").one_of(*Outcome)),
    )
