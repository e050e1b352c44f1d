"""How much is done, as hand-outs and notes say it: `3 x 10 each side`, `hold 20 secs, twice`; the rest is a name."""

import re
from collections.abc import Callable
from typing import NamedTuple

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60,
}  # fmt: skip
_UNIT = r"(?=[\s-]*(?:times?|reps?|repetitions?|sets?|rounds?|seconds?|secs?|minutes?|mins?|x)\b)"
_RULES = (
    (r"[×✕*](?=\s*\d)|(?<=\d)\s*[×✕](?=\s)", "x"),
    (r"[–—−]", "-"),
    (r"[’‘]", "'"),
    (r"[“”]|''", '"'),
    (r"\bhalf a min(?:ute)?\b", "30s"),
    (r"\b(?:a|one) min(?:ute)?\b", "60s"),
    (rf"\bone\b{_UNIT}", "1"),
    (r"\btwice\b(?!\s+(?:a|per|each|every|daily))", "2 times"),
    (r"\bthrice\b", "3 times"),
)
_SECONDS = r'\s*-?\s*(?:s|secs?|seconds?|")(?![\w"])'
_MINUTES = r"(?:(?<!\d{2})\s*-?\s*m|\s*-?\s*(?:mins?|minutes?))\b"
"""A bare `m` behind two digits is metres."""
_PLACES = (
    ("hands-and-knees", r"on (?:all fours|(?:your )?hands and knees)"),
    ("lying-front", r"(?:lying )?(?:on (?:(?:your|the) )?(?:front|tummy|stomach)|prone|face down)"),
    ("side", r"(?:lying )?on (?:your|the|one) side|side[- ]lying"),
    ("bed", r"in bed|on the bed"),
    (
        "floor",
        r"(?:lying|lie)(?: down)?(?: on (?:your|the) (?:back|floor))?|on (?:your back|the floor|the mat)|"
        r"supine|kneeling",
    ),
    ("sitting", r"(?:in )?sitting|seated|(?:on|in) (?:a|the|your) chair"),
    ("wall", r"(?:at|against|on) (?:a|the) wall"),
    ("standing", r"(?:in )?standing|stand"),
)
_LIMB = r"(?:side|leg|arm|way|direction|foot|hand|limb|knee|hip)s?"


class WrittenDose(NamedTuple):
    """What a line says of how much is done; a part that it does not say is empty."""

    name: str
    """What is left: most often the name of the exercise."""
    sets: int = 0
    reps: str = ""
    """Of one set: `8`, or `8-12`."""
    seconds: str = ""
    """Of one hold, or of all: `30`, or `20-30`."""
    sides: str = ""
    """A word of the routine format, or `only left` as the format has it: `left`."""
    rest_s: int = 0
    pace: str = ""
    level: str = ""
    place: str = ""
    often: str = ""
    """How many times a day or a week, in the words of the line."""

    @property
    def is_amount(self) -> bool:
        """Whether it says how much at all."""
        return bool(self.sets or self.reps or self.seconds)


