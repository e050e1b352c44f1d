"""The one table of the routine format: every field, its values, since which format, and what it says.

The reader knows its fields by this table; the page of the documentation and the schema for editors are made from it.
"""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from backpain_cli.domain.anatomy.moves import PaceWord
from backpain_cli.domain.routine.doses import (
    LONGEST_BREATHING_S,
    LONGEST_SERIES_HOLD_S,
    MOST_REPS,
)
from backpain_cli.domain.routine.guidance import HIGHEST_LEVEL, NumberAsked, Occasion
from backpain_cli.domain.routine.steps import StepKind, StepSides
from backpain_cli.domain.terms import BASIC_PLACES, Place, Region

OLDEST_FORMAT, NEWEST_FORMAT = 1, 2
FORMAT_NUMBERS = tuple(range(OLDEST_FORMAT, NEWEST_FORMAT + 1))
REST_OF_THE_TIME = "rest of the time"
OWN_LEVEL = "mine"
LEVEL_NUMBERS = (1, 2, 3)
LONGEST_STEP_NOTE = 200
LONGEST_MINUTES = 60
MOST_REPEATS = 20
MOST_ROUNDS = 5
ROUND_REST_S = (5, 120)
PAUSE_S = (1, 60)
PACE_S = (1, 15)
MOST_PACE_PARTS = 4
MOST_HOLDS = 15
SERIES_HOLD_S = (2, LONGEST_SERIES_HOLD_S)
INHALE_S, BREATH_HOLD_S, EXHALE_S = (2, 6), (0, 7), (3, 10)
FILLED_S = (5, 180)
"""Seconds that the rest of the time may be."""
MAIN_AREAS = {
    Region.CERVICAL: "neck",
    Region.THORACIC: "mid-back",
    Region.LUMBAR: "lower-back",
    Region.SACRAL: "buttock",
}
"""Where it hurts in a routine of that region that doesn't say it, from format 2 on."""
PLACE_ALIASES = {"chair": Place.SITTING, "mat": Place.FLOOR}
USUAL_READY_S, COUNTED_READY_S, CHANGE_S, ROUND_REST_USUAL_S, PAUSE_USUAL_S = 5, 10, 5, 30, 3


class ValueKind(StrEnum):
    """What is written behind the colon."""

    TEXT = "a text"
    TEXTS = "a text, or a list of texts"
    DURATION = "a length of time"
    DURATION_OR_REST = "a length of time, or `rest of the time`"
    DURATION_RANGE = "a length of time, or a range such as `20-30s`"
    NUMBER = "a whole number"
    MINUTES = "minutes, such as `15`, `7.5` or `7:30`"
    REPS = "a whole number, or a range such as `8-12`"
    PACE = "one to four parts, such as `3s up, 3s down`"
    SERIES = "a series, such as `10 x 5s`"
    BREATHS = "seconds of a breath, such as `4-6` or `4-7-8`"
    BREATH_PARTS = "the parts of a breath, such as `{in: 4, hold: 7, out: 8}`"
    PRESSURE = "a number from 1 to 10, or a range such as `2-4`"
    LEVEL = "`1`, `2`, `3` or `mine`"
    WORD = "one of some words"
    YES_NO = "`true` or `false`"
    ADDRESS = "an address that begins with `https://`"
    MUSCLES = "a muscle, or a list of muscles"
    STEPS = "a list of steps"
    CAUTIONS = "a list of texts, each alone or with `concerns`"
    DEFAULTS = "`ready`, `find` and `change`, each with a length of time"


class FieldSpec(NamedTuple):
    """A field of a routine file."""

    name: str
    value: ValueKind
    says: str
    """What it does, in one plain sentence."""
    since: int = OLDEST_FORMAT
    """The first format that has it."""
    kinds: tuple[StepKind, ...] = ()
    """The kinds of step that have it; empty for a field that belongs to no step."""
    least: int = 0
    most: int = 0
    """The limits of a number, or of the seconds; both 0: there are none."""
    words: tuple[str, ...] = ()
    needed: bool = False


_K = StepKind
_ALL = tuple(StepKind)
_TIMED = (_K.CHECK, _K.MOVE, _K.REST)
_HELD = (_K.PRESS, _K.STRETCH)
_MOVED = (_K.MOVE, _K.STRENGTHEN)
_V = ValueKind

