"""The session with its journal."""

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial

from backpain_cli.audio.processes import AudioShutdown
from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.options import with_choices
from backpain_cli.cli.output import say, show
from backpain_cli.cli.session.finish import SessionSaver, finish_session
from backpain_cli.cli.session.questions import ask_after_sign
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.in_session import reported_in_session
from backpain_cli.domain.safety.signs import numbers_to_call, territory_of
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.domain.safety.triage_keeping import record_of_sign
from backpain_cli.domain.terms import Outcome
from backpain_cli.export.plan_documents import plan_document
from backpain_cli.history.journal import SessionJournal
from backpain_cli.history.plan_snapshot import plan_snapshot, routine_hash
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.library.shipped_safety import load_emergency_numbers
from backpain_cli.session.recording import SessionStart
from backpain_cli.session.session import Session
from backpain_cli.session.snapshot import session_snapshot, start_snapshot
from backpain_cli.session.stages import Stage
from backpain_cli.terminal import owner, session_runner
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.event_stage import EventStage
from backpain_cli.terminal.prompts import show_emergency
from backpain_cli.views.outcome_pages import outcome_page
from backpain_cli.views.session_layout import size_class
from backpain_cli.views.session_pictures import StepPictures
from backpain_cli.wording.outcome_text import outcome_text

_TWICE = "That was the second time, so the session ends here. Stay seated until you feel well, then get up slowly."


class JournalStage(Stage):
    """Writes a session to its journal, so that it can be resumed whatever ends it."""

    def __init__(self, journal: SessionJournal) -> None:
        """Write to `journal`, which stays open after the session."""
        self._journal = journal

    def show(self, session: Session) -> None:
        """Write the session as it is now."""
        self._journal.note(session_snapshot(session))


def begun_now(
    plan: Plan, routine: Routine, *, gentle: bool, sorer_side: str, before: tuple[PainScore, ...]
) -> SessionStart:
    """Return the start of a session that begins now: of `routine` as it was written, with the person's own `plan`."""
    return SessionStart(
        identifier=str(uuid.uuid4()),
        plan=plan,
        form=plan_snapshot(plan),
        routine_hash=routine_hash(routine),
        gentle=gentle,
        sorer_side=sorer_side,
        started=datetime.now().astimezone(),
        before=before,
    )


def journal_trouble(begun: SessionStart, context: AppContext) -> str:
    """Return why such a session could not be resumed; empty if it could. A journal is made, and taken away again."""
    try:
        if (journal := _begin_journal(begun, context)) is not None:
            journal.finish()
    except BackpainError as error:
        return _cannot_be_resumed(error)
    return ""


@contextmanager
def journal_of(begun: SessionStart, context: AppContext, *, is_known: bool = False) -> Iterator[SessionJournal | None]:
    """Open a journal for the session; None if none is wanted, or if none can be made, which is said.

    Args:
        begun: the session.
        context: has the data folder, and the console.
        is_known: whether the person has read before that none can be made.
    """
    try:
        journal = _begin_journal(begun, context)
    except BackpainError as error:
        journal = None
        if not is_known:
            say(_cannot_be_resumed(error), context.console, style="caution")
    with journal or nullcontext():
        yield journal


def _begin_journal(begun: SessionStart, context: AppContext) -> SessionJournal | None:
    profile = context.profile
    if not profile.saves or context.options.is_rehearsal:
        return None
    return SessionJournal.begin(
        profile.folder, begun.form, identifier=begun.identifier, begun=begun.started, meta=start_snapshot(begun)
    )


def _cannot_be_resumed(error: BackpainError) -> str:
    return f"If this session is interrupted, it cannot be resumed: {error.message}"


def prepared_pictures(plan: Plan, *, plain: bool) -> StepPictures:
    """Return the pictures of the steps of `plan`, loaded where this terminal has room for them."""
    pictures = StepPictures(load_picture_data, plan.routine.key)
    size = size_class(*shutil.get_terminal_size())
    if not plain and size is not None and size.has_pictures:
        # In a checkout the charts may have to be read from YAML first, and no clock should wait for that.
        pictures.prepare()
    return pictures


def run_and_record(
    begun: SessionStart, session: Session, context: AppContext, journal: SessionJournal | None
) -> ExitCode:
    """Run `session`, save it, and return the exit code.

    A session that a signal ended is saved, and then the process ends by that signal: this does not return.
    """
    options = context.options
    stages: list[Stage] = [JournalStage(journal)] if journal is not None else []
    if options.events:
        stages.append(EventStage(partial(print, flush=True), plan_document, context.in_session_texts))
    pictures = prepared_pictures(begun.plan, plain=options.plain)
    with AudioShutdown() as audio:
        run = session_runner.run_on_terminal(
            session,
            plain=options.plain,
            speed=options.speed,
            pictures=pictures,
            settings=with_choices(context.settings, flash=options.flash, reduced_motion=options.still or None),
            texts=context.in_session_texts,
            audio=audio,
            sound=options.sound or "",
            stages=stages,
            out=sys.stderr if options.events else None,
        )
        return _conclude(run, begun, context, journal)


def show_what_ended_it(ended: Session, context: AppContext, console: PageConsole) -> ExitCode:
    """Show what to do after what the person reported ended a session; return the exit code."""
    complaint = ended.ended_by
    if complaint is None:
        return ExitCode.OK
    # What to do is seen where a person sees it.
    seen = console if console.file.isatty() else PageConsole(sys.stderr)
    if (outcome := complaint.outcome) is None:
        say(_TWICE, seen, style="caution", gap=True)
        return ExitCode.OK
    found = reported_in_session(complaint, outcome, context.in_session_texts)
    numbers = numbers_to_call(load_emergency_numbers(), territory_of(os.environ))
    text = outcome_text(found, numbers, datetime.now().astimezone().date())
    if outcome is Outcome.EMERGENCY:
        show_emergency(outcome_page(outcome, text, seen.room), f"Call {numbers}.", seen)
        return ExitCode.EMERGENCY
    show(lambda room: outcome_page(outcome, text, room), seen)
    return ExitCode.SEE_A_DOCTOR_FIRST


def _conclude(
    run: session_runner.SessionRun, begun: SessionStart, context: AppContext, journal: SessionJournal | None
) -> ExitCode:
    """Save a session that ended, show what comes after it, and return the exit code."""
    console = PageConsole(sys.stderr if context.options.events else sys.stdout)
    ended, rehearsed = run.session, context.options.is_rehearsal
    complaint, regions = ended.ended_by, regions_before(ended.plan.routine)
    asks = complaint is not None and bool(complaint.opens) and run.ended_by is None and can_ask()
    # What to do comes first: saving may take time, and nothing else matters now.
    code = ExitCode.OK if asks else show_what_ended_it(ended, context, console)
    if complaint is not None and complaint.outcome is not None:
        now = datetime.now().astimezone()
        context.profile.keep_sign(record_of_sign(complaint, regions, complaint.outcome, now))
        if asks:
            asked = ask_after_sign(complaint, regions, context)
            code = show_what_ended_it(ended, context, console) if asked is None else asked
    saving = SessionSaver(begun, ended, context.profile, journal)
    if not rehearsed:
        saving.keep()
    if run.ended_by is not None:
        saving.leave()
        owner.exit_by_signal(run.ended_by)
    if code is not ExitCode.OK:
        saving.finish()
        return code
    if run.trouble:
        say(run.trouble, console, style="caution", gap=True)
    finish_session(saving, context, console)
    return ExitCode.OK
