"""Whether a session may begin: the questions, what they lead to, and the day's allowance."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from backpain_cli.cli.context import AppContext, can_ask, known_of_person
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, show
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.domain.checklist import routine_places, tools_needed
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.safety.adaptation import Adaptation
from backpain_cli.domain.safety.allowance import Permission, SessionAllowance, session_allowance
from backpain_cli.domain.safety.circumstances import may_concern
from backpain_cli.domain.safety.fact_table import HeldCircumstances, circumstance_answers
from backpain_cli.domain.safety.interview import NO, YES, CheckPage, choice_page
from backpain_cli.domain.safety.signs import emergency_call, numbers_to_call, territory_of
from backpain_cli.domain.safety.triage_answers import SIDE
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.safety.triage_keeping import held_by, state_after
from backpain_cli.domain.safety.triage_schedule import DueTriage, due_triage, is_emergency_of_today
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_emergency_numbers
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.page_keys import PageKeyboard
from backpain_cli.terminal.prompts import show_emergency
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views import safety as views
from backpain_cli.views.outcome_pages import outcome_page
from backpain_cli.views.ready_card import ReadyCard
from backpain_cli.wording.outcome_text import OutcomeText, outcome_text
from backpain_cli.wording.sheet_text import ready_texts

_T = TypeVar("_T")
_CODES = {
    Outcome.EMERGENCY: ExitCode.EMERGENCY,
    Outcome.DOCTOR_TODAY: ExitCode.SEE_A_DOCTOR_FIRST,
    Outcome.DOCTOR_WITHIN_DAYS: ExitCode.SEE_A_DOCTOR_FIRST,
}
NOT_TODAY = "You told us of an emergency, so there is no session today, even if it has gone. Rest, and tell a doctor."


class QuestionsAbandoned(Exception):  # noqa: N818 - leaving is not an error
    """The person left a question unanswered, so nothing may follow."""

    def __init__(self, how: PromptEnd) -> None:
        super().__init__(how)
        self.how = how


class PreflightResult(NamedTuple):
    """The answers of a person whom the questions let go on."""

    held: HeldCircumstances
    """What holds for the person today."""
    today: tuple[str, ...]
    """What their answers change, in sentences."""
    score: int | None
    """The pain now, from 0 to 10."""
    sorer_side: str
    """`left`, `right` or empty."""
    dulled: bool
    is_other: bool
    """Whether another person answered than before."""
    needs_stop_rules: bool
    """Whether the stop rules are due in full."""


def answered(answer: _T | None) -> _T:
    """Return `answer` unless it is None.

    Raises:
        QuestionsAbandoned: the person left instead.
    """
    if answer is None:
        raise QuestionsAbandoned(PromptEnd.LEFT)
    return answer


def not_answered(how: PromptEnd, context: AppContext) -> ExitCode:
    """Say that no session was started, and return the exit code.

    Raises:
        BackpainError: the input ended.
    """
    if how is PromptEnd.ENDED:
        raise UsageError("The question was not answered, so no session starts.")
    say("No session was started.", context.console, gap=True)
    return ExitCode.OK


def require_terminal() -> None:
    """Check that there is a terminal to ask questions on.

    Raises:
        BackpainError: there is none.
    """
    if not can_ask():
        raise UsageError(
            "The questions before a session would not be seen: there is no terminal for them.",
            "Run it in a terminal, without redirecting its input or both outputs.",
        )


def verdict_for(profile: PersonProfile, *, without: str = "") -> SessionAllowance:
    """Return whether a session may begin now, given the sessions before it except `without`."""
    return session_allowance(profile.practice(datetime.now().astimezone(), without=without))


def ask_page(page: CheckPage, console: PageConsole) -> tuple[str, ...]:
    """Ask a single page, and return the values of its answer.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    with PageKeyboard(console) as keyboard:
        answer = keyboard.ask(page._replace(may_go_back=False))
    if isinstance(answer, PromptEnd):
        raise QuestionsAbandoned(answer)
    return answer.values


