"""The words of a running session, the same for the screen and for plain lines."""

import re
from collections.abc import Iterator
from typing import NamedTuple, assert_never

from rich.text import Text

from backpain_cli.domain.routine.counting import round_of
from backpain_cli.domain.routine.own_doses import easier_form
from backpain_cli.domain.routine.plan import Phase, Plan, Segment
from backpain_cli.domain.routine.plan_changes import filler_index
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.domain.typed_input import clock_text, duration_text
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.wording.dose_text import rest_sentence, step_dose_phrase
from backpain_cli.wording.hurts_text import AFTER_HURTS
from backpain_cli.wording.phrases import (
    announcement,
    counted,
    phase_label,
    side_phrase,
    tool_phrase,
    words_of_side,
)

KEY_HELP = (
    ("h", "it hurts: the hold stops, and you say how"),
    ("space", "pause, and go on"),
    ("n, p or the arrows", "skip this step, or back to the step before"),
    ("r", "this step from its start"),
    ("+ and -", "hold 5 seconds longer or shorter, or one repetition more or less"),
    ("e", "an easier form of this move, kept for the next time"),
    ("b", "digits as large as the screen, or all again"),
    ("?", "the stop rules and the keys, or hide them"),
    ("q twice", "leave the session"),
)

KEYS_IN_BRIEF = ("n skip, p back, r again, + longer, - shorter, b big", "n skip  p back  r again  + -  b big")
"""Those that are not in the line of keys on a small screen, and in less room."""

KEYS_OF_LINES = tuple((key, what) for key, what in KEY_HELP if key != "b")
"""The keys that mean something in plain lines."""


KEYS_LISTED = (
    ("h", "it hurts: let go"), ("space", "pause to read, go on"), ("n", "skip this step"), ("p", "the step before"),
    ("r", "this step again"), ("+ -", "longer, shorter"), ("e", "easier form"), ("b", "large digits"),
    ("?", "these keys"), ("q q", "leave"),
)  # fmt: skip
"""All keys, as they are listed on the screen."""
_ALL_CAPS = (
    ("h", "it hurts"), ("space", "pause"), ("n", "skip"), ("p", "back"), ("r", "again"), ("+ -", "5 s"), ("b", "big"),
    ("?", "keys"), ("q q", "leave"),
)  # fmt: skip
_CAPS = (
    (110, _ALL_CAPS),
    (72, tuple(cap for cap in _ALL_CAPS if cap[0] not in {"r", "+ -", "b"})),
    (50, (("h", "hurts"), ("space", "pause"), ("?", "keys"), ("q q", "leave"))),
    (26, (("h", "hurts"), ("space", "pause"), ("?", "keys"))),
    (0, (("h", "hurts"),)),
)
"""From how many columns on which keys are shown, with what they do."""


def shown_keys(columns: int, step: Step, *, paused: bool = False, floor_view: bool = False) -> list[tuple[str, str]]:
    """Return the keys that are shown on a screen of so many columns during a step, each with what it does."""
    caps = next(caps for since, caps in _CAPS if columns >= since)
    changed = {"pause": "go on" if paused else "pause", "5 s": "one time" if step.rep_s else "5 s"}
    adjusts = step.is_hold or step.rep_s or step.series is not None
    found = {key: changed.get(does, does) for key, does in caps if key != "+ -" or adjusts}
    if easier_form(step) is not None:
        # It takes the place of a key that matters less then, and is listed with all others.
        out = next((key for key in ("r", "p") if key in found), "")
        found = {"e" if key == out else key: "easier" if key == out else does for key, does in found.items()}
    if floor_view:
        # The way back is in view; where it has no room of its own, another key makes it.
        out = next((key for key in ("b", "p", "?") if key in found), "")
        found = {"b" if key == out else key: "small" if key == out else does for key, does in found.items()}
    return list(found.items())


NOT_A_KEY = ("That is not a key here; another keyboard layout may be on.", "Not a key; another layout may be on.")
"""What is said of the first key that means nothing, and the same in less room."""


def next_text(plan: Plan, now: Segment) -> str:
    """Return what comes after a segment: the other side, the next step, or the end."""
    for later in plan.segments[plan.index_at(now.start) + 1 :]:
        is_other_side = later.phase.is_work and later.side is not now.side
        if later.step_number != now.step_number or is_other_side:
            return announcement(later.step.title, later.side)
    return "the end"


