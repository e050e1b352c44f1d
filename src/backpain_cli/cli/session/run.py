"""The session with its journal."""

import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions, with_choices
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.finish import SessionSaver
from backpain_cli.cli.session.preflight import emergency_call_here
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.screening_schedule import stop_record
from backpain_cli.history.journal import SessionJournal
from backpain_cli.history.plan_snapshot import plan_snapshot, routine_hash
from backpain_cli.session.recording import SessionStart
from backpain_cli.session.session import Session, SessionStatus
from backpain_cli.session.snapshot import session_snapshot, start_snapshot
from backpain_cli.session.stages import SilentStage, Stage
from backpain_cli.terminal import opening
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph

if TYPE_CHECKING:
    from backpain_cli.terminal.session_runner import SessionRun


class JournalStage(SilentStage):
    """Writes a session down, so that it can be taken up again whatever ends it."""

    def __init__(self, journal: SessionJournal) -> None:
        """Note in `journal`, which stays open after the session."""
        self._journal = journal

    def show(self, session: Session) -> None:
        """Note the session as it is now."""
        self._journal.note(session_snapshot(session))


def begun_now(
    plan: Plan, routine: Routine, *, gentle: bool, sorer_side: str, before: tuple[PainScore, ...]
) -> SessionStart:
    """Return how a session begins now.

    Args:
        plan: as it is done by this person.
        routine: as it was written.
        gentle: whether it is the gentler form.
        sorer_side: `left`, `right` or empty.
        before: the pain before it.
    """
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


@contextmanager
def journal_of(
    begun: SessionStart, memory: PersonProfile, wishes: SessionOptions, paper: Paper
) -> Iterator[SessionJournal | None]:
    """Keep a journal while the session runs; None where none is wanted or none can be made, which is told."""
    if not memory.saves or wishes.is_rehearsal:
        yield None
        return
    try:
        journal = SessionJournal.begin(
            memory.folder, begun.form, identifier=begun.identifier, begun=begun.started, meta=start_snapshot(begun)
        )
    except BackpainError as error:
        said = f"If this session is interrupted, it cannot be resumed: {error.message}"
        paper.print(paragraph(said, paper.width, style="notice"))
        yield None
        return
    with journal:
        yield journal


def run_and_record(
    begun: SessionStart, session: Session, context: AppContext, wishes: SessionOptions, journal: SessionJournal | None
) -> ExitCode:
    """Lead somebody through `session`, keep what came of it, and return the exit code.

    A session that a signal ended is kept, and then the process ends by that signal: this does not return.
    """
    from backpain_cli.audio.processes import AudioShutdown
    from backpain_cli.export.json_documents import plan_form
    from backpain_cli.library.shipped import load_picture_data
    from backpain_cli.terminal.event_stage import EventStage
    from backpain_cli.terminal.session_runner import run_on_terminal
    from backpain_cli.terminal.step_view import StepPictures, has_room_for_pictures

    stages: list[Stage] = [JournalStage(journal)] if journal is not None else []
    if wishes.events:
        stages.append(EventStage(_write_event, plan_form))
    pictures = StepPictures(load_picture_data, begun.plan.routine.key)
    if not wishes.plain and has_room_for_pictures(*shutil.get_terminal_size()):
        # In a checkout the charts may have to be read from YAML first, and no clock should wait for that.
        pictures.prepare()
    with AudioShutdown() as audio:
        run = run_on_terminal(
            session,
            plain=wishes.plain,
            speed=wishes.speed,
            pictures=pictures,
            settings=with_choices(context.settings, flash=wishes.flash),
            audio=audio,
            sound=wishes.sound,
            stages=stages,
            out=sys.stderr if wishes.events else None,
        )
        return _conclude(run, begun, context, wishes, journal)


def _conclude(
    run: "SessionRun", begun: SessionStart, context: AppContext, wishes: SessionOptions, journal: SessionJournal | None
) -> ExitCode:
    """Keep what came of a session, tell and ask what comes after it, and return the exit code."""
    from backpain_cli.cli.session.finish import finish_session
    from backpain_cli.terminal.owner import exit_by_signal

    paper = Paper(sys.stderr) if wishes.events else Paper()
    ended = run.session
    if ended.status is SessionStatus.STOPPED:
        # What to do comes first, and where it is seen; keeping it may take its time, and nothing else is told now.
        seen = paper if paper.stream.isatty() else Paper(sys.stderr)
        call = emergency_call_here()
        rows = opening.emergency_rows(context.atlas.safety, seen.width, call=call, ending="The session is over.")
        seen.print([*rows, *opening.call_again(rows, call, seen)])
        seen.stream.flush()
        context.profile.keep_screen(stop_record(ended.plan.routine.regions, datetime.now().astimezone()))
    saving = SessionSaver(begun, ended, context.profile, journal)
    if not wishes.is_rehearsal:
        saving.keep()
    if run.ended_by is not None:
        saving.leave()
        exit_by_signal(run.ended_by)
    if ended.status is SessionStatus.STOPPED:
        saving.finish()
        return ExitCode.EMERGENCY
    if run.trouble:
        paper.print([(), *paragraph(run.trouble, paper.width, style="notice")])
    finish_session(begun, ended, saving, context, wishes, paper)
    return ExitCode.OK


def _write_event(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
