"""From a routine to a session: the questions and warnings before the clock starts."""

import sys
from collections.abc import Mapping
from datetime import datetime

from rich.text import Text

from backpain_cli.cli.context import AppContext, adapted_routine, can_ask, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, show
from backpain_cli.cli.session.preflight import (
    QuestionsAbandoned,
    answered,
    ask_form,
    circumstances_are_due,
    confirm_changes_and_stop_rules,
    not_answered,
    print_questions,
    require_terminal,
    run_preflight,
    say_what_is_not_saved,
    verdict_for,
)
from backpain_cli.cli.session.resume import resume_session, sessions_to_resume, wants_to_resume
from backpain_cli.cli.session.run import begun_now, journal_of, run_and_record
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.safety.allowance import Permission
from backpain_cli.domain.safety.screening_schedule import due_screening, is_screening_valid
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import list_routines
from backpain_cli.paths import keys_of_shipped
from backpain_cli.session.loop import new_session
from backpain_cli.terminal import prompts as asking
from backpain_cli.terminal.prompts import ask_pain_scores, page_through
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.safety import (
    change_section,
    ready_sections,
    refusal_card,
    section_cards,
    stop_section,
    welcome_page,
)


def choose_routine(context: AppContext) -> str | None:
    """Ask which routine to do; None if the person left.

    Raises:
        BackpainError: there is no terminal to ask on.
    """
    routines = list_routines(context.atlas).routines
    names = [routine.key for routine in routines]
    if not sys.stdin.isatty():
        raise UsageError("Which routine?", f"Name one: {', '.join(names)}.")
    require_terminal()
    shown = Text("\n").join(
        Text.assemble(f"{number:>3}  ", (routine.key, "command"), f"  {routine.title}, {routine.minutes} minutes")
        for number, routine in enumerate(routines, start=1)
    )
    question = "Which one? Type its number or name, then Enter (q leaves):"
    return asking.ask_from_list(question, names, shown, context.console)


def start_session(routine: Routine, context: AppContext) -> ExitCode:
    """Guide the person through `routine`, from the opening questions to the summary; return the exit code.

    A session that a signal ended does not return: the process ends by that signal, once the terminal is given back.
    """
    try:
        return _start_with_questions(routine, context) if can_ask() else _start_without_questions(routine, context)
    except QuestionsAbandoned as ending:
        return not_answered(ending.how, context)


def _start_with_questions(routine: Routine, context: AppContext) -> ExitCode:
    profile, safety, console, options = context.profile, context.safety_texts, context.console, context.options
    replaces = routine.key in keys_of_shipped()
    plan = plan_for(unadapted(routine))
    show(lambda room: welcome_page(plan, room, speed=options.speed, replaces=replaces), console)
    if options.record and not options.is_rehearsal and (found := wants_to_resume(context)) is not None:
        return resume_session(found, context)
    say_what_is_not_saved(context)
    verdict = verdict_for(profile)
    if verdict.permission is Permission.NO and not options.is_rehearsal:
        return _refused(verdict.why, context)
    now = datetime.now().astimezone()
    passed = run_preflight(due_screening(profile.screens(), routine.regions, now), context)
    if isinstance(passed, ExitCode):
        return passed
    gentle = options.gentle if options.is_rehearsal else answered(ask_form(verdict, context))
    adapted = adapted_routine(routine, context, answers=passed.answers, gentle=gentle, dulled=passed.dulled)
    if adapted.refused:
        return _refused(adapted.refused, context)
    plan = plan_for(adapted)
    confirm_changes_and_stop_rules(plan, adapted.changes, context)
    # Only before the first sessions: shown every time, it would be skipped with the rest.
    advice = [one.text for one in safety.before if verdict.offer_gentle and one.concerns(plan.routine.regions)]
    if not page_through(ready_sections(plan, passed.answers, advice), console):
        raise QuestionsAbandoned(PromptEnd.LEFT)
    sorer = _ask_sorer_side(plan, context)
    if sorer is not None:
        plan = plan_for(adapted, sorer=Side(sorer or "right"))
    before: tuple[PainScore, ...] = ()
    if not options.is_rehearsal and routine.areas:
        before = answered(ask_pain_scores(routine.areas[0], sorer or "both", "now", console))
    answered(asking.ask_choice("Get into place. Press Enter to begin (q leaves):", {"": "begin"}, console))
    return _begin(plan, routine, context, gentle=gentle, sorer=sorer or "", before=before)


