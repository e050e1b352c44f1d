"""Sessions that broke off."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import Wishes
from backpain_cli.cli.profile import Memory
from backpain_cli.cli.session.preflight import (
    NotAnswered,
    answered,
    ask_whether,
    make_known,
    not_answered,
    pass_screen,
    question_paper,
    say_what_is_not_saved,
    verdict_for,
)
from backpain_cli.cli.session.run import conduct
from backpain_cli.domain.anatomy.atlas import Anatomy
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.safety.allowance import Permission
from backpain_cli.domain.safety.screening_schedule import due, record_of_stop
from backpain_cli.domain.typed_input import as_clock
from backpain_cli.history.journal import Journal
from backpain_cli.history.journal_files import Unfinished, unfinished
from backpain_cli.history.plan_snapshot import plan_from_plain
from backpain_cli.session.ledger import SECOND
from backpain_cli.session.recording import Begun, Told, record_of
from backpain_cli.session.session import Session, Status
from backpain_cli.session.snapshot import session_from, state_of, told_in
from backpain_cli.terminal import prompts as asking
from backpain_cli.terminal.changes import refused_rows
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.single_key import NoAnswer
from backpain_cli.terminal.spans import paragraph

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


def resume(context: AppContext, wishes: Wishes) -> ExitCode:
    """Take up the newest session that was broken off, and return the exit code.

    Raises:
        BackpainError: there is none, or nobody can answer the questions before it.
    """
    paper = question_paper()
    if (found := newest_to_resume(context)) is None:
        if context.profile.trouble is not None:
            raise context.profile.trouble
        raise BackpainError(
            "There is no session to take up again.",
            hint="A session that was broken off can be taken up for 24 hours.",
            exit_code=ExitCode.USAGE,
        )
    try:
        return take_up(found, context, wishes, paper)
    except NotAnswered as ending:
        return not_answered(ending.how, paper)


def wants_to_take_up(context: AppContext, paper: Paper) -> BrokenOff | None:
    """Ask whether a session that was broken off is wanted instead; where it is not, keep it as what it was."""
    if (found := newest_to_resume(context)) is None:
        return None
    question = f"A session was broken off: {found.told} Go on with it? Type y or n, then Enter (q leaves):"
    choices = {"y": "y", "yes": "y", "n": "n", "no": "n"}
    if answered(asking.ask_choice(question, choices, paper)) == "y":
        return found
    found.give_up(context.profile)
    return None


def take_up(found: BrokenOff, context: AppContext, wishes: Wishes, paper: Paper) -> ExitCode:
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
    passed = pass_screen(due(profile.screens(), plan.routine.regions, now), context, paper)
    if isinstance(passed, ExitCode):
        return passed
    if not found.fits_still(before, passed.answers, profile.circumstances_told()):
        known = "can't be read" if before is None else "has changed since"
        return _give_up(
            found, f"What is known of you {known}, so its plan may not be for you. Begin it anew.", context, paper
        )
    if passed.dulled:
        return _give_up(found, "Pain must be able to warn you. Begin anew another day.", context, paper)
    if not ask_whether(verdict, paper):
        raise NotAnswered(NoAnswer.LEFT)
    make_known(plan, (), context.atlas.safety, paper)
    answered(asking.ask_choice("Get into place. Press Enter to go on (q leaves):", {"": "go on"}, paper))
    session: Session = found.session._replace(status=Status.RUNNING, big=wishes.big)
    with Journal.resume(found.journal) as journal:
        return conduct(found.begun, session, context, wishes, journal)


def _give_up(found: BrokenOff, why: str, context: AppContext, paper: Paper) -> ExitCode:
    """Say why a session that was broken off is not gone on with; that is told once, and it is kept as it was."""
    found.give_up(context.profile)
    paper.print(refused_rows(f"{why} What was done of it is kept.", paper.width))
    return ExitCode.SEE_A_DOCTOR_FIRST
