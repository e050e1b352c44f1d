"""YAML to `Routine`, all problems at once."""

import re
from collections.abc import Collection, Sequence

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step, StepKind, plain_step
from backpain_cli.domain.terms import Region
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.caution_reader import read_cautions
from backpain_cli.library.routines.dose_reader import parse_round_rest
from backpain_cli.library.routines.guidance_reader import read_guidance
from backpain_cli.library.routines.routine_checks import LocatedStep, check_optional, check_together
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_reader import StepReader
from backpain_cli.library.yaml.fields import Fields, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from backpain_cli.library.yaml.text_files import problem
from backpain_cli.wording.dose_text import minutes_phrase

MOST_STEPS = 200
_MINUTES = r"(?a)([0-9]{1,3})(?:\.([0-9]{1,4})|:([0-5][0-9]))?"


class UnbalancedRoutineError(InvalidFileError):
    """A file whose steps are right and do not fill its minutes, which is all that is wrong with it."""

    def __init__(self, problems: list[Problem], title: str, steps: Sequence[Step], wanted_s: int) -> None:
        super().__init__(problems)
        self.title, self.steps, self.wanted_s = title, steps, wanted_s


def parse_routine(
    text: str, *, source: str, anatomy: Atlas, key: str, origin: RoutineOrigin
) -> tuple[Routine, list[Problem]]:
    """Return the routine in `text`, and the warnings about it.

    Raises:
        InvalidFileError: something is wrong with it; all of it is reported.
    """
    from backpain_cli.library.yaml.source import read_yaml  # shipped routines come as nodes and never need it

    try:
        root, problems = read_yaml(text, source)
    except InvalidFileError:
        _refuse_foreign(text, source, ())
        raise
    _refuse_foreign(text, source, root.keys if isinstance(root, MappingNode) else ())
    return routine_from_node(root, ProblemList(source, text, problems), anatomy=anatomy, key=key, origin=origin)


def _refuse_foreign(text: str, source: str, keys: Collection[str]) -> None:
    """Refuse a file of another kind with one message, in place of one for each of its lines."""
    from backpain_cli.library.routines.foreign_files import foreign_kind  # nor this

    if kind := foreign_kind(text, keys):
        hint = "a routine begins with `backpain: 2`; the page `writing-routines` of the documentation has one to copy"
        raise InvalidFileError([problem(source, text, 1, 1, f"this looks like {kind}, not like a routine", hint)])


def routine_from_node(
    root: Node, notes: ProblemList, *, anatomy: Atlas, key: str, origin: RoutineOrigin
) -> tuple[Routine, list[Problem]]:
    """Return the routine that the node `root` describes, and the warnings about it; `notes` knows its file.

    Raises:
        InvalidFileError: something is wrong with it; all of it is reported.
    """
    if not isinstance(root, MappingNode):
        what = "this is a list, and a routine" if isinstance(root, SequenceNode) else "a routine"
        notes.error(root, f"{what} is written as `key: value` lines", "begin with `backpain: 2`")
        raise InvalidFileError(notes.in_order())
    version = _written_version(root)
    known = table.known_names(table.ROUTINE_FIELDS, version)
    fields = Fields(root, notes, known=known, later=table.later_names(table.ROUTINE_FIELDS, version), what="a routine")
    _check_version(fields)
    title = fields.text("title")
    region = fields.choice("region", Region)
    usual = "" if region is None or version == table.OLDEST_FORMAT else table.MAIN_AREAS[region]
    areas = _areas(fields, anatomy, usual)
    wanted_s = _seconds(fields, version)
    why = fields.text("why", "")
    cautions = read_cautions(fields, "cautions")
    guidance = read_guidance(fields)
    reader = StepReader(anatomy, notes, StepDefaults.read(fields), version)
    before = len(notes.errors)
    steps = _steps(fields, reader, version)
    wrong = len(notes.errors) - before
    # Only steps that are right in themselves, but for a misspelt name, can be added up.
    is_unbalanced = False
    if steps and wanted_s and wrong == reader.stand_ins:
        if any(placed.step.fills_rest for placed in steps):
            steps = _filled(steps, wanted_s, notes)
        else:
            is_unbalanced = not _fills(fields, steps, wanted_s)
    if steps and not wrong:
        check_together(steps, notes, version)
        check_optional(steps, notes)
    if region is not None and is_unbalanced and len(notes.errors) == 1:
        raise UnbalancedRoutineError(notes.in_order(), title, [placed.step for placed in steps], wanted_s)
    if notes.errors or region is None:
        raise InvalidFileError(notes.in_order())
    routine = Routine(
        key=key,
        title=title,
        region=region,
        areas=areas,
        minutes=wanted_s / 60,
        why=why,
        cautions=cautions,
        guidance=guidance,
        steps=tuple(placed.step for placed in steps),
        origin=origin,
        path=notes.source,
    )
    return routine, notes.in_order()


