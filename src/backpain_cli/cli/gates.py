"""What stands between a person and the clock: the screen, the circumstances, the dose. Each of them may say no."""

import os
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.memory import Memory
from backpain_cli.domain.emergency_numbers import call_for_help, territory_of
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.interview import Interview
from backpain_cli.domain.screen_questions import Answer
from backpain_cli.domain.screen_record import Outcome
from backpain_cli.domain.screening import Screening
from backpain_cli.domain.screening_due import Due, record_of
from backpain_cli.library.safety_file import load_emergency_numbers
from backpain_cli.terminal import screening as views
from backpain_cli.terminal.one_key import NoAnswer, OneKey
from backpain_cli.terminal.opening import call_again
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import Row, paragraph

_CODES = {Outcome.EMERGENCY: ExitCode.EMERGENCY, Outcome.SEE_A_DOCTOR_FIRST: ExitCode.SEE_A_DOCTOR_FIRST}


class NotAnswered(Exception):  # noqa: N818 - it is no error where the person left
    """A question was left without an answer, so that nothing may follow."""

    def __init__(self, how: NoAnswer) -> None:
        super().__init__(how)
        self.how = how


def code_of(screening: Screening) -> ExitCode:
    """Return the exit code of a screen that is over."""
    return _CODES.get(screening.outcome or Outcome.EMERGENCY, ExitCode.OK)


def ask_screen(due: Due, context: AppContext, paper: Paper) -> Screening:
    """Ask what is due, show what came of it, and return the screen; nothing is kept yet.

    Raises:
        NotAnswered: the person left, or the input ended.
    """
    questions = context.sign_table
    paper.print(views.intro_rows(f"{due.why} {questions.intro}", paper.width))
    with OneKey(paper) as keyboard:
        asked = views.ask_through(due.begin(questions), keyboard, paper)
    if isinstance(asked, NoAnswer):
        raise NotAnswered(asked)
    # What to do comes first; keeping it may fail, and must not stand in its way.
    page = views.outcome_rows(asked, context.atlas.safety, emergency_call(), paper.width)
    paper.print(page)
    if asked.outcome is Outcome.EMERGENCY:
        paper.print(call_again(page, emergency_call(), paper))
    paper.stream.flush()
    return asked


def keep_screen(asked: Screening, memory: Memory) -> None:
    """Keep a screen that is over, and what it adds to the circumstances."""
    now = datetime.now().astimezone()
    if (record := record_of(asked, now)) is not None:
        memory.keep_screen(record)
    if asked.kept:
        # What a screen adds makes the other answers no younger.
        told = memory.circumstances_told() or now
        memory.keep_circumstances({**(memory.circumstances() or {}), **asked.kept}, told)


def emergency_call(environment: Mapping[str, str] = os.environ) -> str:
    """Return the sentence that says which number to call, by the locale."""
    return call_for_help(load_emergency_numbers(), territory_of(environment))


def ask_circumstances(context: AppContext, paper: Paper) -> dict[str, str]:
    """Ask about everything that changes a plan for longer than a day, keep the answers, and return them.

    Raises:
        NotAnswered: the person left, or the input ended.
    """
    paper.print(views.intro_rows("Some questions about you, asked once and kept here only.", paper.width))
    with OneKey(paper) as keyboard:
        asked = views.ask_through(Interview(circumstances=context.circumstances), keyboard, paper)
    if isinstance(asked, NoAnswer):
        raise NotAnswered(asked)
    answers = {key: str(told) for key, told in asked.answers.items()}
    context.profile.keep_circumstances(answers, datetime.now().astimezone())
    return answers


def ask_to_take_back(muscles: Mapping[str, str], memory: Memory, paper: Paper) -> None:
    """Ask of each muscle that signs keep out whether it is pressed again, and keep that at once. Only a yes counts.

    Args:
        muscles: their names, by key.
        memory: where it is kept.
        paper: where it is asked.

    Raises:
        NotAnswered: the person left, or the input ended.
    """
    with OneKey(paper) as keyboard:
        for part, (key, name) in enumerate(muscles.items(), start=1):
            paper.print([(), *views.question_rows(views.take_back_question(name, part, len(muscles)), paper.width)])
            answer = keyboard.press(views.PROMPT, views.KEYS)
            if isinstance(answer, NoAnswer):
                raise NotAnswered(answer)
            if answer == Answer.YES and memory.take_back(key, datetime.now().astimezone()):
                said = f"{name} is pressed again in later sessions."
            else:
                said = f"{name} stays left out."
            paper.print(paragraph(said, paper.width))


def circumstances_are_due(answers: Mapping[str, str], context: AppContext) -> bool:
    """Say whether the questions about the person must be asked, by these answers and when they were kept."""
    now = datetime.now().astimezone()
    return context.circumstances.are_due(answers, context.profile.circumstances_told(), now)


def tell_trouble(memory: Memory, paper: Paper) -> None:
    """Say what could not be read or kept, if anything."""
    if memory.trouble is not None:
        paper.print(trouble_rows(memory.trouble, paper.width))


def trouble_rows(error: BackpainError, width: int) -> list[Row]:
    """Return what went wrong with the history, and what to do."""
    return paragraph(f"{error.message} {error.hint}".strip(), width, style="notice")


class Standing(NamedTuple):
    """What is known of a person once the screen lets them go on."""

    answers: Mapping[str, str]
    """About their circumstances, by key."""
    dulled: bool
    """Whether something dulls pain today."""


def pass_screen(due: Due, context: AppContext, paper: Paper) -> Standing | ExitCode:
    """Ask what is due, and the circumstances where they are not known; return the exit code where no session follows.

    Raises:
        NotAnswered: the person left, or the input ended.
    """
    memory = context.profile
    asked = ask_screen(due, context, paper)
    if (code := code_of(asked)) is not ExitCode.OK:
        keep_screen(asked, memory)
        return code
    answers = {**(memory.circumstances() or {}), **asked.kept}
    if asked.renew_circumstances or circumstances_are_due(answers, context):
        answers = {**ask_circumstances(context, paper), **asked.kept}
    # Only now: else somebody who left in between would be taken for the person whose answers are kept.
    keep_screen(asked, memory)
    return Standing(answers=answers, dulled="dulled" in asked.today)
