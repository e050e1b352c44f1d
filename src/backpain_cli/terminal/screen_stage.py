"""The session on the whole screen. (Plain lines: `plain_stage`.)"""

from collections.abc import Callable, Hashable, Sequence

from rich.text import Text

from backpain_cli.domain.safety.in_session import InSessionTexts
from backpain_cli.pictures.scene import Scene
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.stages import Stage
from backpain_cli.terminal.painter import RegionPainter
from backpain_cli.terminal.screen_pictures import ScreenPictures
from backpain_cli.views.breath_screen import FRAMES_PER_S, is_breathing
from backpain_cli.views.charts import TruePicture
from backpain_cli.views.floor_screen import floor_screen
from backpain_cli.views.hurts_screen import hurts_screen
from backpain_cli.views.screen_regions import ScreenRegion, text_region
from backpain_cli.views.session_pictures import Draw, StepPictures, is_at_start
from backpain_cli.views.session_screen import SessionScreen
from backpain_cli.views.widgets import Room

_LOOK_NS = 5 * NS_PER_S
"""So often it is asked which terminals show the screen."""


def _frames(region: ScreenRegion, scene: Scene) -> Sequence[tuple[Hashable, Scene]]:
    """Return what is placed there, each with its name: the scene, and where a movement begins if it has a frame."""
    return [(region.key, scene), *([((region.key, "begins"), scene.first_frame)] if scene.begins else [])]


class ScreenStage(Stage):
    """Shows a session on the whole terminal. The terminal's owner gives the screen back.

    It ignores cues: they are on the screen already.
    """

    def __init__(
        self,
        painter: RegionPainter,
        size: Callable[[], tuple[int, int]],
        texts: InSessionTexts,
        *,
        ascii_only: bool = False,
        pictures: StepPictures | None = None,
        draw: Draw | None = None,
        images: ScreenPictures | None = None,
        moves: bool = False,
        flash: bool = False,
        mark: str = "",
    ) -> None:
        """Paint with `painter`.

        Args:
            painter: what writes.
            size: returns columns and lines.
            texts: the stop rules and the words of the key h.
            ascii_only: whether the terminal has no other signs.
            pictures: of the steps; None shows none.
            draw: makes a renderable of a picture.
            images: shows those that are `TruePicture`s; None where the terminal takes none.
            moves: whether the bar of a breath grows within a second; not for a person who asked for reduced motion.
            flash: whether the floor view reverses the verb for a moment when the phase changes. Not for a person
                who asked for reduced motion, and not in a rehearsal, whose phases follow each other too fast.
            mark: what every screen says of itself, in its lower right corner; empty for none.
        """
        self._painter = painter
        self._ask_size = size
        self._texts = texts
        self._ascii = ascii_only
        self._pictures = pictures
        self._draw = draw
        self._images = images
        self._mark = Text(f" {mark} " if mark else "", "tile.paused")
        self._placed: dict[tuple[Hashable, int, int], bool] = {}
        self._as_text: Sequence[ScreenRegion] = []
        self._looked_at = (0, 0, 0)
        self._moves = moves
        self._flash = flash
        self._flashed_at = -NS_PER_S
        self._phase: tuple[int, int] | None = None
        self._screen = self._sized()

    def _sized(self) -> SessionScreen:
        columns, lines = self._ask_size()
        self._room = Room(columns, lines, ascii=self._ascii)
        return SessionScreen(self._room, self._texts, self._pictures, self._draw)

    def show(self, session: Session) -> None:
        """Bring the screen to the session as it is now."""
        if session.is_over:
            return
        self._look_for_others(session)
        if session.is_asking or session.floor_view:
            self._place([])
        if session.is_asking:
            self._paint(hurts_screen(session, self._room, self._texts))
        elif session.floor_view:
            flash = self._flashes(session)
            self._paint(floor_screen(session, self._room, self._texts, flash=flash))
        else:
            regions = self._screen.regions(session)
            ready = [one for one in regions if not one.is_picture or self._painter.is_rendered(one)]
            if len(ready) < len(regions):
                # Drawing takes its time, and the words must not wait for it.
                self._paint(ready)
            self._paint([*regions, *self._place(regions, at_start=is_at_start(session))])
            for picture in self._screen.next_pictures(session):
                self._painter.render(picture)
                if self._images is not None and isinstance(picture.renderable, TruePicture):
                    for key, frame in _frames(picture, picture.renderable.scene):
                        self._images.prepare(key, frame, picture.width, picture.height)

    def frames_per_s(self, session: Session) -> int:
        """Return more than one only while breaths are counted."""
        breathes = session.status is SessionStatus.RUNNING and is_breathing(session)
        return FRAMES_PER_S if self._moves and breathes else 1

    def animate(self, session: Session) -> None:
        """Show a bar that has grown or shrunk."""
        self.show(session)

    def _paint(self, regions: Sequence[ScreenRegion]) -> None:
        columns, lines = self._room.columns, self._room.lines
        if self._mark:
            width = min(columns, self._mark.cell_len)
            regions = [*regions, text_region(columns - width, lines - 1, width, 1, self._mark)]
        self._painter.paint(regions, columns, lines)

    def _look_for_others(self, session: Session) -> None:
        """Begin from nothing where other terminals than before show the screen; looked for at a change and often."""
        moment = (session.segment_index, session.seek_count, session.elapsed_ns // _LOOK_NS)
        if self._images is None or moment == self._looked_at:
            return
        self._looked_at = moment
        if self._images.are_seen_by_others():
            self.redraw()

    def _place(self, regions: Sequence[ScreenRegion], *, at_start: bool = False) -> Sequence[ScreenRegion]:
        """Show the true pictures among `regions`, and no other, before the cells around them are painted.

        Args:
            regions: of the screen.
            at_start: whether those in two frames show the first one.

        Returns:
            The regions of those that are shown as text.
        """
        if self._images is None:
            return []
        pictures = [(one, one.renderable.scene) for one in regions if isinstance(one.renderable, TruePicture)]
        wanted = {(one.key, one.x, one.y): at_start and bool(scene.begins) for one, scene in pictures}
        if wanted == self._placed:
            return self._as_text
        if wanted.keys() != self._placed.keys():
            self._images.clear()
            if not self._images.keeps_pictures:
                # Only other cells take such a picture away.
                self._painter.forget()
            self._paint([one for one in regions if not one.is_picture])
        as_text: list[ScreenRegion] = []
        for (one, scene), first in zip(pictures, wanted.values(), strict=True):
            key, shown = _frames(one, scene)[first]
            if (text := self._images.place(key, shown, (one.x, one.y), one.width, one.height)) is not None:
                as_text.append(text)
        self._placed, self._as_text = wanted, as_text
        return as_text

    def __exit__(self, *_: object) -> None:
        """Take the pictures off the terminal."""
        if self._images is not None:
            self._images.close()

    def _flashes(self, session: Session) -> bool:
        """Return whether a phase is seen for the first time: never twice within a second, however fast the keys are."""
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
        self._screen = self._sized()
        self._placed, self._as_text = {}, []
        if self._images is not None:
            # A terminal that shows the screen only now has none of them.
            self._images.close()
        self._painter.forget()
