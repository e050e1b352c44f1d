"""Whether a session may begin: screening, circumstances, allowance, and its form."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, show
from backpain_cli.cli.profile import PersonProfile
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.safety.adaptation import StepChange
from backpain_cli.domain.safety.allowance import Permission, SessionAllowance, session_allowance
from backpain_cli.domain.safety.circumstances import CircumstanceInterview
from backpain_cli.domain.safety.screening import Question, Screening
from backpain_cli.domain.safety.screening_schedule import DueScreening, screening_record
from backpain_cli.domain.safety.signs import ScreeningAnswer, emergency_call, territory_of
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_emergency_numbers
from backpain_cli.terminal.console import PageConsole
from backpain_cli.terminal.prompts import ask_choice, page_through, show_emergency
from backpain_cli.terminal.single_key import PromptEnd, SingleKeyPrompt
from backpain_cli.views import safety as views

_T = TypeVar("_T")
_Asked = TypeVar("_Asked", Screening, CircumstanceInterview)
KEYS = {"y": ScreeningAnswer.YES, "n": ScreeningAnswer.NO, "u": ScreeningAnswer.UNSURE, "?": ScreeningAnswer.UNSURE}
PROMPT = "y, n, u or q:"
_CODES = {
    Outcome.EMERGENCY: ExitCode.EMERGENCY,
    Outcome.DOCTOR_TODAY: ExitCode.SEE_A_DOCTOR_FIRST,
    Outcome.SEE_A_DOCTOR_FIRST: ExitCode.SEE_A_DOCTOR_FIRST,
    Outcome.DOCTOR_WITHIN_DAYS: ExitCode.SEE_A_DOCTOR_FIRST,
}


class QuestionsAbandoned(Exception):  # noqa: N818 - leaving is not an error
    """The person left a question unanswered, so nothing may follow."""

    def __init__(self, how: PromptEnd) -> None:
        super().__init__(how)
        self.how = how


class PreflightResult(NamedTuple):
    """The answers of a person whom the screen lets go on."""

    answers: Mapping[str, str]
    """About their circumstances, by key."""
    dulled: bool
    """Whether something dulls pain today."""


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


def ask_whether(verdict: SessionAllowance, console: PageConsole) -> bool:
    """Ask whether to begin all the same, if the verdict leaves that to the person; return whether to begin."""
    if verdict.permission is not Permission.ASK:
        return True
    say(verdict.why, console, style="caution", gap=True)
    return ask_choice("Begin all the same? Type y, then Enter (q leaves):", {"y": "y", "yes": "y"}, console) is not None


def ask_form(verdict: SessionAllowance, context: AppContext) -> bool | None:
    """Ask for the form, if the verdict leaves it to the person; return whether it is the gentler one.

    None if the person left. The verdict must not be one that refuses.
    """
    console = context.console
    if not ask_whether(verdict, console):
        return None
    if context.options.gentle or not verdict.offer_gentle:
        return context.options.gentle
    say(verdict.why_gentle, console, gap=True)
    question = "Press Enter for the gentler form, or type f for the full one (q leaves):"
    answer = ask_choice(question, {"": "gentle", "f": "full", "full": "full"}, console)
    return None if answer is None else answer == "gentle"


def _ask(question: Question, keyboard: SingleKeyPrompt, console: PageConsole) -> ScreeningAnswer:
    """Ask a question that one key answers.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    say("", console)
    show(lambda room: views.question_card(question, room), console)
    answer = keyboard.press(PROMPT, KEYS)
    if isinstance(answer, PromptEnd):
        raise QuestionsAbandoned(answer)
    return ScreeningAnswer(answer)


def _ask_through(asked: _Asked, console: PageConsole) -> _Asked:
    """Ask every question of `asked`, and return it with the answers."""
    with SingleKeyPrompt(console) as keyboard:
        while (question := asked.question) is not None:
            asked = asked.after(_ask(question, keyboard, console))
    return asked


def exit_code_of(screening: Screening) -> ExitCode:
    """Return the exit code of a screen that is over."""
    return _CODES.get(screening.outcome or Outcome.EMERGENCY, ExitCode.OK)


