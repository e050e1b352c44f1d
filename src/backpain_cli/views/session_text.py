"""The words of a running session, the same for the screen and for plain lines."""

from typing import assert_never

from backpain_cli.domain.routine.plan import Phase
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Notice, Session, SessionStatus
from backpain_cli.wording.phrases import announcement

KEY_HELP = (
    ("h", "it hurts: the hold stops, and you say how"),
    ("space", "pause, and go on"),
    ("n, p or the arrows", "skip this step, or back to the step before"),
    ("r", "this step from its start"),
    ("+ and -", "hold 5 seconds longer or shorter"),
    ("b", "digits as large as the screen, or all again"),
    ("?", "show the keys, or hide them"),
    ("q twice", "leave the session"),
)

KEYS_IN_BRIEF = "n skip, p back, r again, + longer, - shorter, b large or small"
"""Those that are not in the line of keys on a small screen."""

COMPLAINT_TEXTS = (
    ("1", "too strong"),
    ("2", "sharp, electric or tingling, or above 7 of 10 and not easing"),
    ("3", "dizzy, sick, seeing double, chest pain or short of breath"),
    ("0", "nothing of these, go on"),
)
"""The answers to the key for `it hurts`, in the words of the stop rules (sources S102, S103, M9)."""

KEYS_OF_LINES = tuple((key, what) for key, what in KEY_HELP if key != "b")
"""The keys that mean something in plain lines."""


def key_hints(session: Session, columns: int) -> str:
    """Return as many of the keys as go into one line of `columns` cells."""
    space = "space go on" if session.status is SessionStatus.PAUSED else "space pause"
    if columns >= 78:
        return f"h it hurts   {space}   n skip   p back   r again   + -   ? keys   q leave"
    # Shown in this order, left out from the highest number on.
    keys = {"h hurts": 0, space: 2, "n skip": 4, "p back": 5, "r again": 6, "+ -": 7, "? keys": 3, "q leave": 1}
    for limit in range(len(keys) - 1, -1, -1):
        for gap in ("  ", " "):
            hints = gap.join(key for key, rank in keys.items() if rank <= limit)
            if len(hints) <= columns:
                return hints
    return "h"[:columns]


def next_text(session: Session) -> str:
    """Return what comes after the present segment: the other side, the next step, or the end."""
    segments = session.plan.segments
    now = session.segment
    for later in segments[session.segment_index + 1 :]:
        is_other_side = later.phase is Phase.HOLD and later.side is not now.side
        if later.step_number != now.step_number or is_other_side:
            return announcement(later.step.title, later.side)
    return "the end"


def time_left_text(session: Session) -> str:
    """Return the time left of the plan, to the minute until the last one."""
    seconds = session.seconds_left
    if seconds > 60:
        return f"{-(-seconds // 60)} min left"
    return f"{seconds} s left"


def changed_total(session: Session) -> str:
    """Return how the total differs from the plan; empty while no hold was changed."""
    added = session.plan.added
    if not added:
        return ""
    return f"{clock_text(session.plan.seconds)} in all, {abs(added)} s {'more' if added > 0 else 'less'} than planned"


def notice_text(session: Session) -> str:
    """Return the sentence about the last key or absence, or an empty text."""
    match session.notice:
        case Notice.NONE:
            return ""
        case Notice.AT_CAP:
            return f"This hold is not made longer than {session.segment.step.cap} seconds."
        case Notice.AT_SHORTEST:
            return "This hold cannot be made shorter now. n goes on to the next step."
        case Notice.NO_HOLD:
            return "Only a hold can be made longer or shorter."
        case Notice.ENOUGH:
            return "This spot has had its two turns, and a third can leave it sore. n goes on to the next step."
        case Notice.QUIT_AGAIN:
            return "Press q once more to leave. Any other key goes on."
        case Notice.AWAY:
            return f"You were away for {_absence(session.absence_ns)}. That time does not count."
        case Notice.HURTS:
            return f"Let go. {' '.join(f'{key}: {what}.' for key, what in COMPLAINT_TEXTS)}"
        case Notice.PRESSURE_HALVED:
            return (
                "Half as hard from now on, so that you can breathe slowly. "
                "If it stays above 7 of 10 for ten seconds, press h again, then 2."
            )
        case Notice.STEP_ENDED:
            return (
                "That step is over, on both sides. Wait until it has settled; space goes on with the next. "
                "If it does not settle, leave with q twice, and ask a doctor before the next session."
            )
        case _ as unreachable:
            assert_never(unreachable)


def _absence(nanoseconds: int) -> str:
    seconds = max(1, nanoseconds // NS_PER_S)
    if seconds < 3600:
        return duration_text(seconds)
    hours, rest = divmod(seconds, 3600)
    return f"{hours} h {rest // 60} min"


def pause_text(session: Session) -> str:
    """Return how to go on from a pause, or an empty text while it runs."""
    if session.status is not SessionStatus.PAUSED or session.is_asking:
        return ""
    return "Paused. Space goes on, r does this step again."
