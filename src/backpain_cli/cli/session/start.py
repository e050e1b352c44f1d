"""From a routine to a session: the questions and warnings before the clock starts."""

import sys
from datetime import datetime

from rich.text import Text

from backpain_cli.cli.context import AppContext, adapted_routine, can_ask, known_of_person, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, show
from backpain_cli.cli.session.other_routine import chosen_for_leg_pain, sentence_for_leg_pain
from backpain_cli.cli.session.preflight import (
    PreflightResult,
    not_answered,
    ready_to_begin,
    refuse,
    require_terminal,
    run_preflight,
    say_what_is_not_saved,
    verdict_for,
)
from backpain_cli.cli.session.questions import QuestionsAbandoned, print_questions
from backpain_cli.cli.session.resume import resume_session, sessions_to_resume, wants_to_resume
from backpain_cli.cli.session.run import begun_now, journal_of, journal_trouble, run_and_record
from backpain_cli.domain.errors import ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.routine.guidance import NumberAsked
from backpain_cli.domain.routine.own_doses import without_optional
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.routine.routine import Routine
from backpain_cli.domain.routine.steps import StepSides
from backpain_cli.domain.safety.adaptation import unadapted
from backpain_cli.domain.safety.allowance import Permission
from backpain_cli.domain.safety.known_person import held_by
from backpain_cli.domain.safety.triage import regions_before
from backpain_cli.domain.safety.triage_schedule import due_triage, is_emergency_of_today, may_begin_unasked
from backpain_cli.domain.terms import Side
from backpain_cli.library.routines.finder import list_routines
from backpain_cli.paths import keys_of_shipped
from backpain_cli.session.loop import new_session
from backpain_cli.terminal import prompts as asking
from backpain_cli.views.safety import change_section, section_cards, stop_section, welcome_page
from backpain_cli.wording.dose_text import minutes_phrase


def choose_routine(context: AppContext) -> str | None:
    """Ask which routine to do; None if the person left.

    Raises:
        BackpainError: there is no terminal to ask on.
    """
    routines = list_routines(context.atlas).routines
    names = [routine.key for routine in routines]
    if not sys.stdin.isatty():
        hint = f"Name one: {', '.join(names)}. `backpain plan lower back` makes one for where it hurts."
        raise UsageError("Which routine?", hint)
    require_terminal()
    shown = Text("\n").join(
        Text.assemble(
            f"{number:>3}  ", (routine.key, "command"), f"  {routine.title}, {minutes_phrase(routine.minutes * 60)}"
        )
        for number, routine in enumerate(routines, start=1)
    )
    question = "Which one? Type its number or name, then Enter (q leaves):"
    return asking.ask_from_list(question, names, shown, context.console)


def start_session(routine: Routine, context: AppContext) -> ExitCode:
    """Guide the person through `routine`, from the opening questions to the summary; return the exit code.

    A session that a signal ended does not return: the process ends by that signal, once the terminal is given back.
    Before a plan of `backpain now` fewer questions come, and no other session is offered.
    """
    try:
        if can_ask():
            return _start_with_questions(routine, context)
        return _start_without_questions(routine, context)
    except QuestionsAbandoned as ending:
        return not_answered(ending.how, context)


def _start_with_questions(routine: Routine, context: AppContext) -> ExitCode:
    profile, console, options = context.profile, context.console, context.options
    short = routine.is_short_plan
    replaces = routine.key in keys_of_shipped()
    plan = plan_for(unadapted(routine))
    if not short:
        show(lambda room: welcome_page(plan, room, speed=options.speed, replaces=replaces), console)
    keeps = options.record and not options.is_rehearsal
    if keeps and not short and (found := wants_to_resume(context)) is not None:
        return resume_session(found, context)
    say_what_is_not_saved(context)
    verdict = verdict_for(profile)
    if verdict.permission is Permission.NO and not options.is_rehearsal:
        return refuse(verdict.why, context)
    passed = run_preflight(regions_before(routine), context, verdict, asks_side=_needs_side(plan), short=short)
    if isinstance(passed, ExitCode):
        return passed
    adapted = adapted_routine(routine, context, held=passed.held, gentle=options.gentle)
    if (chosen := chosen_for_leg_pain(adapted, passed, context)) is not None:
        (routine, adapted), passed = chosen
    if adapted.refused:
        return refuse(adapted.refused, context)
    is_early = verdict.offer_gentle and not options.gentle and not options.is_rehearsal and not short
    # Where fewer spots are pressed, there is nothing that the gentler form could leave out.
    offers_gentle = is_early and sum(step.traits.presses for step in adapted.routine.steps) > 1
    trouble = journal_trouble(
        begun_now(plan_for(adapted), routine, gentle=options.gentle, sorer_side="", before=()), context
    )
    why_gentle = verdict.why_gentle if offers_gentle else ""
    may_leave_out = None if options.without_optional else routine
    gentle, left_out = ready_to_begin(
        adapted, passed, context,
        written=may_leave_out, is_early=is_early, why_gentle=why_gentle, journal_trouble=trouble,
    )  # fmt: skip
    if gentle or left_out:
        done = without_optional(routine, left_out) if left_out else routine
        adapted = adapted_routine(done, context, held=passed.held, gentle=gentle or options.gentle)
    # Where neither side is sorer, the left comes first.
    sorer = Side(passed.sorer_side or "right") if _needs_side(plan_for(adapted)) else None
    plan = plan_for(adapted, sorer=sorer)
    return _begin(plan, routine, context, gentle=gentle or options.gentle, passed=passed, knows_trouble=bool(trouble))


