"""From a request to the best plan, and to the routine that it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backpain_cli.cli.context import AppContext, routine_adapter
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, write_output
from backpain_cli.cli.plan_arguments import PlanArguments, easier_to_ask
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.terms import Place, Side
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.wording.dose_text import minutes_phrase

if TYPE_CHECKING:
    from backpain_cli.cli.first_help import Understood
    from backpain_cli.domain.routine.routine import Routine
    from backpain_cli.domain.routine.steps import Step, StepText
    from backpain_cli.planner.best_plan import BestPlan, FoundPlan
    from backpain_cli.planner.candidates import ReadSteps
    from backpain_cli.planner.request import PlanRequest


def plan_request(wanted: PlanArguments, understood: "Understood", context: AppContext) -> "PlanRequest":
    """Return what is wanted as a request.

    Raises:
        UsageError: a word in it is none of those that it may be.
    """
    from backpain_cli.planner.request import MOST_PLANNED_AREAS, PlanPlace, PlanRequest, PlanTool

    if len(understood.keys) > MOST_PLANNED_AREAS:
        raise UsageError(
            f"That is {len(understood.keys)} places, and a plan is for at most {MOST_PLANNED_AREAS}.",
            f"Name the worst ones: {', '.join(understood.keys)}.",
        )
    sorer = wanted.sorer or (understood.side if understood.side in {"left", "right"} else "")
    if sorer not in {"", "left", "right"}:
        raise UsageError(f"--sorer is left or right, not `{wanted.sorer}`.")
    atlas = context.atlas
    request = PlanRequest(
        tuple(atlas.areas[key] for key in understood.keys),
        wanted.minutes,
        sorer=Side(sorer) if sorer else None,
        without=frozenset(_left_out(wanted.without, context)),
        like=_keys_of(wanted.like, context),
    )
    if wanted.tools:
        named = _listed(wanted.tools, "tools", [*PlanTool, "none"])
        request = request._replace(tools=frozenset(PlanTool(one) for one in named if one != "none"))
    if wanted.places:
        request = request._replace(places=frozenset(map(PlanPlace, _listed(wanted.places, "places", [*PlanPlace]))))
        if PlanPlace.SITTING in request.places:
            # Who says that they can sit has something to sit on.
            request = request._replace(tools=request.tools | {PlanTool.CHAIR})
    return _with_own_record(request, context)


def _listed(text: str, option: str, known: Sequence[str]) -> list[str]:
    names = [name.strip().casefold() for name in text.split(",") if name.strip()]
    if wrong := [name for name in names if name not in known]:
        raise UsageError(f"--{option}: `{wrong[0]}` is unknown.", f"It may be {', '.join(known)}, joined by commas.")
    return names


def _left_out(names: Sequence[str], context: AppContext) -> list[str]:
    atlas = context.atlas
    keys: list[str] = []
    for name in names:
        known = atlas.moves.get(name) or atlas.move_names.find(name) or atlas.stretch_names.find(name)
        if known is not None:
            keys.append(known.key)
        else:
            keys += WordsReader(context).muscles([name]).keys
    return keys


def _keys_of(routine: str, context: AppContext) -> frozenset[str]:
    """Return the keys of what is pressed, stretched and moved in a routine."""
    if not routine:
        return frozenset()
    from backpain_cli.library.routines.finder import find_routine

    steps = find_routine(routine, context.atlas).steps
    return frozenset(one.key for step in steps for one in (step.point, step.stretch, step.move) if one is not None)


_PRIOR, _MOST_OWN = 4, 6
"""Answers that a step begins with, all of them `the same`; what the person's own answers add or take at most."""


def _with_own_record(request: "PlanRequest", context: AppContext) -> "PlanRequest":
    """Return `request` with what helped and what made it worse, shrunk towards nothing while answers are few."""
    from backpain_cli.domain.records.practice_progress import step_progress

    sessions = context.profile.recent_sessions()
    record = {
        one.title: round(_MOST_OWN * (one.helped - one.worse) / (one.helped + one.same + one.worse + _PRIOR))
        for one in step_progress(sessions)
    }
    recent = {step.muscle for step in sessions[0].steps if step.muscle} if sessions else set[str]()
    points = {
        point.key for key in recent for point in context.atlas.muscles[key].points if key in context.atlas.muscles
    }
    return request._replace(record={title: worth for title, worth in record.items() if worth}, recent=frozenset(points))