def _refused(why: str, context: AppContext) -> ExitCode:
    """Show why no session follows, and return the exit code."""
    show(lambda room: refusal_card(why, room), context.console)
    return ExitCode.SEE_A_DOCTOR_FIRST


def _ask_sorer_side(plan: Plan, context: AppContext) -> str | None:
    """Ask for the sorer side: `left`, `right`, or empty for no difference; None if the plan does not need it."""
    if not any(step.sides in {StepSides.EASIER_FIRST, StepSides.SORER_ONLY} for step in plan.routine.steps):
        return None
    sides = {"l": "left", "left": "left", "r": "right", "right": "right", "": "same"}
    question = "Which side is sorer today? It comes second. Type l or r; Enter if there is no difference:"
    return answered(asking.ask_choice(question, sides, context.console)).replace("same", "")


def _begin(
    plan: Plan,
    routine: Routine,
    context: AppContext,
    *,
    gentle: bool,
    sorer: str = "",
    before: tuple[PainScore, ...] = (),
) -> ExitCode:
    options = context.options
    # Another session may have begun while questions were asked here.
    if (verdict := verdict_for(context.profile)).permission is Permission.NO and not options.is_rehearsal:
        return _refused(verdict.why, context)
    begun = begun_now(plan, routine, gentle=gentle, sorer_side=sorer, before=before)
    session = new_session(plan, speed=options.speed, from_step=options.from_step, big=context.starts_big)
    with journal_of(begun, context) as journal:
        return run_and_record(begun, session, context, journal)


def _start_without_questions(routine: Routine, context: AppContext) -> ExitCode:
    """Start without a terminal to ask on: only if the last screen still counts, and in the gentler form if advised."""
    console, profile, options = context.console, context.profile, context.options
    answers = profile.circumstances() or {}
    _require_answers(routine, answers, context)
    for found in sessions_to_resume(context) if options.record and not options.is_rehearsal else ():
        how = "`backpain routine --resume` in a terminal goes on with it."
        say(f"A session was interrupted: {found.description} {how}", console)
    verdict = verdict_for(profile)
    if not options.is_rehearsal and verdict.permission is Permission.NO:
        return _refused(verdict.why, context)
    if not options.is_rehearsal and verdict.permission is Permission.ASK:
        raise UsageError(verdict.why, "To do it all the same, run it in a terminal.")
    gentle = options.gentle or (verdict.offer_gentle and not options.is_rehearsal)
    adapted = adapted_routine(routine, context, answers=answers, gentle=gentle)
    if adapted.refused:
        return _refused(adapted.refused, context)
    plan = plan_for(adapted)
    sections = [change_section(adapted.changes), stop_section(context.in_session_texts)]
    show(lambda room: section_cards(sections, room), console)
    say_what_is_not_saved(context)
    return _begin(plan, routine, context, gentle=gentle)


def _require_answers(routine: Routine, answers: Mapping[str, str], context: AppContext) -> None:
    """Check that the last screen and the answers about the person still count.

    Raises:
        BackpainError: a question has to be answered first.
    """
    is_valid = is_screening_valid(context.profile.screens(), routine.regions, datetime.now().astimezone())
    if not is_valid or circumstances_are_due(answers, context):
        print_questions(routine.regions, context, context.console)
        raise UsageError(
            "A session needs a keyboard: somebody has to answer the safety questions first.",
            f"Answer them with `backpain routine {routine.key}` in a terminal; they count for 12 hours. "
            f"To look at it instead: backpain routine {routine.key} --preview",
        )