def _needs_side(plan: Plan) -> bool:
    """Return whether the order of the sides depends on which is sorer."""
    return any(step.sides in {StepSides.EASIER_FIRST, StepSides.SORER_ONLY} for step in plan.routine.steps)


def _begin(
    plan: Plan, routine: Routine, context: AppContext, *,
    gentle: bool, passed: PreflightResult | None = None, knows_trouble: bool = False,
) -> ExitCode:  # fmt: skip
    options = context.options
    # Another session may have begun while questions were asked here.
    if (verdict := verdict_for(context.profile)).permission is Permission.NO and not options.is_rehearsal:
        return refuse(verdict.why, context)
    sorer, before = "", tuple[PainScore, ...]()
    if passed is not None:
        sorer = passed.sorer_side
        compares = routine.guidance.number is NumberAsked.BEFORE_AND_AFTER
        for area in () if options.is_rehearsal or passed.score is None or not compares else routine.areas[:1]:
            before = (PainScore(area.key, (sorer or "both") if area.paired else "", passed.score or 0),)
    begun = begun_now(plan, routine, gentle=gentle, sorer_side=sorer, before=before)
    session = new_session(plan, speed=options.speed, from_step=options.from_step, big=context.starts_big)
    with journal_of(begun, context, is_known=knows_trouble) as journal:
        return run_and_record(begun, session, context, journal)


def _start_without_questions(routine: Routine, context: AppContext) -> ExitCode:
    """Start without a terminal to ask on: only if the last answers still count, and in the gentler form if advised."""
    console, profile, options = context.console, context.profile, context.options
    _require_answers(routine, context)
    for found in sessions_to_resume(context) if options.record and not options.is_rehearsal else ():
        how = "`backpain routine --resume` in a terminal goes on with it."
        say(f"A session was interrupted: {found.description} {how}", console)
    verdict = verdict_for(profile)
    if not options.is_rehearsal and verdict.permission is Permission.NO:
        return refuse(verdict.why, context)
    if not options.is_rehearsal and verdict.permission is Permission.ASK:
        raise UsageError(verdict.why, "To do it all the same, run it in a terminal.")
    gentle = options.gentle or (verdict.offer_gentle and not options.is_rehearsal)
    held = held_by(known_of_person(context), context.triage_table.spared_by, context.fact_table)
    adapted = adapted_routine(routine, context, held=held, gentle=gentle)
    if adapted.refused:
        return refuse(adapted.refused, context)
    if other := sentence_for_leg_pain(adapted, held, context):
        say(other, console)
    plan = plan_for(adapted)
    sections = [change_section(adapted.changes), stop_section(context.in_session_texts.rules_with_key)]
    show(lambda room: section_cards(sections, room), console)
    say_what_is_not_saved(context)
    return _begin(plan, routine, context, gentle=gentle)


def _require_answers(routine: Routine, context: AppContext) -> None:
    """Check that the last answers still count.

    Raises:
        BackpainError: a question has to be answered first.
    """
    now, kept, regions = datetime.now().astimezone(), context.profile.triage(), regions_before(routine)
    first_edition = context.profile.screens() or []
    due = due_triage(context.triage_table, kept, first_edition, regions, now)
    is_blocked = is_emergency_of_today(kept.records if kept is not None else (), first_edition, now)
    if is_blocked or not may_begin_unasked(due, kept, now):
        print_questions(regions, context, context.console)
        raise UsageError(
            "A session needs a keyboard: somebody has to answer the safety questions first.",
            f"Answer them with `{routine.begin_command}` in a terminal; they count for 12 hours. "
            f"To look at it instead: {routine.preview_command}",
        )
