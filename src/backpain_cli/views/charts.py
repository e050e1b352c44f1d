"""Pictures as renderables."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

from backpain_cli.pictures.palette import PictureColors
from backpain_cli.pictures.render.cells import cell_rows, fitted_size
from backpain_cli.pictures.render.raster import PictureCell, PictureMode
from backpain_cli.pictures.scene import Scene


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
            yield from cell_segments(cells)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self.columns, self.columns)


def cell_segments(cells: Iterable[PictureCell]) -> Iterable[Segment]:
    """Yield a row of cells, each run of one look as one segment."""
    for style, run in groupby(cells, key=lambda cell: _style(cell.foreground, cell.background)):
        yield Segment("".join(cell.character for cell in run), style)


@lru_cache(maxsize=1024)
def _style(foreground: str, background: str) -> Style:
    return Style(color=foreground or None, bgcolor=background or None)
