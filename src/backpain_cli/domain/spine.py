"""The vertebrae, the discs between them, and the muscles that attach to them."""

from collections.abc import Sequence

from backpain_cli.domain.anatomy import Muscle
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.terms import LEVELS, AttachmentKind

FIRST_DISC_ABOVE = "C3"
"""The disc between C2 and C3 is the first: none lies between the skull and C1, nor between C1 and C2 (source M4)."""


def level_ranges(levels: Sequence[str]) -> str:
    """Return vertebrae as ranges, from above: `C1-C4, T2`."""
    numbers = sorted(LEVELS.index(level) for level in levels)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1 and LEVELS[number][0] == LEVELS[runs[-1][0]][0]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(LEVELS[run[0]] if len(run) == 1 else f"{LEVELS[run[0]]}-{LEVELS[run[-1]]}" for run in runs)


def has_disc_above(level: str) -> bool:
    """Say whether a disc lies between this vertebra and the one above; the sacrum's own are grown together."""
    number = LEVELS.index(level)
    return LEVELS.index(FIRST_DISC_ABOVE) <= number <= LEVELS.index("S1")


def muscles_by_kind(anatomy: Anatomy, level: str) -> dict[AttachmentKind, list[Muscle]]:
    """Return the muscles that attach to a level, by kind of attachment; one may be of several kinds."""
    attached = anatomy.attached_to(level)
    found = {kind: [muscle for muscle in attached if kind in muscle.kinds] for kind in AttachmentKind}
    return {kind: muscles for kind, muscles in found.items() if muscles}
