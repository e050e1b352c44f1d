"""The journal as company of a session: each change and each second is noted."""

from backpain_cli.guide.session import Session
from backpain_cli.guide.stages import SilentStage
from backpain_cli.guide.state import state_of
from backpain_cli.history.journal import Journal


class JournalStage(SilentStage):
    """Writes a session down, so that it can be taken up again whatever ends it."""

    def __init__(self, journal: Journal) -> None:
        """Note in `journal`, which stays open after the session."""
        self._journal = journal

    def show(self, session: Session) -> None:
        """Note the session as it is now."""
        self._journal.note(state_of(session))
