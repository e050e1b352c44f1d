"""The vocabulary of moves: strengthening, easy movement, checks and changes of place.

What a move works is published or judged, never a promise. All levels of a move share its dose, so that a level changes
words and picture and never a number of seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from backpain_cli.domain.terms import Place

MOST_WORDS = 25
"""Of `how`: ten seconds at 2.5 words a second."""
LEVELS_OF_STRENGTH = 3


class MoveGroup(StrEnum):
    """What a move is for."""

    STRENGTHEN = "strengthen"
    MOVE = "move"
    CHECK = "check"
    CHANGE = "change"
    """From one place to another."""


class PaceWord(StrEnum):
    """A phase of a repetition, in the word that is said when it begins."""

    UP = "up"
    HOLD = "hold"
    DOWN = "down"
    OUT = "out"
    IN = "in"
    LEFT = "left"
    RIGHT = "right"
    FORWARD = "forward"
    BACK = "back"
    AND = "and"


class MoveSides(StrEnum):
    """How a move goes through the sides of the body."""

    NONE = "none"
    EACH = "each"
    """All of it on one side, then on the other."""
    ALTERNATE = "alternate"
    """From side to side with each repetition."""
    SORER_ONLY = "sorer only"


class DoseUnit(StrEnum):
    """What a dose counts."""

    REPETITIONS = "repetitions"
    HOLDS = "holds"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDose:
    """How much of a move is done, from the first time to the most; on each side, where it has sides."""

    unit: DoseUnit
    times: tuple[int, int] = (1, 1)
    """Repetitions or holds."""
    seconds: tuple[int, int] = (0, 0)
    """Of one hold, or of all where time is counted; repetitions have a pace."""
    pace: Mapping[PaceWord, int] = field(default_factory=dict)
    """Seconds of each phase of one repetition, in their order; empty where nothing is repeated."""

    def __post_init__(self) -> None:
        """Refuse a dose that cannot be counted, or that is more than anybody should begin with."""
        least, most = self.times
        shortest, longest = self.seconds
        if not 1 <= least <= most <= 30 or shortest > longest:
            raise ValueError("a dose goes up from at least 1 to at most 30 times, and from its shortest to its longest")
        if (self.unit is DoseUnit.REPETITIONS) is not bool(self.pace) or bool(self.pace) is bool(longest):
            raise ValueError("repetitions have a pace and no seconds, holds and time have seconds and no pace")
        if len(self.pace) > 4 or not all(1 <= phase <= 15 for phase in self.pace.values()):
            raise ValueError("a pace has up to four phases of 1 to 15 s")
        if self.unit is DoseUnit.HOLDS and not (shortest >= 2 and longest <= 60 and most <= 15):
            raise ValueError("holds are up to 15, of 2 to 60 s")
        if self.unit is DoseUnit.TIME and not (shortest >= 5 and longest <= 300 and most == 1):
            raise ValueError("time is 5 to 300 s, once")

    @property
    def each_s(self) -> int:
        """Seconds of one repetition, of the first hold, or of all where time is counted."""
        return sum(self.pace.values()) or self.seconds[0]


class MoveLevel(NamedTuple):
    """One of the forms of a strengthening move, the easiest first."""

    text: str
    """What differs, in a few words: `heels further away`."""
    place: Place
    picture: str = ""
    """Key of a posture; empty where words alone describe it."""


class MoveAction(StrEnum):
    """What becomes of a move for a person with some circumstance, from what changes most."""

    REFUSE = "refuse"
    """It is left out."""
    DROP = "drop"
    """Movement of use instead."""
    SEATED = "seated"
    """A form of it on a chair."""
    NEUTRAL = "neutral"
    """Its neutral choice instead."""
    LEVEL = "level"
    """Never above a level."""
    GENTLER = "gentler"
    """Level 1 with half of the repetitions or holds; the time left is rest."""
    REMIND = "remind"
    """A sentence more."""


class MoveRule(NamedTuple):
    """What becomes of a move for a person with some circumstance."""

    of: str
    """Key of the circumstance."""
    action: MoveAction
    highest: int = 0
    """The highest level, where that is what it limits."""
    say: str = ""
    """A sentence on what to mind, or on what is done on a chair."""
    instead: str = ""
    """Key of the move or stretch that is its form on a chair, where there is one."""
    unless_agreed: bool = False
    """Whether it does not apply where a clinician has agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move: its words, its levels and dose, and for whom it is changed."""

    key: str
    group: MoveGroup
    name: str
    aliases: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()
    """Keys of the muscles that it works or moves."""
    works: str = ""
    """What it works or moves besides, or as a whole, in plain words."""
    areas: tuple[str, ...] = ()
    """Keys of the pain areas for which it is listed, besides those in which its muscles lie."""
    picture: str
    """Key of a posture; empty where words alone describe it."""
    place: Place
    also: tuple[Place, ...] = ()
    """Other places in which the same words hold."""
    how: str
    """What to do; its first sentence, which begins with a verb, is spoken and shown large."""
    feel: str = ""
    avoid: str = ""
    stop: str = ""
    neutral: str = ""
    """What to do instead if it hurts."""
    sides: tuple[MoveSides, ...] = (MoveSides.NONE,)
    """How it may go through the sides, the usual way first."""
    levels: tuple[MoveLevel, ...] = ()
    """Three where it strengthens, else none."""
    dose: MoveDose | None = None
    """None for a check and a change of place."""
    circumstances: tuple[MoveRule, ...] = ()
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what could not be read, done or adapted."""
        if not self.sources or not self.sides:
            raise ValueError(f"move {self.key}: it needs a source, and says how it goes through the sides")
        if not self.how.endswith(".") or len(self.how.split()) > MOST_WORDS:
            raise ValueError(f"move {self.key}: `how` is sentences of at most {MOST_WORDS} words in all")
        is_strength = self.group is MoveGroup.STRENGTHEN
        if len(self.levels) != (LEVELS_OF_STRENGTH if is_strength else 0):
            raise ValueError(f"move {self.key}: what strengthens has {LEVELS_OF_STRENGTH} levels, all else has none")
        if self.levels and (self.levels[0].place, self.levels[0].picture) != (self.place, self.picture):
            raise ValueError(f"move {self.key}: place and picture are those of the first level")
        if (self.dose is None) is not (self.group in {MoveGroup.CHECK, MoveGroup.CHANGE}):
            raise ValueError(f"move {self.key}: what strengthens or moves has a dose, all else has none")
        for rule in self.circumstances:
            self._check(rule)

    def _check(self, rule: MoveRule) -> None:
        limits = rule.action is MoveAction.LEVEL
        if limits is not (1 <= rule.highest < len(self.levels)) or (rule.highest and not limits):
            raise ValueError(f"move {self.key}, {rule.of}: a highest level, below the last, goes with `level` alone")
        if rule.action is MoveAction.REMIND and not rule.say.endswith("."):
            raise ValueError(f"move {self.key}, {rule.of}: a reminder is a sentence")
        if rule.action is MoveAction.NEUTRAL and not self.neutral:
            raise ValueError(f"move {self.key}, {rule.of}: it has no neutral choice")
        if rule.instead and rule.action is not MoveAction.SEATED:
            raise ValueError(f"move {self.key}, {rule.of}: only what is seated has another move instead")
        if rule.action is MoveAction.SEATED and not rule.say.endswith("."):
            raise ValueError(f"move {self.key}, {rule.of}: how it is done on a chair is a sentence in `say`")

    @property
    def first_sentence(self) -> str:
        """What is spoken and shown large."""
        return self.how[: self.how.index(".") + 1]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place in which it may be done, its own first."""
        return tuple(dict.fromkeys((self.place, *(level.place for level in self.levels), *self.also)))
