"""From a routine to a session: what has to be asked and said before the clock."""

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from backpain_cli.cli.conducting import begun_now, conduct, journal_of
from backpain_cli.cli.dosing import ask_form, ask_whether, verdict_for
from backpain_cli.cli.fitting import fit
from backpain_cli.cli.gates import NotAnswered, circumstances_are_due, pass_screen, trouble_rows
from backpain_cli.cli.memory import Memory
from backpain_cli.cli.resuming import BrokenOff, newest_to_resume
from backpain_cli.cli.screening import print_questions
from backpain_cli.cli.wishes import Wishes
from backpain_cli.domain.adapting import Change
from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.dose import Permission
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.plan import Plan, lay_out
from backpain_cli.domain.record import PainScore
from backpain_cli.domain.routine import Routine, Sides
from backpain_cli.domain.screening_due import due, still_valid
from backpain_cli.domain.segment import Side
from backpain_cli.guide.session import Session, Status
from backpain_cli.guide.walk import begin
from backpain_cli.history.journal import Journal
from backpain_cli.library.folders import data_folder
from backpain_cli.library.routine_names import keys_of_shipped
from backpain_cli.library.routines import load_all
from backpain_cli.terminal import asking, opening
from backpain_cli.terminal.changes import change_blocks, refused_rows
from backpain_cli.terminal.feeling import ask_pain
from backpain_cli.terminal.one_key import NoAnswer
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import Span, paragraph
from backpain_cli.terminal.turning import turn_through

_T = TypeVar("_T")


def choose_routine(anatomy: Anatomy) -> str | None:
    """Offer the routines for a choice; None where the person left.

    Raises:
        BackpainError: nobody is there to choose.
    """
    routines = load_all(anatomy).routines
    names = [routine.key for routine in routines]
    if not sys.stdin.isatty():
        raise BackpainError("Which routine?", hint=f"Name one: {', '.join(names)}.", exit_code=ExitCode.USAGE)
    rows = [
        (Span(f"{number:>3}  "), Span(routine.key, "key"), Span(f"  {routine.title}, {routine.minutes} minutes"))
        for number, routine in enumerate(routines, start=1)
    ]
    return asking.ask_from_list("Which one? Type its number or name, then Enter (q leaves):", names, rows, _paper())


def lead(routine: Routine, anatomy: Anatomy, wishes: Wishes) -> ExitCode:
    """Lead somebody through `routine`, from the opening questions to the summary, and return the exit code.

    A session that a signal ended does not return: the process ends by that signal, once the terminal is given back.
    """
    with Memory(data_folder(), saves=wishes.saves) as memory:
        if not _can_ask():
            return _lead_unasked(routine, anatomy, memory, wishes)
        paper = _paper()
        try:
            return _lead_asking(routine, anatomy, memory, wishes, paper)
        except NotAnswered as ending:
            return _not_answered(ending.how, paper)


def resume(anatomy: Anatomy, wishes: Wishes) -> ExitCode:
    """Take up the newest session that was broken off, and return the exit code.

    Raises:
        BackpainError: there is none, or nobody can answer the questions before it.
    """
    with Memory(data_folder(), saves=wishes.saves) as memory:
        paper = _paper()
        if (found := newest_to_resume(memory, anatomy)) is None:
            if memory.trouble is not None:
                raise memory.trouble
            raise BackpainError(
                "There is no session to take up again.",
                hint="A session that was broken off can be taken up for 24 hours.",
                exit_code=ExitCode.USAGE,
            )
        try:
            return _take_up(found, anatomy, memory, wishes, paper)
        except NotAnswered as ending:
            return _not_answered(ending.how, paper)


