"""Sessions that were broken off: offered again for a day, and then kept as what they were."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.memory import Memory
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.durations import as_clock
from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.record import PainScore
from backpain_cli.domain.screening_due import record_of_stop
from backpain_cli.guide.recording import Begun, Told, record_of
from backpain_cli.guide.session import SECOND, Session, Status
from backpain_cli.guide.state import session_from, state_of, told_in
from backpain_cli.history.journal import Journal
from backpain_cli.history.journal_files import Unfinished, unfinished
from backpain_cli.history.plan_form import plan_from_plain

OFFERED_FOR = timedelta(hours=24)
_GIVEN_UP = "given-up"
"""In the last state of a journal: the session was declined or refused, and waits only to be kept."""


class BrokenOff:
    """A session that was broken off, whole enough to be taken up again or to be kept."""

    def __init__(self, journal: Unfinished, begun: Begun, session: Session, said: Told) -> None:
        self.journal = journal
        self.begun = begun
        self.session = session
        self.said = said
        """What the person said after it, where it was over and only the history did not take it."""

    @property
    def told(self) -> str:
        """What it was and where it stood, in one sentence."""
        where = as_clock(self.session.position // SECOND)
        whole = as_clock(self.session.plan.seconds)
        when = self.begun.started.astimezone()
        return (
            f"{self.begun.plan.routine.title}, begun at {when:%H:%M} on {when:%Y-%m-%d}, stopped at {where} of {whole}."
        )

    def can_go_on(self, now: datetime) -> bool:
        """Say whether it may be taken up again: some of it is left, it was broken off within a day, and by no sign."""
        recent = timedelta(0) <= now - self.journal.last_noted <= OFFERED_FOR
        given_up = self.journal.state.get(_GIVEN_UP) is True
        return recent and not given_up and self.session.left > 0 and not self.session.is_over

    def fits_still(self, before: Mapping[str, str] | None, answers: Mapping[str, str], told: datetime | None) -> bool:
        """Say whether its plan was made for what is known of the person now.

        Args:
            before: what was kept of their circumstances before the screen that was answered just now; None: unknown.
            answers: about their circumstances, with what that screen added.
            told: when those were answered; None: unknown.
        """
        return told is not None and told <= self.begun.started and answers == before

    def keep(self, memory: Memory) -> bool:
        """Keep it in the history as what it was, take its journal away, and say whether the history took it."""
        ended = max(self.journal.last_noted, self.begun.started)
        record = record_of(self.begun, self.session, ended=ended, told=self.said)
        if record.practised and not memory.keep_session(record):
            return False
        if self.session.status is Status.STOPPED:
            memory.keep_screen(record_of_stop(self.session.plan.routine.regions, self.journal.last_noted))
        try:
            Journal.resume(self.journal).finish()
        except BackpainError as error:
            memory.trouble = memory.trouble or error
        return True

    def give_up(self, memory: Memory) -> None:
        """Keep it, and never offer it again, even where the history does not take it now."""
        if self.keep(memory):
            return
        try:
            with Journal.resume(self.journal) as journal:
                journal.note(state_of(self.session, self.said) | {_GIVEN_UP: True})
        except BackpainError as error:
            memory.trouble = memory.trouble or error


def broken_off(context: AppContext) -> list[BrokenOff]:
    """Return the sessions that were broken off, the newest first; what cannot be read is left where it lies."""
    found: list[BrokenOff] = []
    memory = context.profile
    for journal in unfinished(memory.folder):
        try:
            found.append(_read(journal, context.atlas))
        except (BackpainError, KeyError, TypeError, ValueError) as error:
            memory.trouble = memory.trouble or BackpainError(
                f"A session that was broken off cannot be read: {journal.path}",
                hint=error.message if isinstance(error, BackpainError) else "It is left as it is.",
            )
    return found


def newest_to_resume(context: AppContext) -> BrokenOff | None:
    """Return the session that can be taken up again, if there is one; all others are kept as what they were."""
    now = datetime.now().astimezone()
    offered: BrokenOff | None = None
    takes = context.profile.saves
    for one in broken_off(context):
        if offered is None and one.can_go_on(now):
            offered = one
        elif takes:
            # A history that does not take one takes none, and may be waited for long each time.
            takes = one.keep(context.profile)
    return offered


def _read(journal: Unfinished, anatomy: Anatomy) -> BrokenOff:
    plan = plan_from_plain(journal.plan, anatomy)
    meta = journal.meta
    begun = Begun(
        identifier=journal.identifier,
        plan=plan,
        form=journal.plan,
        routine_hash=str(meta["routine-hash"]),
        gentle=bool(meta["gentle"]),
        sorer_side=str(meta["sorer-side"]),
        started=journal.begun,
        before=tuple(PainScore(str(area), str(side), int(score)) for area, side, score in meta["before"]),
    )
    session = session_from(plan, journal.state) if journal.state else Session(plan=plan)
    return BrokenOff(journal, begun, session, told_in(journal.state))