ROUTINE_FIELDS = (
    FieldSpec("backpain", _V.NUMBER, "The number of the format.", least=1, most=NEWEST_FORMAT, needed=True),
    FieldSpec("title", _V.TEXT, "What the routine is called.", needed=True),
    FieldSpec("region", _V.WORD, "The part of the spine.", words=tuple(Region), needed=True),
    FieldSpec("areas", _V.TEXTS, "Where it hurts (`backpain areas`); format 1 needs it."),
    FieldSpec(
        "minutes", _V.MINUTES, "How long it lasts; the steps must add up to it.", most=LONGEST_MINUTES, needed=True
    ),
    FieldSpec("why", _V.TEXT, "Why the order is as it is."),
    FieldSpec("cautions", _V.CAUTIONS, "What must be known before it is begun."),
    FieldSpec("occasion", _V.WORD, "What it is taken for; lists group by it.", 2, words=tuple(Occasion)),
    FieldSpec("level", _V.NUMBER, "How hard it is; lists group by it.", 2, least=1, most=HIGHEST_LEVEL),
    FieldSpec("suits", _V.TEXT, "For whom it is.", 2),
    FieldSpec("not-for", _V.CAUTIONS, "For whom it is not.", 2),
    FieldSpec("rule", _V.TEXT, "A rule that is shown from its beginning to its end.", 2),
    FieldSpec("reviewed", _V.YES_NO, "With `false` it says that no clinician has reviewed it.", 2),
    FieldSpec("number", _V.WORD, "When the pain is asked for as a number.", 2, words=tuple(NumberAsked)),
    FieldSpec("defaults", _V.DEFAULTS, "Seconds for all presses and stretches that give none."),
    FieldSpec("steps", _V.STEPS, "What is done, in order.", needed=True),
)
DEFAULTS_FIELDS = (
    FieldSpec("ready", _V.DURATION, "Seconds to get ready."),
    FieldSpec("find", _V.DURATION, "Seconds to find the place on each side."),
    FieldSpec("change", _V.DURATION, "Seconds to change sides."),
)
CAUTION_FIELDS = (
    FieldSpec("text", _V.TEXT, "The caution.", needed=True),
    FieldSpec("concerns", _V.TEXTS, "For whom it is: keys of circumstances."),
)
REPEAT_FIELDS = (
    FieldSpec("repeat", _V.NUMBER, "How often the steps come.", least=2, most=MOST_REPEATS, needed=True),
    FieldSpec("round-rest", _V.DURATION, "Rest between two rounds.", 2, least=ROUND_REST_S[0], most=ROUND_REST_S[1]),
    FieldSpec("steps", _V.STEPS, "What is repeated.", needed=True),
)
_MAIN_FIELDS = (
    FieldSpec("check", _V.TEXT, "A movement that is looked at before and after.", kinds=(_K.CHECK,), needed=True),
    FieldSpec("move", _V.TEXT, "An easy movement: a name of ours, or your words.", kinds=(_K.MOVE,), needed=True),
    FieldSpec("press", _V.TEXT, "A muscle, or one of its points as `rhomboids/2`.", kinds=(_K.PRESS,), needed=True),
    FieldSpec("stretch", _V.TEXT, "A stretch: a name of ours, or your words.", kinds=(_K.STRETCH,), needed=True),
    FieldSpec("strengthen", _V.TEXT, "Strength: a name of ours, or your words.", 2, (_K.STRENGTHEN,), needed=True),
    FieldSpec("breathe", _V.BREATHS, "Seconds of a breath, or your words.", 2, (_K.BREATHE,), needed=True),
    FieldSpec("rest", _V.TEXT, "A rest, or a change of place.", kinds=(_K.REST,), needed=True),
)
_TIMES = (
    FieldSpec("for", _V.DURATION_OR_REST, "How long it lasts.", kinds=_TIMED),
    FieldSpec(
        "for", _V.DURATION_OR_REST, "How long it lasts.", 2, (_K.STRENGTHEN, _K.BREATHE), most=LONGEST_BREATHING_S
    ),
    FieldSpec("reps", _V.REPS, "How often, on each side.", 2, _MOVED, 1, MOST_REPS),
    FieldSpec("pace", _V.PACE, "How fast: the parts of one repetition.", 2, _MOVED, *PACE_S, words=tuple(PaceWord)),
    FieldSpec("holds", _V.SERIES, "How often and how long it is held.", 2, (*_MOVED, _K.STRETCH), *SERIES_HOLD_S),
    FieldSpec("pause", _V.DURATION, "Seconds between two holds of a series.", 2, (*_MOVED, _K.STRETCH), *PAUSE_S),
    FieldSpec("rounds", _V.NUMBER, "How often all of it is done.", 2, _MOVED, 1, MOST_ROUNDS),
    FieldSpec("round-rest", _V.DURATION, "Rest between two rounds.", 2, _MOVED, *ROUND_REST_S),
    FieldSpec("pattern", _V.BREATH_PARTS, "The parts of a breath, each with its name.", 2, (_K.BREATHE,)),
    FieldSpec("hold", _V.DURATION_RANGE, "How long it is held on each side.", kinds=_HELD),
    FieldSpec("sides", _V.WORD, "On which sides, and in which order.", kinds=_HELD, words=tuple(StepSides)),
    FieldSpec("sides", _V.WORD, "On which sides, and in which order.", 2, _MOVED, words=tuple(StepSides)),
    FieldSpec("ready", _V.DURATION, "Seconds to get ready.", kinds=_HELD),
    FieldSpec("ready", _V.DURATION, "Seconds to get ready.", 2, (*_MOVED, _K.BREATHE)),
    FieldSpec("find", _V.DURATION, "Seconds to find the place on each side.", kinds=(_K.PRESS,)),
    FieldSpec("change", _V.DURATION, "Seconds to change sides.", kinds=_HELD),
    FieldSpec("change", _V.DURATION, "Seconds to change sides.", 2, _MOVED),
    FieldSpec("pressure", _V.PRESSURE, "How hard, of 10; never more than the point may have.", kinds=(_K.PRESS,)),
    FieldSpec("level", _V.LEVEL, "Which form of the exercise; it never changes the seconds.", 2, _MOVED),
    FieldSpec("optional", _V.YES_NO, "Whether it may be left out, before the session or in it.", 2, _ALL),
)
_TEXTS = (
    FieldSpec("do", _V.TEXT, "What to do, in your words.", kinds=_HELD),
    FieldSpec("do", _V.TEXT, "What to do, in your words.", 2, tuple(kind for kind in _ALL if kind not in _HELD)),
    FieldSpec("where", _V.TEXT, "Where the point is.", kinds=(_K.PRESS,)),
    FieldSpec("muscle", _V.TEXT, "The muscle that is stretched.", kinds=(_K.STRETCH,)),
    FieldSpec("muscles", _V.MUSCLES, "The muscles that your own step works at.", 2, (*_MOVED, _K.STRETCH)),
    FieldSpec("title", _V.TEXT, "What the step is called; else the first words of its text.", kinds=_ALL),
    FieldSpec("place", _V.WORD, "Where it is done; else where the step before it was.", kinds=_ALL, words=BASIC_PLACES),
    FieldSpec("how", _V.TEXT, "The posture, or more of what to do.", kinds=_ALL),
    FieldSpec("tool", _V.TEXT, "What is needed.", kinds=_ALL),
    FieldSpec("instead", _V.TEXTS, "What may take the place of the tool.", kinds=_ALL),
    FieldSpec("feel", _V.TEXT, "What should be felt.", kinds=_ALL),
    FieldSpec("avoid", _V.TEXT, "What to keep clear of.", kinds=_ALL),
    FieldSpec("cautions", _V.CAUTIONS, "What else to avoid, for some people only.", 2, _ALL),
    FieldSpec("stop", _V.TEXT, "When to stop.", kinds=_ALL),
    FieldSpec("neutral", _V.TEXT, "What to do instead if it hurts.", kinds=_ALL),
    FieldSpec("sources", _V.TEXTS, "Keys of our sources.", kinds=_ALL),
    FieldSpec("note", _V.TEXT, "A remark, shown and printed, never spoken.", 2, _ALL, most=LONGEST_STEP_NOTE),
    FieldSpec("link", _V.ADDRESS, "An address, shown and printed, never opened.", 2, _ALL, most=LONGEST_STEP_NOTE),
)
PLAIN_TIME = FieldSpec("for", _V.DURATION, "How long it lasts.")
"""Of a step that never takes the rest of the time."""
REST_TIME = FieldSpec("for", _V.DURATION_OR_REST, "How long it lasts.")
STEP_FIELDS = (*_MAIN_FIELDS, *_TIMES, *_TEXTS)


