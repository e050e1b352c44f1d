"""Which sentences of advice are for which routines."""

import pytest

from backpain_cli.domain.safety.signs import Advice, EmergencyNumber, emergency_call
from backpain_cli.domain.terms import Region


@pytest.mark.parametrize(
    ("regions", "routine", "concerns"),
    [
        ((), {"lumbar"}, True),
        ((Region.LUMBAR,), {"lumbar", "sacral"}, True),
        ((Region.CERVICAL, Region.THORACIC), {"thoracic"}, True),
        ((Region.CERVICAL,), {"lumbar"}, False),
    ],
)
def test_advice_concerns_the_routines_of_its_regions_and_all_where_it_has_none(
    regions: tuple[Region, ...], routine: set[str], concerns: bool
) -> None:
    assert Advice(text="", regions=regions, sources=()).concerns(frozenset(routine)) is concerns


def test_the_number_of_the_locale_is_never_the_only_way_to_call_for_help() -> None:
    known = (EmergencyNumber(frozenset({"GB", "IE"}), ("999", "112"), ()),)
    assert emergency_call(known, "IE") == "Call 999 or 112, or the emergency number of where you are."
    assert (
        emergency_call(known, "FR") == emergency_call(known, "") == "Call your emergency number, that of where you are."
    )
