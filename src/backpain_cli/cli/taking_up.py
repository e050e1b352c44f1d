"""Going on with a session that was broken off: asked for, or offered before another one."""

from datetime import datetime

from backpain_cli.cli.before import answered, make_known, not_answered, question_paper, say_what_is_not_saved
from backpain_cli.cli.conducting import conduct
from backpain_cli.cli.context import AppContext
from backpain_cli.cli.dosing import ask_whether, verdict_for
from backpain_cli.cli.gates import NotAnswered, pass_screen
from backpain_cli.cli.resuming import BrokenOff, newest_to_resume
from backpain_cli.cli.wishes import Wishes
from backpain_cli.domain.dose import Permission
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.screening_due import due
from backpain_cli.guide.session import Session, Status
from backpain_cli.history.journal import Journal
from backpain_cli.terminal import asking
from backpain_cli.terminal.changes import refused_rows
from backpain_cli.terminal.one_key import NoAnswer
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph


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
