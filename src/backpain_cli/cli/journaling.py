"""The journal as company of a session: each change and each second is noted."""

from backpain_cli.guide.session import Session, Status, besides_time
from backpain_cli.guide.state import state_of
from backpain_cli.guide.watching import WatchingStage
from backpain_cli.history.journal import Journal


class JournalStage(WatchingStage):
    """Writes a session down, so that it can be taken up again whatever ends it."""

    refreshes = True

    def __init__(self, journal: Journal) -> None:
        """Note in `journal`, which stays open after the session."""
        self._journal = journal
        self._whole: Session | None = None
        """As it was noted whole the last time."""

    def show(self, session: Session) -> None:
        """Note how the session stands, or only how much time went by since it was noted whole."""
        known = self._whole
        is_running = session.status is Status.RUNNING
        if known is not None and is_running and besides_time(session) == besides_time(known):
            self._journal.note_passed(session.position - known.position)
            return
        self._whole = session
        self._journal.note(state_of(session))

    def tick(self, position: int) -> None:
        """Note that only time went by since the session was shown."""
        if self._whole is not None:
            self._journal.note_passed(position - self._whole.position)
