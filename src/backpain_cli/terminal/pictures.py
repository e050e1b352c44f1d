"""Which pictures a terminal can show, and those among the words of a page.

Sources: kitty's terminal graphics protocol; iTerm2's inline images protocol.
"""

from functools import partial
from typing import assert_never

from rich.console import RenderableType

from backpain_cli.domain.terms import ThemeName
from backpain_cli.pictures.palette import DARK_COLORS, LIGHT_COLORS, PictureColors
from backpain_cli.pictures.render.cells import picture_mode
from backpain_cli.pictures.render.images import (
    ImageProtocol,
    can_make_png,
    image_protocol,
    iterm2_sequence,
    kitty_sequence,
    png_image,
    sixel_sequence,
)
from backpain_cli.pictures.render.placeholders import picture_numbers, upload_through_tmux
from backpain_cli.pictures.render.png import pixels_in
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Scene
from backpain_cli.terminal.capabilities import capabilities, window_cell_px
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.tmux import tmux_view
from backpain_cli.views.charts import CHART_LINES, InlinePicture, PageDrawing, PictureView, PlaceholderPicture

_USUAL_CELL_PX = (8, 16)
_HAVE_256 = frozenset({"256", "truecolor"})


def cell_mode(console: PageConsole) -> PictureMode:
    """Return how pictures in cells are drawn: in one colour where the background is not known, or has no colours."""
    mode = picture_mode(console.environment, console.encoding, console.room.is_screen)
    is_colored = console.theme_name in {ThemeName.DARK, ThemeName.LIGHT} and not console.no_color
    return mode if is_colored or mode is PictureMode.ASCII else PictureMode.PATTERNS


def picture_colors(console: PageConsole) -> PictureColors:
    """Return the colours of pictures on this background."""
    return LIGHT_COLORS if console.theme_name is ThemeName.LIGHT else DARK_COLORS


def true_pictures(console: PageConsole) -> ImageProtocol | None:
    """Return how this terminal takes true pictures; None where it takes none, or colours are refused."""
    if not console.room.is_screen or not console.file.isatty() or console.no_color or console.color_system is None:
        return None
    answered, view = capabilities(), tmux_view(console.environment) if console.environment.get("TMUX") else None
    if view and view.draws_placeholders and console.color_system in _HAVE_256 and can_make_png():
        return ImageProtocol.PLACEHOLDERS
    if view and not view.draws_sixel:
        return None
    known = image_protocol(console.environment) or (ImageProtocol.KITTY if answered.kitty_graphics else None)
    if known is not None and can_make_png():
        return known
    return ImageProtocol.SIXEL if answered.sixel and (answered.cell_px or window_cell_px()) else None


def cell_px() -> tuple[int, int]:
    """Return the width and the height of a cell in pixels; the usual ones where the terminal names none."""
    return capabilities().cell_px or window_cell_px() or _USUAL_CELL_PX


def fitted_cells(scene: Scene, columns: int, lines: int, cell_px: tuple[int, int]) -> tuple[int, int]:
    """Return the largest columns and lines within those given that have the proportions of `scene`."""
    width_px, height_px = cell_px
    scale = min(columns * width_px / scene.width, lines * height_px / scene.height)
    return max(1, round(scene.width * scale / width_px)), max(1, round(scene.height * scale / height_px))


def drawing_for_page(console: PageConsole) -> PageDrawing:
    """Return how pictures are drawn on a page: as true ones where the terminal takes them, else in cells."""
    protocol = true_pictures(console) if can_make_png() else None
    mode, colors = cell_mode(console), picture_colors(console)
    if protocol is None or console.room.lines <= CHART_LINES + 1:
        # One is put in its place once the lines beside it are printed, which must not have left the screen by then.
        return PageDrawing(partial(PictureView, mode=mode, colors=colors), mode, colors)
    px = cell_px()

    def draw(scene: Scene, columns: int, lines: int) -> RenderableType:
        return inline_picture(scene, protocol, colors, fitted_cells(scene, columns, lines, px), px)

    # It has colours on every background, and so have the names.
    return PageDrawing(draw, picture_mode(console.environment, console.encoding, is_terminal=True), colors)


def inline_picture(
    scene: Scene, protocol: ImageProtocol, colors: PictureColors, size: tuple[int, int], px: tuple[int, int]
) -> InlinePicture | PlaceholderPicture:
    """Return a true picture among the words of a page, of that size in cells."""
    wide, high = size
    png = png_image(scene, colors, height=high * px[1])
    match protocol:
        case ImageProtocol.PLACEHOLDERS:
            number = next(picture_numbers())
            return PlaceholderPicture(number, wide, high, upload_through_tmux(png, number, wide, high))
        case ImageProtocol.KITTY:
            sequence = kitty_sequence(png, wide, high)
        case ImageProtocol.ITERM2:
            sequence = iterm2_sequence(png, wide, high)
        case ImageProtocol.SIXEL:
            sequence = sixel_sequence(pixels_in(png))
        case _ as unreachable:
            assert_never(unreachable)
    return InlinePicture(sequence, wide, high)
