"""`plan`: the best plan for where it hurts."""

from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.context import AppContext, adapted_routine, can_ask, plan_for
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import SessionOptions, complete_areas, complete_routines
from backpain_cli.cli.output import print_json, say, show
from backpain_cli.cli.plan_arguments import USUAL_MIN, PlanArguments, minutes_meant
from backpain_cli.cli.planning import best_for, planned_routine, save_plan
from backpain_cli.cli.sheets import show_planned
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.cli.first_help import Understood
    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.domain.routine.routine import Routine
    from backpain_cli.planner.best_plan import BestPlan
    from backpain_cli.planner.candidates import PlanOption
    from backpain_cli.planner.explanation import StepReason


def plan(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[WORDS]...",
        help="Where it hurts, in your words; several places with `and`.",
        autocompletion=complete_areas,
    ),
    minutes: str = typer.Option(str(USUAL_MIN), "--minutes", metavar="N", help="How many minutes it lasts, 3 to 30."),
    tools: str = typer.Option(
        "", "--tools", metavar="LIST", help="What you have: ball,wall,chair or none. Default: all."
    ),
    places: str = typer.Option(
        "", "--places", metavar="LIST", help="Where you can be: standing,sitting,floor,bed. Default: the first three."
    ),
    sorer: str = typer.Option("", "--sorer", metavar="SIDE", help="The sorer side, left or right."),
    without: list[str] | None = typer.Option(
        None, "--without", metavar="NAME", help="Leave this muscle, stretch or move out. May be given several times."
    ),
    like: str = typer.Option(
        "", "--like", metavar="ROUTINE", help="Keep close to this routine.", autocompletion=complete_routines
    ),
    explain: bool = typer.Option(False, "--explain", help="Say for each step why it is in, and what just missed."),
    preview: bool = typer.Option(False, "--preview", help="Show every part of it with its time."),
    checklist: bool = typer.Option(False, "--checklist", help="Print it as a sheet."),
    save: str = typer.Option("", "--save", metavar="NAME", help="Save it as a routine of your own."),
    run: bool = typer.Option(False, "--run", help="Begin it, after the safety questions."),
    as_json: bool = typer.Option(False, "--json", help="Print the plan as JSON."),
) -> None:
    """Make a plan for where it hurts. It is exactly as long as you have; the same request always has the same plan.

    Examples: backpain plan lower back; backpain plan neck and between the shoulder blades --minutes 10 --explain;
    backpain plan stiff neck --places sitting --minutes 7
    """
    if run + preview + checklist + as_json > 1:
        raise UsageError("--run, --preview, --checklist and --json cannot be combined.")
    wanted = PlanArguments(tuple(words or ()), minutes_meant(minutes), tools, places, sorer, tuple(without or ()), like)
    with AppContext(SessionOptions()) as context:
        reader = WordsReader(context, as_json=as_json)
        if wanted.words:
            understood = reader.areas(wanted.words)
        else:
            wanted, understood = _asked(wanted, reader, context)
        if understood.sign is not None:
            # Nothing leads from a sign to a session.
            reader.end_with(understood.sign)
        extra = reader.first(understood, [context.atlas.areas[key] for key in understood.keys])
        found, options = best_for(wanted, understood, context)
        made = planned_routine(found, wanted, context)
        if save:
            save_plan(found, wanted, save, context)
        if run:
            from backpain_cli.cli.session.start import start_session

            raise typer.Exit(start_session(made, context))
        if preview or checklist:
            show_planned(made, context, as_sheet=checklist)
        elif as_json:
            print_json(_document(found, options, made, context, explain=explain) | extra)
        else:
            _show(found, options, made, context, explain=explain)


def _asked(wanted: PlanArguments, reader: WordsReader, context: AppContext) -> "tuple[PlanArguments, Understood]":
    """Ask for what a plan needs, one line after the other, and say what was understood.

    Raises:
        BackpainError: there is no terminal to ask on.
        typer.Exit: the person left, or the words are a sign, which was answered.
    """
    if not can_ask():
        raise UsageError("Where does it hurt?", "Say it in your words: `backpain plan lower back`.")
    from backpain_cli.planner.request import LONGEST_MIN, SHORTEST_MIN

    understood = _asked_place(reader, context)
    minutes = {str(number): str(number) for number in range(SHORTEST_MIN, LONGEST_MIN + 1)} | {"": str(USUAL_MIN)}
    length = _chosen(f"How many minutes, {SHORTEST_MIN} to {LONGEST_MIN}? Enter: {USUAL_MIN}.", minutes, context)
    side = understood.side
    if side not in {"left", "right"}:
        side = _chosen("Which side is sorer, l or r? Enter: neither.", _SIDES, context)
    have = "What have you got? Enter: ball, wall and chair; 1 no ball; 2 only a chair; 3 nothing."
    tools = _chosen(have, _TOOLS, context)
    there = "Where can you be? Enter: anywhere; 1 no floor; 2 only a chair; 3 only a bed; 4 only standing."
    places = _chosen(there, _PLACES, context)
    wanted = wanted._replace(words=understood.keys, minutes=int(length), sorer=side, tools=tools, places=places)
    say(f"That is `backpain plan {wanted.as_typed}`.", context.console, gap=True)
    return wanted, understood


