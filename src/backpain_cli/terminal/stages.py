"""The screen on which a session is shown. (Plain lines: `plain_stage`.)"""

from collections import deque
from collections.abc import Callable

from backpain_cli.guide.events import Passed
from backpain_cli.guide.session import SECOND, Session, Status, besides_time
from backpain_cli.guide.watching import WatchingStage
from backpain_cli.terminal.countdown import Signs
from backpain_cli.terminal.distance import compose_big
from backpain_cli.terminal.hurts import question_rows
from backpain_cli.terminal.painter import Aside, Frame, Painter
from backpain_cli.terminal.screen import Layout
from backpain_cli.terminal.spans import Row
from backpain_cli.terminal.step_view import StepView

LOOK_AHEAD = 30
"""So many seconds are drawn in one go: a processor that has just drawn one draws the next in a third of the time that
it needs after a second of something else."""


class ScreenStage(WatchingStage):
    """Draws a session on the whole terminal, the changed cells only. The terminal's owner gives the screen back.

    It looks at cues no further: what they say is on the screen already.
    """

    refreshes = True

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
            size: tells columns and lines.
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
        self._layout: Layout | None = None
        self._flash = flash
        self._flashed_at = -SECOND
        self._phase: tuple[int, int] | None = None
        self._session: Session | None = None
        """As it was shown last, but for the time that was told since."""
        self._second = -1
        """What is shown."""
        self._coming: deque[tuple[int, Frame]] = deque()
        """What is drawn already for the next seconds, as long as nothing but time goes by."""

    def show(self, session: Session) -> None:
        """Bring the screen to how the session stands now."""
        if session.is_over:
            return
        before, self._session = self._session, session
        second = session.position // SECOND
        only_time = before is not None and besides_time(before) == besides_time(session)
        goes_by, self._second = second - self._second, second
        if only_time and self._is_shown(second):
            return
        self._coming.clear()
        flash = session.big and self._flashes(session)
        self._painter.paint(*self._composed(session, flash=flash))
        if only_time and goes_by == 1:
            self._look_ahead(session)

    def tick(self, position: int) -> None:
        """Bring the screen to a later time."""
        second = position // SECOND
        if self._is_shown(second):
            self._second = second
        elif self._session is not None:
            self.show(self._session.after(Passed(position - self._session.position)))

    def _is_shown(self, second: int) -> bool:
        """Show what was drawn for that second, if anything was that still belongs on the screen; say whether it was."""
        coming = self._coming
        return bool(coming) and coming[0][0] == second and self._painter.show(coming.popleft()[1])

    def _look_ahead(self, session: Session) -> None:
        """Draw the next seconds up to the end of the segment, in which nothing happens but that time goes by."""
        second = session.position // SECOND
        frame: Frame | None = None
        for coming in range(second + 1, min(second + LOOK_AHEAD + 1, session.segment.end)):
            then = session._replace(position=coming * SECOND)
            frame = self._painter.frame(*self._composed(then, flash=False), behind=frame)
            self._coming.append((coming, frame))

    def _composed(self, session: Session, *, flash: bool) -> tuple[list[Row], int, int, Aside | None]:
        """Return what `Painter.paint` takes to show `session`."""
        columns, lines = self._size
        if session.is_asking:
            return question_rows(session, columns, lines), columns, lines, None
        if session.big:
            return compose_big(session, columns, lines, self._signs, flash=flash), columns, lines, None
        if self._view is None:
            return self._words(session, columns, lines), columns, lines, None
        rows = self._words(session, self._view.columns_for_words(columns, lines), lines)
        return rows, columns, lines, self._view.aside(session, columns, lines)

    def _words(self, session: Session, columns: int, lines: int) -> list[Row]:
        if self._layout is None or not self._layout.shows(session, columns, lines):
            self._layout = Layout(session, columns, lines, self._signs)
        return self._layout.rows_at(session)

    def _flashes(self, session: Session) -> bool:
        """Say whether this is the first sight of a phase: never twice within a second, however fast the keys are."""
        phase = (session.segment_index, session.jumps)
        known, self._phase = self._phase, phase
        if not self._flash or known in {None, phase} or session.status is not Status.RUNNING:
            return False
        if session.clock - self._flashed_at < SECOND:
            return False
        self._flashed_at = session.clock
        return True

    def redraw(self) -> None:
        """Ask for the size again, and draw everything at the next `show`."""
        self._size = self._ask_size()
        self._painter.forget()
