"""Sessions that broke off."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.preflight import (
    QuestionsAbandoned,
    answered,
    ask_whether,
    confirm_changes_and_stop_rules,
    not_answered,
    question_paper,
    run_preflight,
    say_what_is_not_saved,
    verdict_for,
)
from backpain_cli.cli.session.run import run_and_record
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.safety.allowance import Permission
from backpain_cli.domain.safety.screening_schedule import due_screening, stop_record
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.history.journal import SessionJournal
from backpain_cli.history.journal_files import UnfinishedSession, unfinished_sessions
from backpain_cli.history.plan_snapshot import plan_from_snapshot
from backpain_cli.session.ledger import NS_PER_S
from backpain_cli.session.recording import NO_FEEDBACK, Feedback, SessionStart, build_record
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.session.snapshot import (
    GIVEN_UP,
    feedback_from_snapshot,
    session_from_snapshot,
    session_snapshot,
    start_from_snapshot,
)
from backpain_cli.terminal import prompts as asking
from backpain_cli.terminal.changes import refused_rows
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.terminal.spans import paragraph

OFFERED_FOR = timedelta(hours=24)


class InterruptedSession:
    """A session that was broken off, whole enough to be taken up again or to be kept."""

    def __init__(self, journal: UnfinishedSession, begun: SessionStart, session: Session, said: Feedback) -> None:
        self.journal = journal
        self.begun = begun
        self.session = session
        self.said = said
        """What the person said after it, where it was over and only the history did not take it."""

    @property
    def told(self) -> str:
        """What it was and where it stood, in one sentence."""
        where = clock_text(self.session.position_ns // NS_PER_S)
        whole = clock_text(self.session.plan.seconds)
        when = self.begun.started.astimezone()
        return (
            f"{self.begun.plan.routine.title}, begun at {when:%H:%M} on {when:%Y-%m-%d}, stopped at {where} of {whole}."
        )

    def can_go_on(self, now: datetime) -> bool:
        """Say whether it may be taken up again: some of it is left, it was broken off within a day, and by no sign."""
        recent = timedelta(0) <= now - self.journal.last_noted <= OFFERED_FOR
        given_up = self.journal.state.get(GIVEN_UP) is True
        return recent and not given_up and self.session.seconds_left > 0 and not self.session.is_over

    def fits_still(self, before: Mapping[str, str] | None, answers: Mapping[str, str], told: datetime | None) -> bool:
        """Say whether its plan was made for what is known of the person now.

        Args:
            before: what was kept of their circumstances before the screen that was answered just now; None: unknown.
            answers: about their circumstances, with what that screen added.
            told: when those were answered; None: unknown.
        """
        return told is not None and told <= self.begun.started and answers == before

    def keep(self, memory: PersonProfile) -> bool:
        """Keep it in the history as what it was, take its journal away, and say whether the history took it."""
        ended = max(self.journal.last_noted, self.begun.started)
        record = build_record(self.begun, self.session, ended=ended, feedback=self.said)
        if record.practised and not memory.keep_session(record):
            return False
        if self.session.status is SessionStatus.STOPPED:
            memory.keep_screen(stop_record(self.session.plan.routine.regions, self.journal.last_noted))
        try:
            SessionJournal.resume(self.journal).finish()
        except BackpainError as error:
            memory.trouble = memory.trouble or error
        return True

    def give_up(self, memory: PersonProfile) -> None:
        """Keep it, and never offer it again, even where the history does not take it now."""
        if self.keep(memory):
            return
        try:
            with SessionJournal.resume(self.journal) as journal:
                journal.note(session_snapshot(self.session, self.said, given_up=True))
        except BackpainError as error:
            memory.trouble = memory.trouble or error


def interrupted_sessions(context: AppContext) -> list[InterruptedSession]:
    """Return the sessions that were broken off, the newest first; what cannot be read is left where it lies."""
    found: list[InterruptedSession] = []
    memory = context.profile
    for journal in unfinished_sessions(memory.folder):
        try:
            found.append(_read(journal, context.atlas))
        except (BackpainError, ValueError) as error:
            memory.trouble = memory.trouble or BackpainError(
                f"An interrupted session cannot be read: {journal.path}",
                hint=error.message if isinstance(error, BackpainError) else "It is left as it is.",
            )
    return found


def newest_to_resume(context: AppContext) -> InterruptedSession | None:
    """Return the session that can be taken up again, if there is one; all others are kept as what they were."""
    now = datetime.now().astimezone()
    offered: InterruptedSession | None = None
    takes = context.profile.saves
    for one in interrupted_sessions(context):
        if offered is None and one.can_go_on(now):
            offered = one
        elif takes:
            # A history that does not take one takes none, and may be waited for long each time.
            takes = one.keep(context.profile)
    return offered


def _read(journal: UnfinishedSession, anatomy: Atlas) -> InterruptedSession:
    plan = plan_from_snapshot(journal.plan, anatomy)
    begun = start_from_snapshot(
        journal.meta, identifier=journal.identifier, started=journal.begun, plan=plan, plan_values=journal.plan
    )
    if not journal.state:
        return InterruptedSession(journal, begun, Session(plan=plan), NO_FEEDBACK)
    session = session_from_snapshot(plan, journal.state)
    return InterruptedSession(journal, begun, session, feedback_from_snapshot(journal.state))


def resume(context: AppContext, wishes: SessionOptions) -> ExitCode:
    """Take up the newest session that was broken off, and return the exit code.

    Raises:
        BackpainError: there is none, or nobody can answer the questions before it.
    """
    paper = question_paper()
    if (found := newest_to_resume(context)) is None:
        if context.profile.trouble is not None:
            raise context.profile.trouble
        raise BackpainError(
            "There is no session to resume.",
            hint="An interrupted session can be resumed for 24 hours.",
            exit_code=ExitCode.USAGE,
        )
    try:
        return resume_session(found, context, wishes, paper)
    except QuestionsAbandoned as ending:
        return not_answered(ending.how, paper)


def wants_to_resume(context: AppContext, paper: Paper) -> InterruptedSession | None:
    """Ask whether a session that was broken off is wanted instead; where it is not, keep it as what it was."""
    if (found := newest_to_resume(context)) is None:
        return None
    question = f"A session was interrupted: {found.told} Go on with it? Type y or n, then Enter (q leaves):"
    choices = {"y": "y", "yes": "y", "n": "n", "no": "n"}
    if answered(asking.ask_choice(question, choices, paper)) == "y":
        return found
    found.give_up(context.profile)
    return None


def resume_session(found: InterruptedSession, context: AppContext, wishes: SessionOptions, paper: Paper) -> ExitCode:
    """Go on with a session that was broken off, after the screen that is due now."""
    profile = context.profile
    paper.print([(), *paragraph(found.told, paper.width)])
    say_what_is_not_saved(profile, wishes, paper)
    plan = found.session.plan
    now = datetime.now().astimezone()
    verdict = verdict_for(profile, without=found.begun.identifier)
    if verdict.permission is Permission.NO:
        paper.print(refused_rows(verdict.why, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    before = profile.circumstances()
    passed = run_preflight(due_screening(profile.screens(), plan.routine.regions, now), context, paper)
    if isinstance(passed, ExitCode):
        return passed
    if not found.fits_still(before, passed.answers, profile.circumstances_told()):
        known = "can't be read" if before is None else "has changed since"
        return _give_up(
            found, f"What is known of you {known}, so its plan may not be for you. Start it again.", context, paper
        )
    if passed.dulled:
        return _give_up(found, "Pain must be able to warn you. Start again another day.", context, paper)
    if not ask_whether(verdict, paper):
        raise QuestionsAbandoned(PromptEnd.LEFT)
    confirm_changes_and_stop_rules(plan, (), context.atlas.safety, paper)
    answered(asking.ask_choice("Get into place. Press Enter to go on (q leaves):", {"": "go on"}, paper))
    session: Session = found.session._replace(status=SessionStatus.RUNNING, floor_view=wishes.big)
    with SessionJournal.resume(found.journal) as journal:
        return run_and_record(found.begun, session, context, wishes, journal)


def _give_up(found: InterruptedSession, why: str, context: AppContext, paper: Paper) -> ExitCode:
    """Say why a session that was broken off is not gone on with; that is told once, and it is kept as it was."""
    found.give_up(context.profile)
    paper.print(refused_rows(f"{why} What was done of it is kept.", paper.width))
    return ExitCode.SEE_A_DOCTOR_FIRST
