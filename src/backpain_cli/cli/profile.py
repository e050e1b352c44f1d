"""What is saved about a person. A damaged history never stops a session; it is reported once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.records.agreed_moves import AS_WRITTEN, own_moves
from backpain_cli.domain.records.sessions import PainEntry, ScreeningRecord, SessionRecord
from backpain_cli.domain.records.triage_records import TriageRecord, TriageState
from backpain_cli.domain.safety.plan_rules import NOTHING_LEFT_OUT, LeftOut
from backpain_cli.domain.safety.reported_signs import excluded_muscles, resting_muscles
from backpain_cli.history.errors import HistoryError
from backpain_cli.history.journal_files import running_sessions
from backpain_cli.history.store import HistoryStore, open_history

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.domain.records.care_records import CareState
    from backpain_cli.domain.records.messages import MessageFacts
    from backpain_cli.domain.safety.allowance import SessionCounts

_T = TypeVar("_T")
_SESSIONS_BACK = 40
LOOK_BACK = timedelta(days=90)
"""The advice after a session looks no further back; it needs twelve weeks."""


def _read_left_out(store: HistoryStore, anatomy: "Atlas") -> LeftOut:
    signs, changes = store.reported_signs(), store.care().changes
    # Signs of a press name its muscle, those of a move name none.
    moments = [when for when, sign in signs if not sign.muscle] + [change.when - LOOK_BACK for change in changes]
    own = own_moves(anatomy.moves, changes, store.sessions(since=min(moments))) if moments else AS_WRITTEN
    resting = resting_muscles(signs, anatomy.muscles, datetime.now().astimezone())
    return LeftOut(excluded_muscles(signs, store.taken_back()), resting, own.left_out, own.doses)


def _facts_from(store: HistoryStore, now: datetime, routine: str) -> "MessageFacts":
    from backpain_cli.domain.records.messages import message_facts, said_lasts_long  # needed after a session alone
    from backpain_cli.domain.records.pain_progress import FIRST_WEEK

    since, first = now - LOOK_BACK, store.first_session()
    sessions, entries = store.sessions(since=since), store.pain_entries(since=since)
    if first is not None and first < since:
        # What the pain of today is compared with.
        week_ends = min(first + FIRST_WEEK, since)
        sessions += store.sessions(since=first, until=week_ends)
        entries += store.pain_entries(since=first, until=week_ends)
    return message_facts(
        sessions, entries, store.care(), now,
        in_all=store.count_sessions(), first=first, routine=routine,
        lasts_long=said_lasts_long(store.triage().records, since),
    )  # fmt: skip


class PersonProfile:
    """The saved answers and sessions of a person. What cannot be read is None: unknown, not empty."""

    def __init__(self, folder: Path, *, saves: bool) -> None:
        """Read from `folder`, which may not exist yet; save to it only with `saves`."""
        self.folder = folder
        self.saves = saves
        self._store: HistoryStore | None = None
        self.trouble: BackpainError | None = None
        """What went wrong first; the rest would only repeat it."""
        self.reported_problem = ""
        """The message already shown, so that it is not shown twice."""

    def __enter__(self) -> Self:
        self._store = self._try(lambda: open_history(self.folder))
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()

    @property
    def remark(self) -> str:
        """What to mention although everything was saved, or an empty text."""
        return "" if self._store is None else self._store.remark

    def refusal(self) -> BackpainError | None:
        """Return why nothing can be saved now, or None; shown before a session, not only after it."""
        return self._store.refusal() if self._store is not None and self.saves else self.trouble

    def screens(self) -> list[ScreeningRecord] | None:
        """Return the screens that the first edition recorded, newest first."""
        return self._read(HistoryStore.screens)

    def triage(self) -> TriageState | None:
        """Return what is kept of the questions before a session."""
        return self._read(HistoryStore.triage)

    def care(self) -> "CareState | None":
        """Return which messages were shown, and what else is kept of the person's care."""
        return self._read(HistoryStore.care)

    def change_care(self, change: "Callable[[CareState], CareState]") -> bool:
        """Change what is kept of the person's care; return whether that was saved."""
        return self._save(lambda store: store.change_care(change))

    def practice_since(self, since: datetime) -> tuple[list[SessionRecord], list[PainEntry]] | None:
        """Return the sessions and the pain noted since then; None where they cannot be read."""
        return self._read(lambda store: (store.sessions(since=since), store.pain_entries(since=since)))

    def message_facts(self, now: datetime, *, routine: str = "") -> "MessageFacts | None":
        """Return what decides which message is due; None where it cannot be read."""
        return self._read(lambda store: _facts_from(store, now, routine))

    def may_show_messages(self) -> bool:
        """Return whether the last answers to the questions say nothing against it; not where they are unknown."""
        kept = self.triage()
        return kept is not None and all(record.outcome.lets_go_on for record in kept.records[:1])

    def circumstances(self) -> dict[str, str] | None:
        """Return the answers about the person."""
        return self._read(HistoryStore.circumstances)

    def circumstances_answered_at(self) -> datetime | None:
        """Return when those were answered; None also where they were not."""
        return self._read(HistoryStore.circumstances_answered_at)

    def practice(self, now: datetime, *, without: str = "") -> "SessionCounts | None":
        """Return how much was done today and in total, with the sessions that run in other terminals now.

        Args:
            now: with its zone.
            without: the identifier of a session that is not counted today, because it is about to be resumed.
        """
        # Only a session needs it; a look-up need not wait for it.
        from backpain_cli.domain.routine.routine import SHORT_PLAN_KEY
        from backpain_cli.domain.safety.allowance import SessionCounts, session_counts

        def count(store: HistoryStore) -> SessionCounts:
            # A session of tomorrow may be today's, if the clock was set back meanwhile.
            recent = store.sessions(since=now - timedelta(days=1), until=now + timedelta(days=1))
            others = [session for session in recent if session.identifier != without]
            kept = {without, *(session.identifier for session in recent)}
            running = sum(one.identifier not in kept for one in running_sessions(self.folder))
            today = session_counts(others, now).today + running
            in_all = store.count_sessions(without=SHORT_PLAN_KEY)
            return SessionCounts(today=today, in_all=in_all, running=running)

        return self._read(count)

    def kept_out(self) -> frozenset[str]:
        """Return the keys of the muscles excluded by reported signs; none where that can't be read."""
        return self._read(lambda store: excluded_muscles(store.reported_signs(), store.taken_back())) or frozenset()

    def left_out(self, anatomy: "Atlas") -> LeftOut:
        """Return what the person leaves out, and their own levels and numbers; nothing where that can't be read."""
        return self._read(lambda store: _read_left_out(store, anatomy)) or NOTHING_LEFT_OUT

    def progress_sentence(self, now: datetime) -> str:
        """Return what the scores of the last weeks suggest, or an empty text."""
        from backpain_cli.domain.records.practice_progress import progress_alert  # only after a session

        since = now - LOOK_BACK
        alert = self._read(
            lambda store: progress_alert(store.sessions(since=since), now, store.pain_entries(since=since))
        )
        return alert or ""

    def recent_sessions(self) -> "list[SessionRecord]":
        """Return the last sessions, newest first; none where they can't be read."""
        return self._read(lambda store: store.sessions(most=_SESSIONS_BACK)) or []

    def keep_triage(self, state: TriageState) -> bool:
        """Save what is kept of the questions; return whether that worked."""
        return self._save(lambda store: store.save_triage(state))

    def keep_sign(self, record: TriageRecord) -> bool:
        """Save a sign that was reported in a session; return whether that worked."""
        return self._save(lambda store: store.add_triage_record(record))

    def keep_circumstances(self, answers: Mapping[str, str], when: datetime) -> bool:
        """Replace the answers about the person; return whether that worked."""
        return self._save(lambda store: store.save_circumstances(answers, when))

    def take_back(self, muscle: str, when: datetime) -> bool:
        """Save that the muscle may be pressed again; return whether that worked."""
        return self._save(lambda store: store.take_back(muscle, when))

    def keep_session(self, record: SessionRecord) -> int:
        """Save a session; return its number, or 0 if it was not saved."""
        return (self._read(lambda store: store.save_session(record)) or 0) if self.saves else 0

    def _read(self, ask: Callable[[HistoryStore], _T]) -> _T | None:
        store = self._store
        return None if store is None else self._try(lambda: ask(store))

    def _save(self, save: Callable[[HistoryStore], object]) -> bool:
        return self.saves and self._read(lambda store: (save(store),)) is not None

    def _try(self, work: Callable[[], _T]) -> _T | None:
        try:
            return work()
        except HistoryError as error:
            self.trouble = self.trouble or error
            return None
