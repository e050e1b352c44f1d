"""Which pictures a terminal can show, and true pictures on a screen of our own.

Sources: kitty's terminal graphics protocol; iTerm2's inline images protocol.
"""

from collections.abc import Callable, Hashable

from backpain_cli.domain.terms import ThemeName
from backpain_cli.pictures.palette import DARK_COLORS, LIGHT_COLORS, PictureColors
from backpain_cli.pictures.render.cells import picture_mode
from backpain_cli.pictures.render.images import (
    ImageProtocol,
    can_make_png,
    image_pixels,
    image_protocol,
    iterm2_sequence,
    kitty_upload,
    png_image,
    sixel_sequence,
)
from backpain_cli.pictures.render.raster import PictureMode
from backpain_cli.pictures.scene import Label, Scene
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
    answered = capabilities()
    known = image_protocol(console.environment) or (ImageProtocol.KITTY if answered.kitty_graphics else None)
    if known is not None and can_make_png():
        return known
    return ImageProtocol.SIXEL if answered.sixel and answered.cell_px else None


def cell_px() -> tuple[int, int]:
    """Return the width and the height of a cell in pixels; the usual ones where the terminal names none."""
    return capabilities().cell_px or _USUAL_CELL_PX


def fitted_cells(scene: Scene, columns: int, lines: int, cell_px: tuple[int, int]) -> tuple[int, int]:
    """Return the largest columns and lines within those given that have the proportions of `scene`."""
    width_px, height_px = cell_px
    scale = min(columns * width_px / scene.width, lines * height_px / scene.height)
    return max(1, round(scene.width * scale / width_px)), max(1, round(scene.height * scale / height_px))


_MAX_KEPT = 24
"""How many pictures the terminal keeps for us."""


class ScreenPictures:
    """True pictures on a screen of our own: each is sent once and placed in a rectangle of cells.

    Where the terminal keeps pictures (kitty), placing one again costs a few bytes; elsewhere it is sent again.
    """

    def __init__(
        self, protocol: ImageProtocol, colors: PictureColors, write: Callable[[bytes], object], px: tuple[int, int]
    ) -> None:
        """Show nothing yet.

        Args:
            protocol: how the terminal takes pictures.
            colors: of the theme.
            write: to the terminal.
            px: width and height of a cell in pixels.
        """
        self._protocol, self._colors, self._write, self._px = protocol, colors, write, px
        self._sent: dict[Hashable, int] = {}
        self._placed: dict[tuple[int, int], int] = {}
        self._next = 1

    @property
    def keeps_pictures(self) -> bool:
        """Whether two pictures can change places without being sent again."""
        return self._protocol is ImageProtocol.KITTY

    def can_show(self, scene: Scene) -> bool:
        """Return whether all of `scene` is seen: a sixel is sent without letters, which take long to draw."""
        return self._protocol is not ImageProtocol.SIXEL or not any(isinstance(one, Label) for one in scene.shapes)

    def prepare(self, key: Hashable, scene: Scene, columns: int, lines: int) -> None:
        """Send a picture ahead of its time, where the terminal keeps it."""
        if self.keeps_pictures:
            self._write(self._kept(key, scene, columns, lines)[1])

    def place(self, key: Hashable, scene: Scene, place: tuple[int, int], columns: int, lines: int) -> None:
        """Show `scene` with its upper left corner at `place`, a column and a line counted from 0.

        Args:
            key: names the scene; the same one is drawn only once for a size.
            scene: the picture.
            place: where; what was placed there before goes.
            columns: the room there is.
            lines: the room there is.
        """
        wide, high = fitted_cells(scene, columns, lines, self._px)
        x, y = place[0] + (columns - wide) // 2, place[1]
        at = b"\x1b7\x1b[%d;%dH" % (y + 1, x + 1)
        if not self.keeps_pictures:
            self._write(at + self._inline(scene, wide, high) + b"\x1b8")
            return
        number, data = self._kept(key, scene, columns, lines)
        data += at + b"\x1b_Ga=p,i=%d,p=1,c=%d,r=%d,C=1,q=2\x1b\\\x1b8" % (number, wide, high)
        # Only then does the one before it go, so that the place is never empty.
        if (old := self._placed.get(place)) not in {None, number}:
            data += b"\x1b_Ga=d,d=i,i=%d,q=2\x1b\\" % old
        self._placed[place] = number
        self._write(data)

    def clear(self) -> None:
        """Take all pictures off the screen; the terminal still keeps them."""
        if self.keeps_pictures and self._placed:
            self._write(b"\x1b_Ga=d,d=a,q=2\x1b\\")
        self._placed.clear()

    def close(self) -> None:
        """Take all pictures off the screen, and let the terminal forget them."""
        for number in self._sent.values():
            self._write(b"\x1b_Ga=d,d=I,i=%d,q=2\x1b\\" % number)
        self._sent.clear()
        self._placed.clear()

    def _kept(self, key: Hashable, scene: Scene, columns: int, lines: int) -> tuple[int, bytes]:
        """Return the number of a picture that the terminal keeps, and what sends it if it does not have it yet."""
        sized = (key, columns, lines)
        if sized in self._sent:
            return self._sent[sized], b""
        data = b""
        if len(self._sent) >= _MAX_KEPT:
            oldest = next(iter(self._sent))
            data += b"\x1b_Ga=d,d=I,i=%d,q=2\x1b\\" % self._sent.pop(oldest)
        number, self._next = self._next, self._next + 1
        self._sent[sized] = number
        high = fitted_cells(scene, columns, lines, self._px)[1]
        return number, data + kitty_upload(self._png(scene, high), number)

    def _inline(self, scene: Scene, wide: int, high: int) -> bytes:
        if self._protocol is ImageProtocol.SIXEL:
            return sixel_sequence(image_pixels(scene, self._colors, height=high * self._px[1]))
        return iterm2_sequence(self._png(scene, high), wide, high)

    def _png(self, scene: Scene, lines: int) -> bytes:
        return png_image(scene, self._colors, height=lines * self._px[1])
