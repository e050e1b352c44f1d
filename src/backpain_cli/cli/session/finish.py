"""Summary, feedback, saving."""

import sys
from datetime import datetime

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.preflight import trouble_rows
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.history.journal import SessionJournal
from backpain_cli.session.recording import NO_FEEDBACK, Feedback, SessionStart, build_record
from backpain_cli.session.session import Session
from backpain_cli.session.snapshot import session_snapshot
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.prompts import (
    ask_note,
    ask_pain_scores,
    ask_step_effects,
    score_change_rows,
    steps_to_ask,
)
from backpain_cli.terminal.spans import paragraph
from backpain_cli.terminal.summary import summary_rows


class SessionSaver:
    """Keeps a session that is over. Where the history refuses it, its journal holds it until a later start."""

    def __init__(
        self, begun: SessionStart, session: Session, memory: PersonProfile, journal: SessionJournal | None
    ) -> None:
        """Keep `session` in `memory`; without a journal, what the history refuses is lost, and said to be."""
        self.number = 0
        """Under which it is kept; 0 where it is not."""
        self.record = build_record(begun, session, ended=datetime.now().astimezone())
        """As it was kept last, or should have been."""
        self._begun = begun
        self._session = session
        self._memory = memory
        self._journal = journal
        self._is_whole = False

    def keep(self, told: Feedback = NO_FEEDBACK) -> None:
        """Keep the session with all that was said of it so far; whatever ends the process afterwards, it is there."""
        self.record = build_record(self._begun, self._session, ended=self.record.ended, feedback=told)
        if self._journal is not None:
            self._journal.note(session_snapshot(self._session, told))
            self._journal.flush()
        number = self._memory.keep_session(self.record)
        self._is_whole = bool(number)
        self.number = number or self.number

    def note(self, told: Feedback) -> None:
        """Keep what is said so far, without waiting once more for a history that did not take the session."""
        if self._is_whole:
            self.keep(told)
        elif self._journal is not None:
            self._journal.note(session_snapshot(self._session, told))
            self._journal.flush()

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
            place = escape_for_terminal(str(self._journal.path))
            return f"This session is not in the history yet. It waits in {place}, and a later session puts it there."
        if self.number:
            return f"Saved as session {self.number}, but not what you said after it."
        return "Nothing of this session was saved."


def finish_session(
    begun: SessionStart,
    session: Session,
    saving: SessionSaver,
    context: AppContext,
    wishes: SessionOptions,
    paper: Paper,
) -> None:
    """Tell what was done, ask how it feels, keep that too, and say what the scores give reason to say.

    Args:
        begun: how the session began.
        session: as it ended.
        saving: keeps it, and has done so once.
        context: has the safety texts, and what is saved of the person.
        wishes: how it was led.
        paper: where it is told and asked.
    """
    memory = context.profile
    regions = session.plan.routine.regions
    after = [advice.text for advice in context.atlas.safety.after if advice.concerns(regions)]
    paper.print(summary_rows(session, after, paper.width, rehearsed=wishes.is_rehearsal))
    if wishes.is_rehearsal:
        return
    record = saving.record
    if record.counts and sys.stdin.isatty() and paper.stream.isatty():
        _ask(begun, session, saving, memory, paper)
        paper.print(score_change_rows(record.before, saving.record.after, paper.width))
    saving.finish()
    if memory.saves:
        paper.print([(), *paragraph(saving.told, paper.width, style="quiet")])
    if memory.trouble is not None and memory.trouble.message != memory.reported_problem:
        paper.print(trouble_rows(memory.trouble, paper.width))
    for remark in filter(None, (memory.remark, saving.trouble)):
        paper.print(paragraph(remark, paper.width, style="notice"))
    if said := memory.progress_sentence(record.ended):
        paper.print([(), *paragraph(said, paper.width, style="caution")])


def _ask(begun: SessionStart, session: Session, saving: SessionSaver, memory: PersonProfile, paper: Paper) -> None:
    """Ask how it feels now, and keep each answer when it is given; whatever is left out stays as it is."""
    paper.print([()])
    told = NO_FEEDBACK
    for area in session.plan.routine.areas[:1]:
        scores = ask_pain_scores(area, begun.sorer_side or "both", "after the session", paper)
        if scores is None:
            return
        told = told._replace(after=scores)
        saving.note(told)
    if not memory.saves:
        # The score is compared with the one before it; the rest would be asked for nothing.
        return
    for effects in ask_step_effects(steps_to_ask(saving.record.steps), paper):
        told = told._replace(effects=effects)
        saving.note(told)
    note = ask_note("A note for yourself, in one line; Enter leaves it out:", paper)
    saving.keep(told._replace(note=note))
