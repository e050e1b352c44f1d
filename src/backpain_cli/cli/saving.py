"""One session on its way into the history: kept when it is over, and anew with each thing that is said of it."""

from datetime import datetime

from backpain_cli.cli.memory import Memory
from backpain_cli.domain.text import shown
from backpain_cli.guide.recording import NOTHING_TOLD, Begun, Told, record_of
from backpain_cli.guide.session import Session
from backpain_cli.guide.state import state_of
from backpain_cli.history.journal import Journal


class Saving:
    """Keeps a session that is over. Where the history refuses it, its journal holds it until a later start."""

    def __init__(self, begun: Begun, session: Session, memory: Memory, journal: Journal | None) -> None:
        """Keep `session` in `memory`; without a journal, what the history refuses is lost, and said to be."""
        self.number = 0
        """Under which it is kept; 0 where it is not."""
        self.record = record_of(begun, session, ended=datetime.now().astimezone())
        """As it was kept last, or should have been."""
        self._begun = begun
        self._session = session
        self._memory = memory
        self._journal = journal
        self._is_whole = False

    def keep(self, told: Told = NOTHING_TOLD) -> None:
        """Keep the session with all that was said of it so far; whatever ends the process afterwards, it is there."""
        self.record = record_of(self._begun, self._session, ended=self.record.ended, told=told)
        if self._journal is not None:
            self._journal.note(state_of(self._session, told))
            self._journal.settle()
        number = self._memory.keep_session(self.record)
        self._is_whole = bool(number)
        self.number = number or self.number

    def note(self, told: Told) -> None:
        """Keep what is said so far, without waiting once more for a history that did not take the session."""
        if self._is_whole:
            self.keep(told)
        elif self._journal is not None:
            self._journal.note(state_of(self._session, told))
            self._journal.settle()

    def finish(self) -> None:
        """Take the journal away if all is in the history; otherwise it stays for a later start."""
        if self._journal is not None and self._is_whole:
            self._journal.finish()

    def leave(self) -> None:
        """Let the journal stay, so that the next start can take the session up again."""
        if self._journal is not None:
            self._journal.leave()

    @property
    def trouble(self) -> str:
        """Why the session could not have been taken up again; empty where it could."""
        return "" if self._journal is None else self._journal.trouble

    @property
    def told(self) -> str:
        """What became of it, in a sentence for the person."""
        if self._is_whole:
            return f"Saved as session {self.number}."
        if self._journal is not None and not self._journal.trouble:
            place = shown(str(self._journal.path))
            return f"This session is not in the history yet. It waits in {place}, and a later session puts it there."
        if self.number:
            return f"Saved as session {self.number}, but not what you said after it."
        return "Nothing of this session was saved."
