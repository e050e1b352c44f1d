"""The cues of one second together: spoken one after the other, and announced by one sound."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from backpain_cli.wording.cue_kinds import CueKind
from backpain_cli.wording.cues import Cue

_URGENCY = tuple(CueKind)


class CueMoment(NamedTuple):
    """The cues of one second: spoken one after the other, and announced by one sound."""

    at: int
    """Seconds from the beginning of the plan."""
    kind: CueKind
    """The most urgent of its cues: the one that is sounded."""
    text: str


def cue_moments(cues: Iterable[Cue]) -> Iterator[CueMoment]:
    """Return the moments of `cues`, which are in the order of their seconds."""
    for at, group in groupby(cues, key=lambda cue: cue.at):
        together = list(group)
        kind = most_urgent(cue.kind for cue in together)
        yield CueMoment(at, kind, " ".join(cue.text for cue in together if cue.text))


def most_urgent(kinds: Iterable[CueKind]) -> CueKind:
    """Return the one of `kinds` (at least one) that a person must not miss."""
    return min(kinds, key=_URGENCY.index)
