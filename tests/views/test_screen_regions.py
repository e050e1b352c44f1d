"""What is being done on a screen of a session, in a word and as a bar."""

from tests.cases import all_cases
from tests.plans import small_plan

from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.session import Session
from backpain_cli.views.screen_regions import segment_bar, verb_of


def at(second: float, *keys: SessionCommand) -> Session:
    session = Session(plan=small_plan(), position_ns=int(second * NS_PER_S))
    for key in keys:
        session = session.after(key)
    return session


@all_cases(
    ("second", "verb"),
    [(0, "Check"), (20, "Ready"), (25, "Find"), (35, "Hold"), (60, "Stretch"), (80, "Change"), (105, "Rest")],
)  # fmt: skip
def test_each_phase_and_kind_has_its_verb(second: int, verb: str) -> None:
    assert verb_of(at(second)) == verb
    assert verb_of(at(second, SessionCommand.PAUSE)) == "Paused"


def test_the_bar_of_a_segment_fills_up_and_changes_colour_for_its_last_seconds() -> None:
    bars = [segment_bar(at(second), 40) for second in range(35, 55)]
    assert [bar.filled for bar in bars] == [2 * second for second in range(20)]
    assert [bar.style for bar in bars] == ["bar.hold"] * 15 + ["caution"] * 5
    assert segment_bar(at(40, SessionCommand.PAUSE), 40).style == "edge"
