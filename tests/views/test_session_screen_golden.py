"""Whole session screens in each state and at each size, to be read in a diff."""

import pytest
from tests.counted import counted_at
from tests.golden_files import assert_golden
from tests.key_h import hurts
from tests.views.session_grid import SIZES, screen_lines

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Phase, Plan
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S, Away, Event, SessionCommand
from backpain_cli.session.session import Session

STATES: dict[str, tuple[int, int, tuple[Event, ...]]] = {
    # Step, second of it, what happens then.
    "check": (1, 3, ()),
    "ready": (3, 0, ()),
    "find": (3, 8, ()),
    "hold": (3, 40, ()),
    "change": (3, 78, ()),
    "stretch": (9, 30, ()),
    "rest": (11, 20, ()),
    "paused": (3, 40, (SessionCommand.PAUSE,)),
    "away": (3, 40, (Away(3_723 * NS_PER_S),)),
    "hurts": (3, 40, (SessionCommand.HURTS,)),
    "settling": (3, 40, hurts(SessionCommand.TWO, 3)),
    "settled": (3, 40, hurts(SessionCommand.TWO, 30)),
    "sharp": (3, 40, hurts(SessionCommand.TWO, 30, SessionCommand.ONE)),
    "resting": (3, 40, hurts(SessionCommand.THREE, 20)),
    "rested": (3, 40, hurts(SessionCommand.THREE, 120)),
    "seated": (3, 40, hurts(SessionCommand.THREE, 120, SessionCommand.ONE)),
    "too strong": (3, 20, hurts(SessionCommand.ONE)),
    "spot left": (3, 40, hurts(SessionCommand.ONE) + hurts(SessionCommand.ONE)),
    "quit": (3, 40, (SessionCommand.QUIT,)),
    "keys": (3, 40, (SessionCommand.UNKNOWN,)),
    "stop rules": (3, 40, (SessionCommand.HELP,)),
    "floor": (3, 40, (SessionCommand.BIG,)),
}


@pytest.fixture(scope="module")
def plan(anatomy: Atlas) -> Plan:
    return lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)


def screens(plan: Plan, columns: int, lines: int, *, ascii_only: bool = False) -> str:
    """Return the screen in each state, one below the other."""
    found = ""
    for name, (step, second, events) in STATES.items():
        session = Session(plan=plan, position_ns=(plan.start_of_step(step) + second) * NS_PER_S)
        for event in events:
            session = session.after(event)
        rows = screen_lines(session, columns, lines, ascii_only=ascii_only)
        found += f"==== {name}\n" + "".join(f"{row}\n" for row in rows)
    return found


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_each_state_looks_like_this(plan: Plan, columns: int, lines: int) -> None:
    assert_golden(f"session-{columns}x{lines}", screens(plan, columns, lines))


def test_an_ascii_terminal_looks_like_this(plan: Plan) -> None:
    assert_golden("session-ascii-80x24", screens(plan, 80, 24, ascii_only=True))


COUNTED: dict[str, tuple[str, Phase, int]] = {
    "ready": ("Bridge", Phase.READY, 2),
    "up": ("Bridge", Phase.WORK, 13),
    "in turn": ("Bird dog", Phase.WORK, 22),
    "series": ("Side plank", Phase.HOLD, 3),
    "pause": ("Side plank", Phase.PAUSE, 1),
    "rest between rounds": ("Clamshell", Phase.REST, 2),
    "breathe in": ("Slow breathing", Phase.HOLD, 2),
    "breathe out": ("Slow breathing", Phase.HOLD, 14),
}


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_counted_work_and_breathing_look_like_this(columns: int, lines: int) -> None:
    found = ""
    for name, place in COUNTED.items():
        session = counted_at(*place)
        for shown, label in ((session, name), (session.after(SessionCommand.BIG), f"{name}, from the floor")):
            found += f"==== {label}\n" + "".join(f"{row}\n" for row in screen_lines(shown, columns, lines))
    assert_golden(f"counted-{columns}x{lines}", found)
