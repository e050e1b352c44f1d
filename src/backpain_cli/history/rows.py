"""What is remembered as rows of the tables, and back.

A row that was changed by hand may hold anything. Text is taken as it is, since views escape it; what is no number, no
time or no known word is told as damage, with the place.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

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
    check_moment,
)
from backpain_cli.domain.screen_record import Outcome, ScreenKind, ScreenRecord

Row = Sequence[Any]
Word = TypeVar("Word", bound=StrEnum)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class WrongValueError(ValueError):
    """A value that was never written by us."""


def moment_at(moment: datetime) -> int:
    """Return microseconds since 1970 in UTC, to sort and to find by."""
    return (moment - _EPOCH) // _MICROSECOND


def canonical(plain: Any) -> str:
    """Return plain values as the one JSON text that equal values have."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal digits."""
    import hashlib  # it loads OpenSSL, and many questions read no plan

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def session_row(record: SessionRecord) -> tuple[Any, ...]:
    """Return the light columns but the number: what lists and counts need."""
    return (
        record.identifier,
        record.routine,
        record.title,
        record.region,
        _words(record.areas),
        record.started.isoformat(),
        moment_at(record.started),
        record.ended.isoformat(),
        str(record.ending),
        record.practised,
    )


def details_of(record: SessionRecord) -> str:
    """Return the rest of a session as JSON, but for scores, signs and the plan, which have tables of their own."""
    return canonical(
        {
            "routine_hash": record.routine_hash,
            "gentle": record.gentle,
            "paused": record.paused,
            "pauses": record.pauses,
            "added": record.added,
            "sorer_side": record.sorer_side,
            "note": record.note,
            "steps": [list(step) for step in record.steps],
        }
    )


def session_of(
    row: Row,
    *,
    details: str,
    plan: Mapping[str, Any],
    scores: Iterable[tuple[str, PainScore]],
    signs: Iterable[ReportedSign],
) -> SessionRecord:
    """Return the session of these columns (number, then those of `session_row`) with its scores and signs.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    number, identifier, routine, title, region, areas, started, _, ended, ending, practised = row
    more = mapping(parsed(details, "details"), "details")
    listed = list(scores)
    return SessionRecord(
        number=whole(number, "number"),
        identifier=text(identifier),
        routine=text(routine),
        title=text(title),
        region=text(region),
        areas=tuple(text(areas).split()),
        routine_hash=text(more.get("routine_hash")),
        plan=plan,
        gentle=more.get("gentle") is True,
        started=moment(started, "start"),
        ended=moment(ended, "end"),
        ending=word(Ending, ending, "ending"),
        practised=whole(practised, "practised seconds"),
        paused=whole(more.get("paused"), "paused seconds"),
        pauses=whole(more.get("pauses"), "number of pauses"),
        added=whole(more.get("added"), "added seconds"),
        sorer_side=text(more.get("sorer_side")),
        before=tuple(score for when, score in listed if when == "before"),
        after=tuple(score for when, score in listed if when == "after"),
        steps=_steps_of(more.get("steps")),
        signs=tuple(signs),
        note=text(more.get("note")),
    )


def _steps_of(plain: Any) -> tuple[StepRecord, ...]:
    try:
        return tuple([_known_step(*values) for values in items(plain, "steps")])
    except TypeError:
        raise WrongValueError("step with too many values, too few, or values inside values") from None


# In a long history most steps went as they did before: each of those is made once, and kept in memory once.
@lru_cache(maxsize=4096, typed=True)
def _known_step(
    number: Any,
    kind: Any,
    title: Any,
    muscle: Any,
    point: Any,
    outcome: Any,
    seconds: Any,
    planned: Any,
    repeats: Any,
    effect: Any,
) -> StepRecord:
    return StepRecord(
        number=whole(number, "number of a step"),
        kind=text(kind),
        title=text(title),
        muscle=text(muscle),
        point=text(point),
        outcome=word(StepOutcome, outcome, "outcome of a step"),
        seconds=whole(seconds, "seconds of a step"),
        planned=whole(planned, "planned seconds of a step"),
        repeats=whole(repeats, "repeats of a step"),
        effect=word(Effect, effect, "effect of a step"),
    )


def score_of(row: Row) -> PainScore:
    """Return the score of area, side and score.

    Raises:
        WrongValueError: it is no score.
    """
    area, side, score = row
    value = whole(score, "pain score")
    if not 0 <= value <= 10:
        raise WrongValueError(f"pain score of {value}")
    return PainScore(area=text(area), side=text(side), score=value)


def sign_of(row: Row) -> ReportedSign:
    """Return the sign of complaint, step number, muscle, side and second.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    complaint, step_number, muscle, side, second = row
    return ReportedSign(
        complaint=word(Complaint, complaint, "complaint"),
        step_number=whole(step_number, "step of a sign"),
        muscle=text(muscle),
        side=text(side),
        second=whole(second, "second of a sign"),
    )


def pain_entry_of(row: Row, scores: Iterable[PainScore]) -> PainEntry:
    """Return the entry of identifier, time and note, with its scores.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    identifier, noted, note = row
    return PainEntry(
        identifier=text(identifier), when=moment(noted, "time of a pain score"), scores=tuple(scores), note=text(note)
    )


def screen_row(record: ScreenRecord) -> tuple[Any, ...]:
    """Return all columns of a screen but the number."""
    return (
        record.when.isoformat(),
        moment_at(record.when),
        str(record.kind),
        _words(sorted(str(region) for region in record.regions)),
        str(record.outcome),
    )


def screen_of(row: Row) -> ScreenRecord:
    """Return the screen of time, kind, regions and outcome.

    Raises:
        WrongValueError: something in it was never written by us.
    """
    answered, kind, regions, outcome = row
    return ScreenRecord(
        when=moment(answered, "time of a screen"),
        kind=word(ScreenKind, kind, "kind of a screen"),
        regions=frozenset(text(regions).split()),
        outcome=word(Outcome, outcome, "outcome of a screen"),
    )


def _words(keys: Iterable[str]) -> str:
    """Return keys, which have no spaces, with a space around each, so that one is found by ` key `."""
    return "".join(f" {key}" for key in keys) + " "


def text(value: Any) -> str:
    """Return a value as text, whatever it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return "" if value is None else str(value)


def whole(value: Any, what: str) -> int:
    """Return a whole number, or raise WrongValueError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError(f"{what} that is no whole number: {value!r:.80}")
    return value


def moment(value: Any, what: str) -> datetime:
    """Return an aware time, or raise WrongValueError."""
    try:
        return check_moment(datetime.fromisoformat(text(value)))
    except ValueError:
        raise WrongValueError(f"{what} that is no time: {value!r:.80}") from None


def word(kind: type[Word], value: Any, what: str) -> Word:
    """Return one of a closed set of words, or raise WrongValueError."""
    try:
        return kind(text(value))
    except ValueError:
        raise WrongValueError(f"{what} that nobody knows: {value!r:.80}") from None


def parsed(value: Any, what: str) -> Any:
    """Return what a JSON text says, or raise WrongValueError."""
    try:
        return json.loads(text(value))
    except (ValueError, RecursionError):
        raise WrongValueError(f"{what} that are no JSON") from None


def mapping(value: Any, what: str) -> dict[str, Any]:
    """Return a dictionary, or raise WrongValueError."""
    if not isinstance(value, dict):
        raise WrongValueError(f"{what} that are not named values")
    return value


def items(value: Any, what: str) -> list[Any]:
    """Return a list, or raise WrongValueError."""
    if not isinstance(value, list):
        raise WrongValueError(f"{what} that is no list")
    return value