def kinds_since(version: int) -> tuple[StepKind, ...]:
    """Return the kinds of step of that format."""
    return tuple(kind for kind in StepKind for field in _MAIN_FIELDS if field.name == kind and field.since <= version)


def places_since(version: int) -> tuple[Place, ...]:
    """Return the places of that format."""
    return BASIC_PLACES if version == OLDEST_FORMAT else tuple(Place)


def sides_since(version: int) -> tuple[StepSides, ...]:
    """Return the words for sides of that format."""
    return tuple(one for one in StepSides if version > OLDEST_FORMAT or one is not StepSides.ALTERNATE)


@cache
def known_names(fields: tuple[FieldSpec, ...], version: int, kind: StepKind | None = None) -> tuple[str, ...]:
    """Return the names of those of `fields` that there are in that format.

    Args:
        kind: of step, whose fields alone are meant; None for fields that belong to no step.
    """
    return tuple(one.name for one in fields if one.since <= version and (kind is None or kind in one.kinds))


@cache
def later_names(fields: tuple[FieldSpec, ...], version: int, kind: StepKind | None = None) -> dict[str, int]:
    """Return the names that are new in a later format than that, each with the format."""
    known = known_names(fields, version, kind)
    return {one.name: one.since for one in fields if one.name not in known and (kind is None or kind in one.kinds)}
