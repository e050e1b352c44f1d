"""Pictures as renderables, and the chart beside the words of a page."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from rich.color import Color
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import ControlType, Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from backpain_cli.pictures.body.chart import (
    ChartSeries,
    body_chart,
    chart_legend,
    chief_view,
    closer,
    key_to,
)
from backpain_cli.pictures.body.shapes import BodyView
from backpain_cli.pictures.palette import PALETTE_16, PALETTE_256, PictureColors
from backpain_cli.pictures.render.cells import cell_rows, fitted_size
from backpain_cli.pictures.render.placeholders import color_of, placeholder_rows
from backpain_cli.pictures.render.raster import PictureCell, PictureMode
from backpain_cli.pictures.scene import Scene
from backpain_cli.views.session_pictures import Draw
from backpain_cli.views.widgets import CHART_COLUMNS

CHART_LINES = 18
_SAMPLE_COLUMNS = 10


class PictureView:
    """A scene in cells, as large as fits `columns` and `lines` in the picture's own proportions."""

    def __init__(self, scene: Scene, columns: int, lines: int, mode: PictureMode, colors: PictureColors) -> None:
        """Draw nothing yet.

        Args:
            scene: the picture.
            columns: the most it may take.
            lines: the most it may take.
            mode: in which signs and colours.
            colors: of the theme.
        """
        self.columns, self.lines = fitted_size(scene, columns, lines)
        self._scene, self._mode, self._colors = scene, mode, colors

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for cells in cell_rows(self._scene, self.columns, self.lines, self._mode, self._colors):
            yield from cell_segments(cells, self._mode)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.columns, self.columns)


class TruePicture:
    """The empty place of a scene that the terminal draws itself, over its cells."""

    def __init__(self, scene: Scene) -> None:
        """Keep `scene`; who paints the screen sends it."""
        self.scene = scene

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        return ()


_NOT_TEXT = ((ControlType.BELL,),)
"""Marks what takes no cells; which control it is matters only to old consoles of Windows."""


class InlinePicture:
    """A true picture among the words of a page: its place, and behind that what shows it there.

    It is shown last, as some terminals let what is written into its cells erase it.
    """

    def __init__(self, sequence: bytes, columns: int, lines: int) -> None:
        """Keep `sequence`, which shows it with its upper left corner at the cursor, in so many columns and lines."""
        self._sequence, self.columns, self.lines = sequence.decode("ascii"), columns, lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for _ in range(self.lines):
            yield Segment(" " * self.columns)
            yield Segment.line()
        yield Segment(f"\x1b7\x1b[{self.lines}A{self._sequence}\x1b8", None, _NOT_TEXT)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.columns, self.columns)


class PlaceholderPicture:
    """A true picture as text, which the terminal replaces by the picture."""

    def __init__(self, number: int, columns: int, lines: int, upload: bytes = b"") -> None:
        """Show the picture of that number in so many columns and lines; `upload` sends it first, unless it was sent."""
        self._number, self.columns, self.lines, self._upload = number, columns, lines, upload.decode("ascii")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self._upload:
            yield Segment(self._upload, None, _NOT_TEXT)
        style = Style(color=Color.from_ansi(color_of(self._number)))
        for row in placeholder_rows(self._number, self.columns, self.lines):
            yield Segment(row, style)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.columns, self.columns)


def cell_segments(cells: Iterable[PictureCell], mode: PictureMode) -> Iterable[Segment]:
    """Yield a row of cells, each run of one look as one segment."""
    for style, run in groupby(cells, key=lambda cell: _style(cell.foreground, cell.background, mode)):
        yield Segment("".join(cell.character for cell in run), style)


@lru_cache(maxsize=1024)
def _style(foreground: str, background: str, mode: PictureMode) -> Style:
    return Style(color=_color(foreground, mode), bgcolor=_color(background, mode))


def _color(color: str, mode: PictureMode) -> Color | None:
    """Return a colour of a cell; one of a palette by its number, as rich would take the next one for some greys."""
    if not color:
        return None
    if mode is PictureMode.HALF_BLOCKS_16:
        return Color.from_ansi(PALETTE_16.index(color))
    if mode is PictureMode.HALF_BLOCKS_256:
        return Color.from_ansi(PALETTE_256.index(color, 16))
    return Color.parse(color)


def legend_view(
    series: Sequence[ChartSeries], columns: int, mode: PictureMode, colors: PictureColors
) -> RenderableType:
    """Return what each series looks like, with its name, and what the looks mean."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", max_width=columns - _SAMPLE_COLUMNS - 1)
    for number, one in enumerate(series):
        sample = Scene(100, 20, tuple(chart_legend(number, one, 10, name=False)), "", "")
        grid.add_row(PictureView(sample, _SAMPLE_COLUMNS, 1, mode, colors), Text(one.name))
    return Group(grid, *([Text(key, "quiet")] if (key := key_to(series)) else []))


def sides_in_words(views: Sequence[BodyView]) -> list[str]:
    """Return from where the body is seen and where its left is, for a picture that holds no letters."""
    sentences: list[str] = []
    for place, view in enumerate(views):
        which = f"{('On the left', 'On the right')[place]}: " if len(views) > 1 else ""
        side = "left" if view is BodyView.BACK else "right"
        sentence = f"{which}{view.phrase}, your left is on the {side} of the body."
        sentences.append(sentence[0].upper() + sentence[1:])
    return sentences


class PageDrawing(NamedTuple):
    """How pictures are drawn among the words of a page."""

    draw: Draw
    mode: PictureMode
    """Of what is drawn in cells: the names of what is on a picture."""
    colors: PictureColors


def page_chart(data: dict[str, Any], series: Sequence[ChartSeries], drawing: PageDrawing) -> RenderableType | None:
    """Return the chart of `series` for the margin of a page: the view that shows the most, and the names.

    Args:
        data: the charts' plain contents.
        series: what is shown; none gives no chart.
        drawing: how.
    """
    if not series:
        return None
    view = chief_view(data, series)
    scene = closer(body_chart(data, series, (view,), "", legend=False), (view,))
    legend = legend_view(series, CHART_COLUMNS, drawing.mode, drawing.colors)
    return Group(drawing.draw(scene, CHART_COLUMNS, CHART_LINES), Text(), legend)


def page_posture(scene: Scene, drawing: PageDrawing) -> RenderableType:
    """Return the picture of a posture for the margin of a page."""
    return drawing.draw(scene, CHART_COLUMNS, CHART_LINES)