_SIDES = {"": "", "0": "", "l": "left", "left": "left", "r": "right", "right": "right"}
_TOOLS = {"": "", "1": "wall,chair", "2": "chair", "3": "none"}
_PLACES = {"": "", "1": "standing,sitting", "2": "sitting", "3": "bed", "4": "standing"}


def _asked_place(reader: WordsReader, context: AppContext) -> "Understood":
    """Ask where it hurts until that is understood."""
    from backpain_cli.planner.request import MOST_PLANNED_AREAS
    from backpain_cli.terminal.prompts import ask_note

    while True:
        words = ask_note("Where does it hurt? In your words, then Enter (q leaves):", context.console).strip()
        if words.casefold() in {"", "q", "quit"}:
            raise typer.Exit
        try:
            understood = reader.areas([words])
        except UnknownNameError as error:
            say(f"{error.message} {error.hint}".strip(), context.console, style="caution")
            continue
        if understood.sign is not None:
            reader.end_with(understood.sign)
        names = " and ".join(context.atlas.areas[key].name.lower() for key in understood.keys)
        if len(understood.keys) <= MOST_PLANNED_AREAS:
            say(f"For: {names}.", context.console)
            return understood
        say(f"That is {names}. Name at most {MOST_PLANNED_AREAS}.", context.console, style="caution")


def _chosen(question: str, choices: dict[str, str], context: AppContext) -> str:
    """Ask for one of `choices`, and return its value.

    Raises:
        typer.Exit: the person left.
    """
    from backpain_cli.terminal.prompts import ask_choice

    answer = ask_choice(question, choices, context.console)
    if answer is None:
        raise typer.Exit
    return answer


def _show(
    found: "BestPlan", options: "Sequence[PlanOption]", made: "Routine", context: AppContext, *, explain: bool
) -> None:
    from backpain_cli.planner.explanation import missed_steps, routine_value
    from backpain_cli.planner.worth import never_pressed
    from backpain_cli.views.own_plan import explanation_page, own_plan_page
    from backpain_cli.wording.dose_text import minutes_phrase
    from backpain_cli.wording.plan_text import loss_text, shortage_text

    atlas, request = context.atlas, found.request
    remark = shortage_text(never_pressed(request, atlas), found.given_up, nearby=request.nearby)
    show(partial(own_plan_page, made, remark))
    if not explain:
        return
    reasons = _reasons(found, made, atlas)
    missed = [
        (one.reason.option.step.title, _reason(one.reason), loss_text(one.loss))
        for one in missed_steps(found, options, atlas)
    ]
    shipped = _nearest_shipped(found, context)
    beside = None
    if shipped is not None and not (adapted := adapted_routine(shipped, context)).refused:
        beside = shipped.key, minutes_phrase(shipped.seconds), routine_value(adapted.routine, request, atlas)
    show(partial(explanation_page, reasons, missed, routine_value(made, request, atlas), beside))


def _reasons(found: "BestPlan", made: "Routine", atlas: "Atlas") -> list[tuple[str, str]]:
    """Return why each step is in, those that frame the plan included."""
    from backpain_cli.planner.explanation import reasons_for
    from backpain_cli.wording.plan_text import usual_reason

    chosen = {id(one.option.text): one for one in reasons_for(found, atlas)}
    return [
        (step.title, _reason(chosen[id(text)]) if id(text) in chosen else usual_reason(step.kind))
        for step, text in zip(made.steps, found.steps, strict=True)
    ]


def _reason(reason: "StepReason") -> str:
    from backpain_cli.wording.plan_text import ReasonFacts, reason_text

    facts = ReasonFacts(
        reason.mainly, reason.also, reason.sources, reason.figures, reason.opposing, reason.own_record, reason.liked
    )
    return reason_text(reason.option.step, facts)


def _nearest_shipped(found: "BestPlan", context: AppContext) -> "Routine | None":
    """Return the shipped routine for most of the areas."""
    from backpain_cli.domain.routine.routine import routine_for_all
    from backpain_cli.library.routines.finder import load_shipped_routines

    routines = {one.key: one for one in load_shipped_routines(context.atlas)}
    best = routine_for_all([area.key for area in found.request.areas], [one.summary for one in routines.values()])
    return routines[best.key] if best is not None else None


def _document(
    found: "BestPlan", options: "Sequence[PlanOption]", made: "Routine", context: AppContext, *, explain: bool
) -> dict[str, Any]:
    from backpain_cli.export.plan_documents import plan_document
    from backpain_cli.planner.explanation import missed_steps, reasons_for, routine_value
    from backpain_cli.planner.worth import never_pressed

    document = plan_document(plan_for(adapted_routine(made, context)))
    document["given_up"] = list(found.given_up)
    document["never_pressed"] = [area.key for area in never_pressed(found.request, context.atlas)]
    document["nearby"] = found.request.nearby
    if explain:
        document["value"] = routine_value(made, found.request, context.atlas)
        document["reasons"] = [
            {
                "step": reason.option.step.title,
                "mainly": [area.key for area in reason.mainly],
                "also": [area.key for area in reason.also],
                "sources": list(reason.sources),
                "figures": [figure._asdict() for figure in reason.figures],
                "own_record": reason.own_record,
            }
            for reason in reasons_for(found, context.atlas)
        ]
        document["missed"] = [
            {"step": one.reason.option.step.title, "loss": one.loss}
            for one in missed_steps(found, options, context.atlas)
        ]
    return document