def interview_due(due: DueTriage, context: AppContext, *, asks_side: bool = False) -> TriageInterview:
    """Return the questions that are due, before the first of them."""
    table, facts, kept = context.triage_table, context.fact_table, known_of_person(context)
    in_session = context.in_session_texts.reported_by_key
    return TriageInterview(
        table=table, fact_table=facts, due=due, kept=kept, in_session=in_session, asks_side=asks_side
    )


def ask_triage(interview: TriageInterview, console: PageConsole) -> TriageInterview:
    """Ask page after page, and return the interview once it is over.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    with PageKeyboard(console) as keyboard:
        while (page := interview.page) is not None:
            answer = keyboard.ask(page)
            if isinstance(answer, PromptEnd):
                raise QuestionsAbandoned(answer)
            interview = interview.after(answer)
    return interview


def show_outcome(asked: TriageInterview, context: AppContext) -> ExitCode:
    """Show what to do after the questions, and return the exit code."""
    console, found = context.console, asked.assessment
    page = outcome_page(found.outcome, outcome_words(asked), console.room)
    # What to do comes first: saving may fail, and must not get in its way.
    if found.outcome is Outcome.EMERGENCY:
        show_emergency(page, emergency_call_here(), console)
    else:
        console.page(page)
        console.file.flush()
    return _CODES.get(found.outcome, ExitCode.OK)


def outcome_words(asked: TriageInterview) -> OutcomeText:
    """Return what the answers mean, in words."""
    numbers = numbers_to_call(load_emergency_numbers(), territory_of(os.environ))
    is_pregnant = "pregnant" in asked.facts.tokens()
    return outcome_text(asked.assessment, numbers, datetime.now().astimezone().date(), is_pregnant=is_pregnant)


def run_preflight(
    regions: frozenset[str], context: AppContext, verdict: SessionAllowance, *, asks_side: bool = False
) -> PreflightResult | ExitCode:
    """Ask what is due before a session, and keep it; return an exit code if no session may follow.

    Args:
        regions: what the session is for, from `regions_before`.
        context: has what is kept, and the console.
        verdict: whether it is asked if a session begins at all; one that refuses is for the caller.
        asks_side: whether the plan needs the sorer side.

    Raises:
        QuestionsAbandoned: the person left, or the input ended. Nothing is kept then: a person who leaves in between
            would be taken for the one whose answers are kept.
    """
    profile, now = context.profile, datetime.now().astimezone()
    kept, first_edition = profile.triage(), profile.screens() or []
    due = due_triage(context.triage_table, kept, first_edition, regions, now)
    records = kept.records if kept is not None else ()
    is_blocked = is_emergency_of_today(records, first_edition, now)
    if is_blocked and due.stop is None:
        return refuse(NOT_TODAY, context, ExitCode.EMERGENCY)
    if verdict.permission is Permission.ASK and not context.options.is_rehearsal:
        due = replace(due, again=verdict.why)
    say(due.why, context.console, gap=True)
    asked = ask_triage(interview_due(due, context, asks_side=asks_side), context.console)
    if asked.is_declined:
        raise QuestionsAbandoned(PromptEnd.LEFT)
    found = asked.assessment
    if not found.outcome.lets_go_on:
        code = show_outcome(asked, context)
        keep_answers(asked, context)
        return code
    after = keep_answers(asked, context)
    if is_blocked:
        return refuse(f"{NOT_TODAY} Your answers are kept.", context, ExitCode.EMERGENCY)
    words = outcome_words(asked)
    said = (words.told, *words.sentences) if found.outcome is Outcome.GENTLY or found.visit else words.sentences
    sorer = asked.value_of(f"pain:{SIDE}")
    return PreflightResult(
        held=held_by(after, context.triage_table, context.fact_table, dulled=asked.is_dulled),
        today=tuple(filter(None, said)),
        score=asked.score,
        sorer_side=sorer if sorer in {"left", "right"} else "",
        dulled=asked.is_dulled,
        is_other=asked.is_other,
        needs_stop_rules=asked.is_full,
    )


def keep_answers(asked: TriageInterview, context: AppContext) -> TriageState:
    """Keep what is kept of questions that are over, and return it. What a plan needs of it is kept by old keys too."""
    after = state_after(asked, datetime.now().astimezone())
    context.profile.keep_triage(after)
    if after.person is not None and after.person.facts_answered is not None:
        held = held_by(after, context.triage_table, context.fact_table)
        answers = circumstance_answers(context.fact_table, held)
        context.profile.keep_circumstances(answers, after.person.facts_answered)
    return after


def refuse(why: str, context: AppContext, code: ExitCode = ExitCode.SEE_A_DOCTOR_FIRST) -> ExitCode:
    """Show why no session follows, and return the exit code."""
    show(lambda room: views.refusal_card(why, room), context.console)
    return code


def emergency_call_here(environment: Mapping[str, str] = os.environ) -> str:
    """Return the sentence that says which number to call, by the locale."""
    return emergency_call(load_emergency_numbers(), territory_of(environment))


def ask_to_take_back(muscles: Mapping[str, str], context: AppContext) -> None:
    """Ask for each muscle excluded by a sign whether to press it again, and save that at once. Only a yes counts.

    Args:
        muscles: their names, by key.
        context: saves the answers.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    for key, name in muscles.items():
        heading = f"{name}: a sharp, electric or tingling sign was reported twice, so it is left out. Press it again?"
        lines = ((YES, "Yes, nothing of it is left."), (NO, "No, or not sure: ask a doctor or physiotherapist."))
        wants = ask_page(choice_page(f"take-back:{key}", heading, lines), context.console) == (YES,)
        pressed = wants and context.profile.take_back(key, datetime.now().astimezone())
        say(f"{name} is pressed again in later sessions." if pressed else f"{name} stays left out.", context.console)


