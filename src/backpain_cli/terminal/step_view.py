"""The pictures of a step beside its words on a screen that is wide enough: the posture, and the point on the body."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from backpain_cli.chart.cell import Mode
from backpain_cli.chart.prepared import COLUMNS, LEAST_LINES, Prepared
from backpain_cli.domain.segment import Segment
from backpain_cli.guide.session import Session
from backpain_cli.terminal.painter import Aside
from backpain_cli.terminal.spans import Row, Span

LEAST_COLUMNS, LEAST_SCREEN_LINES = 100, 24
PICTURE_COLUMNS = COLUMNS + 2
FIRST_ROW = 2

Pictures = Callable[[Segment], Sequence[Prepared]]
"""From a segment to the pictures of its step, the posture first."""


def has_room_for_pictures(columns: int, lines: int) -> bool:
    """Say whether a screen of that size has room for pictures beside its words."""
    return columns >= LEAST_COLUMNS and lines >= LEAST_SCREEN_LINES


class StepView:
    """Has the pictures of a step that stand beside its words. Each is drawn once, however often it is shown."""

    def __init__(self, pictures: Pictures, mode: Mode) -> None:
        """Show `pictures`, drawn in `mode`."""
        self._pictures = pictures
        self._mode = mode
        self._drawn: dict[tuple[int, str, int], list[Row]] = {}

    def columns_for_words(self, columns: int, lines: int) -> int:
        """Return how many columns are left for the words."""
        return columns - PICTURE_COLUMNS if has_room_for_pictures(columns, lines) else columns

    def aside(self, session: Session, columns: int, lines: int) -> Aside | None:
        """Return the pictures of the present step, to stand to the right of its words; None where there is no room."""
        at = self.columns_for_words(columns, lines)
        return None if at == columns else Aside(self._rows_of(session.segment, lines - FIRST_ROW - 1), at)

    def _rows_of(self, segment: Segment, lines: int) -> list[Row]:
        known = (segment.step_number, str(segment.side), lines)
        if known not in self._drawn:
            pictures = self._pictures(segment)[: max(1, lines // LEAST_LINES)]
            self._drawn = {known: [()] * FIRST_ROW + _rows_of(pictures, lines, self._mode)}
        return self._drawn[known]


def _rows_of(pictures: Sequence[Prepared], lines: int, mode: Mode) -> list[Row]:
    """Return pictures one below the other, each in the middle."""
    # On a screen without room for pictures nothing that draws is wanted.
    from backpain_cli.chart.cells import fitting
    from backpain_cli.terminal.chart_view import picture_rows

    rows: list[Row] = []
    for number, picture in enumerate(pictures):
        columns, high = fitting(picture, COLUMNS, (lines - len(rows)) // (len(pictures) - number))
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

    def __call__(self, segment: Segment) -> Sequence[Prepared]:
        """Return the pictures of the segment's step: its posture and the place of its point, as far as it has them."""
        from backpain_cli.chart.ready_pictures import ready_pictures_of

        return ready_pictures_of(segment.step, self._routine, self._charts, segment.side)
