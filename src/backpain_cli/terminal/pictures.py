"""Which pictures a terminal can show, and in which colours."""

from backpain_cli.domain.terms import ThemeName
from backpain_cli.pictures.palette import DARK_COLORS, LIGHT_COLORS, PictureColors
from backpain_cli.pictures.render.cells import picture_mode
from backpain_cli.pictures.render.images import ImageProtocol, image_protocol
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.terminal.capabilities import capabilities
from backpain_cli.terminal.console import PageConsole

_USUAL_CELL_PX = (8, 16)


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
    if (protocol := image_protocol(console.environment)) is not None:
        return protocol
    answered = capabilities()
    if answered.kitty_graphics:
        return ImageProtocol.KITTY
    return ImageProtocol.SIXEL if answered.sixel and answered.cell_px else None


def cell_px() -> tuple[int, int]:
    """Return the width and the height of a cell in pixels; the usual ones where the terminal names none."""
    return capabilities().cell_px or _USUAL_CELL_PX
