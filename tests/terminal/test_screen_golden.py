"""Whole screens and pages as they are, to be read in a diff. UPDATE_GOLDEN=1 writes them anew."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.checklist import checklist_for
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.terms import Side
from backpain_cli.export.checklists import checklist_markdown
from backpain_cli.library.routines.finder import find_routine
from backpain_cli.session.events import NS_PER_S, Away, SessionCommand
from backpain_cli.session.session import Session
from backpain_cli.terminal.countdown import ASCII
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.spans import Row
from tests.screens import SAFETY_TEXTS

GOLDEN = Path(__file__).parent / "golden"
SIZES = [(120, 40), (80, 24), (40, 12)]


def assert_golden(name: str, text: str) -> None:
    """Compare `text` with the file of that name."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def prose(rows: Iterable[Row]) -> str:
    """Return `rows` as text, without spaces at the ends of its lines."""
    return "".join("".join(span.text for span in row).rstrip() + "\n" for row in rows)


@pytest.fixture(scope="module")
def plan(anatomy: Atlas) -> Plan:
    return lay_out(find_routine("lower-back", anatomy), sorer=Side.RIGHT)


def at(plan: Plan, step: int, seconds: int) -> Session:
    """Return a session that many seconds into that step."""
    return Session(plan=plan, position_ns=(plan.start_of_step(step) + seconds) * NS_PER_S)


@pytest.mark.parametrize(("columns", "lines"), SIZES)
@pytest.mark.parametrize(
    ("moment", "step", "seconds"),
    [("check", 1, 0), ("ready", 3, 0), ("find", 3, 5), ("hold", 3, 28), ("change", 3, 77)],
)
def test_a_moment_looks_like_this(plan: Plan, moment: str, step: int, seconds: int, columns: int, lines: int) -> None:
    assert_golden(f"{moment}-{columns}x{lines}", prose(compose(at(plan, step, seconds), columns, lines)))


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_an_absence_looks_like_this(plan: Plan, columns: int, lines: int) -> None:
    session = at(plan, 3, 28).after(Away(3_723 * NS_PER_S))
    assert_golden(f"away-{columns}x{lines}", prose(compose(session, columns, lines)))


def test_the_keys_look_like_this(plan: Plan) -> None:
    assert_golden("keys-80x24", prose(compose(at(plan, 3, 28).after(SessionCommand.HELP), 80, 24)))


def test_an_ascii_terminal_looks_like_this(plan: Plan) -> None:
    assert_golden("ascii-80x24", prose(compose(at(plan, 3, 28), 80, 24, ASCII)))


def test_the_markdown_sheet_looks_like_this(plan: Plan) -> None:
    markdown = checklist_markdown(checklist_for(lay_out(plan.routine), SAFETY_TEXTS))
    assert_golden("checklist-markdown", markdown.decode())
