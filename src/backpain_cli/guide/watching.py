"""The base of stages that only watch a session: they hold nothing, and each overrides what it looks at."""

from types import TracebackType
from typing import Self

from backpain_cli.guide.session import Session
from backpain_cli.wording.cues import Cue


class WatchingStage:
    """A stage on which nothing is seen or heard."""

    refreshes = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held."""

    def show(self, session: Session) -> None:
        """Look at the session as it stands now."""

    def tick(self, position: int) -> None:
        """Time alone changes nothing."""

    def cue(self, cue: Cue) -> None:
        """A cue changes nothing."""

    def redraw(self) -> None:
        """Nothing was drawn."""
