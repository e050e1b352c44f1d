"""How much is done in a step: repetitions, series, rounds, breaths, and seconds, as they are written."""

import re
from typing import NamedTuple

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import (
    LONGEST_BREATHING_S,
    LONGEST_COUNTED_S,
    LONGEST_SERIES_HOLD_S,
    MOST_REPS,
    USUAL_PACE,
    BreathingPattern,
    CountedDose,
    HoldSeries,
    PacePart,
    Rounds,
)
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Region
from backpain_cli.domain.typed_input import parse_duration
from backpain_cli.library.routines import format as table
from backpain_cli.library.yaml.fields import Fields
from backpain_cli.library.yaml.nodes import MappingNode

_RANGE = r"(?a)([0-9]{1,4})\s*(?:s|seconds?)?\s*-\s*([0-9]{1,4})\s*(?:s|seconds?)?"
_PACE_PART = r"(?a)([0-9]{1,4})(?:\s*(?:s|seconds?))?\s+([a-z]+)"
_SERIES = r"(?a)([0-9]{1,4})\s*[x×]\s*([0-9]{1,4})\s*(?:s|seconds?)?"
_BREATHS = r"(?a)([0-9]{1,3})-([0-9]{1,3})(?:-([0-9]{1,3}))?"
_PACE_WORDS = ", ".join(PaceWord)


class NumberRange(NamedTuple):
    """One number, or from one to another."""

    low: int
    high: int
    """0 where one number is written."""


def parse_range(text: str, least: int, most: int) -> NumberRange:
    """Return what `8` or `8-12` means.

    Raises:
        ValueError: it is none, or outside the limits.
    """
    match = re.fullmatch(_RANGE, text)
    low, high = (int(match[1]), int(match[2])) if match else (_whole(text), 0)
    if not least <= low <= most or high > most:
        raise ValueError(f"must be a whole number from {least} to {most}; or a range, such as `8-12`")
    if match and high <= low:
        raise ValueError(f"goes from {low} to {high}; write the lower number first")
    return NumberRange(low, high)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1


