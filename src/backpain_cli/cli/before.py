"""What both ways into a session have in common: where questions are asked, and what is told before the clock."""

import sys
from collections.abc import Sequence
from typing import TypeVar

from backpain_cli.cli.gates import NotAnswered, trouble_rows
from backpain_cli.cli.memory import Memory
from backpain_cli.cli.wishes import Wishes
from backpain_cli.domain.adapting import Change
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.plan import Plan
from backpain_cli.domain.safety import SafetyTexts
from backpain_cli.terminal import opening
from backpain_cli.terminal.changes import change_blocks
from backpain_cli.terminal.one_key import NoAnswer
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import paragraph
from backpain_cli.terminal.turning import turn_through

_T = TypeVar("_T")


def can_ask() -> bool:
    """Say whether there is a keyboard, and a terminal on which the questions are seen."""
    return sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty())


def question_paper() -> Paper:
    """Return where questions are asked: a terminal that the person sees.

    Raises:
        BackpainError: there is none.
    """
    if sys.stdin.isatty():
        for stream in (sys.stdout, sys.stderr):
            if stream.isatty():
                return Paper(stream)
    raise BackpainError(
        "The questions before a session would not be seen: there is no terminal for them.",
        hint="Run it in a terminal, without redirecting its input or both outputs.",
        exit_code=ExitCode.USAGE,
    )


def not_answered(how: NoAnswer, paper: Paper) -> ExitCode:
    """Return the exit code where a question was not answered: the person left, and is told that nothing was started.

    Raises:
        BackpainError: the input ended.
    """
    if how is NoAnswer.ENDED:
        raise BackpainError("The question was not answered, so no session starts.", exit_code=ExitCode.USAGE)
    paper.print([(), *paragraph("No session was started.", paper.width)])
    return ExitCode.OK


def answered(answer: _T | None) -> _T:
    """Return an answer that was given.

    Raises:
        NotAnswered: the person left instead.
    """
    if answer is None:
        raise NotAnswered(NoAnswer.LEFT)
    return answer


def say_what_is_not_saved(memory: Memory, wishes: Wishes, paper: Paper) -> None:
    """Say before a session, not only after it, that nothing of it can be saved."""
    if wishes.saves and (refusal := memory.refusal()) is not None:
        said = [] if wishes.rehearses else paragraph("This session will not be saved.", paper.width)
        paper.print([*trouble_rows(refusal, paper.width), *said, ()])
        memory.said = refusal.message


def make_known(plan: Plan, changes: Sequence[Change], safety: SafetyTexts, paper: Paper) -> None:
    """Show what was changed for the person, and the stop rules, and wait until they are read."""
    blocks = [*change_blocks(changes, paper.width), *opening.stop_blocks(plan, safety, paper.width)]
    if not turn_through(blocks, paper, last="Press Enter once you know them (q leaves):"):
        raise NotAnswered(NoAnswer.LEFT)
