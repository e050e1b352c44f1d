"""The session with its journal."""

import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import Wishes, with_choices
from backpain_cli.cli.profile import Memory
from backpain_cli.cli.session.finish import Saving
from backpain_cli.cli.session.preflight import emergency_call_here
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.safety.screening_schedule import record_of_stop
from backpain_cli.guide.stages import SilentStage, Stage
from backpain_cli.history.journal import Journal
from backpain_cli.history.plan_snapshot import plan_to_plain, routine_hash
from backpain_cli.library.settings import load_settings
from backpain_cli.session.recording import Begun
from backpain_cli.session.session import Session, Status
from backpain_cli.session.snapshot import state_of
from backpain_cli.terminal import opening
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph

if TYPE_CHECKING:
    from backpain_cli.terminal.session_runner import Run


class JournalStage(SilentStage):
    """Writes a session down, so that it can be taken up again whatever ends it."""

    def __init__(self, journal: Journal) -> None:
        """Note in `journal`, which stays open after the session."""
        self._journal = journal

    def show(self, session: Session) -> None:
        """Note the session as it is now."""
        self._journal.note(state_of(session))


def begun_now(plan: Plan, routine: Routine, *, gentle: bool, sorer_side: str, before: tuple[PainScore, ...]) -> Begun:
    """Return how a session begins now.

    Args:
        plan: as it is done by this person.
        routine: as it was written.
        gentle: whether it is the gentler form.
        sorer_side: `left`, `right` or empty.
        before: the pain before it.
    """
    return Begun(
        identifier=str(uuid.uuid4()),
        plan=plan,
        form=plan_to_plain(plan),
        routine_hash=routine_hash(routine),
        gentle=gentle,
        sorer_side=sorer_side,
        started=datetime.now().astimezone(),
        before=before,
    )


def meta_of(begun: Begun) -> dict[str, Any]:
    """Return what a journal has to know of a session besides its plan."""
    return {
        "routine-hash": begun.routine_hash,
        "gentle": begun.gentle,
        "sorer-side": begun.sorer_side,
        "before": [list(score) for score in begun.before],
    }


@contextmanager
def journal_of(begun: Begun, memory: Memory, wishes: Wishes, paper: Paper) -> Iterator[Journal | None]:
    """Keep a journal while the session runs; None where none is wanted or none can be made, which is told."""
    if not memory.saves or wishes.rehearses:
        yield None
        return
    try:
        journal = Journal.begin(
            memory.folder, begun.form, identifier=begun.identifier, begun=begun.started, meta=meta_of(begun)
        )
    except BackpainError as error:
        said = f"If this session is broken off, it cannot be taken up again: {error.message}"
        paper.print(paragraph(said, paper.width, style="notice"))
        yield None
        return
    with journal:
        yield journal


def conduct(begun: Begun, session: Session, context: AppContext, wishes: Wishes, journal: Journal | None) -> ExitCode:
    """Lead somebody through `session`, keep what came of it, and return the exit code.

    A session that a signal ended is kept, and then the process ends by that signal: this does not return.
    """
    from backpain_cli.audio.processes import LastWords
    from backpain_cli.export.json_documents import plan_form
    from backpain_cli.library.shipped import load_charts
    from backpain_cli.terminal.event_stage import EventStage
    from backpain_cli.terminal.session_runner import run_session
    from backpain_cli.terminal.step_view import StepPictures, has_room_for_pictures

    company: list[Stage] = [JournalStage(journal)] if journal is not None else []
    if wishes.events:
        company.append(EventStage(_write_event, plan_form))
    pictures = StepPictures(load_charts, begun.plan.routine.key)
    if not wishes.plain and has_room_for_pictures(*shutil.get_terminal_size()):
        # In a checkout the charts may have to be read from YAML first, and no clock should wait for that.
        pictures.prepare()
    with LastWords() as last_words:
        run = run_session(
            session,
            plain=wishes.plain,
            speed=wishes.speed,
            pictures=pictures,
            settings=with_choices(load_settings(), flash=wishes.flash),
            last_words=last_words,
            sound=wishes.sound,
            company=company,
            out=sys.stderr if wishes.events else None,
        )
        return _conclude(run, begun, context, wishes, journal)


def _conclude(run: "Run", begun: Begun, context: AppContext, wishes: Wishes, journal: Journal | None) -> ExitCode:
    """Keep what came of a session, tell and ask what comes after it, and return the exit code."""
    from backpain_cli.cli.session.finish import after_session
    from backpain_cli.terminal.owner import die_by

    paper = Paper(sys.stderr) if wishes.events else Paper()
    ended = run.session
    if ended.status is Status.STOPPED:
        # What to do comes first, and where it is seen; keeping it may take its time, and nothing else is told now.
        seen = paper if paper.stream.isatty() else Paper(sys.stderr)
        call = emergency_call_here()
        rows = opening.emergency_rows(context.atlas.safety, seen.width, call=call, ending="The session is over.")
        seen.print([*rows, *opening.call_again(rows, call, seen)])
        seen.stream.flush()
        context.profile.keep_screen(record_of_stop(ended.plan.routine.regions, datetime.now().astimezone()))
    saving = Saving(begun, ended, context.profile, journal)
    if not wishes.rehearses:
        saving.keep()
    if run.ended_by is not None:
        saving.leave()
        die_by(run.ended_by)
    if ended.status is Status.STOPPED:
        saving.finish()
        return ExitCode.EMERGENCY
    if run.trouble:
        paper.print([(), *paragraph(run.trouble, paper.width, style="notice")])
    after_session(begun, ended, saving, context, wishes, paper)
    return ExitCode.OK


def _write_event(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
