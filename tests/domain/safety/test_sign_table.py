import re
from typing import Any

import pytest

from backpain_cli.domain.safety.sign_table import (
    DayLine,
    FactWords,
    HelpWord,
    LinePage,
    PageChoice,
    PainQuestion,
    RaiseRule,
    SheetRow,
    TriageLine,
    TriageRung,
    TriageTable,
    words_before,
)
from backpain_cli.domain.terms import Outcome
from tests.cases import all_cases

LINE = "Both legs numb[; or a shock when you bend your neck]."


@all_cases(
    ("before", "words"),
    [
        ({"lumbar"}, "Both legs numb."),
        ({"cervical"}, "Both legs numb; or a shock when you bend your neck."),
        ({"lumbar", "thoracic"}, "Both legs numb; or a shock when you bend your neck."),
    ],
)
def test_words_in_brackets_are_asked_before_routines_for_neck_and_upper_back(before: set[str], words: str) -> None:
    assert words_before(LINE, frozenset(before)) == words


def test_a_line_of_the_day_names_what_concerns_only_some() -> None:
    line = DayLine("5", "A new illness.", more=(FactWords("pregnant", "; bleeding"),))
    assert line.text_for(frozenset()) == "A new illness."
    assert line.text_for(frozenset({"pregnant", "cancer"})) == "A new illness; bleeding."


# A table that would leave somebody without words, help or an end is refused

STOP = TriageRung("A1.1", Outcome.DOCTOR_TODAY, "A lot.", raises=(RaiseRule(Outcome.EMERGENCY, from_age=65),))
GENTLE = TriageRung("A1.2", Outcome.GENTLY, "A little.", reported="a little")
ROW = SheetRow("A1.1", "It hurts.", Outcome.DOCTOR_TODAY, "now", True, frozenset(), ("H",), ("S1",), HelpWord.CALL)
OPENING = PageChoice("both", "both", ("A1",))


def table(
    stop: TriageRung = STOP, gentle: TriageRung = GENTLE, row: SheetRow = ROW, text: str = "It hurts.", **fields: Any
) -> TriageTable:
    line = TriageLine("A1", "hurts", text, LinePage.A, (stop, gentle))
    parts: dict[str, Any] = {
        "lines": (line,),
        "rows": (row,),
        "gently": (),
        "day": (DayLine("1", "It hurts.", ("A1", "C", "facts")),),
        "pain": (PainQuestion("P2", "Where?", (OPENING,)),),
        "areas": {"H": ("head",)},
    }
    return TriageTable(**(parts | fields))


def raised(**fields: Any) -> TriageRung:
    return STOP._replace(raises=(STOP.raises[0]._replace(**fields),))


@all_cases(
    ("change", "message"),
    [
        ({"stop": raised(from_age=0)}, "A1.1: expected something that raises it"),
        ({"stop": raised(outcome=Outcome.DOCTOR_WITHIN_DAYS)}, "A1.1: expected a graver outcome"),
        ({"stop": raised(rungs=("A9.1",))}, "A1.1: expected another rung, found A9.1"),
        ({"stop": raised(row="A9.1")}, "A1.1: expected a row of the sheet for emergency"),
        ({"stop": STOP._replace(text="")}, "A1.1: expected a text"),
        ({"stop": STOP._replace(text="A lot[; or more.")}, "A1.1: expected each bracket to end"),
        ({"stop": STOP._replace(key="A2.1"), "row": ROW._replace(rung="A2.1")}, "A1: expected rungs with its key"),
        ({"stop": GENTLE, "gentle": STOP}, "A1: expected rungs, the gravest first"),
        ({"gentle": GENTLE._replace(key="A1.1")}, "A1.1 is there twice"),
        ({"gentle": GENTLE._replace(reported="")}, "A1.2: expected what was reported"),
        ({"gentle": GENTLE._replace(outcome=Outcome.DOCTOR_TODAY)}, "A1.2: expected a row of the sheet"),
        ({"gentle": GENTLE._replace(asked_again_days=0)}, "A1.2: expected at least one day"),
        ({"gentle": GENTLE._replace(if_worse_opens="A9")}, "A1.2: expected a line to open, found A9"),
        ({"text": "It hurts]["}, "A1.1: expected each bracket to end"),
        ({"row": ROW._replace(help=None)}, "A1.1: expected what helps in an emergency"),
        ({"row": ROW._replace(rung="A9.1")}, "row A9.1: expected the key of a rung"),
        ({"row": ROW._replace(outcome=Outcome.DOCTOR_WITHIN_DAYS)}, "row A1.1: expected an outcome of its rung"),
        (
            {"row": ROW._replace(outcome=Outcome.EMERGENCY)},
            "row A1.1: expected what helps in an emergency, which is never released",
        ),
        (
            {"row": ROW._replace(outcome=Outcome.EMERGENCY, help=None)},
            "row A1.1: expected what helps in an emergency, which is never released",
        ),
        ({"row": ROW._replace(sources=())}, "row A1.1: expected an outcome that stops, and sources"),
        ({"row": ROW._replace(areas=("Q",))}, "row A1.1: expected the code of a group of areas, found Q"),
        ({"rows": (ROW, ROW)}, "A1.1 is there twice"),
        ({"lines": ()}, "row A1.1: expected the key of a rung"),
        ({"day": (DayLine("1", "It hurts.", ("A9",)),)}, "expected a line to open, found A9"),
        ({"day": (DayLine("1", "It hurts.", choices=(OPENING._replace(opens=("A9",)),)),)}, "found A9"),
        ({"pain": (PainQuestion("P2", "Where?", (OPENING._replace(opens=("A9",)),)),)}, "found A9"),
    ],
)
def test_a_table_with_a_gap_is_refused(change: dict[str, Any], message: str) -> None:
    table()
    with pytest.raises(ValueError, match=re.escape(message)):
        table(**change)


def test_a_counted_line_needs_a_rung_for_any_number() -> None:
    counted = TriageLine("B5", "nine", "Stiff.", LinePage.B, (TriageRung("B5.1", Outcome.GO_ON, counted_from=1),))
    with pytest.raises(ValueError, match="B5: expected a rung for any number"):
        table(lines=(*table().lines, counted._replace(counted=("One?",))))