def _lead_asking(routine: Routine, anatomy: Anatomy, memory: Memory, wishes: Wishes, paper: Paper) -> ExitCode:
    replaces = routine.key in keys_of_shipped()
    paper.print(opening.welcome_rows(lay_out(routine), paper.width, speed=wishes.speed, replaces=replaces))
    if wishes.saves and not wishes.rehearses and (found := _wants_to_take_up(anatomy, memory, paper)) is not None:
        return _take_up(found, anatomy, memory, wishes, paper)
    _say_what_is_not_saved(memory, wishes, paper)
    verdict = verdict_for(memory)
    if verdict.permission is Permission.NO and not wishes.rehearses:
        paper.print(refused_rows(verdict.why, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    now = datetime.now().astimezone()
    passed = pass_screen(due(memory.screens(), routine.regions, now), anatomy, memory, paper)
    if isinstance(passed, ExitCode):
        return passed
    gentle = wishes.gentle
    if not wishes.rehearses:
        gentle = _answered(ask_form(verdict, wants_gentle=gentle, paper=paper)).gentle
    adapted = fit(routine, passed.answers, memory, gentle=gentle, dulled=passed.dulled)
    if adapted.refused:
        paper.print(refused_rows(adapted.refused, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    plan = lay_out(adapted.routine)
    _make_known(plan, adapted.changes, anatomy, paper)
    # Who has done some sessions knows it; told every time, it would be skipped with the rest.
    advice = [one.text for one in anatomy.safety.before if verdict.offer_gentle and one.concerns(plan.routine.regions)]
    if not turn_through(opening.ready_blocks(plan, passed.answers, paper.width, advice), paper):
        raise NotAnswered(NoAnswer.LEFT)
    sorer = _ask_sorer_side(plan, paper)
    if sorer is not None:
        plan = lay_out(adapted.routine, sorer=Side(sorer or "right"))
    before: tuple[PainScore, ...] = ()
    if not wishes.rehearses and routine.areas:
        before = _answered(ask_pain(routine.areas[0], sorer or "both", "now", paper))
    _answered(asking.ask_choice("Get into place. Press Enter to begin (q leaves):", {"": "begin"}, paper))
    return _begin(plan, routine, anatomy, memory, wishes, paper, gentle=gentle, sorer=sorer or "", before=before)


def _wants_to_take_up(anatomy: Anatomy, memory: Memory, paper: Paper) -> BrokenOff | None:
    """Ask whether a session that was broken off is wanted instead; where it is not, keep it as what it was."""
    if (found := newest_to_resume(memory, anatomy)) is None:
        return None
    question = f"A session was broken off: {found.told} Go on with it? Type y or n, then Enter (q leaves):"
    choices = {"y": "y", "yes": "y", "n": "n", "no": "n"}
    if _answered(asking.ask_choice(question, choices, paper)) == "y":
        return found
    found.give_up(memory)
    return None


def _say_what_is_not_saved(memory: Memory, wishes: Wishes, paper: Paper) -> None:
    """Say before a session, not only after it, that nothing of it can be saved."""
    if wishes.saves and (refusal := memory.refusal()) is not None:
        said = [] if wishes.rehearses else paragraph("This session will not be saved.", paper.width)
        paper.print([*trouble_rows(refusal, paper.width), *said, ()])
        memory.said = refusal.message


def _ask_sorer_side(plan: Plan, paper: Paper) -> str | None:
    """Return `left`, `right`, or an empty text for no difference; None where the plan has no use for it."""
    if not any(step.sides in {Sides.EASIER_FIRST, Sides.SORER_ONLY} for step in plan.routine.steps):
        return None
    sides = {"l": "left", "left": "left", "r": "right", "right": "right", "": "same"}
    question = "Which side is sorer today? It comes second. Type l or r; Enter if there is no difference:"
    return _answered(asking.ask_choice(question, sides, paper)).replace("same", "")


def _answered(answer: _T | None) -> _T:
    """Return an answer that was given.

    Raises:
        NotAnswered: the person left instead.
    """
    if answer is None:
        raise NotAnswered(NoAnswer.LEFT)
    return answer


def _begin(
    plan: Plan,
    routine: Routine,
    anatomy: Anatomy,
    memory: Memory,
    wishes: Wishes,
    paper: Paper,
    *,
    gentle: bool,
    sorer: str = "",
    before: tuple[PainScore, ...] = (),
) -> ExitCode:
    begun = begun_now(plan, routine, gentle=gentle, sorer_side=sorer, before=before)
    session = begin(plan, speed=wishes.speed, from_step=wishes.from_step, big=wishes.big)
    with journal_of(begun, memory, wishes, paper) as journal:
        return conduct(begun, session, anatomy=anatomy, memory=memory, wishes=wishes, journal=journal)


def _take_up(found: BrokenOff, anatomy: Anatomy, memory: Memory, wishes: Wishes, paper: Paper) -> ExitCode:
    """Go on with a session that was broken off, after the screen that is due now."""
    paper.print([(), *paragraph(found.told, paper.width)])
    _say_what_is_not_saved(memory, wishes, paper)
    plan = found.session.plan
    now = datetime.now().astimezone()
    verdict = verdict_for(memory, without=found.begun.identifier)
    if verdict.permission is Permission.NO:
        paper.print(refused_rows(verdict.why, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    before = memory.circumstances()
    passed = pass_screen(due(memory.screens(), plan.routine.regions, now), anatomy, memory, paper)
    if isinstance(passed, ExitCode):
        return passed
    if not found.fits_still(before, passed.answers, memory.circumstances_told()):
        known = "can't be read" if before is None else "has changed since"
        return _give_up(
            found, f"What is known of you {known}, so its plan may not be for you. Begin it anew.", memory, paper
        )
    if passed.dulled:
        return _give_up(found, "Pain must be able to warn you. Begin anew another day.", memory, paper)
    if not ask_whether(verdict, paper):
        raise NotAnswered(NoAnswer.LEFT)
    _make_known(plan, (), anatomy, paper)
    _answered(asking.ask_choice("Get into place. Press Enter to go on (q leaves):", {"": "go on"}, paper))
    session: Session = found.session._replace(status=Status.RUNNING, big=wishes.big)
    with Journal.resume(found.journal) as journal:
        return conduct(found.begun, session, anatomy=anatomy, memory=memory, wishes=wishes, journal=journal)


def _give_up(found: BrokenOff, why: str, memory: Memory, paper: Paper) -> ExitCode:
    """Say why a session that was broken off is not gone on with; that is told once, and it is kept as it was."""
    found.give_up(memory)
    paper.print(refused_rows(f"{why} What was done of it is kept.", paper.width))
    return ExitCode.SEE_A_DOCTOR_FIRST


def _make_known(plan: Plan, changes: Sequence[Change], anatomy: Anatomy, paper: Paper) -> None:
    """Show what was changed for the person, and the stop rules, and wait until they are read."""
    blocks = [*change_blocks(changes, paper.width), *opening.stop_blocks(plan, anatomy.safety, paper.width)]
    if not turn_through(blocks, paper, last="Press Enter once you know them (q leaves):"):
        raise NotAnswered(NoAnswer.LEFT)


def _lead_unasked(routine: Routine, anatomy: Anatomy, memory: Memory, wishes: Wishes) -> ExitCode:
    """Lead where nobody can be asked: only with a screen that still counts, and in the more careful form."""
    paper = Paper(sys.stderr)
    now = datetime.now().astimezone()
    answers = memory.circumstances() or {}
    if not still_valid(memory.screens(), routine.regions, now) or circumstances_are_due(answers, memory):
        print_questions(routine.regions, paper)
        raise BackpainError(
            "A session needs a keyboard: somebody has to answer the safety questions first.",
            hint=f"Answer them with `backpain routine {routine.key}` in a terminal; they count for 12 hours. "
            f"To look at it instead: backpain routine {routine.key} --preview",
            exit_code=ExitCode.USAGE,
        )
    if wishes.saves and not wishes.rehearses and (found := newest_to_resume(memory, anatomy)) is not None:
        said = f"A session was broken off: {found.told} `backpain routine --resume` in a terminal goes on with it."
        paper.print(paragraph(said, paper.width))
    verdict = verdict_for(memory)
    if not wishes.rehearses and verdict.permission is Permission.NO:
        paper.print(refused_rows(verdict.why, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    if not wishes.rehearses and verdict.permission is Permission.ASK:
        raise BackpainError(verdict.why, hint="To do it all the same, run it in a terminal.", exit_code=ExitCode.USAGE)
    gentle = wishes.gentle or (verdict.offer_gentle and not wishes.rehearses)
    adapted = fit(routine, answers, memory, gentle=gentle)
    if adapted.refused:
        paper.print(refused_rows(adapted.refused, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    plan = lay_out(adapted.routine)
    stop_rules = opening.stop_blocks(plan, anatomy.safety, paper.width)
    for block in (*change_blocks(adapted.changes, paper.width), *stop_rules):
        paper.print(block)
    _say_what_is_not_saved(memory, wishes, paper)
    return _begin(plan, routine, anatomy, memory, wishes, paper, gentle=gentle)


def _can_ask() -> bool:
    """Say whether there is a keyboard, and a terminal on which the questions are seen."""
    return sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty())


def _paper() -> Paper:
    """Return where questions are asked: a terminal that the person sees."""
    if sys.stdin.isatty():
        for stream in (sys.stdout, sys.stderr):
            if stream.isatty():
                return Paper(stream)
    raise BackpainError(
        "The questions before a session would not be seen: there is no terminal for them.",
        hint="Run it in a terminal, without redirecting its input or both outputs.",
        exit_code=ExitCode.USAGE,
    )


def _not_answered(how: NoAnswer, paper: Paper) -> ExitCode:
    if how is NoAnswer.ENDED:
        raise BackpainError("The question was not answered, so no session starts.", exit_code=ExitCode.USAGE)
    return _left(paper)


def _left(paper: Paper) -> ExitCode:
    paper.print([(), *paragraph("No session was started.", paper.width)])
    return ExitCode.OK