def _written_version(root: MappingNode) -> int:
    """Return the number of the format; that of the newest where it is missing or wrong."""
    node = root.values.get("backpain")
    written = node.text.strip() if isinstance(node, ScalarNode) else ""
    return int(written) if written in map(str, table.FORMAT_NUMBERS) else table.NEWEST_FORMAT


def _check_version(fields: Fields) -> None:
    written = fields.text("backpain")
    if written and written not in map(str, table.FORMAT_NUMBERS):
        known = " and ".join(map(str, table.FORMAT_NUMBERS))
        hint = f"write `backpain: {table.NEWEST_FORMAT}`"
        fields.notes.error(fields.node("backpain"), f"this program reads the formats {known}", hint)


def _seconds(fields: Fields, version: int) -> int:
    if "minutes" not in fields:
        fields.notes.error(fields.mapping, "`minutes:` is missing", "write how long it lasts, as `minutes: 15`")
        return 0
    if version == table.OLDEST_FORMAT:
        text = fields.text("minutes", "")
        if not text.isdigit() and re.fullmatch(_MINUTES, text):
            fields.needs_format(fields.node("minutes"), f"minutes: {text}", table.NEWEST_FORMAT)
            return 0
        return 60 * fields.whole_number("minutes", 0, least=1, most=table.LONGEST_MINUTES)
    return fields.read("minutes", parse_minutes, 0)


def parse_minutes(text: str) -> int:
    """Return the seconds that `15`, `7.5` or `7:30` minutes are.

    Raises:
        ValueError: it is none of these, not a whole second, or too long or too short.
    """
    most = table.LONGEST_MINUTES
    if (match := re.fullmatch(_MINUTES, text)) is None:
        raise ValueError(f"must be minutes from 1 to {most}; write them as `15`, `7.5` or `7:30`")
    digits = match[2] or "0"
    parts, rest = divmod(60 * int(digits), int(f"1{'0' * len(digits)}"))
    if rest:
        raise ValueError("is not a whole second; write it as `7:20`")
    seconds = 60 * int(match[1]) + parts + int(match[3] or 0)
    if not 60 <= seconds <= 60 * most:
        raise ValueError(f"must be minutes from 1 to {most}")
    return seconds


def _areas(fields: Fields, anatomy: Atlas, usual: str) -> tuple[PainArea, ...]:
    """Return where it hurts; the `usual` area where nothing is written and there is a usual one."""
    found: list[PainArea] = []
    if "areas" not in fields and usual:
        return (anatomy.areas[usual],)
    if "areas" not in fields:
        fields.notes.error(fields.mapping, "`areas:` is missing", "write where it hurts, as `areas: [lower-back]`")
    for name, node in fields.items("areas"):
        area = anatomy.area_meant(name)
        if area is None:
            hint = anatomy.area_names.did_you_mean(name) or "`backpain areas` lists them all"
            fields.notes.error(node, f"there is no pain area `{name[:60]}`", hint)
        elif area not in found:
            found.append(area)
    return tuple(found)


def _steps(fields: Fields, reader: StepReader, version: int) -> list[LocatedStep]:
    node = fields.node("steps")
    if "steps" not in fields:
        fields.notes.error(fields.mapping, "`steps:` is missing", "write the steps as a list below `steps:`")
        return []
    steps = _listed(node, reader, fields.notes, version)
    if len(steps) > MOST_STEPS:
        fields.notes.error(node, f"there are more than {MOST_STEPS} steps", f"the limit is {MOST_STEPS}")
    return steps


