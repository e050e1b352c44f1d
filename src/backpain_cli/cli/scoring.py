"""From what was typed to pain scores of areas that there are."""

from collections.abc import Sequence

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.record import PainScore
from backpain_cli.domain.typed import parse_score


def scores_of(written: Sequence[str], anatomy: Anatomy) -> tuple[PainScore, ...]:
    """Return the scores that `AREA=SCORE` texts mean.

    Raises:
        BackpainError: one is not written like that, its area is unknown or has no sides, or a place comes twice.
    """
    found: dict[tuple[str, str], PainScore] = {}
    for text in written:
        try:
            typed = parse_score(text)
        except ValueError as error:
            raise BackpainError(
                str(error), hint="`backpain areas` lists the areas.", exit_code=ExitCode.USAGE
            ) from None
        area = anatomy.area(typed.area)
        if typed.side and not area.has_sides:
            raise BackpainError(f"`{area.key}` has no left and right.", exit_code=ExitCode.USAGE)
        if (area.key, typed.side) in found:
            raise BackpainError(f"`{area.key}` is named twice.", exit_code=ExitCode.USAGE)
        found[area.key, typed.side] = PainScore(area.key, typed.side, typed.score)
    return tuple(found.values())
