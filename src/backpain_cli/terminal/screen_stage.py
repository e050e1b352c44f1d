"""The screen on which a session is shown. (Plain lines: `plain_stage`.)"""

from collections.abc import Callable

from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.session.stages import Stage
from backpain_cli.terminal.countdown import Signs
from backpain_cli.terminal.distance import compose_big
from backpain_cli.terminal.hurts import complaint_rows
from backpain_cli.terminal.painter import Aside, Painter
from backpain_cli.terminal.screen import compose
from backpain_cli.terminal.step_view import StepView


class ScreenStage(Stage):
    """Draws a session on the whole terminal, the changed cells only. The terminal's owner gives the screen back.

    It ignores cues: what they say is on the screen already.
    """

    def __init__(
        self,
        painter: Painter,
        size: Callable[[], tuple[int, int]],
        signs: Signs,
        view: StepView | None = None,
        *,
        flash: bool = False,
    ) -> None:
        """Draw with `painter` and `signs`.

        Args:
            painter: what writes.
            size: returns columns and lines.
            signs: what is drawn with.
            view: the pictures of a step, if any.
            flash: whether the distance view reverses the verb for a moment when the phase changes. Not for somebody
                who asked for reduced motion, and not in a rehearsal, whose phases follow each other too fast.
        """
        self._view = view
        self._painter = painter
        self._ask_size = size
        self._size = size()
        self._signs = signs
        self._flash = flash
        self._flashed_at = -NS_PER_S
        self._phase: tuple[int, int] | None = None

    def show(self, session: Session) -> None:
        """Bring the screen to the session as it is now."""
        if session.is_over:
            return
        columns, lines = self._size
        if session.is_asking:
            self._painter.paint(complaint_rows(session, columns, lines), columns, lines)
        elif session.floor_view:
            flash = self._flashes(session)
            self._painter.paint(compose_big(session, columns, lines, self._signs, flash=flash), columns, lines)
        elif self._view is None:
            self._painter.paint(compose(session, columns, lines, self._signs), columns, lines)
        else:
            self._show_with_pictures(session, self._view)

    def _show_with_pictures(self, session: Session, view: StepView) -> None:
        columns, lines = self._size
        at = view.columns_for_words(columns, lines)
        words = compose(session, at, lines, self._signs)
        if view.is_drawn(session, columns, lines):
            self._painter.paint(words, columns, lines, view.aside(session, columns, lines))
            view.draw_next(session, columns, lines)
        else:
            # Drawing takes its time, and the words must not wait for it.
            self._painter.paint(words, columns, lines, Aside((), at))
            self._painter.paint(words, columns, lines, view.aside(session, columns, lines))

    def _flashes(self, session: Session) -> bool:
        """True at the first sight of a phase: never twice within a second, however fast the keys are."""
        phase = (session.segment_index, session.seek_count)
        known, self._phase = self._phase, phase
        if not self._flash or known in {None, phase} or session.status is not SessionStatus.RUNNING:
            return False
        if session.elapsed_ns - self._flashed_at < NS_PER_S:
            return False
        self._flashed_at = session.elapsed_ns
        return True

    def redraw(self) -> None:
        """Ask for the size again, and draw everything at the next `show`."""
        self._size = self._ask_size()
        self._painter.forget()
