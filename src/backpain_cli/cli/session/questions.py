"""The questions as they are asked, what they lead to, and what is kept of them."""

import os
from collections.abc import Mapping
from datetime import datetime

from backpain_cli.cli.context import AppContext, known_of_person
from backpain_cli.cli.output import say, show
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.complaints import ComplaintKind
from backpain_cli.domain.records.triage_records import TriageState
from backpain_cli.domain.safety.fact_table import circumstance_answers
from backpain_cli.domain.safety.interview import NO, YES, CheckPage, choice_page
from backpain_cli.domain.safety.known_person import held_by
from backpain_cli.domain.safety.signs import emergency_call, numbers_to_call, territory_of
from backpain_cli.domain.safety.triage_interview import TriageInterview
from backpain_cli.domain.safety.triage_keeping import state_after
from backpain_cli.domain.safety.triage_schedule import DueTriage, TriageReason
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_emergency_numbers
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.page_keys import PageKeyboard
from backpain_cli.terminal.prompts import show_emergency
from backpain_cli.terminal.single_key import PromptEnd
from backpain_cli.views.check_pages import question_list
from backpain_cli.views.outcome_pages import outcome_page
from backpain_cli.wording.outcome_text import OutcomeText, outcome_text

_CODES = {
    Outcome.EMERGENCY: ExitCode.EMERGENCY,
    Outcome.DOCTOR_TODAY: ExitCode.SEE_A_DOCTOR_FIRST,
    Outcome.DOCTOR_WITHIN_DAYS: ExitCode.SEE_A_DOCTOR_FIRST,
}


class QuestionsAbandoned(Exception):  # noqa: N818 - leaving is not an error
    """The person left a question unanswered, so nothing may follow."""

    def __init__(self, how: PromptEnd) -> None:
        super().__init__(how)
        self.how = how


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


def outcome_words(asked: TriageInterview) -> OutcomeText:
    """Return what the answers mean, in words."""
    numbers = numbers_to_call(load_emergency_numbers(), territory_of(os.environ))
    is_pregnant = "pregnant" in asked.facts.tokens()
    return outcome_text(asked.assessment, numbers, datetime.now().astimezone().date(), is_pregnant=is_pregnant)


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


def keep_answers(asked: TriageInterview, context: AppContext) -> TriageState:
    """Keep what is kept of questions that are over, and return it. What a plan needs of it is kept by old keys too."""
    after = state_after(asked, datetime.now().astimezone())
    context.profile.keep_triage(after)
    if after.person is not None and after.person.facts_answered is not None:
        held = held_by(after, context.triage_table.spared_by, context.fact_table)
        answers = circumstance_answers(context.fact_table, held)
        context.profile.keep_circumstances(answers, after.person.facts_answered)
    return after


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


def print_questions(regions: frozenset[str], context: AppContext, console: PageConsole) -> None:
    """Print every question for `regions`."""
    show(lambda room: question_list(context.triage_table, context.fact_table, regions, room), console)


def emergency_call_here(environment: Mapping[str, str] = os.environ) -> str:
    """Return the sentence that says which number to call, by the locale."""
    return emergency_call(load_emergency_numbers(), territory_of(environment))


def say_trouble(error: BackpainError | None, console: PageConsole) -> None:
    """Say what went wrong with the history, if anything, and what to do."""
    if error is not None:
        say(f"{error.message} {error.hint}".strip(), console, style="caution")


def ask_after_sign(complaint: ComplaintKind, regions: frozenset[str], context: AppContext) -> ExitCode | None:
    """Ask the ladders that a sign in a session opens, show and keep what they lead to, and return the exit code.

    None where the person left, or nothing fitted: then what the sign itself leads to holds.
    """
    due = DueTriage(
        before=regions, why=TriageReason.ASKED_FOR, screens=False, age=False, facts=False, pattern=False,
        session=False, ladders=complaint.opens,
    )  # fmt: skip
    try:
        asked = ask_triage(interview_due(due, context), context.console)
    except QuestionsAbandoned:
        return None
    if not asked.ticks:
        return None
    code = show_outcome(asked, context)
    keep_answers(asked, context)
    return code
