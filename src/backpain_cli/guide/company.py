"""Several stages as one: what is seen, what is heard, and what is written down of one session."""

from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from backpain_cli.guide.session import Session
from backpain_cli.guide.walk import Stage
from backpain_cli.guide.watching import WatchingStage
from backpain_cli.wording.cues import Cue


class Company:
    """Gives everything to each of its stages, in their order."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        """Lead `stages` together; the first is entered first and left last."""
        self._stages = stages
        # Each second is told, so those to whom it means nothing are not even asked.
        self._ticks = [stage.tick for stage in stages if type(stage).tick is not WatchingStage.tick]
        self._entered = ExitStack()

    @property
    def refreshes(self) -> bool:
        """Whether one of them shows every second."""
        return any(stage.refreshes for stage in self._stages)

    def __enter__(self) -> Self:
        with ExitStack() as entered:
            for stage in self._stages:
                entered.enter_context(stage)
            self._entered = entered.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered.__exit__(kind, error, trace)

    def show(self, session: Session) -> None:
        """Show the session on each."""
        for stage in self._stages:
            stage.show(session)

    def tick(self, position: int) -> None:
        """Tell the time to each that looks at it."""
        for tick in self._ticks:
            tick(position)

    def cue(self, cue: Cue) -> None:
        """Tell a cue to each."""
        for stage in self._stages:
            stage.cue(cue)

    def redraw(self) -> None:
        """Let each forget what it drew."""
        for stage in self._stages:
            stage.redraw()