def changed_total(plan: Plan) -> str:
    """Return how the total differs from the routine's; empty while no hold was changed."""
    added = plan.added
    if not added:
        return ""
    return f"{clock_text(plan.seconds)} in all, {abs(added)} s {'more' if added > 0 else 'less'} than planned"


def notice_text(session: Session) -> str:
    """Return the sentence about the last key or absence, or an empty text."""
    match session.notice:
        case Notice.NONE:
            return ""
        case Notice.AT_CAP:
            if session.segment.reps:
                return f"More than {counted(session.segment.reps, 'repetition')} are not done here."
            return f"This hold is not made longer than {session.longest_hold_s} seconds."
        case Notice.AT_SHORTEST:
            what = "This cannot be made" if session.segment.reps else "This hold cannot be made"
            return f"{what} shorter now. n goes on to the next step."
        case Notice.NO_HOLD:
            return "Only a hold or counted work can be made longer or shorter."
        case Notice.EASIER:
            step = session.segment.step
            form = step.move.levels[step.level - 1].text if step.move is not None else ""
            return f"Easier, level {step.level}: {form}. The seconds stay."
        case Notice.EASIEST:
            return _easiest_text(session.segment.step)
        case Notice.ENOUGH:
            return "This spot has had its two turns, and a third can leave it sore. n goes on to the next step."
        case Notice.QUIT_AGAIN:
            return "Press q once more to leave. Any other key goes on."
        case Notice.LEFT_OUT:
            return _left_out_text(session)
        case Notice.LAST_STEP:
            return "This is the last step. Enter ends the session here, any other key goes on."
        case Notice.NOT_A_KEY:
            return NOT_A_KEY[0]
        case Notice.AWAY:
            return f"You were away for {_absence(session.absence_ns)}. That time does not count."
        case Notice.PRESSURE_HALVED | Notice.REPETITIONS_HALVED | Notice.HOLDS_HALVED | Notice.BREATHE_FREELY:
            return AFTER_HURTS[session.notice]
        case Notice.SMALLER | Notice.SPOT_LEFT | Notice.STEP_ENDED | Notice.SEATED:
            return AFTER_HURTS[session.notice]
        case Notice.HURTS | Notice.SETTLING | Notice.SETTLED | Notice.RESTING | Notice.RESTED:
            # These are pages of their own.
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def _easiest_text(step: Step) -> str:
    """Return which easier form is done in another place, or that this is the easiest."""
    if step.move is None or step.level < 2:
        return "This has no easier form. n goes on to the next step."
    return f"The easier form is not done here: {step.move.levels[step.level - 2].text}. n skips this step."


def _left_out_text(session: Session) -> str:
    """Return where the time of a step goes that was left out; how much shorter it makes the plan is said with it."""
    index = filler_index(session.plan)
    if index is None or index < session.segment_index:
        return "Left out."
    filler = session.plan.segments[index]
    return f"Left out. {filler.step.title} is now {clock_text(filler.seconds)}."


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


KEPT_RANK, SENTENCE_RANK, CAUTION_RANK, NEEDED_RANK = 1, 2, 4, 5
"""Ranks of rows: what stops, and notices, which are never left out; the sentence; what to keep clear of; and the last
for which digits are made smaller."""


_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


class TextRow(NamedTuple):
    """A text of a step on the screen."""

    label: str
    text: str
    rank: int
    """Where there is no room for all, those of the highest rank are left out first."""
    style: str = ""
    drawn: Text | None = None
    """What is shown in one line instead of the text, where it fits."""

    def shorter_forms(self) -> Iterator["TextRow"]:
        """Yield it with all of its sentences, then with one less each time, down to the first."""
        sentences = _SENTENCE_END.split(self.text)
        for count in range(len(sentences), 0, -1):
            yield self._replace(text=" ".join(sentences[:count]))


