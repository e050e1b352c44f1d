"""How much of a movement is done: counted repetitions, series of holds, rounds, breathing; and each beat of it."""

from typing import NamedTuple

from backpain_cli.domain.anatomy.moves import PaceWord

LET_GO = "let go"
"""What is done in the seconds that are left after the last breath."""
LONGEST_COUNTED_S = 300
"""The longest step of counted work, getting ready and both sides included (clinical judgement)."""
MOST_REPS = 30
LONGEST_SERIES_HOLD_S = 60
LONGEST_BREATHING_S = 120


class PacePart(NamedTuple):
    """One part of a repetition."""

    word: PaceWord
    seconds: int


USUAL_PACE = (PacePart(PaceWord.UP, 2), PacePart(PaceWord.DOWN, 2))


class CountedDose(NamedTuple):
    """Repetitions at a pace."""

    reps: int
    """On each side, as the file has it."""
    pace: tuple[PacePart, ...]
    most: int = 0
    """The upper number of a range; 0 where one number is written."""

    @property
    def rep_s(self) -> int:
        """Seconds of one repetition."""
        return sum(part.seconds for part in self.pace)


class HoldSeries(NamedTuple):
    """Holds of some seconds, with a pause between two."""

    times: int
    seconds: int
    pause: int

    @property
    def total_s(self) -> int:
        """Seconds of all holds and pauses on one side."""
        return self.times * self.seconds + (self.times - 1) * self.pause


class BreathingPattern(NamedTuple):
    """Seconds of one breath."""

    inhale: int
    hold: int
    exhale: int

    @property
    def breath_s(self) -> int:
        """Seconds of one breath."""
        return self.inhale + self.hold + self.exhale

    @property
    def written(self) -> str:
        """The pattern as it is written: `4-6`, `4-7-8`."""
        return "-".join(str(seconds) for seconds in (self.inhale, self.hold, self.exhale) if seconds)

    @property
    def without_hold(self) -> "BreathingPattern":
        """The same breath with no holding: breathing out takes its time."""
        return BreathingPattern(self.inhale, 0, self.exhale + self.hold)


class Rounds(NamedTuple):
    """How often all of the work is done."""

    times: int = 1
    rest: int = 0
    """Seconds between two rounds."""


class Beat(NamedTuple):
    """One part of a repetition or of a breath, within its segment."""

    offset_s: int
    """Seconds from the start of the segment."""
    seconds: int
    word: str
    number: int
    """Of the repetition on its side, or of the breath, from 1; 0 for what is left after the last one."""
    is_second_side: bool = False
    """Whether it is the other side's turn, where the sides take turns."""


def counted_beats(dose: CountedDose, seconds: int, *, alternates: bool) -> tuple[Beat, ...]:
    """Return the beats of counted work that lasts so many seconds.

    Args:
        alternates: whether left and right take turns, so that each repetition comes twice.
    """
    beats: list[Beat] = []
    at = 0
    for turn in range(seconds // dose.rep_s):
        number, second = (turn // 2 + 1, bool(turn % 2)) if alternates else (turn + 1, False)
        for part in dose.pace:
            beats.append(Beat(at, part.seconds, part.word, number, second))
            at += part.seconds
    return tuple(beats)


def breath_beats(pattern: BreathingPattern, seconds: int) -> tuple[Beat, ...]:
    """Return the beats of so many seconds of breathing: complete breaths, then what is left to let go."""
    beats: list[Beat] = []
    at = 0
    for number in range(1, seconds // pattern.breath_s + 1):
        parts = (PaceWord.IN, pattern.inhale), (PaceWord.HOLD, pattern.hold), (PaceWord.OUT, pattern.exhale)
        for word, lasting in parts:
            if lasting:
                beats.append(Beat(at, lasting, word, number))
                at += lasting
    if at < seconds:
        beats.append(Beat(at, seconds - at, LET_GO, 0))
    return tuple(beats)
