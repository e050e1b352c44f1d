"""YAML to `Routine`, all problems at once."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.errors import InvalidFileError, Problem
from backpain_cli.domain.names import did_you_mean, normalize_name
from backpain_cli.domain.routine.limits import limit_breaches
from backpain_cli.domain.routine.routine import Caution, Routine, RoutineOrigin
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Place, Region
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.domain.typed_input import clock_text
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_reader import StepReader
from backpain_cli.library.shipped import circumstance_keys
from backpain_cli.library.yaml.fields import MOST_ITEMS, Fields, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, SequenceNode
from backpain_cli.library.yaml.text_files import problem

_KEYS = ("text", "concerns")


def read_cautions(fields: Fields) -> tuple[Caution, ...]:
    """Return the cautions of a routine, and note what is wrong with them; none where there are none."""
    node = fields.node("cautions")
    if "cautions" not in fields:
        return ()
    if not isinstance(node, SequenceNode) or not any(isinstance(item, MappingNode) for item in node.items):
        return tuple(Caution(text) for text in fields.texts("cautions"))
    if len(node.items) > MOST_ITEMS:
        fields.notes.error(node, f"`cautions` has {len(node.items)} entries", f"the limit is {MOST_ITEMS}")
        return ()
    return tuple(caution for item in node.items if (caution := _read(item, fields)).text)


def _read(item: Node, fields: Fields) -> Caution:
    if not isinstance(item, MappingNode):
        return Caution(fields.one_line("cautions", item))
    inner = Fields(item, fields.notes, known=_KEYS, what="a caution")
    return Caution(inner.text("text"), _concerns(inner, fields.notes))


def _concerns(fields: Fields, notes: ProblemList) -> frozenset[str]:
    """Return the keys of the circumstances that are named; one that does not exist is noted."""
    named = fields.items("concerns")
    if not named:
        return frozenset()
    known = circumstance_keys()
    found: set[str] = set()
    for name, node in named:
        if (key := known.get(normalize_name(name))) is not None:
            found.add(key)
        else:
            hint = did_you_mean(name, known.values()) or f"it may be {', '.join(known.values())}"
            notes.error(node, f"there is no circumstance `{escape_for_terminal(name, most=40)}`", hint)
    return frozenset(found)


FORMAT_VERSION = "1"
MOST_STEPS = 200
MOST_REPEATS = 20
LONGEST_MINUTES = 60
SECONDS_BEFORE_A_RISE = 20
"""After lying, people sit and wait this long before they stand (source M9)."""
_ROUTINE_KEYS = ("backpain", "title", "region", "areas", "minutes", "why", "cautions", "defaults", "steps")


class UnbalancedRoutineError(InvalidFileError):
    """A file whose steps are right and do not fill its minutes, which is all that is wrong with it."""

    def __init__(self, problems: list[Problem], title: str, steps: Sequence[Step], minutes: int) -> None:
        super().__init__(problems)
        self.title, self.steps, self.wanted_s = title, steps, minutes * 60


class LocatedStep(NamedTuple):
    """A step and its node in the file."""

    step: Step
    node: Node


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
        hint = "a routine begins with `backpain: 1`; the page `writing-routines` of the documentation has one to copy"
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
        notes.error(root, f"{what} is written as `key: value` lines", "begin with `backpain: 1`")
        raise InvalidFileError(notes.in_order())
    fields = Fields(root, notes, known=_ROUTINE_KEYS, what="a routine")
    if fields.text("backpain") not in {FORMAT_VERSION, ""}:
        notes.error(fields.node("backpain"), "this program reads format version 1", "write `backpain: 1`")
    title = fields.text("title")
    region = fields.choice("region", Region)
    areas = _areas(fields, anatomy)
    minutes = _minutes(fields)
    why = fields.text("why", "")
    cautions = read_cautions(fields)
    reader = StepReader(anatomy, notes, StepDefaults.read(fields))
    before = len(notes.errors)
    steps = _steps(fields, reader)
    wrong = len(notes.errors) - before
    # Only steps that are right in themselves, but for a misspelt name, can be added up.
    is_unbalanced = bool(steps and minutes) and wrong == reader.stand_ins and not _fills(fields, steps, minutes)
    if steps and not wrong:
        _check_rises(steps, notes)
        _check_dose(steps, notes)
    if region is not None and is_unbalanced and len(notes.errors) == 1:
        raise UnbalancedRoutineError(notes.in_order(), title, [placed.step for placed in steps], minutes)
    if notes.errors or region is None:
        raise InvalidFileError(notes.in_order())
    routine = Routine(
        key=key,
        title=title,
        region=region,
        areas=areas,
        minutes=minutes,
        why=why,
        cautions=cautions,
        steps=tuple(placed.step for placed in steps),
        origin=origin,
        path=notes.source,
    )
    return routine, notes.in_order()


def _minutes(fields: Fields) -> int:
    if "minutes" not in fields:
        fields.notes.error(fields.mapping, "`minutes:` is missing", "write how long it lasts, as `minutes: 15`")
        return 0
    return fields.whole_number("minutes", 0, least=1, most=LONGEST_MINUTES)


def _areas(fields: Fields, anatomy: Atlas) -> tuple[PainArea, ...]:
    found: list[PainArea] = []
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


def _steps(fields: Fields, reader: StepReader) -> list[LocatedStep]:
    node = fields.node("steps")
    if "steps" not in fields:
        fields.notes.error(fields.mapping, "`steps:` is missing", "write the steps as a list below `steps:`")
        return []
    steps = _listed(node, reader, fields.notes)
    if len(steps) > MOST_STEPS:
        fields.notes.error(node, f"there are more than {MOST_STEPS} steps", f"the limit is {MOST_STEPS}")
    return steps


def _listed(node: Node, reader: StepReader, notes: ProblemList) -> list[LocatedStep]:
    if not isinstance(node, SequenceNode) or not node.items:
        notes.error(node, "`steps` must be a list of steps", "begin each step with a hyphen: `- press: gluteus-medius`")
        return []
    steps: list[LocatedStep] = []
    for item in node.items:
        if not isinstance(item, MappingNode):
            hint = "write it as `- move: what to do`, with `for: 30s` on the next line"
            notes.error(item, "a step is written as `key: value` lines", hint)
        elif "repeat" in item.keys:
            steps += _repeated(item, reader, notes)
        elif step := reader.read(item):
            steps.append(LocatedStep(step, item))
        if len(steps) > MOST_STEPS:
            break
    return steps


def _repeated(item: MappingNode, reader: StepReader, notes: ProblemList) -> list[LocatedStep]:
    fields = Fields(item, notes, known=("repeat", "steps"), what="a repeat group")
    times = fields.whole_number("repeat", 1, least=2, most=MOST_REPEATS)
    if "steps" not in fields:
        notes.error(item, "`steps:` is missing in the repeat group", "list the steps that are repeated")
        return []
    listed = getattr(fields.node("steps"), "items", ())
    if any(isinstance(inner, MappingNode) and "repeat" in inner.keys for inner in listed):
        notes.error(fields.node("steps"), "a repeat group is inside another", "write one of them out")
        return []
    return _listed(fields.node("steps"), reader, notes) * times


def _fills(fields: Fields, steps: list[LocatedStep], minutes: int) -> bool:
    """Return whether the steps fill the minutes to the second; a difference is noted."""
    total = sum(placed.step.seconds for placed in steps)
    wanted = minutes * 60
    if total == wanted:
        return True
    longest = max(steps, key=lambda placed: placed.step.seconds)
    number = steps.index(longest) + 1
    difference = f"{abs(total - wanted)} s too {'long' if total > wanted else 'short'}"
    fields.notes.error(
        fields.node("minutes"),
        f"the steps last {clock_text(total)}, which is {difference} for {minutes} minutes",
        f"the longest is step {number} on line {longest.node.line} ({longest.step.seconds} s)",
    )
    return False


def _check_dose(steps: list[LocatedStep], notes: ProblemList) -> None:
    """Refuse a routine that presses one spot too often, or too many spots."""
    reported: set[tuple[int, str]] = set()
    for found in limit_breaches([placed.step for placed in steps]):
        node = steps[found.step_number - 1].node
        # A step of a repeat group goes beyond a limit several times, and is in the file once.
        if (node.line, found.hint) not in reported:
            reported.add((node.line, found.hint))
            notes.error(node, found.message, found.hint)


def _is_wait(step: Step) -> bool:
    return step.traits.rests and step.seconds >= SECONDS_BEFORE_A_RISE


def _check_rises(steps: list[LocatedStep], notes: ProblemList) -> None:
    """Warn where a person would get up from the floor without sitting and waiting first."""
    reported: set[int] = set()
    for before, after in pairwise(steps):
        # A step of a repeat group comes several times, and is in the file once.
        rises = before.step.place is Place.FLOOR and after.step.place is not Place.FLOOR
        if rises and after.node.line not in reported and not (_is_wait(before.step) or _is_wait(after.step)):
            reported.add(after.node.line)
            notes.warning(
                after.node,
                "this step is no longer on the floor, and no step before it says to sit and wait before getting up",
                f"put in a `rest` of {SECONDS_BEFORE_A_RISE} s or more: roll to the side, sit, wait",
            )
