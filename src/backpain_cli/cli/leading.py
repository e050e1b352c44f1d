"""From a routine to a session: the opening questions, the terminal, the loop, the summary."""

import shutil
import sys

from backpain_cli.domain.atlas import Anatomy
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.plan import Plan, lay_out
from backpain_cli.domain.routine import Routine, Sides
from backpain_cli.domain.safety import Sign
from backpain_cli.domain.segment import Side
from backpain_cli.guide.session import Session
from backpain_cli.library.chart_file import load_charts
from backpain_cli.library.routine_names import keys_of_shipped
from backpain_cli.library.routines import load_all
from backpain_cli.terminal import asking, opening
from backpain_cli.terminal.asking import Answer
from backpain_cli.terminal.paper import Paper
from backpain_cli.terminal.spans import Span, paragraph


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


def lead(routine: Routine, anatomy: Anatomy, *, plain: bool, speed: int, from_step: int) -> ExitCode:
    """Lead somebody through `routine`, from the opening questions to the summary, and return the exit code.

    A session that a signal ended does not return: the process ends by that signal, once the terminal is given back.
    """
    if not sys.stdin.isatty():
        raise BackpainError(
            "A session needs a keyboard: somebody has to answer the safety questions first.",
            hint=f"To look at it instead: backpain routine {routine.key} --preview",
            exit_code=ExitCode.USAGE,
        )
    paper = _paper()
    plan = lay_out(routine)
    replaces = routine.key in keys_of_shipped()
    paper.print(opening.welcome_rows(plan, paper.width, speed=speed, replaces=replaces))
    refused = _screen(routine, anatomy, paper)
    if refused is not None:
        return refused
    paper.print(opening.stop_rows(plan, anatomy.safety, paper.width))
    if asking.ask_choice("Press Enter once you know them (q leaves):", {"": "read"}, paper) is None:
        return _left(paper)
    paper.print([(), *opening.ready_rows(plan, paper.width)])
    if any(step.sides in {Sides.EASIER_FIRST, Sides.SORER_ONLY} for step in routine.steps):
        sides = {"l": Side.LEFT, "left": Side.LEFT, "r": Side.RIGHT, "right": Side.RIGHT, "": Side.RIGHT}
        question = "Which side is sorer today? It comes second. Type l or r; Enter if there is no difference:"
        sorer = asking.ask_choice(question, {key: str(side) for key, side in sides.items()}, paper)
        if sorer is None:
            return _left(paper)
        plan = lay_out(routine, sorer=Side(sorer))
    begin = asking.ask_choice("Get into place. Press Enter to begin (q leaves):", {"": "begin"}, paper)
    if begin is None:
        return _left(paper)
    session = _run(plan, plain=plain, speed=speed, from_step=from_step)
    _summarise(session, anatomy, rehearsed=speed > 1)
    return ExitCode.OK


def _paper() -> Paper:
    """Return where questions are asked: a terminal that the person sees."""
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            return Paper(stream)
    raise BackpainError(
        "The questions before a session would not be seen: neither output is a terminal.",
        hint="Run it without redirecting both.",
        exit_code=ExitCode.USAGE,
    )


def _screen(routine: Routine, anatomy: Anatomy, paper: Paper) -> ExitCode | None:
    """Ask for the signs that forbid a session; return the exit code of one that is present, else None."""
    safety, regions = anatomy.safety, routine.regions
    emergency = [sign for sign in safety.emergency if sign.concerns(regions)]
    doctor = [sign for sign in safety.see_a_doctor_first if sign.concerns(regions)]
    for signs, question, code in (
        (emergency, "Is any of these present?", ExitCode.EMERGENCY),
        (doctor, "Does any of these fit you?", ExitCode.SEE_A_DOCTOR_FIRST),
    ):
        answer = _ask_pages(signs, question, paper)
        if answer is Answer.YES:
            rows = opening.emergency_rows if code is ExitCode.EMERGENCY else opening.doctor_rows
            paper.print(rows(safety, paper.width))
            return code
        if answer is Answer.LEFT:
            return _left(paper)
        if answer is Answer.ENDED:
            raise BackpainError("The question was not answered, so no session starts.", exit_code=ExitCode.USAGE)
    return None


def _ask_pages(signs: list[Sign], question: str, paper: Paper) -> Answer:
    lines = shutil.get_terminal_size().lines
    pages = opening.pages_of(signs, width=paper.width, lines=lines)
    for number, page in enumerate(pages, start=1):
        paper.print([(Span(f"{question[:-1]} ({number} of {len(pages)})?", "strong"),), *page])
        answer = asking.ask_yes_or_no("Any of these?", paper)
        paper.print([()])
        if answer is not Answer.NO:
            return answer
    return Answer.NO


def _left(paper: Paper) -> ExitCode:
    paper.print([(), *paragraph("No session was started.", paper.width)])
    return ExitCode.OK


def _run(plan: Plan, *, plain: bool, speed: int, from_step: int) -> Session:
    """Run the session on the terminal, and give the terminal back however it ends."""
    try:
        from backpain_cli.guide.walk import begin
        from backpain_cli.terminal.owner import die_by
        from backpain_cli.terminal.running import run_session
        from backpain_cli.terminal.step_view import StepPictures
    except ImportError:
        raise BackpainError(
            "A guided session needs a POSIX terminal (Linux, macOS, or WSL on Windows).",
            hint=f"To look at it instead: backpain routine {plan.routine.key} --preview",
            exit_code=ExitCode.UNAVAILABLE,
        ) from None
    pictures = StepPictures(load_charts, plan.routine.key)
    run = run_session(begin(plan, speed=speed, from_step=from_step), plain=plain, speed=speed, pictures=pictures)
    if run.ended_by is not None:
        die_by(run.ended_by)
    return run.session


def _summarise(session: Session, anatomy: Anatomy, *, rehearsed: bool) -> None:
    from backpain_cli.terminal.summary import summary_rows

    regions = session.plan.routine.regions
    after = [advice.text for advice in anatomy.safety.after if advice.concerns(regions)]
    paper = Paper()
    paper.print(summary_rows(session, after, paper.width, rehearsed=rehearsed))
