"""True pictures on a screen of our own. Source: kitty's terminal graphics protocol."""

from collections.abc import Callable, Hashable, Iterator
from itertools import count

from backpain_cli.pictures.palette import PictureColors
from backpain_cli.pictures.render.images import (
    ImageProtocol,
    image_pixels,
    iterm2_sequence,
    kitty_upload,
    png_image,
    sixel_sequence,
)
from backpain_cli.pictures.render.placeholders import (
    MOST_CELLS,
    picture_numbers,
    through_tmux,
    upload_through_tmux,
)
from backpain_cli.pictures.render.png import with_palette
from backpain_cli.pictures.scene import Label, Scene
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.pictures import cell_px, fitted_cells, picture_colors, true_pictures
from backpain_cli.terminal.tmux import TmuxView, tmux_view
from backpain_cli.views.charts import PlaceholderPicture
from backpain_cli.views.screen_regions import ScreenRegion

_MAX_KEPT = 24
"""How many pictures the terminal keeps for us."""
_PIXELS_A_BYTE = 10
"""Of a picture that is worth a palette: a map full of lines. It takes 40 ms, and saves half of the bytes."""


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
        self._numbers: Iterator[int] = count(1)

    @property
    def keeps_pictures(self) -> bool:
        """Whether two pictures can change places without being sent again."""
        return self._protocol in {ImageProtocol.KITTY, ImageProtocol.PLACEHOLDERS}

    def can_show(self, scene: Scene) -> bool:
        """Return whether all of `scene` is seen: a sixel is sent without letters, which take long to draw."""
        return self._protocol is not ImageProtocol.SIXEL or not any(isinstance(one, Label) for one in scene.shapes)

    def are_seen_by_others(self) -> bool:
        """Return whether other terminals than before show the screen now: what was sent must be sent to them too."""
        return False

    def prepare(self, key: Hashable, scene: Scene, columns: int, lines: int) -> None:
        """Send a picture ahead of its time, where the terminal keeps it."""
        if self.keeps_pictures:
            self._write(self._kept(key, scene, columns, lines)[1])

    def place(
        self, key: Hashable, scene: Scene, place: tuple[int, int], columns: int, lines: int
    ) -> ScreenRegion | None:
        """Show `scene` with its upper left corner at `place`, a column and a line counted from 0.

        Args:
            key: names the scene; the same one is drawn only once for a size.
            scene: the picture.
            place: where; what was placed there before goes.
            columns: the room there is.
            lines: the room there is.

        Returns:
            What has to be painted for it, where it is shown as text.
        """
        wide, high = self._fitted(scene, columns, lines)
        x, y = place[0] + (columns - wide) // 2, place[1]
        at = b"\x1b7\x1b[%d;%dH" % (y + 1, x + 1)
        if not self.keeps_pictures:
            self._write(at + self._inline(scene, wide, high) + b"\x1b8")
            return None
        number, data = self._kept(key, scene, columns, lines)
        data += at + b"\x1b_Ga=p,i=%d,p=1,c=%d,r=%d,C=1,q=2\x1b\\\x1b8" % (number, wide, high)
        # Only then does the one before it go, so that the place is never empty.
        if (old := self._placed.get(place)) not in {None, number}:
            data += b"\x1b_Ga=d,d=i,i=%d,q=2\x1b\\" % old
        self._placed[place] = number
        self._write(data)
        return None

    def clear(self) -> None:
        """Take all pictures off the screen; the terminal still keeps them."""
        if self.keeps_pictures and self._placed:
            self._write(b"\x1b_Ga=d,d=a,q=2\x1b\\")
        self._placed.clear()

    def close(self) -> None:
        """Take all pictures off the screen, and let the terminal forget them."""
        for number in self._sent.values():
            self._write(self._forgotten(number))
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
            data += self._forgotten(self._sent.pop(oldest))
        number = self._sent[sized] = next(self._numbers)
        wide, high = self._fitted(scene, columns, lines)
        png = self._png(scene, high)
        if len(png) * _PIXELS_A_BYTE > wide * high * self._px[0] * self._px[1]:
            png = with_palette(png)
        return number, data + self._upload(png, number, wide, high)

    def _fitted(self, scene: Scene, columns: int, lines: int) -> tuple[int, int]:
        return fitted_cells(scene, columns, lines, self._px)

    def _upload(self, png: bytes, number: int, _wide: int, _high: int) -> bytes:
        """Return what lets the terminal keep a picture under a number."""
        return kitty_upload(png, number)

    def _forgotten(self, number: int) -> bytes:
        """Return what lets the terminal forget a picture."""
        return b"\x1b_Ga=d,d=I,i=%d,q=2\x1b\\" % number

    def _inline(self, scene: Scene, wide: int, high: int) -> bytes:
        if self._protocol is ImageProtocol.SIXEL:
            return sixel_sequence(image_pixels(scene, self._colors, height=high * self._px[1]))
        return iterm2_sequence(self._png(scene, high), wide, high)

    def _png(self, scene: Scene, lines: int) -> bytes:
        return png_image(scene, self._colors, height=lines * self._px[1])


class PicturesInTmux(ScreenPictures):
    """True pictures on a screen of our own within tmux: as text, which goes wherever tmux takes our other text."""

    def __init__(
        self,
        colors: PictureColors,
        write: Callable[[bytes], object],
        px: tuple[int, int],
        ask: Callable[[], TmuxView] = tmux_view,
    ) -> None:
        """Show nothing yet; `ask` returns who shows the screen, the rest is as for other pictures."""
        super().__init__(ImageProtocol.PLACEHOLDERS, colors, write, px)
        self._numbers = picture_numbers()
        self._ask = ask
        self._view = ask()

    def can_show(self, scene: Scene) -> bool:
        """Return whether all terminals that show the screen draw pictures there."""
        return self._view.draws_placeholders

    def are_seen_by_others(self) -> bool:
        """Ask tmux who shows the screen now, and return whether that changed."""
        before, self._view = self._view, self._ask()
        return before != self._view

    def place(self, key: Hashable, scene: Scene, place: tuple[int, int], columns: int, lines: int) -> ScreenRegion:
        """Send `scene` if the terminal does not have it yet, and return its text, in the middle of its room."""
        wide, high = self._fitted(scene, columns, lines)
        number, data = self._kept(key, scene, columns, lines)
        self._write(data)
        text = PlaceholderPicture(number, wide, high)
        return ScreenRegion(place[0] + (columns - wide) // 2, place[1], wide, high, text, ("placeholders", number))

    def clear(self) -> None:
        """Leave it to the painter: there is only text on the screen."""

    def _fitted(self, scene: Scene, columns: int, lines: int) -> tuple[int, int]:
        return super()._fitted(scene, min(columns, MOST_CELLS), min(lines, MOST_CELLS))

    def _upload(self, png: bytes, number: int, wide: int, high: int) -> bytes:
        return upload_through_tmux(png, number, wide, high)

    def _forgotten(self, number: int) -> bytes:
        return through_tmux(super()._forgotten(number))


def screen_pictures(console: PageConsole, write: Callable[[bytes], object]) -> ScreenPictures | None:
    """Return what shows true pictures on a screen of our own; None where the terminal takes none."""
    protocol, colors = true_pictures(console), picture_colors(console)
    if protocol is ImageProtocol.PLACEHOLDERS:
        return PicturesInTmux(colors, write, cell_px())
    return ScreenPictures(protocol, colors, write, cell_px()) if protocol else None
