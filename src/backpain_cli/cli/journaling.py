"""The journal as company of a session: each change and each second is noted."""

from types import TracebackType
from typing import Self

from backpain_cli.domain.segment import Cue
from backpain_cli.guide.session import Session
from backpain_cli.guide.state import state_of
from backpain_cli.history.journal import Journal


class JournalStage:
    """Writes a session down, so that it can be taken up again whatever ends it."""

    refreshes = True

    def __init__(self, journal: Journal) -> None:
        """Note in `journal`, which stays open after the session."""
        self._journal = journal

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The journal is taken away once the session is kept, or left to be taken up again."""

    def show(self, session: Session) -> None:
        """Note how the session stands."""
        self._journal.note(state_of(session))

    def cue(self, cue: Cue) -> None:
        """A cue changes nothing."""

    def redraw(self) -> None:
        """Nothing was drawn."""
