"""What laying out refuses; what a plan is made of stands in `test_plan`."""

import pytest

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.terms import Side
from tests.plans import press, routine


@pytest.mark.parametrize("sides", StepSides)
@pytest.mark.parametrize("sorer", [Side.NONE, Side.EASIER, Side.SORER])
def test_a_sorer_side_that_is_neither_left_nor_right_is_refused(sides: StepSides, sorer: Side) -> None:
    with pytest.raises(ValueError, match=f"sorer side is left or right, not {sorer}"):
        lay_out(routine(press(sides=sides)), sorer=sorer)
