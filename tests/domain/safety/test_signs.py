"""Which sentences of advice are for which routines."""

import pytest

from backpain_cli.domain.safety.signs import Advice, EmergencyNumber, emergency_call, helpline_sentence, sign_sentence
from backpain_cli.domain.terms import Region
from backpain_cli.library.shipped_safety import load_crisis_lines
from tests.cases import all_cases
from tests.triage import TABLE

CRISIS_LINES = load_crisis_lines()


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


@all_cases(
    ("sign", "end"),
    [
        ("A1.1", "upper back. Call 999."),
        ("A4.1", "buttocks. Go to an emergency department now."),
        ("A6.1", "top of the head. Call 999."),
        ("A1.2", "rest stops. See a doctor today."),
        ("A8.2", "short breath: emergency). See a doctor today."),
    ],
)
def test_the_answer_names_the_sign_and_what_to_do(sign: str, end: str) -> None:
    sentence = sign_sentence(TABLE.row_by_rung[sign], "Call 999.", "HELPLINE")
    assert sentence.startswith(f"If this is you now: {TABLE.row_by_rung[sign].full_line}")
    assert sentence.endswith(end)


@all_cases(
    ("territory", "number"),
    [
        *(("GB", "116 123"), ("IE", "116 123"), ("US", "988"), ("CA", "988"), ("AU", "13 11 14"), ("NZ", "1737")),
        *(("", "a crisis line"), ("JP", "a crisis line")),
    ],
)
def test_somebody_who_thinks_of_dying_is_given_the_crisis_line_of_the_place(territory: str, number: str) -> None:
    helpline = helpline_sentence(CRISIS_LINES, territory)
    assert helpline == (
        "If you think of ending your life or of harming yourself, "
        f"call {number} or your emergency number now. You need not explain."
    )
    assert sign_sentence(TABLE.row_by_rung["X.1"], "Call 999.", helpline) == helpline
