"""Cues that fall on one second, as the ear meets them: said one after the other, and announced by one sound."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from backpain_cli.domain.segment import Cue, CueKind

_BY_WEIGHT = (
    CueKind.END,
    CueKind.CHANGE,
    CueKind.HOLD,
    CueKind.START,
    CueKind.EASE_OFF,
    CueKind.HALF,
    CueKind.FIND,
    CueKind.COUNT,
    CueKind.NEXT,
)


class Moment(NamedTuple):
    """A second on which something is told."""

    at: int
    """Seconds from the beginning of the plan."""
    kind: CueKind
    """The weightiest of its cues: the one whose sound is heard."""
    text: str
    """What is said, all of it."""


def moments_of(cues: Iterable[Cue]) -> Iterator[Moment]:
    """Return the moments of `cues`, which are in the order of their seconds."""
    for at, group in groupby(cues, key=lambda cue: cue.at):
        together = list(group)
        yield Moment(at, weightiest(cue.kind for cue in together), " ".join(cue.text for cue in together if cue.text))


def weightiest(kinds: Iterable[CueKind]) -> CueKind:
    """Return the one of `kinds` (at least one) that a person must not miss."""
    return min(kinds, key=_BY_WEIGHT.index)
