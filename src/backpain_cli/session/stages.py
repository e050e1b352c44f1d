"""What shows a session: one stage, and several as one."""

from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from backpain_cli.session.session import Session
from backpain_cli.wording.cues import Cue


class Stage:
    """Where a session is shown: to the eye, to the ear, or on disk. A stage overrides what it needs."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Stop showing."""

    def show(self, session: Session) -> None:
        """Show the session as it is now; called at each change, and each second while it runs."""

    def frames_per_s(self, session: Session) -> int:
        """Return how many pictures a second what is shown needs while nothing happens but the passing of time."""
        return 1

    def animate(self, session: Session) -> None:
        """Show the session within a second in which nothing else is new."""

    def cue(self, cue: Cue) -> None:
        """Give a cue, on its second."""

    def redraw(self) -> None:
        """Forget what was drawn; the next `show` draws all of it."""


class StageGroup(Stage):
    """Several stages as one: each call goes to all of them, in their order."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        """Group `stages`; the first is entered first and left last."""
        self._stages = stages
        self._entered = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as entered:
            for stage in self._stages:
                entered.enter_context(stage)
            self._entered = entered.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._entered.__exit__(kind, error, trace)

    def show(self, session: Session) -> None:
        """Show the session on each."""
        for stage in self._stages:
            stage.show(session)

    def frames_per_s(self, session: Session) -> int:
        """Return the most that one of them needs."""
        return max(stage.frames_per_s(session) for stage in self._stages)

    def animate(self, session: Session) -> None:
        """Show the session within a second on each that moves."""
        for stage in self._stages:
            stage.animate(session)

    def cue(self, cue: Cue) -> None:
        """Give a cue on each."""
        for stage in self._stages:
            stage.cue(cue)

    def redraw(self) -> None:
        """Let each forget what it drew."""
        for stage in self._stages:
            stage.redraw()
