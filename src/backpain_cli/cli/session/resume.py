"""Finding and resuming interrupted sessions."""

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
from backpain_cli.session.events import NS_PER_S
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
    """An interrupted session that can be resumed or at least saved."""

    def __init__(self, journal: UnfinishedSession, begun: SessionStart, session: Session, said: Feedback) -> None:
        self.journal = journal
        self.begun = begun
        self.session = session
        self.said = said
        """The feedback after it, if it was over and only the history refused it."""

    @property
    def description(self) -> str:
        """What it was and how far it got, in one sentence."""
        where = clock_text(self.session.position_ns // NS_PER_S)
        total = clock_text(self.session.plan.seconds)
        when = self.begun.started.astimezone()
        return (
            f"{self.begun.plan.routine.title}, begun at {when:%H:%M} on {when:%Y-%m-%d}, stopped at {where} of {total}."
        )

    def can_go_on(self, now: datetime) -> bool:
        """Return whether it may be resumed: some of it is left, it is less than a day old, and no sign ended it."""
        recent = timedelta(0) <= now - self.journal.last_noted <= OFFERED_FOR
        given_up = self.journal.state.get(GIVEN_UP) is True
        return recent and not given_up and self.session.seconds_left > 0 and not self.session.is_over

    def still_fits(
        self, before: Mapping[str, str] | None, answers: Mapping[str, str], answered_at: datetime | None
    ) -> bool:
        """Return whether its plan was made for the answers as they are now.

        Args:
            before: the answers saved before the screen that was answered just now; None: unknown.
            answers: about the circumstances, with what that screen added.
            answered_at: when those were answered; None: unknown.
        """
        return answered_at is not None and answered_at <= self.begun.started and answers == before

    def keep(self, profile: PersonProfile) -> bool:
        """Save it as it was, remove its journal, and return whether the history took it."""
        ended = max(self.journal.last_noted, self.begun.started)
        record = build_record(self.begun, self.session, ended=ended, feedback=self.said)
        if record.practised and not profile.keep_session(record):
            return False
        if self.session.status is SessionStatus.STOPPED:
            profile.keep_screen(stop_record(self.session.plan.routine.regions, self.journal.last_noted))
        try:
            SessionJournal.resume(self.journal).finish()
        except BackpainError as error:
            profile.trouble = profile.trouble or error
        return True

    def give_up(self, profile: PersonProfile) -> None:
        """Save it, and never offer it again, even if the history does not take it now."""
        if self.keep(profile):
            return
        try:
            with SessionJournal.resume(self.journal) as journal:
                journal.note(session_snapshot(self.session, self.said, given_up=True))
        except BackpainError as error:
            profile.trouble = profile.trouble or error


def interrupted_sessions(context: AppContext) -> list[InterruptedSession]:
    """Return the interrupted sessions, newest first; unreadable journals are reported and left alone."""
    found: list[InterruptedSession] = []
    profile = context.profile
    for journal in unfinished_sessions(profile.folder):
        try:
            found.append(_read(journal, context.atlas))
        except (BackpainError, ValueError) as error:
            profile.trouble = profile.trouble or BackpainError(
                f"An interrupted session cannot be read: {journal.path}",
                hint=error.message if isinstance(error, BackpainError) else "It is left as it is.",
            )
    return found


def newest_to_resume(context: AppContext) -> InterruptedSession | None:
    """Return the newest session that can be resumed, if any; save all others as they were."""
    now = datetime.now().astimezone()
    offered: InterruptedSession | None = None
    takes = context.profile.saves
    for one in interrupted_sessions(context):
        if offered is None and one.can_go_on(now):
            offered = one
        elif takes:
            # A history that refuses one refuses all, and each attempt may wait long.
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


def resume(context: AppContext, options: SessionOptions) -> ExitCode:
    """Resume the newest interrupted session, and return the exit code.

    Raises:
        BackpainError: there is none, or there is no terminal for the questions before it.
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
        return resume_session(found, context, options, paper)
    except QuestionsAbandoned as ending:
        return not_answered(ending.how, paper)


def wants_to_resume(context: AppContext, paper: Paper) -> InterruptedSession | None:
    """Offer to resume an interrupted session instead; save it as it was if that is declined."""
    if (found := newest_to_resume(context)) is None:
        return None
    question = f"A session was interrupted: {found.description} Go on with it? Type y or n, then Enter (q leaves):"
    choices = {"y": "y", "yes": "y", "n": "n", "no": "n"}
    if answered(asking.ask_choice(question, choices, paper)) == "y":
        return found
    found.give_up(context.profile)
    return None


def resume_session(found: InterruptedSession, context: AppContext, options: SessionOptions, paper: Paper) -> ExitCode:
    """Resume an interrupted session, after the screen that is due now."""
    profile = context.profile
    paper.print([(), *paragraph(found.description, paper.width)])
    say_what_is_not_saved(profile, options, paper)
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
    if not found.still_fits(before, passed.answers, profile.circumstances_answered_at()):
        known = "can't be read" if before is None else "has changed since"
        return _give_up(
            found, f"What is known of you {known}, so its plan may not be for you. Start it again.", context, paper
        )
    if passed.dulled:
        return _give_up(found, "Pain must be able to warn you. Start again another day.", context, paper)
    if not ask_whether(verdict, paper):
        raise QuestionsAbandoned(PromptEnd.LEFT)
    confirm_changes_and_stop_rules(plan, (), context.safety_texts, paper)
    answered(asking.ask_choice("Get into place. Press Enter to go on (q leaves):", {"": "go on"}, paper))
    session: Session = found.session._replace(status=SessionStatus.RUNNING, floor_view=options.big)
    with SessionJournal.resume(found.journal) as journal:
        return run_and_record(found.begun, session, context, options, journal)


def _give_up(found: InterruptedSession, why: str, context: AppContext, paper: Paper) -> ExitCode:
    """Show why an interrupted session cannot be resumed, and save it as it was."""
    found.give_up(context.profile)
    paper.print(refused_rows(f"{why} What was done of it is kept.", paper.width))
    return ExitCode.SEE_A_DOCTOR_FIRST
