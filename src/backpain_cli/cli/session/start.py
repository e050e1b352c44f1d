"""From a routine to a session: the questions and warnings before the clock starts."""

import sys
from datetime import datetime

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.session.preflight import (
    QuestionsAbandoned,
    answered,
    ask_form,
    can_ask,
    circumstances_are_due,
    confirm_changes_and_stop_rules,
    not_answered,
    print_questions,
    question_paper,
    run_preflight,
    say_what_is_not_saved,
    verdict_for,
)
from backpain_cli.cli.session.resume import newest_to_resume, resume_session, wants_to_resume
from backpain_cli.cli.session.run import begun_now, journal_of, run_and_record
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.safety.allowance import Permission
from backpain_cli.domain.safety.screening_schedule import due_screening, is_screening_valid
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import keys_of_shipped, list_routines
from backpain_cli.session.loop import new_session
from backpain_cli.terminal import opening
from backpain_cli.terminal import prompts as asking
from backpain_cli.terminal.changes import change_blocks, refused_rows
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.prompts import ask_pain_scores, page_through
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.terminal.spans import Span, paragraph


def choose_routine(anatomy: Atlas) -> str | None:
    """Ask which routine to do; None if the person left.

    Raises:
        BackpainError: there is no terminal to ask on.
    """
    routines = list_routines(anatomy).routines
    names = [routine.key for routine in routines]
    if not sys.stdin.isatty():
        raise BackpainError("Which routine?", hint=f"Name one: {', '.join(names)}.", exit_code=ExitCode.USAGE)
    rows = [
        (Span(f"{number:>3}  "), Span(routine.key, "key"), Span(f"  {routine.title}, {routine.minutes} minutes"))
        for number, routine in enumerate(routines, start=1)
    ]
    return asking.ask_from_list(
        "Which one? Type its number or name, then Enter (q leaves):", names, rows, question_paper()
    )


def start_session(routine: Routine, context: AppContext, options: SessionOptions) -> ExitCode:
    """Guide the person through `routine`, from the opening questions to the summary; return the exit code.

    A session that a signal ended does not return: the process ends by that signal, once the terminal is given back.
    """
    if not can_ask():
        return _start_without_questions(routine, context, options)
    paper = question_paper()
    try:
        return _start_with_questions(routine, context, options, paper)
    except QuestionsAbandoned as ending:
        return not_answered(ending.how, paper)


