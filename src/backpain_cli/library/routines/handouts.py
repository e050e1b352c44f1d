"""Hand-outs and notes to routines: each line a step of ours, a step in the person's words, or said to be neither."""

import re
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Problem, Severity, file_problem
from backpain_cli.domain.routine.steps import Step, StepKind
from backpain_cli.library.routines import format as table
from backpain_cli.library.routines.handout_doses import WrittenDose
from backpain_cli.library.routines.handout_fields import entry_fields, note_fields, own_fields, words_within
from backpain_cli.library.routines.handout_items import HandoutItem, handout_items
from backpain_cli.library.routines.handout_lines import HandoutLine, Mark, handout_lines
from backpain_cli.library.routines.handout_names import HandoutNames, kind_of_words
from backpain_cli.library.routines.step_defaults import StepDefaults
from backpain_cli.library.routines.step_reader import StepReader
from backpain_cli.library.yaml.fields import LONGEST_FIELD_TEXT, ProblemList
from backpain_cli.library.yaml.nodes import MappingNode, Node, ScalarNode
from backpain_cli.library.yaml.text_files import lines_of, problem

_MOST_LINES = 1000
_LONGEST_LINE = LONGEST_FIELD_TEXT
"""Letters; a line with more holds more than one exercise."""
_LONGEST = {"do": LONGEST_FIELD_TEXT, "note": table.LONGEST_STEP_NOTE}
_REST = "Rest, and breathe easily."
_NO_NUMBER = (
    r"\b(?:breaths?|as (?:many|much|long)|as tolerated|to (?:fatigue|failure|tolerance)|until|max(?:imum)?|"
    r"few|several|some)\b|_{2,}|\.{4,}"
)
_NO_EXERCISE_LINE = (
    r"^page\b|\b(?:tel|telephone|phone|fax|ext|e-?mail|www|dob|appointment|review|ref|version|copyright|"
    r"january|february|march \d{4}|april|june|july|august|september|october|november|december)\b|@\w|\b(?:19|20)\d\d\b"
)
"""What a line has that is about the sheet, or about whom to ask."""
_HEADING_WITH_TIME = r"\w \(\s*\d+(?:-\d+)? ?min(?:ute)?s?\.?\s*\)$"
_BREATHS = r"\d (?:(?:slow|deep|full|long) )*breaths?\b"
_LENGTH = r"\b\d+(?:\.\d+)? ?(?:m|metres?|meters?|miles?|km|yards?|steps|lengths)\b"


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
    more: tuple[tuple[int, str], ...] = ()
    """The lines that say more of it, with their numbers."""

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """All of its lines, with their numbers."""
        return ((self.line, self.written), *self.more)

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
    """A warning for each line that is not a step, and an error for each step that cannot be taken."""


