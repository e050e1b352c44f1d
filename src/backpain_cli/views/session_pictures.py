"""The pictures of the steps on the screen of a session."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from rich.console import RenderableType

from backpain_cli.domain.routine.plan import Segment
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Side
from backpain_cli.pictures.scene import Scene
from backpain_cli.pictures.step_pictures import step_pictures
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.session import Session

Draw = Callable[[Scene, int, int], RenderableType]
"""From a scene, and the most columns and lines that it may take, to what is put on the screen."""
_PictureKey = tuple[int, StepKind, int, Side]
_FRAME_S = 2
"""So long each of two frames is seen."""
_SHOWN_FOR_S = 8
"""So long the way into a stretch is shown: to and fro all through a hold, it would ask for bouncing."""


def is_at_start(session: Session) -> bool:
    """Return whether a picture in two frames now shows the one where the movement begins."""
    segment = session.segment
    second = session.position_ns // NS_PER_S
    seconds = second - segment.start
    if segment.step.counted is not None and (beat := segment.beat_at(second)) is not None:
        # Each part of a repetition shows where it leads to; the last one leads back.
        rep_s = segment.step.counted.rep_s
        return (beat.offset_s + beat.seconds) % rep_s == 0 and beat.seconds < rep_s
    step = segment.step
    is_held = step.traits.stretches and not (step.stretch and step.stretch.kind == "move")
    return seconds // _FRAME_S % 2 == 0 and not (is_held and seconds >= _SHOWN_FOR_S)


class StepPictures:
    """The pictures of the steps of a routine, on the side that each turn is for."""

    def __init__(self, load: Callable[[], Mapping[str, Any]], routine: str) -> None:
        """Take the pictures from what `load` returns, for the routine of that key; it is called when first needed."""
        self._load = load
        self._routine = routine
        self._scenes: dict[_PictureKey, Sequence[Scene]] = {}
        self.two_frames = False
        """Whether movements are shown in two frames: for a terminal that keeps pictures."""

    @cached_property
    def _charts(self) -> Mapping[str, Any]:
        return self._load()

    def prepare(self) -> None:
        """Load what the pictures are drawn from, before the clock of a session runs."""
        _ = self._charts

    def of_segment(self, segment: Segment, side: Side | None = None) -> Sequence[Scene]:
        """Return the pictures of the segment's step: the posture, then the map of its point, as far as it has them.

        Args:
            segment: of a plan.
            side: whose turn it is; None for the segment's own.
        """
        side = segment.side if side is None else side
        if segment.step.alternates and side is Side.NONE:
            # What comes first is seen while one gets ready.
            side = Side.LEFT
        # A press that was taken out of the plan has become a rest, and a move may be made easier.
        key = segment.step_number, segment.step.kind, segment.step.level, side
        if key not in self._scenes:
            self._scenes[key] = step_pictures(
                segment.step, self._routine, self._charts, side=side, two_frames=self.two_frames
            )
        scenes = self._scenes[key]
        return scenes if segment.phase.is_work else [scene._replace(begins=()) for scene in scenes]