def best_for(wanted: PlanArguments, understood: "Understood", context: AppContext) -> "FoundPlan":
    """Return the best plan with what it was chosen from.

    Raises:
        UsageError: nothing fills the time; the hint says what to drop.
    """
    from backpain_cli.planner.best_plan import find_plan

    refusals: list[str] = []
    request = plan_request(wanted, understood, context)
    found = find_plan(context.atlas, request, _read_for_person(request, context, refusals))
    if found is not None:
        return found
    if refusals:
        hint = "`backpain screen --edit` asks about you again."
        raise BackpainError(refusals[0], hint=hint, exit_code=ExitCode.SEE_A_DOCTOR_FIRST)

    def has_plan(easier: PlanArguments) -> bool:
        one = plan_request(easier, understood, context)
        return find_plan(context.atlas, one, _read_for_person(one, context, [])) is not None

    length = minutes_phrase(request.seconds)
    raise UsageError(
        f"The steps that are left for this do not fill {length}: each has a longest dose, and standing has a limit.",
        easier_to_ask(wanted, has_plan),
    )


def _read_for_person(request: "PlanRequest", context: AppContext, refusals: list[str]) -> "ReadSteps":
    """Return what reads steps, and leaves out those that this person should not do as they are.

    Args:
        request: what the plan is for.
        context: has what is saved of the person.
        refusals: takes why no step at all is for them.
    """
    from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
    from backpain_cli.domain.safety.plan_rules import RuleAction
    from backpain_cli.library.routines.writer import read_steps
    from backpain_cli.planner.frame import way_down

    adapt, area = routine_adapter(context), request.areas[0]
    (down,) = read_steps([way_down(request)], context.atlas)

    def read(texts: "Sequence[StepText]") -> "list[Step | None]":
        found: list[Step | None] = []
        for step in read_steps(texts, context.atlas):
            # Who cannot go down does nothing there either.
            steps = (down, step) if step.place.basic is Place.FLOOR else (step,)
            alone = Routine(
                key="plan", title="", region=area.regions[0], areas=request.areas,
                minutes=sum(one.seconds for one in steps) / 60, why="", cautions=(), steps=steps,
                origin=RoutineOrigin.PLANNED, path="",
            )  # fmt: skip
            adapted = adapt(alone)
            actions = {change.action for change in adapted.changes if change.step_number == len(steps)}
            stays = actions <= {RuleAction.REMIND, RuleAction.GENTLER}
            refusals.extend([adapted.refused] if adapted.refused else [])
            found.append(step if stays and not adapted.refused else None)
        return found

    return read


def planned_routine(found: "BestPlan", wanted: PlanArguments, context: AppContext) -> "Routine":
    """Return the plan as a routine, read from the very text that would be saved."""
    from backpain_cli.domain.routine.routine import RoutineOrigin
    from backpain_cli.library.routines.reader import parse_routine

    areas = found.request.areas
    key = "-".join(["plan", *(area.key for area in areas)])
    text = plan_file(found, wanted)
    source = f"plan {wanted.as_typed} --run"
    return parse_routine(text, source=source, anatomy=context.atlas, key=key, origin=RoutineOrigin.PLANNED)[0]


def plan_file(found: "BestPlan", wanted: PlanArguments) -> str:
    """Return the plan as a routine file that says how it was made."""
    from backpain_cli.library.routines.writer import RoutineHead, routine_yaml

    areas = found.request.areas
    names = " and ".join(area.name[0].lower() + area.name[1:] for area in areas)
    head = RoutineHead(
        title=f"Plan: {names}",
        region=areas[0].regions[0],
        areas=[area.key for area in areas],
        minutes=f"{found.request.minutes:g}",
        why=(
            f"Made for {names}: the steps that reach it best by the published maps, with movement between presses, "
            "and a check before and after."
        ),
    )
    comment = f"Made by `backpain plan {wanted.as_typed}`.\nChange what you like; `backpain validate` checks it."
    return routine_yaml(head, found.steps, comment)


def save_plan(found: "BestPlan", wanted: PlanArguments, name: str, context: AppContext) -> None:
    """Save the plan as a routine of the person's own.

    Raises:
        BackpainError: the name is not valid or taken, or the file cannot be written.
    """
    from backpain_cli.files import make_private_folder
    from backpain_cli.paths import ROUTINE_FOLDER, ROUTINE_KEY, data_folder, keys_of_own, keys_of_shipped

    if not ROUTINE_KEY.fullmatch(name):
        shown = escape_for_terminal(name, most=60)
        raise UsageError(f"--save: `{shown}` is not a name.", "Use small letters, digits and hyphens: `my-back`.")
    if name in {*keys_of_own(), *keys_of_shipped()}:
        hint = "Choose another name; nothing was overwritten."
        raise BackpainError(f"There is a routine called `{name}` already.", hint=hint, exit_code=ExitCode.CANNOT_CREATE)
    folder = data_folder() / ROUTINE_FOLDER
    make_private_folder(data_folder())
    make_private_folder(folder)
    path = folder / f"{name}.yaml"
    write_output([plan_file(found, wanted).encode()], path, new=True)
    say(f"Saved as {escape_for_terminal(str(path))}. Begin it with `backpain routine {name}`.", context.err)
