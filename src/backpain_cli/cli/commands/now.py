"""`now`: five minutes of breathing and small movement, with few questions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext, can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import SessionOptions
from backpain_cli.cli.sheets import show_planned
from backpain_cli.cli.typed_words import WordsReader

if TYPE_CHECKING:
    from backpain_cli.domain.routine.routine import ShortPlan

_BREATH = "Breathe out slowly."
_POSTURES = {"lying", "sitting"}


def _complete_plans(incomplete: str) -> list[tuple[str, str]]:
    from backpain_cli.library.routines.short_plans import load_short_plans

    return [(plan.key, plan.line) for plan in load_short_plans() if plan.key.startswith(incomplete)]


def now(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[WORDS]...",
        help="Where it hurts, in your words; or neck-lying, back-sitting and so on. Default: it is asked.",
        autocompletion=_complete_plans,
    ),
    preview: bool = typer.Option(False, "--preview", help="Show every part of it with its time."),
    checklist: bool = typer.Option(False, "--checklist", help="Print it as a sheet."),
    plain: bool = typer.Option(False, "--plain", help="Print lines only, for screen readers, logs and old terminals."),
) -> None:
    """Begin five minutes of breathing and small movement.

    It is for the first twinge, lying or sitting, and nothing is pressed. Only what must not wait is asked before it;
    other sessions ask the rest. The exit code is 3 in an emergency, 4 for a doctor first.

    Examples: backpain now; backpain now stiff neck sitting; backpain now back-lying; backpain now neck-lying --preview
    """
    from backpain_cli.cli.session.preflight import not_answered
    from backpain_cli.cli.session.questions import QuestionsAbandoned
    from backpain_cli.library.routines.short_plans import short_routine

    if preview and checklist:
        raise UsageError("--preview and --checklist cannot be combined.")
    with AppContext(SessionOptions(plain=plain)) as context:
        try:
            plans = _plans_for(words or (), context)
            begins = not (preview or checklist)
            if begins:
                _require_terminal(plans)
                _offer_interrupted(context)
            routine = short_routine(plans[0] if len(plans) == 1 else _asked(plans, context), context.atlas)
            if begins:
                from backpain_cli.cli.session.start import start_session

                raise typer.Exit(start_session(routine, context))
        except QuestionsAbandoned as ending:
            raise typer.Exit(not_answered(ending.how, context)) from None
        show_planned(routine, context, as_sheet=checklist)


def _plans_for(words: Sequence[str], context: AppContext) -> "Sequence[ShortPlan]":
    """Return the plans for where it hurts: one of each posture that was not named; all where nothing was named.

    Raises:
        UnknownNameError: the words mean no place.
        typer.Exit: they are a sign, which was answered: nothing leads from it to a session.
    """
    from backpain_cli.library.routines.short_plans import load_short_plans

    plans = load_short_plans()
    if named := [plan for plan in plans if plan.key == "-".join(words).casefold()]:
        return named
    postures = _POSTURES.intersection(map(str.casefold, words)) or _POSTURES
    if not (places := [word for word in words if word.casefold() not in _POSTURES]):
        return [plan for plan in plans if plan.posture in postures]
    reader = WordsReader(context)
    understood = reader.areas(places, asks=False)
    if understood.sign is not None:
        reader.end_with(understood.sign)
    areas = [context.atlas.areas[key] for key in understood.keys]
    fitting = [plan for plan in plans if all(area.key in plan.areas or plan.region in area.regions for area in areas)]
    # The last ones are for everything else.
    best = (fitting or plans[-1:])[0].areas
    return [plan for plan in plans if plan.areas == best and plan.posture in postures]


def _require_terminal(plans: "Sequence[ShortPlan]") -> None:
    """Check that there is a terminal for the questions.

    Raises:
        UsageError: there is none.
    """
    if not can_ask():
        key = plans[0].key if len(plans) <= len(_POSTURES) else "back-lying"
        raise UsageError(
            "The questions before it would not be seen: there is no terminal for them.",
            f"Type `backpain now` in a terminal. To look at it: `backpain now {key} --preview`.",
        )


def _offer_interrupted(context: AppContext) -> None:
    """Offer to resume such a session that was interrupted; return where there is none, or another is wanted.

    Raises:
        typer.Exit: it was resumed.
        QuestionsAbandoned: the person left, or the input ended.
    """
    from backpain_cli.cli.session.resume import resume_session, wants_to_resume

    if (found := wants_to_resume(context, short=True)) is not None:
        raise typer.Exit(resume_session(found, context))


def _asked(plans: "Sequence[ShortPlan]", context: AppContext) -> "ShortPlan":
    """Ask which plan it is, where it hurts and whether lying or sitting in one; a key is the answer.

    Raises:
        UsageError: there is no terminal.
        QuestionsAbandoned: the person left, or the input ended.
    """
    from backpain_cli.cli.session.questions import ask_page
    from backpain_cli.domain.safety.interview import choice_page

    if not can_ask():
        raise UsageError("Which one?", f"Name it: {', '.join(plan.key for plan in plans)}.")
    question = "Lying or sitting?" if len({plan.areas for plan in plans}) == 1 else "Where is it?"
    page = choice_page("where", f"{_BREATH} {question}", [(plan.key, plan.line) for plan in plans])
    (chosen,) = ask_page(page, context.console)
    return next(plan for plan in plans if plan.key == chosen)