def read_handout(text: str, *, source: str, atlas: Atlas, has_title: bool = True) -> Handout:
    """Return the steps in `text`, the hand-out called `source`; no line is left out in silence.

    Args:
        text: all of it.
        source: for messages.
        atlas: where names are found.
        has_title: whether the first words above the steps are its title.

    Raises:
        InvalidFileError: it is longer than a hand-out.
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
        lines = handout_lines(self._text)
        if len(lines) > _MOST_LINES:
            many = file_problem(
                self._source, f"has {len(lines)} lines", f"a hand-out has {_MOST_LINES} at most; split it"
            )
            raise InvalidFileError([many])
        for line in lines:
            if len(line.text) > _LONGEST_LINE:
                hint = f"the limit is {_LONGEST_LINE}; write one exercise a line"
                self._leave_out(line, f"this line is {len(line.text)} letters long", hint)
        for item in handout_items((line for line in lines if len(line.text) <= _LONGEST_LINE), self._names):
            taken = self._take(item)
            if has_title and not taken and not self._steps and not title and _is_title(item):
                # The first words above the steps are its title, and so they are not left out.
                title = item.head.text.strip(" *:#")
                self._problems = [one for one in self._problems if one.line != item.head.line.number]
        return Handout(title, tuple(self._steps), tuple(sorted(self._problems, key=lambda one: one.line or 0)))

    def _take(self, item: HandoutItem) -> bool:
        """Take the step in; return whether there was one."""
        dose = item.dose
        if dose.rest_s and not dose.name:
            dose = dose._replace(name=_REST, seconds=str(dose.rest_s), rest_s=0)
        kind = kind_of_words(dose, item.head.label, is_sentence=item.head.is_sentence)
        if refusal := _refusal(item, dose, kind):
            for one in item.lines:
                self._leave_out(one.line, *refusal)
            return False
        fields = self._with_room(item, self._fields(dose, item, kind or StepKind.MOVE))
        before = len(self._problems)
        self._add(item, fields)
        if dose.rest_s and dose.sets <= 1 and "pause" not in fields and len(self._problems) == before:
            self._add(HandoutItem(item.head._replace(entry=None)), {"rest": _REST, "for": f"{dose.rest_s}s"})
        return True

    def _fields(self, dose: WrittenDose, item: HandoutItem, kind: StepKind) -> dict[str, str]:
        """Return the fields of the step."""
        head = item.head
        more = " ".join(one.text for one in item.more if not one.is_amount_only)
        if head.muscle:
            seconds = {"hold": f"{dose.seconds}s"} if dose.seconds else {}
            sides = {"sides": dose.sides} if dose.sides else {}
            return {"press": head.muscle} | seconds | sides | note_fields(dose, more)
        if head.entry is not None:
            own = dose.name if self._names.says_more(dose.name, head.entry) else ""
            return entry_fields(dose, head.entry) | note_fields(dose, own, more)
        words = head.text if head.is_sentence or head.label else dose.name
        return own_fields(kind, dose, head.label or words, words, more) | note_fields(dose)

    def _with_room(self, item: HandoutItem, fields: dict[str, str]) -> dict[str, str]:
        """Return `fields` with texts as long as a routine may have them; what that leaves out is noted."""
        kept = {name: words_within(text, _LONGEST.get(name, len(text))) for name, text in fields.items()}
        if kept != fields:
            hint = "the file has all of them above the step; make them shorter there"
            self._leave_out(item.head.line, "the words are longer than a step may have", hint)
        return kept

    def _leave_out(self, line: HandoutLine, message: str, hint: str) -> None:
        written = lines_of(self._text)[line.number - 1]
        column = len(written) - len(written.lstrip()) + 1
        found = problem(self._source, self._text, line.number, column, message, hint)
        self._problems.append(found._replace(severity=Severity.WARNING))

    def _add(self, item: HandoutItem, fields: dict[str, str]) -> None:
        """Read the step as a routine file is read; what is wrong with it is noted with the line of the hand-out."""
        line = item.head.line
        step, errors = self._read(line, fields)
        repeats = 1
        if errors and "rounds" in fields:
            # Together the rounds may be too long for one step; each of them is not.
            one = {name: value for name, value in fields.items() if name not in {"rounds", "round-rest"}}
            step, errors = self._read(line, one)
            repeats = int(fields["rounds"])
        if step is None or errors:
            self._problems += errors
            for said in item.more:
                why = f"this belongs to line {line.number}, which cannot be taken"
                self._leave_out(said.line, why, "mend that first")
        else:
            entry = item.head.entry
            more = tuple((one.line.number, one.text) for one in item.more)
            key = "" if entry is None else entry.name
            self._steps.append(HandoutStep(line.number, line.text, fields, step, key, repeats, more))

    def _read(self, line: HandoutLine, fields: dict[str, str]) -> tuple[Step | None, list[Problem]]:
        notes = ProblemList(self._source, self._text)
        keys = {key: ScalarNode(key, line.number, 1) for key in fields}
        values: dict[str, Node] = {key: ScalarNode(value, line.number, 1) for key, value in fields.items()}
        reader = StepReader(self._atlas, notes, StepDefaults(), table.NEWEST_FORMAT)
        return reader.read(MappingNode(keys, values, line.number, 1)), notes.errors


def _is_title(item: HandoutItem) -> bool:
    """Return whether an item without a step may be the title of the hand-out."""
    text, dose = item.head.text, item.dose
    is_open = item.head.line.mark in {Mark.NONE, Mark.HEADING} and not item.more and not text.endswith(".")
    is_amount = dose.is_amount and not re.search(_HEADING_WITH_TIME, text, re.IGNORECASE)
    return is_open and not (is_amount or dose.often or dose.sides or re.search(_NO_NUMBER, text, re.IGNORECASE))


def _refusal(item: HandoutItem, dose: WrittenDose, kind: StepKind | None) -> tuple[str, str] | None:
    """Return why the lines are no step, and what to write instead; None where they are one."""
    head = item.head
    if head.entry is not None or head.muscle:
        return None
    if head.is_for_all and dose.is_amount and not item.more:
        return "this is for more than one exercise", "write each on a line, with how much of it"
    if head.is_advice and not item.more:
        return "this is advice, and no step", "write what to beware of into `cautions`"
    if head.muscle == "":
        return "no muscle that is known here is pressed", "write it as `ball on piriformis 60s`"
    if re.search(_HEADING_WITH_TIME, head.text, re.IGNORECASE):
        return "this is a heading with a time", "write the time behind the exercises"
    if not dose.is_amount or re.search(_BREATHS, head.text, re.IGNORECASE):
        text = " ".join(one.text for one in item.lines)
        if re.search(_NO_NUMBER, text, re.IGNORECASE):
            return "how much is not a number here", "write one, as `10 reps` or `30s`; a slow breath is about 5s"
        if re.search(_LENGTH, text, re.IGNORECASE):
            return "metres and steps are not timed here", "write how long it takes, as `60s`"
        if head.is_title or head.line.mark is Mark.HEADING:
            return "this is a heading, and no step", "take out what is below it if that is for another day"
        return "this is no step that is known here", "add how much is done, as `10 reps` or `30s`, if it is an exercise"
    if (
        kind is None
        or re.search(_NO_EXERCISE_LINE, head.text, re.IGNORECASE)
        or not re.search(r"[^\W\d]{2}", dose.name)
        or head.is_amount_only
    ):
        return "this cannot be taken as a step", "write an exercise with it, as `bridge 10 reps`"
    return None
