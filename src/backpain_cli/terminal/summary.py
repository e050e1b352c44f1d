"""What is told at the end of a session."""

from collections.abc import Iterable

from backpain_cli.domain.typed_input import in_words
from backpain_cli.session.ledger import SECOND
from backpain_cli.session.session import Session, Status
from backpain_cli.terminal.spans import Row, Span, item, paragraph, row


def summary_rows(session: Session, after: Iterable[str], width: int, *, rehearsed: bool) -> list[Row]:
    """Return what was done, and what to do next."""
    ending = {
        Status.FINISHED: "Done.",
        Status.LEFT: "You left the session.",
        Status.BROKEN_OFF: "The session was broken off.",
    }.get(session.status, "")
    done, skipped = len(session.done), len(session.skipped)
    practised = session.practised // SECOND
    how = "of the plan rehearsed" if rehearsed else "practised"
    summary: list[Row] = [
        (),
        (Span(ending, "good" if session.status is Status.FINISHED else "strong"),),
        *paragraph(
            f"{in_words(practised)} {how}. {done} of {session.plan.steps} steps done"
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
