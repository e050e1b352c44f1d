"""What is remembered of a person, as far as it can be: a history in trouble never stops a session, and is told once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.records.sessions import ScreeningRecord, SessionRecord
from backpain_cli.domain.safety.adaptation import excluded_muscles
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.store import HistoryStore, open_history

if TYPE_CHECKING:
    from backpain_cli.domain.safety.allowance import SessionCounts

_T = TypeVar("_T")
LOOK_BACK = timedelta(days=90)
"""The advice after a session looks no further back; it needs twelve weeks."""


class PersonProfile:
    """The store behind what a session asks for and keeps. What cannot be read is None: unknown, not empty."""

    def __init__(self, folder: Path, *, saves: bool) -> None:
        """Remember in `folder`; without `saves` everything is read and nothing kept."""
        self._folder = folder
        self._saves = saves
        self._store: HistoryStore | None = None
        self.trouble: BackpainError | None = None
        """What went wrong first; the rest would only repeat it."""
        self.reported_problem = ""
        """What of it was said already: nothing is said twice."""

    def __enter__(self) -> Self:
        self._store = self._tried(lambda: open_history(self._folder))
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()

    @property
    def folder(self) -> Path:
        """The person's data folder, which may not be there yet."""
        return self._folder

    @property
    def saves(self) -> bool:
        """Whether anything is to be kept; it may fail all the same."""
        return self._saves

    @property
    def remark(self) -> str:
        """What the person should be told although all was kept; empty where nothing is."""
        return "" if self._store is None else self._store.remark

    def refusal(self) -> BackpainError | None:
        """Return why nothing could be kept now, or None; it is said before a session, not only after it."""
        return self._store.refusal() if self._store is not None and self._saves else self.trouble

    def screens(self) -> list[ScreeningRecord] | None:
        """Return the recorded screens, newest first; None where they can't be read."""
        return self._read(HistoryStore.screens)

    def circumstances(self) -> dict[str, str] | None:
        """Return the answers about the person; None where they can't be read."""
        return self._read(HistoryStore.circumstances)

    def circumstances_told(self) -> datetime | None:
        """Return when those were answered; None where they were not, or can't be read."""
        return self._read(HistoryStore.circumstances_told)

    def practice(self, now: datetime, *, without: str = "") -> "SessionCounts | None":
        """Return how much was done today and in all; None where that can't be read.

        Args:
            now: with its zone.
            without: the identifier of a session that is not counted today, because it is to be taken up again.
        """
        # A look asks what is known of a person, and not how much they did.
        from backpain_cli.domain.safety.allowance import SessionCounts, session_counts

        def ask(store: HistoryStore) -> SessionCounts:
            # A session of tomorrow may be today's, if the clock was set back meanwhile.
            lately = store.sessions(since=now - timedelta(days=1), until=now + timedelta(days=1))
            others = [session for session in lately if session.identifier != without]
            return SessionCounts(today=session_counts(others, now).today, in_all=store.count_sessions())

        return self._read(ask)

    def kept_out(self) -> frozenset[str]:
        """Return the keys of the muscles that signs keep from being pressed; none where that can't be read."""
        return self._read(lambda store: excluded_muscles(store.reported_signs(), store.taken_back())) or frozenset()

    def progress_sentence(self, now: datetime) -> str:
        """Return what the scores of the last weeks give reason to say; empty where there is nothing."""
        from backpain_cli.domain.records.practice_progress import progress_alert  # only after a session

        def ask(store: HistoryStore) -> str:
            since = now - LOOK_BACK
            return progress_alert(store.sessions(since=since), now, store.pain_entries(since=since))

        return self._read(ask) or ""

    def keep_screen(self, record: ScreeningRecord) -> bool:
        """Keep a screen; say whether that was done."""
        return self._kept(lambda store: store.save_screen(record))

    def keep_circumstances(self, answers: Mapping[str, str], when: datetime) -> bool:
        """Keep the answers about the person instead of those before; say whether that was done."""
        return self._kept(lambda store: store.save_circumstances(answers, when))

    def take_back(self, muscle: str, when: datetime) -> bool:
        """Keep that the muscle of that key is pressed again; say whether that was done."""
        return self._kept(lambda store: store.take_back(muscle, when))

    def keep_session(self, record: SessionRecord) -> int:
        """Keep a session; return its number, 0 where it was not kept."""
        number = 0

        def save(store: HistoryStore) -> None:
            nonlocal number
            number = store.save_session(record)

        self._kept(save)
        return number

    def _read(self, ask: Callable[[HistoryStore], _T]) -> _T | None:
        store = self._store
        return None if store is None else self._tried(lambda: ask(store))

    def _kept(self, save: Callable[[HistoryStore], object]) -> bool:
        store = self._store
        if store is None or not self._saves:
            return False
        return self._tried(lambda: (save(store),)) is not None

    def _tried(self, work: Callable[[], _T]) -> _T | None:
        try:
            return work()
        except HistoryError as error:
            self.trouble = self.trouble or error
            return None
