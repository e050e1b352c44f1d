"""Which lines of a hand-out are one exercise: its name, how it is done, how much."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Exercise
from backpain_cli.domain.anatomy.moves import Move, MoveGroup
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.handout_doses import WrittenDose, low_number, written_dose
from backpain_cli.library.routines.handout_lines import HandoutLine, Mark
from backpain_cli.library.routines.handout_names import HandoutNames

_LONGEST_NAME_WORDS = 8
_AMOUNT_WORDS = frozenset({
    "a", "able", "about", "again", "aim", "all", "amount", "and", "are", "as", "at", "band", "be", "begin", "black",
    "blue", "both", "breathe", "breathing", "build", "can", "circles", "comfortable", "comfortably", "complete",
    "count", "day", "do", "dosage", "dose", "each", "easy", "end", "every", "exercise", "feel", "for", "frequency",
    "gently", "green", "hand", "heavy", "hold", "holding", "if", "in", "is", "it", "keep", "kg", "kilos", "light",
    "more", "movement", "need", "needed", "no", "normally", "number", "of", "on", "once", "or", "pain", "per",
    "perform", "position", "possible", "posture", "recommended", "red", "relax", "release", "rep", "repeat",
    "repetition", "reps", "rest", "return", "same", "session", "sessions", "set", "sets", "slowly", "squeeze",
    "start", "starting", "stay", "stretch", "target", "tense", "that", "the", "then", "there", "this", "times", "to",
    "tolerated", "total", "try", "up", "weight", "weights", "when", "with", "yellow", "you", "your",
})  # fmt: skip
"""Words beside an amount that name no exercise: `Hold the stretch for 20s, then relax` says only how much."""
_FOR_ALL = (
    r"\b(?:each (?:exercise|stretch|one|movement|position)|every (?:exercise|stretch)|of each|all (?:of )?(?:the|these|"
    r"exercises)|these|exercises below|whole|entire|circuit|sequence|programme?|list|routine|through the)\b"
)
_SECTION = (
    r"\b(?:exercises|programme?|routine|plan|warm[- ]?(?:up|down)|cool[- ]?down|stretches|stretching|strengthening|"
    r"strength|mobility|mobilisers|section|advice|notes?|hand-?out|leaflet|dear|hello|"
    r"hi|name|date|patient|goals?|aims?|equipment|how often|when to stop|instructions?|(?:day|week|phase|"
    r"stage|part|session)s? \d+)\b"
)
_BODY = (
    r"(?:(?:lower|upper|mid|low|the|your|and|for|main|&)\s+)*(?:necks?|backs?|hips?|shoulders?|arms?|legs?|knees?|core|"
    r"spine|chest|thoracic|lumbar|cervical|ankles?|wrists?|posture|balance|breathing|floor|standing|sitting|lying|main)"
)
_ADVICE = (
    r"^(?:please|the following|stop|don'?t|do not|never|avoid|if|call|contact|ring|remember|see|ask|tell|expect|some|"
    r"you (?:may|should|can)|it is|this is|these|note|nb|tips?:|caution|warning|important|no)(?:\b|(?<=:))"
)
_DONE_SO = (
    r"^(?!(?:start|begin|finish|end) with)"
    r"(?:(?:then|now|slowly|gently|next|from (?:here|this)|while|try to|with (?:your|the|a|both|one))\s+)*"
    r"(?:lie|sit|stand|kneel|start|begin|place|put|keep|lift|raise|lower|bend|straighten|pull|push|press|squeeze|tighten|"
    r"roll|turn|slide|reach|draw|bring|lean|step|hold|repeat|relax|breathe|return|let|tuck|tilt|cross|extend|look|move|"
    r"clench|point|take|grip|grasp|rest|drop|open|close|swing|circle|twist|arch|round|shift|rise|walk|lying|sitting|"
    r"standing|kneeling|stay|feel|use|drive|support|wrap|secure|loop|tie|hook|interlock|clasp)\s+"
    r"(?:(?:slowly|gently)\s+)?(?:your|the|one|both|a|an|on|in|up|down|back|to|into|with|and|out|over|it|this|that|"
    r"forwards?|backwards?|sideways|tall|flat|straight|as|here|for|at|against|towards?|left|right|off|through|head|hands?)\b"
)
_LABEL = (
    r"^(?:start(?:ing)?(?: position)?|position|action|how(?: to do it)?|method|movement|hold|repeat|repetitions?|"
    r"benefits?|tips?|why|purpose|aim|set[- ]?up|equipment|cue)\s*:"
)
_SHORTEST_SESSION_S = 300
"""Seconds; with how often a week, they are of all exercises together."""
_BETWEEN = r"\s*(?:[,;+]|&|\b(?:and then|then|and)\b)\s+"
_MOST_WORDS_OF_SEVERAL = 16


class SaidLine(NamedTuple):
    """What one line of a hand-out says."""

    line: HandoutLine
    dose: WrittenDose
    entry: Exercise | None
    """Ours that it names."""
    muscle: str | None
    """The key of the muscle that it says to press; empty: one that is not known; None: nothing is pressed."""
    is_several: bool = False
    """Whether it names more than one exercise of ours, and does not say how much of each."""

    @property
    def text(self) -> str:
        """The line without its bullet."""
        return self.line.text

    @property
    def label(self) -> str:
        """The name before a description in the same line: `Clock reaches: reach with one foot`."""
        text = re.sub("[–—]", "-", self.text)
        dose = r"(?:\s+(?:hold|sets?|reps?)(?=\s*:\s*\d))?"
        match = re.match(rf"([^.:;,\d]{{3,45}}?){dose}\s*(?::|\s-\s)\s*\w.{{12,}}", text, re.IGNORECASE)
        if match is None or re.match(f"{_DONE_SO}|{_LABEL}|{_ADVICE}", text.casefold()):
            return ""
        return "" if set(re.findall(r"[a-z']+", match[1].casefold())) <= _AMOUNT_WORDS else match[1].strip()

    @property
    def is_advice(self) -> bool:
        """Whether it says what to beware of, or to whom it speaks."""
        return re.match(_ADVICE, self.text, re.IGNORECASE) is not None

    @property
    def is_for_all(self) -> bool:
        """Whether it speaks of several exercises."""
        is_session = bool(self.dose.often) and low_number(self.dose.seconds) >= _SHORTEST_SESSION_S
        return (
            self.is_several
            or is_session
            or (self.entry is None and re.search(_FOR_ALL, self.text, re.IGNORECASE) is not None)
        )

    @property
    def is_amount_only(self) -> bool:
        """Whether it says how much, and nothing of what."""
        words = re.findall(r"[a-z']+", self.dose.name.casefold())
        says = self.dose.is_amount or self.dose.sides or self.dose.rest_s or self.dose.often
        return bool(says) and not self.is_for_all and set(words) <= _AMOUNT_WORDS and words[:1] != ["rest"]

    @property
    def is_sentence(self) -> bool:
        """Whether it describes what is done, and does not name it."""
        name, text = self.dose.name.casefold(), self.text.casefold()
        if self.entry is not None and name in {one.casefold() for one in (self.entry.name, *self.entry.aliases)}:
            # To lie somewhere is most often the beginning of another exercise.
            return name.startswith(("lie", "lying"))
        words = len(name.split())
        is_long = words > _LONGEST_NAME_WORDS or re.search(r"[a-z)][.!?]\s+[A-Z]", self.text)
        is_order = re.match(r"[a-z]+ (?:your|the|both|one|it|them)\b", text)
        has_end = text.endswith(".") and words > 3 and not self.dose.is_amount
        return bool(is_long or is_order or has_end or re.match(f"{_DONE_SO}|{_LABEL}|{_ADVICE}", text))

    @property
    def is_title(self) -> bool:
        """Whether it is what a part of a hand-out is called, as `Warm up` or `Neck and shoulders`."""
        text = self.text.strip(" :.*").casefold()
        is_part = _is_body(text) and self.line.mark in {Mark.HEADING, Mark.NONE}
        return self.entry is None and bool(is_part or re.search(_SECTION, text))

    @property
    def is_name(self) -> bool:
        """Whether it can be the name of an exercise that the lines below describe."""
        if self.entry is not None or self.muscle:
            return True
        has_words = re.search(r"[^\W\d]{3}", self.dose.name) is not None
        return has_words and not self.is_title and not self.is_sentence and not re.search(r"[,;!?]\s", self.text)

    @property
    def is_alone(self) -> bool:
        """Whether it is an exercise with nothing else: ours by name, or a short name with how much."""
        if self.is_amount_only or self.is_for_all or re.match(_LABEL, self.text, re.IGNORECASE):
            return False
        if self.muscle or (self.entry is not None and (self.dose.is_amount or not self.is_sentence)):
            return True
        return self.dose.is_amount and (bool(self.label) or not self.is_sentence)


class HandoutItem(NamedTuple):
    """The lines that are one exercise, or a line that is none."""

    head: SaidLine
    more: tuple[SaidLine, ...] = ()

    @property
    def lines(self) -> tuple[SaidLine, ...]:
        """All of them."""
        return (self.head, *self.more)

    @property
    def dose(self) -> WrittenDose:
        """How much, by all of its lines."""
        dose = self.head.dose
        for one in self.more:
            dose = dose.and_more(one.dose)
        return dose

    def takes(self, said: SaidLine, *, is_first: bool) -> bool:
        """Return whether `said`, the next line, belongs to it.

        Args:
            is_first: whether nothing is above it, so that it may be a title.
        """
        head, last = self.head, self.lines[-1]
        if self._goes_on_with(said):
            return True
        if said.line.mark is Mark.HEADING or (said.is_alone and not self._describes(said)) or said.is_for_all:
            return False
        is_next = not said.line.after_blank
        is_deeper = said.line.indent > head.line.indent + 1
        is_below = is_deeper or (
            said.line.mark > head.line.mark
            and (is_next or said.line.mark is Mark.BULLET or head.line.mark is Mark.HEADING)
        )
        can_be_one = head.is_name or head.dose.is_amount or head.is_sentence
        if said.is_amount_only and (said.dose.is_amount or is_below or (is_next and last.is_amount_only)):
            return can_be_one and not head.is_for_all
        if is_deeper and said.line.mark is Mark.NONE and is_next:
            return True
        is_listed = said.line.mark is Mark.NUMBER and head.line.mark in {Mark.NONE, Mark.HEADING} and head.is_name
        if is_listed and (is_next or last.line.mark is Mark.NUMBER) and (said.is_sentence or said.is_amount_only):
            return True
        if said.is_advice and not is_below:
            return False
        if not head.is_name:
            return False
        if is_below and is_next and not said.dose.is_amount and not said.is_title:
            return True
        is_title = (
            is_first
            and not is_next
            and head.entry is None
            and head.line.mark is said.line.mark is Mark.NONE
            and not is_deeper
        )
        return said.is_sentence and not is_title and (is_below or not self.dose.is_amount)

    def _goes_on_with(self, said: SaidLine) -> bool:
        """Return whether `said` goes on in small letters below a name of ours that has no amount yet."""
        is_next = said.line.mark is self.head.line.mark is Mark.NONE and not said.line.after_blank
        is_named = said.entry is not None or said.muscle is not None
        is_waiting = self.head.entry is not None and not self.dose.is_amount
        return is_next and is_waiting and not is_named and said.text[:1].islower()

    def _describes(self, said: SaidLine) -> bool:
        """Return whether `said` is how the exercise of the head is done, though it could be one by itself."""
        if said.entry is not None and said.entry is self.head.entry:
            return not self.dose.is_amount
        return said.entry is None and said.muscle is None and said.is_sentence and not said.label


def line_said(line: HandoutLine, names: HandoutNames) -> SaidLine:
    """Return what `line` says."""
    dose = written_dose(line.text)
    place = Place(dose.place) if dose.place else None
    entry = names.find(dose.name, place)
    if entry is None and dose.seconds and "stretch" not in dose.name.casefold():
        entry = names.find(f"{dose.name} hold", place)
    if not dose.is_amount and _is_body(line.text):
        entry = None
    return SaidLine(line, dose, entry, names.pressed(dose.name) if entry is None else None)


def _is_body(text: str) -> bool:
    """Return whether `text` is a part of the body, or several."""
    return re.fullmatch(rf"{_BODY}(?:(?:\s*/\s*|\s+){_BODY})*", text.strip(" :.*").casefold()) is not None


def _said_in(line: HandoutLine, names: HandoutNames) -> list[SaidLine]:
    """Return what `line` says, each exercise by itself where it has more than one with how much of each."""
    pieces = re.split(_BETWEEN, line.text)
    if len(pieces) == 1 or len(line.text.split()) > _MOST_WORDS_OF_SEVERAL:
        return [line_said(line, names)]
    # Names as they are: `arms swinging` may be how another exercise is done.
    parts = [line_said(line._replace(text=piece), names) for piece in pieces]
    keys = {
        part.entry.key
        for part in parts
        if part.entry is not None and names.is_name(part.dose.name.rpartition(":")[2]) and not _is_change(part.entry)
    }
    if len(keys) < 2:
        return [line_said(line, names)]
    if all(part.dose.is_amount and part.is_name for part in parts):
        return parts
    return [line_said(line, names)._replace(entry=None, is_several=True)]


def _is_change(entry: Exercise) -> bool:
    return isinstance(entry, Move) and entry.group in {MoveGroup.CHECK, MoveGroup.CHANGE}


def handout_items(lines: Iterable[HandoutLine], names: HandoutNames) -> list[HandoutItem]:
    """Return the exercises that `lines` are, and each line that belongs to none."""
    items: list[HandoutItem] = []
    for said in chain.from_iterable(_said_in(line, names) for line in lines):
        if items and items[-1].takes(said, is_first=len(items) == 1):
            items[-1] = items[-1]._replace(more=(*items[-1].more, said))
        else:
            items.append(HandoutItem(said))
    return items