def ask_screen(due: DueScreening, context: AppContext) -> Screening:
    """Ask the screen that is due, show its outcome, and return it; nothing is saved yet.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    questions, console = context.sign_table, context.console
    say(f"{due.why} {questions.intro}", console, gap=True)
    asked = _ask_through(due.begin(questions), console)
    # What to do comes first: saving may fail, and must not get in its way.
    page = views.outcome_panel(asked, context.safety_texts, emergency_call_here(), console.room)
    if asked.outcome is Outcome.EMERGENCY:
        show_emergency(page, emergency_call_here(), console)
    else:
        console.page(page)
        console.file.flush()
    return asked


def keep_screen(asked: Screening, profile: PersonProfile) -> None:
    """Save a completed screen, and what it adds to the circumstances."""
    now = datetime.now().astimezone()
    if (record := screening_record(asked, now)) is not None:
        profile.keep_screen(record)
    if asked.kept:
        # What a screen adds makes the other answers no younger.
        answered_at = profile.circumstances_answered_at() or now
        profile.keep_circumstances({**(profile.circumstances() or {}), **asked.kept}, answered_at)


def emergency_call_here(environment: Mapping[str, str] = os.environ) -> str:
    """Return the sentence that says which number to call, by the locale."""
    return emergency_call(load_emergency_numbers(), territory_of(environment))


def ask_circumstances(context: AppContext) -> dict[str, str]:
    """Ask about the circumstances, save the answers, and return them.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    console = context.console
    say("Some questions about you, asked once and kept here only.", console, gap=True)
    asked = _ask_through(CircumstanceInterview(circumstances=context.circumstances), console)
    answers = {key: str(answer) for key, answer in asked.answers.items()}
    context.profile.keep_circumstances(answers, datetime.now().astimezone())
    return answers


def _take_back_question(muscle: str, part: int, parts: int) -> Question:
    """Return the question whether the muscle of that name is pressed again, after signs that exclude it."""
    ask = f"{muscle}: a sharp, electric or tingling sign was reported twice, so it is left out. Press it again?"
    lines = ("y only if nothing of it is left; ask a doctor or physiotherapist if you are in doubt",)
    return Question(ask=ask, lines=lines, part=part, parts=parts)


def ask_to_take_back(muscles: Mapping[str, str], context: AppContext) -> None:
    """Ask for each muscle excluded by a sign whether to press it again, and save that at once. Only a yes counts.

    Args:
        muscles: their names, by key.
        context: saves the answers.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    console = context.console
    with SingleKeyPrompt(console) as keyboard:
        for part, (key, name) in enumerate(muscles.items(), start=1):
            answer = _ask(_take_back_question(name, part, len(muscles)), keyboard, console)
            pressed = answer is ScreeningAnswer.YES and context.profile.take_back(key, datetime.now().astimezone())
            say(f"{name} is pressed again in later sessions." if pressed else f"{name} stays left out.", console)


def circumstances_are_due(answers: Mapping[str, str], context: AppContext) -> bool:
    """Return whether the circumstances must be asked about, given these answers and their age."""
    now = datetime.now().astimezone()
    return context.circumstances.are_due(answers, context.profile.circumstances_answered_at(), now)


def run_preflight(due: DueScreening, context: AppContext) -> PreflightResult | ExitCode:
    """Ask what is due, and the circumstances if they are unknown; return an exit code if no session may follow.

    Raises:
        QuestionsAbandoned: the person left, or the input ended.
    """
    profile = context.profile
    asked = ask_screen(due, context)
    if (code := exit_code_of(asked)) is not ExitCode.OK:
        keep_screen(asked, profile)
        return code
    answers = {**(profile.circumstances() or {}), **asked.kept}
    if asked.renew_circumstances or circumstances_are_due(answers, context):
        answers = {**ask_circumstances(context), **asked.kept}
    # Only now: otherwise a person who left in between would be taken for the one whose answers are saved.
    keep_screen(asked, profile)
    return PreflightResult(answers=answers, dulled="dulled" in asked.today)


def confirm_changes_and_stop_rules(plan: Plan, changes: Sequence[StepChange], context: AppContext) -> None:
    """Show the changes to the plan and the stop rules, and wait until they are read."""
    sections = [views.change_section(changes), views.stop_section(context.in_session_texts)]
    if not page_through(sections, context.console, last="Press Enter once you know them (q leaves):"):
        raise QuestionsAbandoned(PromptEnd.LEFT)


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
    show(lambda room: views.question_list(context.sign_table, regions, room), console)
