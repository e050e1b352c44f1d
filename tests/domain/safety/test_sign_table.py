from backpain_cli.domain.safety.sign_table import DayLine, FactWords, words_before
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