def _start_with_questions(routine: Routine, context: AppContext, options: SessionOptions, paper: Paper) -> ExitCode:
    profile, safety = context.profile, context.safety_texts
    replaces = routine.key in keys_of_shipped()
    paper.print(opening.welcome_rows(plan_for(unadapted(routine)), paper.width, speed=options.speed, replaces=replaces))
    if options.record and not options.is_rehearsal and (found := wants_to_resume(context, paper)) is not None:
        return resume_session(found, context, options, paper)
    say_what_is_not_saved(profile, options, paper)
    verdict = verdict_for(profile)
    if verdict.permission is Permission.NO and not options.is_rehearsal:
        paper.print(refused_rows(verdict.why, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    now = datetime.now().astimezone()
    passed = run_preflight(due_screening(profile.screens(), routine.regions, now), context, paper)
    if isinstance(passed, ExitCode):
        return passed
    gentle = options.gentle
    if not options.is_rehearsal:
        gentle = answered(ask_form(verdict, wants_gentle=gentle, paper=paper)).gentle
    adapted = adapted_routine(routine, context, answers=passed.answers, gentle=gentle, dulled=passed.dulled)
    if adapted.refused:
        paper.print(refused_rows(adapted.refused, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    plan = plan_for(adapted)
    confirm_changes_and_stop_rules(plan, adapted.changes, safety, paper)
    # Only before the first sessions: shown every time, it would be skipped with the rest.
    advice = [one.text for one in safety.before if verdict.offer_gentle and one.concerns(plan.routine.regions)]
    if not page_through(opening.ready_blocks(plan, passed.answers, paper.width, advice), paper):
        raise QuestionsAbandoned(PromptEnd.LEFT)
    sorer = _ask_sorer_side(plan, paper)
    if sorer is not None:
        plan = plan_for(adapted, sorer=Side(sorer or "right"))
    before: tuple[PainScore, ...] = ()
    if not options.is_rehearsal and routine.areas:
        before = answered(ask_pain_scores(routine.areas[0], sorer or "both", "now", paper))
    answered(asking.ask_choice("Get into place. Press Enter to begin (q leaves):", {"": "begin"}, paper))
    return _begin(plan, routine, context, options, paper, gentle=gentle, sorer=sorer or "", before=before)


def _ask_sorer_side(plan: Plan, paper: Paper) -> str | None:
    """Ask for the sorer side: `left`, `right`, or empty for no difference; None if the plan does not need it."""
    if not any(step.sides in {StepSides.EASIER_FIRST, StepSides.SORER_ONLY} for step in plan.routine.steps):
        return None
    sides = {"l": "left", "left": "left", "r": "right", "right": "right", "": "same"}
    question = "Which side is sorer today? It comes second. Type l or r; Enter if there is no difference:"
    return answered(asking.ask_choice(question, sides, paper)).replace("same", "")


def _begin(
    plan: Plan,
    routine: Routine,
    context: AppContext,
    options: SessionOptions,
    paper: Paper,
    *,
    gentle: bool,
    sorer: str = "",
    before: tuple[PainScore, ...] = (),
) -> ExitCode:
    begun = begun_now(plan, routine, gentle=gentle, sorer_side=sorer, before=before)
    session = new_session(plan, speed=options.speed, from_step=options.from_step, big=options.big)
    with journal_of(begun, context.profile, options, paper) as journal:
        return run_and_record(begun, session, context, options, journal)


def _start_without_questions(routine: Routine, context: AppContext, options: SessionOptions) -> ExitCode:
    """Start without a terminal to ask on: only if the last screen still counts, and in the gentler form if advised."""
    paper, profile = context.err, context.profile
    now = datetime.now().astimezone()
    answers = profile.circumstances() or {}
    if not is_screening_valid(profile.screens(), routine.regions, now) or circumstances_are_due(answers, context):
        print_questions(routine.regions, paper)
        raise BackpainError(
            "A session needs a keyboard: somebody has to answer the safety questions first.",
            hint=f"Answer them with `backpain routine {routine.key}` in a terminal; they count for 12 hours. "
            f"To look at it instead: backpain routine {routine.key} --preview",
            exit_code=ExitCode.USAGE,
        )
    if options.record and not options.is_rehearsal and (found := newest_to_resume(context)) is not None:
        said = (
            f"A session was interrupted: {found.description} `backpain routine --resume` in a terminal goes on with it."
        )
        paper.print(paragraph(said, paper.width))
    verdict = verdict_for(profile)
    if not options.is_rehearsal and verdict.permission is Permission.NO:
        paper.print(refused_rows(verdict.why, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    if not options.is_rehearsal and verdict.permission is Permission.ASK:
        raise BackpainError(verdict.why, hint="To do it all the same, run it in a terminal.", exit_code=ExitCode.USAGE)
    gentle = options.gentle or (verdict.offer_gentle and not options.is_rehearsal)
    adapted = adapted_routine(routine, context, answers=answers, gentle=gentle)
    if adapted.refused:
        paper.print(refused_rows(adapted.refused, paper.width))
        return ExitCode.SEE_A_DOCTOR_FIRST
    plan = plan_for(adapted)
    stop_rules = opening.stop_blocks(plan, context.safety_texts, paper.width)
    for block in (*change_blocks(adapted.changes, paper.width), *stop_rules):
        paper.print(block)
    say_what_is_not_saved(profile, options, paper)
    return _begin(plan, routine, context, options, paper, gentle=gentle)