class _Line:
    """A line from which one phrase after the other is taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, *patterns: str) -> re.Match[str] | None:
        """Return the first match of one of the patterns, taken out of the text."""
        for pattern in patterns:
            if match := re.search(pattern, self.text, re.IGNORECASE):
                self.text = f"{self.text[: match.start()]} | {self.text[match.end() :]}"
                return match
        return None


def written_dose(text: str) -> WrittenDose:
    """Return what `text`, one line of a hand-out without its bullet, says of how much is done."""
    line = _Line(_with_plain_numbers(text))
    often = line.take(
        r"\(?\b(?:\d+\s*(?:x|times?)|once|twice)\s*(?:(?:a|per|each|every|/)\s*(?:day|week)|daily|weekly)\b\)?",
        r"\(?\b(?:every|each) (?:other )?(?:\d+ )?(?:day|hour|morning|evening|night)s?\b\)?",
        r"\b(?:once|twice)?\s*daily\b",
    )
    dose = WrittenDose("", often=often[0].strip(" ()") if often else "", sides=_sides(line))
    if match := line.take(r"\blevel\s*([1-3])\b"):
        dose = dose._replace(level=match[1])
    if match := line.take(r"\b(\d+)s? (?:to go )?(up|out)\b[\s,]*(?:and )?(\d+)s? (?:to come )?(down|back)\b"):
        dose = dose._replace(pace=f"{match[1]}s {match[2]}, {match[3]}s {match[4]}")
    between = r"(?:\s*(?:in )?between(?: each)?(?: (?:sets?|rounds?|holds?))?)?"
    if match := line.take(
        rf"\b(?<!^)(?:then )?rest(?:ing)?(?: for)?\s*(\d+)s\b{between}", rf"\b(\d+)s\s*rests?\b{between}"
    ):
        dose = dose._replace(rest_s=int(match[1]))
    dose = _amount(line, dose)
    name = _name(line.text)
    place = next((key for key, pattern in _PLACES if re.search(rf"\b(?:{pattern})\b", name, re.IGNORECASE)), "")
    return dose._replace(name=name, place=place)


def without_place(name: str) -> str:
    """Return `name` without the words for where it is done."""
    for _, pattern in _PLACES:
        name = re.sub(rf"\b(?:{pattern})\b", " ", name, flags=re.IGNORECASE)
    return " ".join(name.split())


def _with_plain_numbers(text: str) -> str:
    """Return `text` with numbers as digits, and each length of time as seconds: `20s`, `20-30s`."""
    for pattern, plain in _RULES:
        text = re.sub(pattern, plain, text, flags=re.IGNORECASE)
    words = "|".join(sorted(_NUMBERS, key=len, reverse=True))
    number = rf"(?<!figure )(?<!figure-)\b({words})\b(?!-point)"
    text = re.sub(number, lambda match: str(_NUMBERS[match[1].lower()]), text, flags=re.IGNORECASE)
    text = re.sub(r"\b(\d+)\s*(?:to|or|-)\s*(\d+)\b", r"\1-\2", text)
    text = re.sub(r"\b(\d):(\d\d)\b", lambda match: f"{60 * int(match[1]) + int(match[2])}s", text)
    text = _timed(rf"(\d+)(?:\.5)?{_MINUTES}(?:\s*(\d+){_SECONDS})?", text, _seconds_of_minutes)
    return _timed(rf"(\d+(?:-\d+)?){_SECONDS}", text, lambda match: f"{match[1]}s")


def _timed(pattern: str, text: str, seconds: Callable[[re.Match[str]], str]) -> str:
    return re.sub(rf"(?<![\d.-]){pattern}", seconds, text, flags=re.IGNORECASE)


def _seconds_of_minutes(match: re.Match[str]) -> str:
    half = 30 if ".5" in match[0] else 0
    return f"{60 * int(match[1]) + half + int(match[2] or 0)}s"


def _sides(line: _Line) -> str:
    if line.take(rf"\balternat(?:e|ing)\b(?: {_LIMB})?"):
        return "alternate"
    if line.take(
        rf"\b(?:(?:on|for|with) )?(?:each|both|either|per|every|ea\.?)\s+{_LIMB}\b",
        rf"/\s*{_LIMB}\b",
        r"\be/s\b",
        r"\bl\s*(?:\+|&|/|and)\s*r\b",
        r"\b(?:on the )?left and (?:on the )?right\b",
        rf"\b(?:then )?(?:swap|switch|change) {_LIMB}\b",
        r"\beach(?=[\s.,;)]*$)",
    ):
        return "both"
    if line.take(rf"\b(?:on the )?(?:sore|sorer|bad|painful|affected) {_LIMB}\b(?: only)?"):
        return "sorer only"
    if match := line.take(
        rf"\b(?:(?:to|on) the |on your )?(left|right)(?: {_LIMB})?\b(?: only)?", r"\b([LR])(?: only| side)\b"
    ):
        return {"l": "left", "r": "right"}.get(match[1].lower(), match[1].lower())
    return ""


def _amount(line: _Line, dose: WrittenDose) -> WrittenDose:
    """Return `dose` with sets, repetitions and seconds."""
    hold = r"(?:hold(?:ing)?(?: (?:it|each))?(?: for)? )?"
    count = r"(?:\s*(\d+(?:-\d+)?)(?![\d-]|s\b|\s*x))?"
    if match := line.take(rf"\bx?\s*(\d+)(?:-\d+)?\s*(?:sets?|rounds?)\b(?:\s*(?:of|x)\b)?{count}"):
        dose = dose._replace(sets=int(match[1]), reps=match[2] or "")
    if match := line.take(rf"\b(\d+)\s*x\s*{hold}(\d+(?:-\d+)?)s\b(?:\s*holds?\b)?"):
        return dose._replace(reps=match[1], seconds=match[2])
    if match := line.take(rf"\b{hold}(\d+(?:-\d+)?)s\b(?: holds?)?\s*(?:\| )?x\s*(\d+)\b(?: times| reps?)?"):
        return dose._replace(reps=match[2], seconds=match[1])
    if not dose.sets and (match := line.take(r"\b(\d+)\s*x\s*(\d+(?:-\d+)?)\b(?:\s*(?:reps?|repetitions?|times)\b)?")):
        dose = dose._replace(sets=int(match[1]), reps=match[2])
    if match := line.take(rf"\b(?:for |with (?:an? )?)?{hold}(\d+(?:-\d+)?)s\b(?:\s*holds?\b)?"):
        dose = dose._replace(seconds=match[1])
    if dose.reps:
        line.take(r"(?<=\|)\s*(?:reps?|repetitions?|times)\b")
    elif (
        match := line.take(
            r"\b(?:repeat |do )?(\d+(?:-\d+)?)\s*(?:x|reps?|repetitions?|repeats?|times)\b(?! \d)(?:\s*of\b)?",
            r"(?:^|\s|\|)x\s*(\d+(?:-\d+)?)\b",
            r"\brepeat (\d+(?:-\d+)?)\b",
            r"(?:^|\bdo )(\d+(?:-\d+)?)(?= [a-z])",
            r"[\s:,-](\d+(?:-\d+)?)[\s.|]*(?:$|(?=\|))",
        )
    ) is not None:
        dose = dose._replace(reps=match[1])
    if dose.reps and not dose.sets and not dose.seconds and (match := line.take(r"\bx\s*(\d+)\b(?: sets?)?")):
        dose = dose._replace(sets=int(match[1]))
    return dose


def _name(text: str) -> str:
    """Return what is left of a line as words."""
    text = re.sub(r"[*_`]+", "", text)
    text = re.sub(r"\s*(?:\|\s*)+", " | ", text)
    text = re.sub(r"\b(?:and|then|with|for|of|x|hold(?:ing)?|repeat|reps?|times|do)\s*(?=[|,.;:)(-]|$)", " ", text)
    text = re.sub(r"\s*[|]\s*", " , ", text)
    text = re.sub(r"\(\s*[,\s]*\)", " ", text)
    text = re.sub(r"^\W+|[\s,;:.(|+/-]+$", "", text)
    text = re.sub(r"(?:\s*[,;:.]|\s-)+(?=\s*[,;:.])", "", text)
    return " ".join(text.split()).replace(" ,", ",")