def _listed(node: Node, reader: StepReader, notes: ProblemList, version: int) -> list[LocatedStep]:
    if not isinstance(node, SequenceNode) or not node.items:
        notes.error(node, "`steps` must be a list of steps", "begin each step with a hyphen: `- press: gluteus-medius`")
        return []
    steps: list[LocatedStep] = []
    for item in node.items:
        if not isinstance(item, MappingNode):
            hint = "write it as `- move: what to do`, with `for: 30s` on the next line"
            notes.error(item, "a step is written as `key: value` lines", hint)
        elif "repeat" in item.keys:
            steps += _repeated(item, reader, notes, version)
        elif step := reader.read(item):
            steps.append(LocatedStep(step, item))
        if len(steps) > MOST_STEPS:
            break
    return steps


def _repeated(item: MappingNode, reader: StepReader, notes: ProblemList, version: int) -> list[LocatedStep]:
    known = table.known_names(table.REPEAT_FIELDS, version)
    later = table.later_names(table.REPEAT_FIELDS, version)
    fields = Fields(item, notes, known=known, later=later, what="a repeat group")
    times = fields.whole_number("repeat", 1, least=2, most=table.MOST_REPEATS)
    if "steps" not in fields:
        notes.error(item, "`steps:` is missing in the repeat group", "list the steps that are repeated")
        return []
    listed = getattr(fields.node("steps"), "items", ())
    if any(isinstance(inner, MappingNode) and "repeat" in inner.keys for inner in listed):
        notes.error(fields.node("steps"), "a repeat group is inside another", "write one of them out")
        return []
    steps = _listed(fields.node("steps"), reader, notes, version)
    if "round-rest" not in fields or "round-rest" in later or not steps:
        return steps * times
    seconds = fields.read("round-rest", parse_round_rest, table.ROUND_REST_USUAL_S)
    if steps[-1].step.traits.rests:
        message = "the repeat group has a `round-rest` and ends with a `rest`"
        notes.warning(fields.node("round-rest"), message, "keep one of them, or both come between two rounds")
    rounds: list[LocatedStep] = []
    for number in range(1, times + 1):
        rounds += steps
        if number < times:
            do = f"Rest, and breathe easily. Round {number + 1} of {times} comes next."
            place = steps[-1].step.place
            rest = plain_step(StepKind.REST, title="Rest between rounds", do=do, place=place, seconds=seconds)
            rounds.append(LocatedStep(rest, fields.node("round-rest")))
    return rounds


def _filled(steps: list[LocatedStep], wanted_s: int, notes: ProblemList) -> list[LocatedStep]:
    """Return the steps with what the others leave of the time in the one that takes it."""
    filling = [placed for placed in steps if placed.step.fills_rest]
    if len(filling) > 1:
        notes.error(filling[1].node, "another step takes the rest of the time already", "write seconds in one of them")
        return steps
    least, most = table.FILLED_S
    filler = filling[0]
    others_s = sum(placed.step.seconds for placed in steps) - filler.step.seconds
    left_s = wanted_s - others_s - (filler.step.seconds - filler.step.hold)
    if not least <= left_s <= most:
        if left_s < least:
            needed, hint = f"needs {least} s or more", f"take {least - left_s} s away from them, or lengthen `minutes`"
        else:
            needed, hint = f"may be {most} s at most", f"add {left_s - most} s to them, or shorten `minutes`"
        node = filler.node.values["for"] if isinstance(filler.node, MappingNode) else filler.node
        notes.error(node, f"the other steps take {others_s} of {wanted_s} s, and the rest of the time {needed}", hint)
        left_s = max(left_s, least)
    filled = filler.step._replace(hold=left_s, cap=left_s)
    return [LocatedStep(filled, placed.node) if placed is filler else placed for placed in steps]


def _fills(fields: Fields, steps: list[LocatedStep], wanted_s: int) -> bool:
    """Return whether the steps fill the minutes to the second; a difference is noted."""
    total = sum(placed.step.seconds for placed in steps)
    if total == wanted_s:
        return True
    longest = max(steps, key=lambda placed: placed.step.seconds)
    number = steps.index(longest) + 1
    difference = f"{abs(total - wanted_s)} s too {'long' if total > wanted_s else 'short'}"
    fields.notes.error(
        fields.node("minutes"),
        f"the steps last {clock_text(total)}, which is {difference} for {minutes_phrase(wanted_s)}",
        f"the longest is step {number} on line {longest.node.line} ({longest.step.seconds} s)",
    )
    return False
