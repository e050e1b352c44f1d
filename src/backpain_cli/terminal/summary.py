"""What is told at the end of a session."""

from collections.abc import Iterable

from backpain_cli.domain.typed_input import duration_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.terminal.spans import Row, Span, item, paragraph, row


def summary_rows(session: Session, after: Iterable[str], width: int, *, rehearsed: bool) -> list[Row]:
    """Return what was done, and what to do next."""
    ending = {
        SessionStatus.FINISHED: "Done.",
        SessionStatus.QUIT: "You left the session.",
        SessionStatus.INTERRUPTED: "The session was interrupted.",
    }.get(session.status, "")
    done, skipped = len(session.completed_steps), len(session.skipped)
    practised = session.practised // NS_PER_S
    how = "of the plan rehearsed" if rehearsed else "practised"
    summary: list[Row] = [
        (),
        (Span(ending, "good" if session.status is SessionStatus.FINISHED else "strong"),),
        *paragraph(
            f"{duration_text(practised)} {how}. {done} of {session.plan.steps} steps done"
            + (f", {skipped} skipped" if skipped else "")
            + ".",
            width,
        ),
    ]
    if rehearsed:
        return summary
    return [
        *summary,
        (),
        row("What next", "strong"),
        *item("Move about: a few minutes of easy walking now, and a change of position every half hour today.", width),
        *item("You may repeat this tomorrow. Frequency and everyday activity matter more than pressure.", width),
        *(line for text in after for line in item(text, width)),
    ]
