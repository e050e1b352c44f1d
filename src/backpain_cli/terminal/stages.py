"""The two places where a session is shown: a screen of our own, and plain lines."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from backpain_cli.domain.durations import as_clock
from backpain_cli.domain.segment import Cue, CueKind
from backpain_cli.guide.session import Notice, Session, Status
from backpain_cli.terminal import words
from backpain_cli.terminal.painter import Painter
from backpain_cli.terminal.screen import Signs, compose
from backpain_cli.terminal.step_view import StepView


class ScreenStage:
    """Draws a session on the whole terminal, the changed cells only."""

    refreshes = True

    def __init__(
        self, painter: Painter, size: Callable[[], tuple[int, int]], signs: Signs, view: StepView | None = None
    ) -> None:
        """Draw with `painter` and `signs`, asking `size` for columns and lines, with the pictures of `view` if any."""
        self._view = view
        self._painter = painter
        self._ask_size = size
        self._size = size()
        self._signs = signs

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The terminal's owner gives the screen back."""

    def show(self, session: Session) -> None:
        """Bring the screen to how the session stands now."""
        if session.is_over:
            return
        columns, lines = self._size
        if self._view is None:
            rows = compose(session, columns, lines, self._signs)
        else:
            words = compose(session, self._view.columns_for_words(columns, lines), lines, self._signs)
            rows = self._view.beside(words, session, columns, lines)
        self._painter.paint(rows, columns, lines)

    def cue(self, cue: Cue) -> None:
        """Nothing: what a cue says is on the screen already."""

    def redraw(self) -> None:
        """Ask for the size again, and draw everything at the next `show`."""
        self._size = self._ask_size()
        self._painter.forget()


class PlainStage:
    """Tells a session in lines, one at each change and at half time; nothing is drawn over, nothing told twice."""

    refreshes = False

    def __init__(self, write_line: Callable[[str], None]) -> None:
        """Tell through `write_line`, which takes one line without its end."""
        self._write_line = write_line
        self._status = Status.RUNNING
        self._notice = Notice.NONE
        self._help_shown = False
        self._added = 0
        self._session: Session | None = None

    def __enter__(self) -> Self:
        keys = "; ".join(f"{key}: {what}" for key, what in words.KEYS)
        self._write_line(f"Keys. {keys}.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held."""

    def show(self, session: Session) -> None:
        """Tell what is new: a pause and its end, a notice, the keys."""
        self._session = session
        if session.is_over:
            return
        if session.notice is not self._notice and session.notice is not Notice.NONE:
            self._write_line(words.notice(session))
        self._notice = session.notice
        if session.plan.added != self._added:
            self._added = session.plan.added
            hold = session.segment.seconds
            told = words.changed_total(session) or f"{as_clock(session.plan.seconds)} in all, as planned"
            self._write_line(f"This hold is now {hold} seconds. {told}.")
        if session.status is not self._status:
            self._status = session.status
            self._write_line(words.pause_words(session) or "Going on.")
        if session.help_shown is not self._help_shown:
            for key, what in words.KEYS:
                self._write_line(f"  {key}: {what}")
        self._help_shown = session.help_shown

    def cue(self, cue: Cue) -> None:
        """Tell a cue with its time; at the start of a step with everything that has to be known for it."""
        if self._session is None:
            return
        segment = self._session.plan.segments[self._session.plan.index_at(cue.at)]
        if cue.kind is CueKind.START:
            self._write_line("")
            self._write_line(f"{as_clock(cue.at)} Step {segment.step_number} of {self._session.plan.steps}. {cue.text}")
            for label, text in (
                ("Take care", segment.step.avoid),
                ("Stop", segment.step.stop),
                ("Or", segment.step.neutral),
            ):
                if text:
                    self._write_line(f"     {label}: {text}")
            return
        self._write_line(f"{as_clock(cue.at)} {cue.text}")

    def redraw(self) -> None:
        """Lines stay where they are."""
