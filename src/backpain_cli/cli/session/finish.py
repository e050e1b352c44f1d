"""Summary, feedback, saving."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.output import say
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.cli.session.message_after import NOTHING_DUE, conclude_message, message_after
from backpain_cli.cli.session.own_moves import keep_easier_moves, offer_moves
from backpain_cli.cli.session.questions import say_trouble
from backpain_cli.domain.records.practice_progress import recent_effects
from backpain_cli.domain.records.sessions import StepEffect
from backpain_cli.domain.routine.guidance import NumberAsked
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.history.journal import SessionJournal
from backpain_cli.session.recording import NO_FEEDBACK, Feedback, SessionStart, build_record
from backpain_cli.session.session import Session
from backpain_cli.session.snapshot import session_snapshot
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.prompts import (
    ask_note,
    ask_pain_scores,
    ask_step_effects,
    show_screen_by_screen,
    steps_to_ask,
)
from backpain_cli.views.summary import PainSummary, latest_scores, next_things, pain_pairs, summary_card


class SessionSaver:
    """Keeps a session that is over. Where the history refuses it, its journal holds it until a later start."""

    def __init__(
        self, begun: SessionStart, session: Session, profile: PersonProfile, journal: SessionJournal | None
    ) -> None:
        """Save `session` to `profile`; without a journal, what the history refuses is lost, and reported."""
        self.number = 0
        """Its number in the history; 0 where it is not saved."""
        self.record = build_record(begun, session, ended=datetime.now().astimezone())
        """As it was last saved, or should have been."""
        self.begun = begun
        self.session = session
        self._profile = profile
        self._journal = journal
        self._is_saved = False

    def keep(self, feedback: Feedback = NO_FEEDBACK) -> None:
        """Save the session with the feedback so far, to the journal first: it survives whatever ends the process."""
        self.record = build_record(self.begun, self.session, ended=self.record.ended, feedback=feedback)
        self._note_in_journal(feedback)
        number = self._profile.keep_session(self.record)
        self._is_saved = bool(number)
        self.number = number or self.number

    def note(self, feedback: Feedback) -> None:
        """Save the feedback so far, without waiting again for a history that refused the session."""
        if self._is_saved:
            self.keep(feedback)
        else:
            self._note_in_journal(feedback)

    def _note_in_journal(self, feedback: Feedback) -> None:
        if self._journal is not None:
            self._journal.note(session_snapshot(self.session, feedback))
            self._journal.flush()

    def finish(self) -> None:
        """Remove the journal if everything is in the history; otherwise it stays for a later start."""
        if self._journal is not None and self._is_saved:
            self._journal.finish()

    def leave(self) -> None:
        """Leave the journal, so that the next start can resume the session."""
        if self._journal is not None:
            self._journal.leave()

    @property
    def trouble(self) -> str:
        """Why the session could not have been resumed; empty where it could."""
        return "" if self._journal is None else self._journal.trouble

    @property
    def outcome(self) -> str:
        """A sentence about what was saved."""
        if self._is_saved:
            return f"Saved as session {self.number}."
        if self._journal is not None and not self._journal.trouble:
            place = escape_for_terminal(str(self._journal.path))
            return f"This session is not in the history yet. It waits in {place}, and a later session puts it there."
        if self.number:
            return f"Saved as session {self.number}, but not what you said after it."
        return "Nothing of this session was saved."


def finish_session(saving: SessionSaver, context: AppContext, console: PageConsole) -> None:
    """Ask for the pain, show the summary, ask for the rest, save it, and show advice based on the scores.

    Args:
        saving: has saved the session once.
        context: has the safety texts, and what is saved of the person.
        console: where the summary and the questions appear.
    """
    profile, session, rehearsed = context.profile, saving.session, context.options.is_rehearsal
    asks = saving.record.counts and not rehearsed and sys.stdin.isatty() and console.file.isatty()
    recent = profile.recent_sessions() if asks else []
    feedback: Feedback | None = None
    found, is_read = NOTHING_DUE, False
    try:
        feedback = _ask_pain(saving, console) if asks else None
        if not rehearsed:
            found = message_after(saving.session, saving.record, context, console, asks=feedback is not None)
        is_read = feedback is not None
    finally:
        # What to do next is seen even if the question is interrupted.
        things = next_things(context.safety_texts, regions_before(session.plan.routine))
        compares = session.plan.routine.guidance.number is NumberAsked.BEFORE_AND_AFTER
        latest = latest_scores(recent, saving.record) if compares else ()
        pain = PainSummary(pain_pairs(saving.record.before, saving.record.after), latest)
        card = summary_card(session, pain, things, console.room, rehearsed=rehearsed, note=found.note)
        if is_read:
            show_screen_by_screen(card, console)
        else:
            console.page(card)
    if rehearsed:
        return
    conclude_message(found, context, console, asks=feedback is not None)
    # Where nothing is saved, the score is compared with the one before it; the rest would be asked for nothing.
    if profile.saves:
        is_easier = keep_easier_moves(session, context, console, asks=feedback is not None)
        if feedback is not None:
            _ask_rest(feedback, saving, recent_effects(recent), console)
        if session.ended_by is None:
            begun, asks = saving.begun.plan.routine, feedback is not None
            offer_moves(begun, saving.record, context, console, asks=asks, has_changed=is_easier)
    saving.finish()
    if profile.saves:
        say(saving.outcome, console, style="quiet", gap=True)
    if profile.trouble is not None and profile.trouble.message != profile.reported_problem:
        say_trouble(profile.trouble, console)
    for remark in filter(None, (profile.remark, saving.trouble)):
        say(remark, console, style="caution")
    if sentence := profile.progress_sentence(saving.record.ended):
        say(sentence, console, style="caution", gap=True)


def _ask_pain(saving: SessionSaver, console: PageConsole) -> Feedback | None:
    """Ask for the pain after the session, and save the answer; None if the person left."""
    say("", console)
    feedback = NO_FEEDBACK
    routine = saving.session.plan.routine
    for area in () if routine.guidance.number is NumberAsked.NEVER else routine.areas[:1]:
        scores = ask_pain_scores(area, saving.begun.sorer_side or "both", "after the session", console)
        if scores is None:
            return None
        feedback = feedback._replace(after=scores)
        saving.note(feedback)
    return feedback


def _ask_rest(
    feedback: Feedback, saving: SessionSaver, effects_before: Mapping[str, Sequence[StepEffect]], console: PageConsole
) -> None:
    """Ask what the steps did and for a note, and save each answer as it is given."""
    for effects in ask_step_effects(steps_to_ask(saving.record.steps), effects_before, console):
        feedback = feedback._replace(effects=effects)
        saving.note(feedback)
    note = ask_note("A note for yourself, in one line; Enter leaves it out:", console)
    saving.keep(feedback._replace(note=note))
