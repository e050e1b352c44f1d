"""The one table of signs: lines with their ladders, rows of the sheet, the day's page, the questions about the pain."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from backpain_cli.domain.safety.circumstances import SparedPart
from backpain_cli.domain.terms import Outcome, Region

GRAVITY = tuple(Outcome)
"""All outcomes, the gravest first."""
SELF_HARM = "X.1"
"""The row that no line asks: it is on the sheet, and among the words that are signs."""
_BRACKETS = r"\[(.*?)\]"
_BRACKET_REGIONS = {Region.CERVICAL, Region.THORACIC}  # before whose routines the words in brackets are asked


class LinePage(StrEnum):
    """The page on which a line is asked."""

    A = "A"
    B = "B"
    C = "C"
    """With B, of those whose age or facts call for it."""
    P = "P"
    """Pain today."""


class HelpWord(StrEnum):
    """Which sentence an emergency page has in its middle, the one that holds for most first."""

    STILL = "still"
    CALL = "call"
    GO = "go"


class RaiseRule(NamedTuple):
    """What makes a rung graver. Of each field that is not empty one member must be so; all such fields together."""

    outcome: Outcome
    facts: tuple[str, ...] = ()
    """Keys, or with the answer to the follow-up question: `cancer`, `cancer=now`."""
    from_age: int = 0
    rungs: tuple[str, ...] = ()
    """Keys of other rungs that were chosen."""
    regions: frozenset[Region] = frozenset()
    visit: bool = False
    row: str = ""
    """The row of the sheet that names it then; empty for the rung's."""
    reported: str = ""
    """What the person reported, where the words of the row do not fit this person."""
    help: HelpWord | None = None
    """Where the row has none."""


class TriageRung(NamedTuple):
    """One step of a ladder. A line without a ladder has a single rung with its own key."""

    key: str
    outcome: Outcome
    text: str = ""
    """As `words_before` reads it; empty in a line without a ladder."""
    visit: bool = False
    """Whether a visit is advised where it lets go on."""
    raises: tuple[RaiseRule, ...] = ()
    row: str = ""
    """The row of the sheet that names it; empty for its own."""
    reported: str = ""
    """What the person reported, in a few words, where it lets go on gently."""
    asked_again_days: int = 7
    """After how many days it is asked again, where it lets go on gently."""
    spares: tuple[SparedPart, ...] = ()
    if_same: Outcome = Outcome.GENTLY
    """What "the same" means when it is asked again."""
    if_worse: Outcome = Outcome.DOCTOR_WITHIN_DAYS
    if_worse_opens: str = ""
    """The line that "worse" opens instead; empty for none."""
    counted_from: int = 0
    """How many lines of a counted page it needs; 0 elsewhere."""
    advice: str = ""
    """A sentence beside the outcome; empty for none."""
    advice_from_age: int = 0


class TriageLine(NamedTuple):
    """A line of a page, and its ladder."""

    key: str
    slug: str
    text: str
    """As `words_before` reads it."""
    page: LinePage
    rungs: tuple[TriageRung, ...]
    """The gravest first."""
    regions: frozenset[Region] = frozenset()
    """The regions before whose routines it is asked; empty for all."""
    facts: tuple[str, ...] = ()
    """It is asked of those with one of these facts or from an age, where either is given."""
    from_age: int = 0
    counted: tuple[str, ...] = ()
    """Lines of which the number counts, instead of a ladder."""

    @property
    def has_ladder(self) -> bool:
        """Whether a tick opens a ladder."""
        return bool(self.rungs) and self.rungs[0].key != self.key


class SheetRow(NamedTuple):
    """A sign as the sheet, the outcome pages and the look-ups name it."""

    rung: str
    line: str
    outcome: Outcome
    time: str
    release: bool
    """Whether a clinician's release may be asked about; never in an emergency."""
    regions: frozenset[Region]
    """Whose sheets name it; empty for all."""
    areas: tuple[str, ...]
    """Codes of the groups of areas where a look-up names it."""
    sources: tuple[str, ...]
    help: HelpWord | None = None
    """In an emergency, or where it is raised to one."""
    about: str = ""
    """What its line is about, where it goes on from the row before it."""

    @property
    def full_line(self) -> str:
        """Its line, understood without the row before it."""
        return f"{self.about}: {self.line}" if self.about else self.line

    @property
    def reported(self) -> str:
        """Its line as the page of an outcome repeats it."""
        return ": ".join(text[:1].lower() + text[1:].removesuffix(".") for text in (self.about, self.line) if text)


class FactWords(NamedTuple):
    """Words that a line has for a person with a fact."""

    fact: str
    text: str


class PageChoice(NamedTuple):
    """A choice of a follow-up page, and what it opens."""

    value: str
    text: str
    opens: tuple[str, ...] = ()
    """Keys of lines, `B` or `C` (what is asked of the person there), `facts` or `all`."""


class DayLine(NamedTuple):
    """A line of the day's page."""

    key: str
    text: str
    opens: tuple[str, ...] = ()
    """As in `PageChoice`."""
    more: tuple[FactWords, ...] = ()
    choices: tuple[PageChoice, ...] = ()
    """The follow-up page; empty for none."""

    def text_for(self, facts: frozenset[str]) -> str:
        """Return its text for a person with these facts."""
        words = "".join(one.text for one in self.more if one.fact in facts)
        return f"{self.text.removesuffix('.')}{words}." if words else self.text


class PainQuestion(NamedTuple):
    """A question about the pain today."""

    key: str
    text: str
    choices: tuple[PageChoice, ...] = ()
    """Empty where it asks for a score."""
    ladder_from_score: int = 0
    """The score from which the line of the same key opens its ladder."""


