"""The pictures of a step beside its words on a screen that is wide enough: the posture, and the point on the body."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from backpain_cli.domain.routine.plan import Segment
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.session import Session
from backpain_cli.terminal.painter import Aside
from backpain_cli.terminal.spans import Row, Span

LEAST_COLUMNS, LEAST_SCREEN_LINES = 100, 24
COLUMNS = 40
"""Into how many columns a picture must fit."""
LEAST_LINES = 14
"""In fewer lines a picture would show nothing."""
PICTURE_COLUMNS = COLUMNS + 2
FIRST_ROW = 2
_DRAWN_AT_A_TIME = 4
"""Pictures of so many turns of steps are kept: the present one, the next one, and the ones before."""

Pictures = Callable[[Segment], Sequence[Scene]]
"""From a segment to the pictures of its step, the posture first."""


def has_room_for_pictures(columns: int, lines: int) -> bool:
    """Return whether a screen of that size has room for pictures beside its words."""
    return columns >= LEAST_COLUMNS and lines >= LEAST_SCREEN_LINES


class StepView:
    """The pictures of a step that stand beside its words. Each is drawn once, however often it is shown."""

    def __init__(self, pictures: Pictures, mode: PictureMode) -> None:
        """Show `pictures`, drawn in `mode`."""
        self._pictures = pictures
        self._mode = mode
        self._drawn: dict[tuple[int, StepKind, Side, int], list[Row]] = {}

    def columns_for_words(self, columns: int, lines: int) -> int:
        """Return how many columns are left for the words."""
        return columns - PICTURE_COLUMNS if has_room_for_pictures(columns, lines) else columns

    def aside(self, session: Session, columns: int, lines: int) -> Aside | None:
        """Return the pictures of the present step, to stand to the right of its words; None where there is no room.

        They are drawn now unless `is_drawn` is true.
        """
        at = self.columns_for_words(columns, lines)
        return None if at == columns else Aside(self._rows_of(session.segment, lines), at)

    def is_drawn(self, session: Session, columns: int, lines: int) -> bool:
        """Return whether the pictures of the present step are drawn, or there is no room for any."""
        return not has_room_for_pictures(columns, lines) or _key_of(session.segment, lines) in self._drawn

    def draw_next(self, session: Session, columns: int, lines: int) -> None:
        """Draw what stands beside the words after the present turn of the step."""
        if not has_room_for_pictures(columns, lines):
            return
        present = _key_of(session.segment, lines)
        for segment in session.plan.segments[session.segment_index + 1 :]:
            if _key_of(segment, lines) != present:
                self._rows_of(segment, lines)
                return

    def _rows_of(self, segment: Segment, lines: int) -> list[Row]:
        key = _key_of(segment, lines)
        if key not in self._drawn:
            while len(self._drawn) >= _DRAWN_AT_A_TIME:
                del self._drawn[next(iter(self._drawn))]
            room = lines - FIRST_ROW - 1
            pictures = self._pictures(segment)[: max(1, room // LEAST_LINES)]
            self._drawn[key] = [()] * FIRST_ROW + _rows_of(pictures, room, self._mode)
        return self._drawn[key]


def _key_of(segment: Segment, lines: int) -> tuple[int, StepKind, Side, int]:
    # A press that was taken out of the plan has become a rest.
    return segment.step_number, segment.step.kind, segment.side, lines


def _rows_of(pictures: Sequence[Scene], lines: int, mode: PictureMode) -> list[Row]:
    """Return pictures one below the other, each in the middle."""
    from backpain_cli.pictures.render.cells import fitted_size
    from backpain_cli.terminal.chart_view import picture_rows

    rows: list[Row] = []
    for number, picture in enumerate(pictures):
        columns, high = fitted_size(picture, COLUMNS, (lines - len(rows)) // (len(pictures) - number))
        margin = Span(" " * ((COLUMNS - columns) // 2))
        rows += [(margin, *row) if row else row for row in picture_rows(picture, columns, high, mode)]
    return rows


class StepPictures:
    """Finds the pictures of a step, on the side that its turn is for."""

    def __init__(self, load: Callable[[], Mapping[str, Any]], routine: str) -> None:
        """Take the pictures from what `load` returns, for the routine of that key; it is called when first needed."""
        self._load = load
        self._routine = routine

    @cached_property
    def _charts(self) -> Mapping[str, Any]:
        return self._load()

    def prepare(self) -> None:
        """Load what the pictures are drawn from, before the clock of a session runs."""
        _ = self._charts

    def __call__(self, segment: Segment) -> Sequence[Scene]:
        """Return the pictures of the segment's step: its posture and the place of its point, as far as it has them."""
        from backpain_cli.pictures.step_pictures import step_pictures

        return step_pictures(segment.step, self._routine, self._charts, side=segment.side)
