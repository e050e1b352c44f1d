"""Hand-outs and notes to routines: each line a step of ours, a step in the person's words, or said to be neither."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.errors import Problem, Severity
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.handout_doses import WrittenDose, written_dose
from backpain_cli.library.routines.handout_fields import entry_fields, note_fields, own_fields
from backpain_cli.library.routines.handout_names import HandoutNames, kind_of_words
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_reader import StepReader
from backpain_cli.library.yaml.fields import ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode
from backpain_cli.library.yaml.text_files import lines_of, problem

_BULLET = r"^\s*(?:[-*+•‣▪–]\s+|\(?(?:\d{1,2}|[a-z])[.):/]\s*)?(?:\[[ xX]?\]\s*)?"
_RULE = r"^[\s|:=_-]*$"
_HEADING = r"^\s*#{1,6}\s+"
_TABLE = r"^\s*\|.*\|\s*$"


class HandoutStep(NamedTuple):
    """A step that a line of a hand-out becomes."""

    line: int
    written: str
    """The line without its bullet."""
    fields: dict[str, str]
    """As a routine file has them, the kind of the step first."""
    step: Step
    entry: str
    """The name of the entry of ours that it is; empty for the person's own words."""
    repeats: int = 1
    """How often the step comes, with rests between, where all of it is too long for one step."""

    @property
    def seconds(self) -> int:
        """How long all of it lasts."""
        return self.step.seconds * self.repeats + (self.repeats - 1) * self.round_rest_s

    @property
    def round_rest_s(self) -> int:
        """Seconds between two times."""
        return int(self.fields.get("round-rest", f"{table.ROUND_REST_USUAL_S}s").removesuffix("s"))


class Handout(NamedTuple):
    """What a hand-out holds."""

    title: str
    """Its first heading, if it has one."""
    steps: tuple[HandoutStep, ...]
    left_out: tuple[Problem, ...]
    """A warning for each line that is no step, and an error for each that is one which cannot be taken."""


class _Item(NamedTuple):
    line: int
    text: str
    more: str = ""
    """The indented lines below it."""


def read_handout(text: str, *, source: str, atlas: Atlas, has_title: bool = True) -> Handout:
    """Return the steps in `text`, the hand-out called `source`; no line is left out in silence.

    Args:
        text: all of it.
        source: for messages.
        atlas: where names are found.
        has_title: whether the first words above the steps are its title.
    """
    return _HandoutReader(text, source, atlas).read(has_title=has_title)