def first_sentence(text: str) -> str:
    """Return `text` up to the end of its first sentence."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def phase_texts(plan: Plan, segment: Segment) -> list[TextRow]:
    """Return all texts of a step that belong to this phase, in their order; the first one is the sentence.

    While time runs, `readable_texts` leaves of them what there is time to read.
    """
    step, phase = segment.step, segment.phase
    tool, words = tool_phrase(step), words_of_side(step, segment.side)
    details, form = _how_and_form(step)
    how = TextRow("how", details, rank=5)
    level = TextRow(f"level {step.level}", form, rank=3)
    stop = TextRow("stop", step.stop, rank=0)
    avoid = TextRow("avoid", step.avoid, rank=CAUTION_RANK)
    caution = avoid if step.avoid else stop
    feel, side = TextRow("feel", step.feel, rank=6), TextRow("side", words or step.side_means, rank=3 if words else 7)
    other = TextRow("or", step.neutral, rank=8)
    then = TextRow("then", next_text(plan, segment), rank=10)
    total = TextRow("total", changed_total(plan), rank=3)
    rounds = step.rounds.times
    turn = TextRow("round", f"{round_of(plan, segment)} of {rounds}" if rounds > 1 else "", rank=3)
    sentence = TextRow("", step.do, rank=SENTENCE_RANK, style="strong")
    dose = TextRow("dose", step_dose_phrase(step, _work_from(plan, segment)), rank=3)
    work = Phase.HOLD if step.counted is None else Phase.WORK
    first = Phase.READY if step.ready else Phase.FIND if step.find else work
    # A step without a phase for them has these texts in its first one.
    where = [TextRow("where", step.where, rank=5)] if phase is first and not step.find else []
    have = TextRow("have" if tool else "also", tool or ", or ".join(step.instead), rank=7)
    opening = [level, *where, how, side, have] if phase is first else [level._replace(rank=8)]
    match phase:
        case Phase.READY:
            rows = [sentence, dose, *opening, caution, total, then]
        case Phase.REST:
            rest = sentence._replace(text=rest_sentence(plan.segments, segment))
            rows = [rest, sentence._replace(rank=5, style=""), caution, total, then]
        case Phase.FIND:
            place = first_sentence(step.where)
            more = step.where.removeprefix(place).lstrip()
            found = [sentence._replace(text=place), TextRow("where", more, rank=3), sentence._replace(rank=5, style="")]
            rows = [*(found if place else [sentence]), *opening, caution, feel, total, then]
        case Phase.HOLD | Phase.WORK | Phase.PAUSE:
            opening = opening if phase is first or not words else [*opening, side]
            again = [how._replace(rank=7)] if phase is not first and not step.traits.presses else []
            if step.traits.presses and phase is not first:
                # It has been read and done by now: on a small screen what to keep clear of matters more.
                sentence = sentence._replace(rank=NEEDED_RANK)
            # What is counted is in large digits by now.
            rows = [sentence, turn, dose._replace(rank=9), *opening, feel, stop, avoid, other, *again, total, then]
        case Phase.CHANGE:
            change = sentence._replace(text=f"{phase_label(segment)} {side_phrase(segment.side)}.")
            rows = [change, turn, *([side] if words else []), how, caution, total, then]
        case _ as unreachable:
            assert_never(unreachable)
    rows.insert(1, TextRow("rule", plan.routine.guidance.rule, CAUTION_RANK, "caution"))
    return [row for row in rows if row.text]


def _how_and_form(step: Step) -> tuple[str, str]:
    """Return how a step is done, and the form of its level."""
    if step.move is None or not step.level:
        return step.how, ""
    form = step.move.levels[step.level - 1].text
    return step.how.removeprefix(f"Level {step.level}: {form}.").lstrip(), f"{form}."


def _work_from(plan: Plan, now: Segment) -> Segment | None:
    """Return the segment in which the step of `now` is done: it itself, or the next one; None where it is over."""
    of_step = (one for one in plan.segments[plan.index_at(now.start) :] if one.step_number == now.step_number)
    return next((one for one in of_step if one.phase.is_work), None)


def notice_rows(session: Session, texts: InSessionTexts) -> list[TextRow]:
    """Return what comes before the texts of the step: about the last key, an absence or a pause, and the stop rules."""
    # These two have a line of their own.
    notice = "" if session.notice in {Notice.QUIT_AGAIN, Notice.NOT_A_KEY} else notice_text(session)
    is_still = session.status is SessionStatus.PAUSED and not session.is_asking
    pause = f"Standing still for {clock_text(session.standing_ns // NS_PER_S)}. Space goes on." if is_still else ""
    asked_for = session.help_shown and session.help_until is None
    rules = [TextRow("", f"{texts.rules} {texts.press_h}", rank=0, style="stop")] if asked_for else []
    return [*rules, *(TextRow("", text, rank=1, style="caution") for text in (notice, pause) if text)]
