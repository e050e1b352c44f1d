"""How a session is put into words, the same for the screen and for plain lines."""

from typing import assert_never

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.session.ledger import NS_PER_S
from backpain_cli.session.session import Notice, Session, SessionStatus

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
"""Those that do not stand in the line of keys on a small screen."""

COMPLAINT_TEXTS = (
    ("1", "too strong"),
    ("2", "sharp, electric or tingling, or above 7 of 10 and not easing"),
    ("3", "dizzy, sick, seeing double, chest pain or short of breath"),
    ("0", "nothing of these, go on"),
)
"""The answers to the key for `it hurts`, in the words of the stop rules (sources S102, S103, M9)."""

KEYS_OF_LINES = tuple((key, what) for key, what in KEY_HELP if key != "b")
"""The keys that mean something in plain lines."""


def key_hints(session: Session, width: int) -> str:
    """Return as many of the keys as go into one line of `width` cells."""
    space = "space go on" if session.status is SessionStatus.PAUSED else "space pause"
    if width >= 78:
        return f"h it hurts   {space}   n skip   p back   r again   + -   ? keys   q leave"
    # Shown in this order, left out from the highest number on.
    keys = {"h hurts": 0, space: 2, "n skip": 4, "p back": 5, "r again": 6, "+ -": 7, "? keys": 3, "q leave": 1}
    for most in range(len(keys) - 1, -1, -1):
        for gap in ("  ", " "):
            told = gap.join(key for key, rank in keys.items() if rank <= most)
            if len(told) <= width:
                return told
    return "h"[:width]


def step_heading(segment: Segment) -> str:
    """Return the step's title with the muscle where the title is another."""
    step = segment.step
    muscle = step.muscle.english if step.muscle is not None else ""
    return f"{step.title} ({muscle.lower()})" if muscle and muscle != step.title else step.title


def announcement(segment: Segment) -> str:
    """Return what a step is called where it is announced: `Gluteus medius, your left.`"""
    side = f", {segment.side.phrase}" if segment.side.phrase else ""
    return f"{step_heading(segment)}{side}."


def caution_line(segment: Segment) -> str:
    """Return the one caution that matters most in this step, or an empty text."""
    return segment.step.avoid or segment.step.stop


def step_texts(segment: Segment) -> list[tuple[str, str, str]]:
    """Return what else a step says: a label, the text (it may be empty), and the style it is told in."""
    step = segment.step
    return [
        ("Stop", step.stop if step.avoid else "", "caution"),
        ("Where", step.where, ""),
        ("How", step.how, ""),
        ("Side", step.side_means, ""),
        ("Feel", step.feel, ""),
        ("Or", step.neutral, ""),
        ("With", step.tool_phrase, "quiet"),
        ("Also", "" if step.tool_phrase else ", or ".join(step.instead), "quiet"),
    ]


def whole_texts(segment: Segment) -> list[tuple[str, str]]:
    """Return all that a step says besides what to do, for plain lines: a label and the text, none of them empty.

    It holds what the pictures show: the posture in `How`, the point in `Where`, and where a point is published as felt.
    """
    step = segment.step
    felt = ", ".join(one.area.name.lower() for one in step.point.essential) if step.point is not None else ""
    told = [
        ("How", step.how),
        ("Where", step.where),
        ("Side", step.side_means),
        ("With", step.tool_phrase),
        ("Also", "" if step.tool_phrase else ", or ".join(step.instead)),
        ("Avoid", step.avoid),
        ("Stop", step.stop),
        ("Feel", step.feel),
        ("If it hurts", step.neutral),
        ("Published as felt mainly in", felt),
    ]
    return [(label, text) for label, text in told if text]


def next_text(session: Session) -> str:
    """Return what comes after the present segment: the other side, the next step, or the end."""
    segments = session.plan.segments
    now = session.segment
    for later in segments[session.segment_index + 1 :]:
        if later.phase is Phase.HOLD and later.step_number == now.step_number and later.side is not now.side:
            return f"{later.step.title}, {later.side.phrase}"
        if later.step_number != now.step_number:
            side = f", {later.side.phrase}" if later.side.phrase else ""
            return f"{later.step.title}{side}"
    return "the end"


def time_left_text(session: Session) -> str:
    """Return what is left of the whole, to the minute until the last one."""
    seconds = session.seconds_left
    if seconds > 60:
        return f"{-(-seconds // 60)} min left"
    return f"{seconds} s left"


def changed_total(session: Session) -> str:
    """Say that the whole is no longer what the routine promises, once a hold was made longer or shorter."""
    added = session.plan.added
    if not added:
        return ""
    return f"{clock_text(session.plan.seconds)} in all, {abs(added)} s {'more' if added > 0 else 'less'} than planned"


def notice_text(session: Session) -> str:
    """Return what has to be told about the last key or absence, or an empty text."""
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
