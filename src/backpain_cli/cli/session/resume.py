"""Finding and resuming interrupted sessions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from rich.text import Text

from backpain_cli.cli.context import AppContext, adapted_routine, known_of_person
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.preflight import (
    answered,
    not_answered,
    ready_to_begin,
    refuse,
    require_terminal,
    run_preflight,
    say_what_is_not_saved,
    verdict_for,
)
from backpain_cli.cli.session.questions import QuestionsAbandoned
from backpain_cli.cli.session.run import run_and_record
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.safety.allowance import Permission
from backpain_cli.domain.safety.fact_table import HeldCircumstances
from backpain_cli.domain.safety.known_person import held_by
from backpain_cli.domain.safety.plan_rules import RuleAction
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.domain.safety.triage_keeping import record_of_sign
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.history.journal import SessionJournal
from backpain_cli.history.journal_files import UnfinishedSession, unfinished_sessions
from backpain_cli.history.plan_snapshot import plan_from_snapshot
from backpain_cli.session.events import NS_PER_S
from backpain_cli.session.recording import NO_FEEDBACK, Feedback, SessionStart, build_record
from backpain_cli.session.session import Session
from backpain_cli.session.session_state import SessionStatus
from backpain_cli.session.snapshot import (
    GIVEN_UP,
    feedback_from_snapshot,
    session_from_snapshot,
    session_snapshot,
    start_from_snapshot,
)
from backpain_cli.terminal import prompts as asking

OFFERED_FOR = timedelta(hours=24)


class InterruptedSession(NamedTuple):
    """An interrupted session that can be resumed or at least saved."""

    journal: UnfinishedSession
    begun: SessionStart
    session: Session
    feedback: Feedback
    """The feedback after it, if it was over and only the history refused it."""

    @property
    def description(self) -> str:
        """What it was and how far it got, in one sentence."""
        begun = f"{self.begun.started.astimezone():begun at %H:%M on %Y-%m-%d}"
        position = clock_text(self.session.position_ns // NS_PER_S)
        total = clock_text(self.session.plan.seconds)
        return f"{self.begun.plan.routine.title}, {begun}, stopped at {position} of {total}."

    @property
    def is_short(self) -> bool:
        """Whether it is a plan of `backpain now`, before which not all is asked."""
        return self.session.plan.routine.is_short_plan

    def can_go_on(self, now: datetime) -> bool:
        """Return whether it may be resumed: some of it is left, it is less than a day old, and no sign ended it."""
        recent = timedelta(0) <= now - self.journal.last_noted <= OFFERED_FOR
        given_up = self.journal.state.get(GIVEN_UP) is True
        return recent and not given_up and self.session.seconds_left > 0 and not self.session.is_over

    def still_fits(self, before: TriageState | None, held_before: HeldCircumstances, held: HeldCircumstances) -> bool:
        """Return whether its plan was made for what holds now.

        Args:
            before: what was kept before the questions that were answered just now; None: unknown.
            held_before: what held by that.
            held: what holds now.
        """
        if before is None:
            return False
        answered = [before.person.facts_answered if before.person else None, before.pain and before.pain.answered]
        if None in answered and not self.is_short:
            return False
        moments = [*filter(None, answered), *(one.since for one in before.watched)]
        return all(map(self.is_after, moments)) and held_before == held

    def is_after(self, moment: datetime | None) -> bool:
        """Return whether it began at that moment or later; False where that is not known."""
        return moment is not None and moment <= self.begun.started

    def keep(self, profile: PersonProfile) -> bool:
        """Save it as it was, remove its journal, and return whether the history took it."""
        ended = max(self.journal.last_noted, self.begun.started)
        record = build_record(self.begun, self.session, ended=ended, feedback=self.feedback)
        if record.practised and not profile.keep_session(record):
            return False
        complaint = self.session.ended_by
        if complaint is not None and complaint.outcome is not None:
            regions = regions_before(self.session.plan.routine)
            profile.keep_sign(record_of_sign(complaint, regions, complaint.outcome, self.journal.last_noted))
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
                journal.note(session_snapshot(self.session, self.feedback, given_up=True))
        except BackpainError as error:
            profile.trouble = profile.trouble or error


def interrupted_sessions(context: AppContext) -> list[InterruptedSession]:
    """Return the interrupted sessions, newest first; unreadable journals are reported and left alone."""
    found: list[InterruptedSession] = []
    profile = context.profile
    for journal in unfinished_sessions(profile.folder):
        try:
            plan = plan_from_snapshot(journal.plan, context.atlas)
            begun = start_from_snapshot(
                journal.meta, identifier=journal.identifier, started=journal.begun, plan=plan, plan_values=journal.plan
            )
            session, feedback = Session(plan=plan), NO_FEEDBACK
            if journal.state:
                session = session_from_snapshot(plan, journal.state)
                feedback = feedback_from_snapshot(journal.state)
        except (BackpainError, ValueError) as error:
            profile.trouble = profile.trouble or BackpainError(
                f"An interrupted session cannot be read: {journal.path}",
                hint=error.message if isinstance(error, BackpainError) else "It is left as it is.",
            )
        else:
            found.append(InterruptedSession(journal, begun, session, feedback))
    return found


def sessions_to_resume(context: AppContext) -> list[InterruptedSession]:
    """Return the sessions that can be resumed, the newest first; save all others as they were."""
    now = datetime.now().astimezone()
    offered: list[InterruptedSession] = []
    takes = context.profile.saves
    for one in interrupted_sessions(context):
        if one.can_go_on(now):
            offered.append(one)
        elif takes:
            # A history that refuses one refuses all, and each attempt may wait long.
            takes = one.keep(context.profile)
    return offered


def resume_chosen(context: AppContext) -> ExitCode:
    """Resume an interrupted session, the one that is chosen where there are several, and return the exit code.

    Raises:
        BackpainError: there is none, or there is no terminal for the questions before it.
    """
    require_terminal()
    if not (offered := sessions_to_resume(context)):
        raise context.profile.trouble or UsageError(
            "There is no session to resume.", "An interrupted session can be resumed for 24 hours."
        )
    try:
        return resume_session(_choose(offered, context), context)
    except QuestionsAbandoned as ending:
        return not_answered(ending.how, context)


def _choose(offered: Sequence[InterruptedSession], context: AppContext) -> InterruptedSession:
    """Ask which of several interrupted sessions is meant."""
    if len(offered) == 1:
        return offered[0]
    lines = Text("\n").join(Text(f"{number:>3}  {one.description}") for number, one in enumerate(offered, start=1))
    names = [str(number) for number in range(1, len(offered) + 1)]
    question = "Go on with which one? Type its number, then Enter (q leaves):"
    return offered[int(answered(asking.ask_from_list(question, names, lines, context.console))) - 1]


def wants_to_resume(context: AppContext, *, short: bool = False) -> InterruptedSession | None:
    """Offer to resume an interrupted session instead, one after the other; save what is declined as it was.

    Args:
        context: has the data folder, and the console.
        short: whether only plans of `backpain now` are offered; the others wait.
    """
    for found in (one for one in sessions_to_resume(context) if one.is_short or not short):
        question = f"A session was interrupted: {found.description} Go on with it? Type y or n, then Enter (q leaves):"
        choices = {"y": "y", "yes": "y", "n": "n", "no": "n"}
        if answered(asking.ask_choice(question, choices, context.console)) == "y":
            return found
        found.give_up(context.profile)
    return None


def resume_session(found: InterruptedSession, context: AppContext) -> ExitCode:
    """Resume an interrupted session, after the screen that is due now."""
    profile, console = context.profile, context.console
    say(found.description, console, gap=True)
    say_what_is_not_saved(context)
    plan = found.session.plan
    verdict = verdict_for(profile, without=found.begun.identifier)
    if verdict.permission is Permission.NO:
        return refuse(verdict.why, context)
    before, answered_at = profile.triage(), profile.circumstances_answered_at()
    held_before = held_by(known_of_person(context), context.triage_table.spared_by, context.fact_table)
    passed = run_preflight(regions_before(plan.routine), context, verdict, short=found.is_short)
    if isinstance(passed, ExitCode):
        return passed
    if passed.dulled:
        return _give_up(found, "Pain must be able to warn you. Start again another day.", context)
    adapted, fits = unadapted(plan.routine), found.still_fits(before, held_before, passed.held)
    if before is not None and before.person is None and found.is_after(answered_at):
        # Begun in the first edition, which asked less: today's rules may add reminders to its plan, and no more.
        adapted = adapted_routine(plan.routine, context, held=passed.held)
        fits = not adapted.refused and all(one.action is RuleAction.REMIND for one in adapted.changes)
    if passed.is_other or not fits:
        known = "can't be read" if before is None else "has changed since"
        why = f"What is known of you {known}, so its plan may not be for you. Start it again."
        return _give_up(found, why, context)
    ready_to_begin(adapted, passed, context, title=found.description)
    status = SessionStatus.PAUSED if found.session.is_asking else SessionStatus.RUNNING
    session: Session = found.session._replace(status=status, floor_view=context.starts_big)
    with SessionJournal.resume(found.journal) as journal:
        return run_and_record(found.begun, session, context, journal)


def _give_up(found: InterruptedSession, why: str, context: AppContext) -> ExitCode:
    """Show why an interrupted session cannot be resumed, and save it as it was."""
    found.give_up(context.profile)
    return refuse(f"{why} What was done of it is kept.", context)