def say_what_is_not_saved(context: AppContext) -> None:
    """Warn before a session that it cannot be saved."""
    profile, console = context.profile, context.console
    if context.options.record and (refusal := profile.refusal()) is not None:
        say_trouble(refusal, console)
        if not context.options.is_rehearsal:
            say("This session will not be saved.", console)
        say("", console)
        profile.reported_problem = refusal.message


def say_trouble(error: BackpainError | None, console: PageConsole) -> None:
    """Say what went wrong with the history, if anything, and what to do."""
    if error is not None:
        say(f"{error.message} {error.hint}".strip(), console, style="caution")


def print_questions(regions: frozenset[str], context: AppContext, console: PageConsole) -> None:
    """Print every question for `regions`."""
    show(lambda room: views.question_list(context.triage_table, context.fact_table, regions, room), console)


def ready_to_begin(
    adapted: Adaptation, passed: PreflightResult, context: AppContext, *, why_gentle: str = "", title: str = ""
) -> bool:
    """Show what concerns the person and the routine until a key begins; return whether in the gentler form.

    Args:
        adapted: the routine as it will be done.
        passed: the answers before it.
        context: has the texts.
        why_gentle: why the gentler form is offered; empty where it is not.
        title: the first line; empty for the routine and its length.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    routine, safety = adapted.routine, context.safety_texts
    answers = circumstance_answers(context.fact_table, passed.held)
    cautions = [one.text for one in routine.cautions if may_concern(one.concerns, answers)]
    if why_gentle:
        # Only before the first sessions: shown every time, it would be skipped with the rest.
        cautions += [one.text for one in safety.before if one.concerns(routine.regions)]
    texts = context.in_session_texts
    rules = (*(rule.text for rule in texts.stop_rules), texts.press_h)
    card = ReadyCard(
        title=title or f"{routine.title}, {routine.minutes} minutes",
        today=passed.today,
        have_ready=ready_texts(tools_needed(routine), routine_places(routine)),
        cautions=tuple(cautions),
        changes=adapted.changes,
        stop=rules if passed.needs_stop_rules else (texts.in_short,),
        all_stop_rules=() if passed.needs_stop_rules else rules,
        gentle=False if why_gentle else None,
        why_gentle=why_gentle,
    )
    with PageKeyboard(context.console) as keyboard:
        begins = keyboard.begin(card)
    if isinstance(begins, PromptEnd):
        raise QuestionsAbandoned(begins)
    return begins