@dataclass(frozen=True, kw_only=True)
class TriageTable:
    """All signs, each of them once."""

    lines: tuple[TriageLine, ...]
    rows: tuple[SheetRow, ...]
    gently: tuple[str, ...]
    """Sentences of the sheet for what lets go on."""
    day: tuple[DayLine, ...]
    pain: tuple[PainQuestion, ...]
    areas: Mapping[str, tuple[str, ...]]
    """Keys of pain areas by the codes of the rows."""

    def __post_init__(self) -> None:
        """Refuse a table in which a sign would have no words, no help or no end."""
        if found := [*_double_keys(self), *_faults(self)]:
            raise ValueError("; ".join(found))

    @cached_property
    def rung_by_key(self) -> dict[str, TriageRung]:
        """Every rung."""
        return {rung.key: rung for line in self.lines for rung in line.rungs}

    def spared_by(self, key: str) -> tuple[SparedPart, ...]:
        """Return what the kept sign of that key spares in a session.

        One that lets go on gently by itself may spare no part; one that was released spares where it hurts at least.
        """
        rung = self.rung_by_key.get(key)
        if rung is not None and (rung.spares or rung.outcome is Outcome.GENTLY):
            return rung.spares
        return (SparedPart.WHERE_IT_HURTS,)

    @cached_property
    def line_by_key(self) -> dict[str, TriageLine]:
        """Every line."""
        return {line.key: line for line in self.lines}

    @cached_property
    def row_by_rung(self) -> dict[str, SheetRow]:
        """Every row of the sheet."""
        return {row.rung: row for row in self.rows}


def words_before(text: str, before: frozenset[str]) -> str:
    """Return the words of a line or rung before a routine for the regions `before`: some have a part in brackets."""
    return re.sub(_BRACKETS, r"\1" if _BRACKET_REGIONS & before else "", text)


def _double_keys(table: TriageTable) -> Iterator[str]:
    lines, slugs = [line.key for line in table.lines], [line.slug for line in table.lines]
    rungs, days = [rung.key for line in table.lines for rung in line.rungs], [line.key for line in table.day]
    for keys in (lines, slugs, rungs, days, [row.rung for row in table.rows]):
        yield from (f"{key} is there twice" for key, times in Counter(keys).items() if times > 1)


def _faults(table: TriageTable) -> Iterator[str]:
    """Yield what is wrong with each line, rung and row."""
    for line in table.lines:
        outcomes = [GRAVITY.index(rung.outcome) for rung in line.rungs]
        if not outcomes or outcomes != sorted(outcomes):
            yield f"{line.key}: expected rungs, the gravest first"
        if line.has_ladder and any(not rung.key.startswith(f"{line.key}.") for rung in line.rungs):
            yield f"{line.key}: expected rungs with its key"
        if line.counted and line.rungs[-1].counted_from:
            yield f"{line.key}: expected a rung for any number"
        for rung in line.rungs:
            yield from (f"{rung.key}: {fault}" for fault in _rung_faults(table, line, rung))
    for row in table.rows:
        yield from (f"row {row.rung}: {fault}" for fault in _row_faults(table, row))
    known = {*table.line_by_key, LinePage.B, LinePage.C, "facts", "all"}
    choices = [*(line.choices for line in table.day), *(asked.choices for asked in table.pain)]
    for opens in (*(line.opens for line in table.day), *(one.opens for several in choices for one in several)):
        yield from (f"expected a line to open, found {key}" for key in opens if key not in known)


def _rung_faults(table: TriageTable, line: TriageLine, rung: TriageRung) -> Iterator[str]:
    if line.has_ladder and not line.counted and not rung.text:
        yield "expected a text"
    if "[" in re.sub(_BRACKETS, "", line.text + rung.text):
        yield "expected each bracket to end"
    if rung.asked_again_days < 1:
        yield "expected at least one day until it is asked again"
    if rung.if_worse_opens and rung.if_worse_opens not in table.line_by_key:
        yield f"expected a line to open, found {rung.if_worse_opens}"
    for rule in (RaiseRule(rung.outcome), *rung.raises):
        row = table.row_by_rung.get(rule.row or rung.row or rung.key)
        if rule.outcome is Outcome.GENTLY and not rung.reported:
            yield "expected what was reported, because it lets go on gently"
        if not rule.outcome.lets_go_on and row is None:
            yield f"expected a row of the sheet for {rule.outcome}"
        if rule.outcome is Outcome.EMERGENCY and row is not None and (rule.help or row.help) is None:
            yield "expected what helps in an emergency"
    for rule in rung.raises:
        if GRAVITY.index(rule.outcome) >= GRAVITY.index(rung.outcome):
            yield f"expected a graver outcome than its own, found {rule.outcome}"
        if not (rule.facts or rule.from_age or rule.rungs or rule.regions):
            yield f"expected something that raises it to {rule.outcome}"
        yield from (f"expected another rung, found {key}" for key in rule.rungs if key not in table.rung_by_key)


def _row_faults(table: TriageTable, row: SheetRow) -> Iterator[str]:
    rung = table.rung_by_key.get(row.rung)
    if rung is None and row.rung != SELF_HARM:
        yield "expected the key of a rung"
    if rung is not None and row.outcome not in {rung.outcome, *(rule.outcome for rule in rung.raises)}:
        yield f"expected an outcome of its rung, found {row.outcome}"
    if row.outcome is Outcome.EMERGENCY and (row.release or row.help is None):
        yield "expected what helps in an emergency, which is never released"
    if row.outcome.lets_go_on or not row.sources:
        yield "expected an outcome that stops, and sources"
    yield from (f"expected the code of a group of areas, found {code}" for code in row.areas if code not in table.areas)
