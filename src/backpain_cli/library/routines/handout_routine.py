"""A hand-out as a routine file: its steps, the time to change place between them, and rest up to half a minute."""

from collections import Counter
from collections.abc import Iterator

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.exercises import areas_of
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Place, Region
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.handouts import Handout, HandoutStep
from backpain_cli.library.routines.routine_checks import SECONDS_BEFORE_A_RISE, SECONDS_TO_SIT, has_time_to_sit
from backpain_cli.library.routines.writer import RoutineHead, comment_lines, head_lines, step_lines

_LONGEST_TITLE = 60
_USUAL_TITLE = "From a hand-out"
_ADDED = "added: time to change place"
_STAND_UP = {"rest": "Stand up slowly, and wait until you stand well.", "place": "standing"}


def minutes_field(seconds: int) -> str:
    """Return seconds as minutes of a routine file, rounded up to the next half minute; one minute at the least."""
    halves = max(2, -(-seconds // 30))
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def lasting_s(handout: Handout) -> int:
    """Return how long the steps last, with the time that is added to change place, and without what is left."""
    seconds, before = 0, None
    for one in handout.steps:
        seconds += sum(lasts_s for _, lasts_s in _changes(before, one.step)) + one.seconds
        before = one.step
    return seconds + sum(lasts_s for _, lasts_s in _changes_up(before))


def minutes_to_fill(handout: Handout) -> str:
    """Return the minutes of a routine file that the steps fill, with a few seconds left at the end."""
    return minutes_field(lasting_s(handout) + table.FILLED_S[0])


def handout_yaml(
    handout: Handout, atlas: Atlas, *, title: str, areas: tuple[str, ...], comment: str, minutes: str = ""
) -> str:
    """Return the routine file of a hand-out; each line of it is in a comment above its step, or in place of one.

    Args:
        handout: what was read.
        atlas: where the areas and their regions are found.
        title: of the routine; empty for the heading of the hand-out.
        areas: where it hurts; none for what most of the steps are for.
        comment: lines for the top.
        minutes: how long it lasts; empty for as long as the steps take.
    """
    steps: list[str] = []
    taken = {one.line for one in handout.steps}
    left_out = {problem.line: problem for problem in handout.left_out if problem.line not in taken}
    if handout.title and (title or len(handout.title) > _LONGEST_TITLE):
        steps += comment_lines(f"heading: {handout.title}", 2)
    before = None
    for one in handout.steps:
        for line in sorted(number for number in left_out if number <= one.line):
            steps += comment_lines(f"line {line}, not taken: {left_out.pop(line).excerpt.strip()}", 2)
        for change, _ in _changes(before, one.step):
            steps += [*comment_lines(_ADDED, 2), *step_lines(change)]
        written = "\n".join(f"line {number}: {text}" for number, text in one.lines)
        steps += [*comment_lines(written, 2), *_lines_of(one)]
        before = one.step
    for line in sorted(left_out):
        steps += comment_lines(f"line {line}, not taken: {left_out[line].excerpt.strip()}", 2)
    for change, _ in _changes_up(before):
        steps += [*comment_lines(_ADDED, 2), *step_lines(change)]
    found = areas or _likely_areas(handout, atlas)
    head = RoutineHead(
        title=title or handout.title[:_LONGEST_TITLE] or _USUAL_TITLE,
        region=_region_of(found, atlas),
        areas=found,
        minutes=minutes or minutes_to_fill(handout),
    )
    lines = [*comment_lines(comment), *head_lines(head), *steps]
    return "\n".join([*lines, *comment_lines("what is left of the minutes", 2), *step_lines(_settle(before)), ""])


def _lines_of(one: HandoutStep) -> list[str]:
    if one.repeats == 1:
        return step_lines(one.fields)
    inner = {name: value for name, value in one.fields.items() if name not in {"rounds", "round-rest"}}
    group = {"repeat": str(one.repeats), "round-rest": f"{one.round_rest_s}s"}
    return [*step_lines(group), "    steps:", *step_lines(inner, 6)]


def _changes(before: Step | None, step: Step) -> Iterator[tuple[dict[str, str], int]]:
    """Yield the rests between two steps in which a person lies down, gets up or sits down, each with its seconds."""
    if before is None:
        return
    was_down, is_down = (one.place.basic is Place.FLOOR for one in (before, step))
    if was_down == is_down:
        if not was_down and step.place.height != before.place.height and not has_time_to_sit(before, step):
            sits = {"rest": "sit-down"} if step.place.basic is Place.SITTING else _STAND_UP
            yield sits | {"for": f"{SECONDS_TO_SIT}s"}, SECONDS_TO_SIT
    elif step.traits.rests or step.ready >= SECONDS_BEFORE_A_RISE:
        return
    elif is_down:
        yield {"rest": "go-down", "for": f"{SECONDS_BEFORE_A_RISE}s"}, SECONDS_BEFORE_A_RISE
    else:
        yield from _changes_up(before)


def _changes_up(before: Step | None) -> Iterator[tuple[dict[str, str], int]]:
    if before is not None and before.place.basic is Place.FLOOR:
        yield {"rest": "get-up", "for": "30s"}, 30


def _settle(before: Step | None) -> dict[str, str]:
    """Return the last rest, which stays on the chair after a step there."""
    is_seated = before is not None and before.place is Place.SITTING
    return {"rest": "settle"} | ({"place": "sitting"} if is_seated else {}) | {"for": table.REST_OF_THE_TIME}


def _likely_areas(handout: Handout, atlas: Atlas) -> tuple[str, ...]:
    """Return the one area that most of the steps are listed for; none where no step is one of ours."""
    counted: Counter[str] = Counter()
    for one in handout.steps:
        if (exercise := one.step.move or one.step.stretch) is not None:
            counted.update(area.key for area in areas_of(atlas, exercise))
    return tuple(key for key, _ in counted.most_common(1))


def _region_of(areas: tuple[str, ...], atlas: Atlas) -> str:
    return atlas.areas[areas[0]].regions[0] if areas else Region.LUMBAR
