"""A session in plain lines: for screen readers, old terminals and logs. Nothing is drawn over or repeated."""

from collections.abc import Callable, Iterator
from typing import Self, assert_never

from backpain_cli.domain.routine.plan import Phase, Segment
from backpain_cli.domain.safety.in_session import HurtsPage, InSessionTexts
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import Notice, SessionStatus
from backpain_cli.session.stages import Stage
from backpain_cli.views import session_text as words
from backpain_cli.wording.cue_kinds import CueKind, is_pace
from backpain_cli.wording.cues import Cue
from backpain_cli.wording.dose_text import rest_sentence
from backpain_cli.wording.hurts_text import page_lines
from backpain_cli.wording.phrases import (
    HALF_TIME,
    TEXTS_OF_THE_LINES,
    announcement,
    counted,
    phase_label,
    place_phrase,
    pressure_phrase,
    step_heading,
    step_texts,
)
from backpain_cli.wording.speech_text import without_brackets


class PlainStage(Stage):
    """Writes a session in lines, one at each change and at half time.

    It gives the same moments as the voice, but for the last three seconds and the pace of counted work; and all texts
    of a step when it begins, because lines can be read in one's own time.
    """

    def __init__(self, write_line: Callable[[str], None], texts: InSessionTexts) -> None:
        """Write through `write_line`, which takes one line without its end; `texts` are the words of the key h."""
        self._write_line = write_line
        self._texts = texts
        self._status = SessionStatus.RUNNING
        self._notice = Notice.NONE
        self._help_shown = self._for_a_while = False
        self._big = False
        self._added, self._left_out = 0, 0
        self._session: Session | None = None

    def __enter__(self) -> Self:
        keys = "; ".join(f"{key}: {what}" for key, what in words.KEYS_OF_LINES)
        self._write_line(f"Keys. {keys}.")
        self._write_line(self._texts.in_short)
        return self

    def show(self, session: Session) -> None:
        """Write what is new: a pause and its end, a notice, the keys."""
        if self._session is None:
            self._big = session.floor_view
        self._session = session
        if session.is_over:
            return
        is_news = session.notice is not self._notice or len(session.plan.left_out) > self._left_out
        if is_news and session.notice is not Notice.NONE:
            question = session.question
            asks = question is not None and session.notice is question.notice
            text = page_lines(self._texts.by_page[HurtsPage(session.notice.value)]) if asks else []
            for line in text or [words.notice_text(session)]:
                self._write_line(line)
        self._notice = session.notice
        if session.plan.added != self._added:
            self._write_line(self._changed(session))
        self._added, self._left_out = session.plan.added, len(session.plan.left_out)
        if session.status is not self._status:
            self._status = session.status
            if not session.is_asking:
                self._write_line(words.pause_text(session) or "Going on.")
        if session.floor_view is not self._big:
            self._big = session.floor_view
            self._write_line("There are no large digits in plain lines.")
        was_shown_for_a_while, self._for_a_while = self._for_a_while, session.help_until is not None
        if session.help_shown is not self._help_shown and (session.help_shown or not was_shown_for_a_while):
            if session.help_until is None:
                self._write_line(f"{self._texts.rules} {self._texts.press_h}")
            for key, what in words.KEYS_OF_LINES:
                self._write_line(f"  {key}: {what}")
        self._help_shown = session.help_shown

    def cue(self, cue: Cue) -> None:
        """Write a cue with its time; at the start of a step with everything that has to be known for it."""
        if self._session is None:
            return
        plan = self._session.plan
        segment = plan.segments[plan.index_at(cue.at)]
        if cue.kind is CueKind.START:
            if cue.at == 0 and (rule := plan.routine.guidance.rule):
                self._write_line(rule)
            of = f"Step {segment.step_number} of {plan.steps}, {place_phrase(segment.step.place)}."
            self._write_line("")
            action = without_brackets(f"{_announcement(segment)} {segment.step.do}")
            self._write_line(f"{clock_text(cue.at)} {of} {action}")
            for label, text in step_texts(segment.step, TEXTS_OF_THE_LINES):
                self._write_line(f"     {label}: {without_brackets(text)}")
        for line in self._lines_of(cue, segment):
            self._write_line(f"{clock_text(cue.at)} {line}")

    def _changed(self, session: Session) -> str:
        """Return how long the plan is now, and of a hold or of counted work that changed it how much that is now."""
        plan, reps = session.plan, session.segment.reps
        total = words.changed_total(plan) or f"{clock_text(plan.seconds)} in all, as planned"
        if len(plan.left_out) != self._left_out or not session.segment.phase.is_work:
            return f"{total}."
        now = f"Now {counted(reps, 'repetition')}" if reps else f"This hold is now {session.segment.seconds} seconds"
        return f"{now}. {total}."

    def _lines_of(self, cue: Cue, segment: Segment) -> Iterator[str]:
        match cue.kind:
            case CueKind.START | CueKind.FIND | CueKind.HOLD:
                if segment.phase is Phase.FIND:
                    yield f"{phase_label(segment)}."
                elif segment.phase is Phase.HOLD and (segment.step.is_hold or segment.step.series is not None):
                    yield self._hold(segment)
                elif segment.beats and cue.text:
                    yield f"{phase_label(segment)}, {segment.seconds} seconds."
            case CueKind.NEXT:
                following = self._session.plan.segments if self._session is not None else ()
                yield from [
                    f"Next: {without_brackets(_announcement(later))}"
                    for later in following
                    if later.step_number == segment.step_number + 1
                ][:1]
            case CueKind.HALF:
                yield HALF_TIME
            case CueKind.COUNT:
                pass
            case CueKind.CHANGE if segment.phase is Phase.REST and self._session is not None:
                yield rest_sentence(self._session.plan.segments, segment)
            case CueKind.CHANGE | CueKind.EASE_OFF | CueKind.END:
                yield cue.text
            case CueKind.BEAT | CueKind.BEAT_BACK | CueKind.PAUSE:
                yield from [] if is_pace(cue.kind, cue.text) else [cue.text]
            case _ as unreachable:
                assert_never(unreachable)

    def _hold(self, segment: Segment) -> str:
        """Return that a hold begins; how hard only on the first side."""
        timed = f"{phase_label(segment)}, {segment.seconds} seconds."
        plan = self._session.plan if self._session is not None else None
        holds = [one for one in plan.segments if one.step_number == segment.step_number] if plan is not None else []
        first = next((one for one in holds if one.phase is Phase.HOLD), segment)
        pressure = pressure_phrase(segment.step).capitalize()
        return f"{timed} {pressure}." if pressure and first.start == segment.start else timed


def _announcement(segment: Segment) -> str:
    return f"{announcement(step_heading(segment.step), segment.side)}."