class _HandoutReader:
    def __init__(self, text: str, source: str, atlas: Atlas) -> None:
        self._text = text
        self._source = source
        self._atlas = atlas
        self._names = HandoutNames(atlas)
        self._steps: list[HandoutStep] = []
        self._problems: list[Problem] = []

    def read(self, *, has_title: bool) -> Handout:
        title = ""
        for item in _items(self._text):
            taken = self._take(item)
            if has_title and not taken and not self._steps and not title:
                # The first words above the steps are its title, and so they are not left out.
                title = re.sub(_HEADING, "", item.text).strip(" *:#")
                self._problems = [one for one in self._problems if one.line != item.line]
        return Handout(title, tuple(self._steps), tuple(self._problems))

    def _take(self, item: _Item) -> bool:
        """Take the step in; return whether there was one."""
        dose = written_dose(item.text)
        if item.more:
            dose = _with_more(dose, written_dose(item.more))
        place = Place(dose.place) if dose.place else None
        entry = self._names.find(dose.name, place)
        if entry is None and dose.seconds:
            entry = self._names.find(f"{dose.name} hold", place)
        if dose.rest_s and not dose.name:
            dose = dose._replace(name="Rest, and breathe easily.", seconds=str(dose.rest_s), rest_s=0)
        fields = self._fields(dose, entry, item)
        if fields is None:
            return False
        before = len(self._problems)
        self._add(item, fields, entry)
        if dose.rest_s and dose.sets <= 1 and "pause" not in fields and len(self._problems) == before:
            rest = {"rest": "Rest, and breathe easily.", "for": f"{dose.rest_s}s"}
            self._add(item, rest, None)
        return True

    def _fields(self, dose: WrittenDose, entry: Exercise | None, item: _Item) -> dict[str, str] | None:
        """Return the fields of the step; None where the line has none, which is noted."""
        muscle = self._names.pressed(dose.name) if entry is None else None
        if muscle:
            seconds = {"hold": f"{dose.seconds}s"} if dose.seconds else {}
            sides = {"sides": dose.sides} if dose.sides else {}
            return {"press": muscle} | seconds | sides | note_fields(dose, item.more)
        if entry is not None:
            more = dose.name if self._names.says_more(dose.name, entry) else ""
            return entry_fields(dose, entry) | note_fields(dose, more, item.more)
        if not dose.is_amount:
            self._leave_out(item, "this is no step that is known here", "add how much is done, as `10 reps` or `30s`")
            return None
        kind = kind_of_words(dose.name, has_time=bool(dose.seconds), has_count=bool(dose.reps or dose.sets))
        if kind is None or muscle == "" or not re.search(r"[^\W\d]{2}", dose.name):
            hint = "write a muscle to press, as `ball on piriformis`" if muscle == "" else "write it as a step yourself"
            self._leave_out(item, "this cannot be taken as a step", hint)
            return None
        return own_fields(kind, dose, item.more) | note_fields(dose)

    def _leave_out(self, item: _Item, message: str, hint: str) -> None:
        column = len(lines_of(self._text)[item.line - 1]) - len(lines_of(self._text)[item.line - 1].lstrip()) + 1
        found = problem(self._source, self._text, item.line, column, message, hint)
        self._problems.append(found._replace(severity=Severity.WARNING))

    def _add(self, item: _Item, fields: dict[str, str], entry: Exercise | None) -> None:
        """Read the step as a routine file is read; what is wrong with it is noted with the line of the hand-out."""
        step, errors = self._read(item, fields)
        repeats = 1
        if errors and "rounds" in fields:
            # Together the rounds may be too long for one step; each of them is not.
            one = {name: value for name, value in fields.items() if name not in {"rounds", "round-rest"}}
            step, errors = self._read(item, one)
            repeats = int(fields["rounds"])
        if step is None or errors:
            self._problems += errors
        else:
            entry_name = "" if entry is None else entry.name
            self._steps.append(HandoutStep(item.line, item.text, fields, step, entry_name, repeats))

    def _read(self, item: _Item, fields: dict[str, str]) -> tuple[Step | None, list[Problem]]:
        notes = ProblemList(self._source, self._text)
        keys = {key: ScalarNode(key, item.line, 1) for key in fields}
        values: dict[str, Node] = {key: ScalarNode(value, item.line, 1) for key, value in fields.items()}
        reader = StepReader(self._atlas, notes, StepDefaults(), table.NEWEST_FORMAT)
        return reader.read(MappingNode(keys, values, item.line, 1)), notes.errors


def _items(text: str) -> Iterator[_Item]:
    """Yield the lines that say something, each with the indented ones below it that have no bullet."""
    found: _Item | None = None
    for number, line in enumerate(lines_of(text), 1):
        if re.fullmatch(_RULE, line):
            continue
        indent = len(line) - len(line.lstrip())
        bullet = re.match(_BULLET, line)
        bare = line[bullet.end() :].strip() if bullet else line.strip()
        if found is not None and indent > 1 and (bullet is None or not bullet[0].strip()):
            found = found._replace(more=f"{found.more} {bare}".strip())
            continue
        if found is not None:
            yield found
        bare = " - ".join(cell.strip() for cell in bare.strip("| ").split("|")) if re.match(_TABLE, line) else bare
        found = _Item(number, bare)
    if found is not None:
        yield found


def _with_more(dose: WrittenDose, more: WrittenDose) -> WrittenDose:
    """Return `dose` with what the lines below say of how much."""
    said = {name: value for name, value in more._asdict().items() if value and name not in {"name", "place"}}
    return dose._replace(**{name: value for name, value in said.items() if not getattr(dose, name)})
