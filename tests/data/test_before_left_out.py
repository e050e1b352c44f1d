"""A journal of the version before optional steps could be left out in a session is taken up as it was."""

from pathlib import Path

from backpain_cli.history.journal_files import read_journal
from backpain_cli.history.plan_snapshot import plan_from_snapshot
from backpain_cli.library.shipped import load_atlas
from backpain_cli.session.events import NS_PER_S, SessionCommand
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.snapshot import session_from_snapshot
from tests.optional import optional_plan

JOURNAL = Path(__file__).parent / "before-left-out" / "journals" / "skipped.jsonl"


def test_a_step_that_was_skipped_then_is_skipped_still_and_its_time_is_not_given_to_another() -> None:
    journal = read_journal(JOURNAL)
    assert journal is not None
    assert "left-out" not in journal.state
    plan = plan_from_snapshot(journal.plan, load_atlas())
    # A plan that was kept has the words of then.
    assert [one._replace(step=now.step) for one, now in zip(plan.segments, optional_plan().segments, strict=True)] == [
        *optional_plan().segments
    ]
    session = session_from_snapshot(plan, journal.state)
    assert (session.status, session.position_ns) == (SessionStatus.PAUSED, 72_250_000_000)
    assert (session.skipped, session.plan) == (frozenset({2}), plan)
    assert session.after(SessionCommand.BACK).position_ns == 20 * NS_PER_S
    left_out = session.after(SessionCommand.SKIP)
    assert left_out.plan.seconds - left_out.plan.added == plan.seconds
    assert left_out.plan.segments[-1].seconds == 117 + 51
