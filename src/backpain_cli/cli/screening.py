"""Asking the screen and the circumstances, and keeping what came of them."""

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backpain_cli.cli.remembered import open_remembered, unsaved_because
from backpain_cli.domain.circumstances import Interview
from backpain_cli.domain.emergency_numbers import call_for_help, territory_of
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.record import Outcome
from backpain_cli.domain.screening import Screening, begin_full
from backpain_cli.domain.screening_due import record_of
from backpain_cli.library.safety_file import load_circumstances, load_emergency_numbers, load_screen_questions
from backpain_cli.terminal import screening as views
from backpain_cli.terminal.one_key import NoAnswer, OneKey
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.screening import Kept
from backpain_cli.terminal.spans import paragraph

_CODES: dict[Outcome | None, ExitCode] = {
    Outcome.EMERGENCY: ExitCode.EMERGENCY,
    Outcome.SEE_A_DOCTOR_FIRST: ExitCode.SEE_A_DOCTOR_FIRST,
}


def ask_screen(regions: frozenset[str], environment: Mapping[str, str]) -> ExitCode:
    """Ask the full screen for `regions`, show and keep what came of it, and return the exit code."""
    from backpain_cli.library.anatomy_file import load_anatomy

    paper = _paper()
    questions = load_screen_questions()
    paper.print(views.intro_rows(questions.intro, paper.width))
    with OneKey(paper) as keyboard:
        asked = views.ask_through(begin_full(questions, regions), keyboard, paper)
    if isinstance(asked, NoAnswer):
        return _unanswered(paper)
    call = call_for_help(load_emergency_numbers(), territory_of(environment))
    # What to do comes first; keeping it may fail, and must not stand in its way.
    paper.print(views.outcome_rows(asked, load_anatomy().safety, call, paper.width))
    paper.stream.flush()
    _keep(asked, paper)
    return _CODES.get(asked.outcome, ExitCode.OK)


def ask_circumstances(_regions: frozenset[str], _environment: Mapping[str, str]) -> ExitCode:
    """Ask about everything that changes a plan for longer than a day, and keep the answers."""
    paper = _paper()
    questions = load_screen_questions()
    paper.print(views.intro_rows(questions.intro.rpartition(". ")[2], paper.width))
    with OneKey(paper) as keyboard:
        asked = views.ask_through(Interview(circumstances=load_circumstances()), keyboard, paper)
    if isinstance(asked, NoAnswer):
        return _unanswered(paper)
    answers = {key: str(told) for key, told in asked.answers.items()}
    now = datetime.now().astimezone()
    try:
        if (remembered := open_remembered()) is not None:
            remembered.save_circumstances(answers, now)
            remembered.close()
    except BackpainError as error:
        paper.print(paragraph(unsaved_because(error), paper.width, style="notice"))
        return error.exit_code
    paper.print(views.kept_rows(Kept(screens=(), answers=answers), load_circumstances(), now, paper.width))
    return ExitCode.OK


def kept() -> Kept:
    """Return what is kept of the screens and of the person.

    Raises:
        BackpainError: it cannot be read.
    """
    remembered = open_remembered()
    if remembered is None:
        return Kept(screens=(), answers={})
    try:
        return Kept(screens=tuple(remembered.screens()), answers=dict(remembered.circumstances()))
    finally:
        remembered.close()


def show(what: Kept, now: datetime) -> None:
    """Print what is kept."""
    paper = Paper()
    paper.print(views.kept_rows(what, load_circumstances(), now, paper.width))


def kept_form(what: Kept) -> dict[str, Any]:
    """Return what is kept as a program wants it."""
    screens = [
        {
            "when": record.when.isoformat(),
            "kind": str(record.kind),
            "regions": sorted(record.regions),
            "outcome": str(record.outcome),
        }
        for record in what.screens
    ]
    return {"version": 1, "screens": screens, "circumstances": dict(sorted(what.answers.items()))}


def print_questions(regions: frozenset[str]) -> None:
    """Print every question for `regions` to standard output."""
    paper = Paper()
    paper.print(views.all_questions_rows(load_screen_questions(), regions, paper.width))


def _paper() -> Paper:
    """Return where the questions are seen: the output if it is a terminal, else what is said beside it."""
    return Paper(sys.stdout if sys.stdout.isatty() else sys.stderr)


def _keep(asked: Screening, paper: Paper) -> None:
    now = datetime.now().astimezone()
    try:
        if (remembered := open_remembered()) is None:
            return
        if (record := record_of(asked, now)) is not None:
            remembered.save_screen(record)
        if asked.kept:
            remembered.save_circumstances({**remembered.circumstances(), **asked.kept}, now)
        remembered.close()
    except BackpainError as error:
        paper.print(paragraph(unsaved_because(error), paper.width, style="notice"))


def _unanswered(paper: Paper) -> ExitCode:
    """Tell that the questions were not answered to their end. That is never the exit code of one who may go on."""
    paper.print([(), *paragraph("Left before the end, so nothing is kept and nothing is said.", paper.width)])
    return ExitCode.USAGE