def parse_pace(text: str) -> tuple[PacePart, ...]:
    """Return the parts of `3s up, 3s down`.

    Raises:
        ValueError: a part is unknown, too long or too short, or there are too many.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > table.MOST_PACE_PARTS:
        raise ValueError(f"has {len(parts)} parts; a repetition has at most {table.MOST_PACE_PARTS}")
    return tuple(map(_pace_part, parts))


def _pace_part(text: str) -> PacePart:
    least, most = table.PACE_S
    match = re.fullmatch(_PACE_PART, text)
    if match is None:
        raise ValueError("is not a pace; write each part as `3s up`")
    if match[2] not in list(PaceWord):
        raise ValueError(f"has the unknown word `{match[2]}`; it may be {_PACE_WORDS}")
    if not least <= int(match[1]) <= most:
        raise ValueError(f"has a part of {match[1]} s; a part lasts {least} to {most} s")
    return PacePart(PaceWord(match[2]), int(match[1]))


def parse_series(text: str) -> tuple[int, int]:
    """Return how often and how many seconds `10 x 5s` means.

    Raises:
        ValueError: it is no series, or outside the limits.
    """
    least, most = table.SERIES_HOLD_S
    if (match := re.fullmatch(_SERIES, text)) is None:
        raise ValueError("is not a series; write it like `10 x 5s`")
    count, seconds = int(match[1]), int(match[2])
    if not 1 <= count <= table.MOST_HOLDS or not least <= seconds <= most:
        raise ValueError(f"is out of range; hold 1 to {table.MOST_HOLDS} times, {least} to {most} s each")
    return count, seconds


def parse_breaths(text: str) -> BreathingPattern:
    """Return the pattern that `4-6` or `4-7-8` means.

    Raises:
        ValueError: it is none, or a part of it is too long or too short.
    """
    if (match := re.fullmatch(_BREATHS, text)) is None:
        raise ValueError("is not a breath; write its seconds, as `4-6` (in, out) or `4-7-8` (in, hold, out)")
    numbers = [int(number) for number in match.groups() if number is not None]
    pattern = BreathingPattern(numbers[0], numbers[1] if len(numbers) > 2 else 0, numbers[-1])
    limits = (("in", pattern.inhale, table.INHALE_S), ("hold", pattern.hold, table.BREATH_HOLD_S))
    for name, seconds, (least, most) in (*limits, ("out", pattern.exhale, table.EXHALE_S)):
        if not least <= seconds <= most:
            raise ValueError(f"has {seconds} s for `{name}`; it may be {least} to {most} s")
    return pattern


def read_breaths(fields: Fields) -> BreathingPattern | None:
    """Return the pattern of a breathing step; None where it has none that is right."""
    if "pattern" not in fields:
        if not fields.written("breathe")[:1].isdigit():
            return None
        return fields.read("breathe", parse_breaths, None)
    node = fields.node("pattern")
    if not isinstance(node, MappingNode):
        fields.notes.error(node, "`pattern` names its parts", "write it like `{in: 4, hold: 7, out: 8}`")
        return None
    inner = Fields(node, fields.notes, known=("in", "hold", "out"), what="a pattern of breath")
    parts = [inner.text(name, "0" if name == "hold" else None) for name in ("in", "hold", "out")]
    if not all(parts):
        return None
    try:
        return parse_breaths("-".join(part.removesuffix("s") for part in parts))
    except ValueError as error:
        sentence, _, hint = str(error).partition("; ")
        fields.notes.error(node, f"`pattern` {sentence}", hint)
        return None


def with_duration(fields: Fields, step: Step) -> Step:
    """Return `step` as long as `for` says."""
    if fields.written("for").casefold() == table.REST_OF_THE_TIME:
        if not step.traits.may_fill:
            fields.refuse("for", f"is not for a {step.kind}", "a move, a rest or breathing takes the rest of the time")
        return step._replace(fills_rest=True)
    seconds = fields.seconds("for", step.hold)
    if step.breathing is not None:
        _check_breathing(fields, step.breathing, seconds)
        seconds = min(seconds, LONGEST_BREATHING_S)
    return step._replace(hold=seconds, cap=max(seconds, 1))


def _check_breathing(fields: Fields, pattern: BreathingPattern, seconds: int) -> None:
    breath_s = pattern.breath_s
    if seconds > LONGEST_BREATHING_S:
        fields.refuse("for", f"is {seconds} s", f"the longest is {LONGEST_BREATHING_S} s")
    elif (left := seconds % breath_s) * 2 > breath_s:
        complete = [count for count in (seconds - left, seconds - left + breath_s) if count]
        numbers = " or ".join(str(count) for count in complete)
        message = f"{left} s are left after the last complete breath of {breath_s} s"
        fields.notes.warning(fields.node("for"), message, f"write {numbers} s")


def with_dose(fields: Fields, step: Step, *, has_dose: bool = False) -> Step:
    """Return a movement or strength step as much of it as is written.

    Args:
        has_dose: whether `step` has a dose already, so that none must be written.
    """
    given = [name for name in ("reps", "holds", "for") if name in fields]
    if len(given) > 1:
        fields.notes.error(
            fields.node(given[1]), f"`{given[1]}` is written together with `{given[0]}`", "keep the one that is meant"
        )
    if not given and not has_dose:
        hint = "write `for: 30s`, `reps: 8` or `holds: 5 x 5s` below it"
        fields.notes.error(fields.mapping, f"how long, or how often, is this {step.kind}?", hint)
    elif "reps" in given or (not given and step.counted is not None):
        step = _counted(fields, step)
    elif "holds" in given or (not given and step.series is not None):
        step = with_series(fields, step)
    elif given:
        step = with_duration(fields, step._replace(counted=None, series=None, ready=0))
    for name, needs in (("pace", "reps"), ("pause", "holds"), ("round-rest", "rounds")):
        if name in fields and needs not in fields and not has_dose:
            fields.notes.error(fields.node(name), f"`{name}` is written without `{needs}`", f"add `{needs}:`")
    return _with_rounds(fields, step)


def _counted(fields: Fields, step: Step) -> Step:
    usual = step.counted or CountedDose(1, USUAL_PACE)
    reps = fields.read("reps", lambda text: parse_range(text, 1, MOST_REPS), NumberRange(usual.reps, 0))
    dose = CountedDose(reps.low, fields.read("pace", parse_pace, usual.pace), reps.high)
    ready = step.ready if step.counted is not None else table.COUNTED_READY_S
    step = step._replace(counted=dose, series=None, ready=ready)
    work_s = dose.reps * step.rep_s
    return step._replace(hold=work_s, cap=work_s)


def with_series(fields: Fields, step: Step) -> Step:
    """Return `step` as the series that `holds` and `pause` say."""
    usual = step.series or HoldSeries(1, table.USUAL_READY_S, table.PAUSE_USUAL_S)
    if step.alternates:
        fields.refuse("sides", "is for counted work", "write `reps`, or `sides: both`")
    count, seconds = fields.read("holds", parse_series, (usual.times, usual.seconds))
    if step.is_hold and seconds > step.cap:
        fields.refuse("holds", f"has holds of {seconds} s, too long for {step.title}", _longest(step))
    series = HoldSeries(count, seconds, fields.read("pause", parse_pause, usual.pause))
    ready = step.ready if step.series is not None or step.is_hold else table.COUNTED_READY_S
    return step._replace(
        series=series, counted=None, ready=ready, hold=seconds, cap=max(seconds, min(step.cap, LONGEST_SERIES_HOLD_S))
    )


def _with_rounds(fields: Fields, step: Step) -> Step:
    count = fields.whole_number("rounds", step.rounds.times, least=1, most=table.MOST_ROUNDS)
    rest = fields.read("round-rest", parse_round_rest, table.ROUND_REST_USUAL_S)
    return step._replace(rounds=Rounds(count, rest) if count > 1 else Rounds())


def parse_round_rest(text: str) -> int:
    """Return the seconds between two rounds.

    Raises:
        ValueError: it is no length of time, or outside the limits.
    """
    return _seconds_within(text, table.ROUND_REST_S, "rounds")


def parse_pause(text: str) -> int:
    """Return the seconds between two holds; raises as `parse_round_rest` does."""
    return _seconds_within(text, table.PAUSE_S, "holds")


def _seconds_within(text: str, limits: tuple[int, int], what: str) -> int:
    least, most = limits
    if not least <= (seconds := parse_duration(text)) <= most:
        raise ValueError(f"is {seconds} s; between two {what} are {least} to {most} s")
    return seconds


def with_cap(fields: Fields, step: Step) -> Step:
    """Return counted work with the most repetitions that a key may add; a step that is too long is noted."""
    if step.counted is None:
        return step
    if step.seconds > LONGEST_COUNTED_S:
        message = f"this counted step lasts {step.seconds} s, and {LONGEST_COUNTED_S} s are the most"
        fields.notes.error(fields.node("reps"), message, "take repetitions or rounds away, or make two steps of it")
        return step
    turns = step.turns * step.rounds.times
    more = min((LONGEST_COUNTED_S - step.seconds) // (turns * step.rep_s), MOST_REPS - step.counted.reps)
    return step._replace(cap=step.hold + max(0, more) * step.rep_s)


def _longest(step: Step) -> str:
    is_shorter = step.stretch is not None and step.cap < step.longest_hold_s
    is_neck = step.muscle is not None and Region.CERVICAL in step.muscle.regions
    return f"the limit is {step.cap} s{' (the neck)' if is_shorter and is_neck else ''}"


def with_hold_range(fields: Fields, step: Step, default: int) -> Step:
    """Return a press or stretch that is held as long as `hold` says; a hold over its cap is noted."""
    written = fields.written("hold")
    if match := re.fullmatch(_RANGE, written):
        low, high = int(match[1]), int(match[2])
        if high <= low:
            fields.refuse("hold", f"goes from {low} to {high}", "write the lower number first")
            high = 0
    else:
        low, high = fields.seconds("hold", default), 0
    if max(low, high) > step.cap:
        fields.notes.error(
            fields.node("hold"),
            f"a hold of {max(low, high)} s is too long for {step.title}",
            _longest(step),
        )
        low, high = min(low, step.cap), 0
    return step._replace(hold=max(1, low), most_hold=high)
