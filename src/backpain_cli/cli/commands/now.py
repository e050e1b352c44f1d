"""`now`: five minutes of breathing and small movement, with few questions."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.sheets import show_planned
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.domain.routine.routine import ShortPlan

_BREATH = "Breathe out slowly. Where is it?"


def _complete_plans(incomplete: str) -> list[tuple[str, str]]:
    from backpain_cli.library.routines.short_plans import load_short_plans

    return [(plan.key, plan.line) for plan in load_short_plans() if plan.key.startswith(incomplete)]


def now(
    where: str = typer.Argument(
        "",
        metavar="[WHERE]",
        help="neck-lying, back-sitting and so on. Default: it is asked.",
        autocompletion=_complete_plans,
    ),
    preview: bool = typer.Option(False, "--preview", help="Show every part of it with its time."),
    checklist: bool = typer.Option(False, "--checklist", help="Print it as a sheet."),
    plain: bool = typer.Option(False, "--plain", help="Print lines only, for screen readers, logs and old terminals."),
) -> None:
    """Begin five minutes of breathing and small movement.

    It is for the first twinge, lying or sitting, and nothing is pressed. Only what must not wait is asked before it;
    other sessions ask the rest. The exit code is 3 in an emergency, 4 for a doctor first.

    Examples: backpain now; backpain now back-lying; backpain now neck-sitting --preview
    """
    from backpain_cli.cli.session.preflight import not_answered
    from backpain_cli.cli.session.questions import QuestionsAbandoned
    from backpain_cli.library.routines.short_plans import short_routine

    if preview and checklist:
        raise UsageError("--preview and --checklist cannot be combined.")
    with AppContext(SessionOptions(plain=plain)) as context:
        try:
            key = where or _asked(context)
        except QuestionsAbandoned as ending:
            raise typer.Exit(not_answered(ending.how, context)) from None
        routine = short_routine(_plan_called(key), context.atlas)
        if preview or checklist:
            show_planned(routine, context, as_sheet=checklist)
            return
        _require_terminal(routine.begin_command)
        from backpain_cli.cli.session.start import start_session

        raise typer.Exit(start_session(routine, context, short=True))


def _plan_called(name: str) -> "ShortPlan":
    """Return the plan of that key.

    Raises:
        UsageError: there is none.
    """
    from backpain_cli.library.routines.short_plans import load_short_plans

    plans = {plan.key: plan for plan in load_short_plans()}
    if (plan := plans.get(name)) is None:
        raise UsageError(f"There is no plan `{escape_for_terminal(name, most=60)}`.", f"It may be {', '.join(plans)}.")
    return plan


def _require_terminal(command: str) -> None:
    """Check that there is a terminal for the questions.

    Raises:
        UsageError: there is none.
    """
    if not can_ask():
        raise UsageError(
            "The questions before it would not be seen: there is no terminal for them.",
            f"Type `backpain now` in a terminal. To look at it: `{command} --preview`.",
        )


def _asked(context: AppContext) -> str:
    """Ask which plan it is, where it hurts and whether lying or sitting in one; a key is the answer."""
    from backpain_cli.cli.session.questions import ask_page
    from backpain_cli.domain.safety.interview import choice_page
    from backpain_cli.library.routines.short_plans import load_short_plans

    _require_terminal("backpain now back-lying")
    page = choice_page("where", _BREATH, [(plan.key, plan.line) for plan in load_short_plans()])
    (chosen,) = ask_page(page, context.console)
    return chosen
