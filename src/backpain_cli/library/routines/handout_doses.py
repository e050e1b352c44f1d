"""How much is done, as hand-outs and notes say it: `3 x 10 each side`, `hold 20 secs, twice`; the rest is a name."""

import re
from typing import NamedTuple

from backpain_cli.library.routines.handout_numbers import NO_AMOUNT, with_plain_numbers

EACH_WAY = "each way"
"""Sides of a movement that goes to and fro: `10 each way` may be of both sides, or of ours that has none."""
_PLACES = (
    ("hands-and-knees", r"(?:on )?all fours|on (?:your )?hands and knees|(?:in )?(?:4|four)[- ]point kneeling"),
    ("lying-front", r"(?:(?:lying|lie) )?(?:on (?:(?:your|the) )?(?:front|tummy|stomach|belly)|prone|face down)"),
    ("side", r"(?:(?:lying|lie) )?on (?:your|the|one) side|side[- ]?lying"),
    ("bed", r"in bed|on the bed"),
    (
        "floor",
        r"(?:in )?(?:crook[- ])?(?:lying|lie)(?: down)?(?: on (?:your|the) (?:back|floor))?|"
        r"on (?:your back|the floor|the mat)|supine|kneeling",
    ),
    ("sitting", r"(?:in )?sitting|seated|(?:on|in) (?:a|the|your) chair"),
    ("wall", r"(?:at|against|on) (?:(?:a|the) )?wall"),
    ("standing", r"(?:in )?standing|stand"),
)
_LIMB = r"(?:sides?|legs?|arms?|f(?:oo|ee)t|hands?|limbs?|knees?|hips?|ankles?|shoulders?|thighs?)"
_WAY = r"(?:ways?|directions?)"
_ENDS = r"(?=\s*(?:$|[.,;:)(|\d]|(?:x|for|hold|only)\b))"
_BEGINS = r"(?:\b(?:on|to|for|with) (?:the |your )?|(?<![a-z]{2} )\b)"
"""Before a side: a preposition, or no word at all; behind another word it is most often what moves, and where."""
_OTHER = rf"(?:(?:on|with|to|for) )?(?:(?:the|your) )?(?:other|opposite) {_LIMB}"
_DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_PART_OF_DAY = r"(?:am|pm|mornings?|afternoons?|evenings?|nights?|bedtime|lunch(?:time)?)"
_OFTEN = (
    r"(?:\b(?:\d+(?:-\d+)?\s*(?:x|times?|days?|sessions?)|x\s*\d+|once|twice|several times|every other day)\s*[/,]?\s*"
    r"(?:(?:a|an|per|each|every|in the|/)\s*(?:day|week)|daily|weekly|hourly)\b)",
    r"\b(?:once|twice) (?:an|per|each|every) hour\b",
    r"\b(?:daily|weekly)\s*[:=]\s*\d+",
    r"\balternate days?\b",
    r"\b\d+(?:-\d+)?\s*/\s*(?:day|week|7)\b",
    r"\bevery (?:other |second |\d+(?:-\d+)? |few )?(?:days?|weeks?|hours?|waking hour)\b",
    rf"\b(?:every|each|in the|at|first thing in the) {_PART_OF_DAY}"
    rf"(?: (?:and|&|\+) (?:every |in the |at )?{_PART_OF_DAY})?\b",
    rf"\b{_PART_OF_DAY} ?(?:and|&|\+|/) ?{_PART_OF_DAY}\b",
    rf"\b{_DAYS}(?:\s*(?:,|/|&|\+|-|and)\s*{_DAYS})+\b",
    r"\b(?:once|twice)?\s*(?:daily|hourly|weekly)\b",
    r"\b(?:each|every|per) day\b",
    r"\b(?:before|after) (?:bed|work|lunch|breakfast|sleep|sport|(?:a|your) (?:walk|run|shower))\b",
    r"\b(?:od|bd|tds|qds)\b",
    r"\bfor \d+(?:-\d+)? (?:days|weeks)\b",
)
_N = r"(?<!\d:)(?<![\d.,#-])(\d+(?:-\d+)?)(?![\d-])"
_TIMES = r"(?:(?:slow|gentle|easy|controlled|small|full|good|smooth) )?(?:reps?|repetitions?|repeats?|times)\b"
_UP_TO = r"(?:(?:for )?(?:up to|at least|about|around|approx(?:imately|\.)?|aim for|a (?:total|count) of) )?"


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
    """A word of the routine format, or `EACH_WAY`."""
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

    def and_more(self, more: "WrittenDose") -> "WrittenDose":
        """Return this with what `more`, of a line below, says beside it."""
        said = more._asdict()
        return self._replace(
            **{name: said[name] for name, own in self._asdict().items() if not own and name not in {"name", "place"}}
        )


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
    line = _Line(with_plain_numbers(text))
    often = []
    while match := line.take(*_OFTEN):
        often.append(match[0].strip(" (),"))
    dose = WrittenDose("", often=", ".join(often), sides=_sides(line))
    if match := line.take(r"\blevel\s*([1-3])\b"):
        dose = dose._replace(level=match[1])
    if match := line.take(r"\b(\d+)s? (?:to go )?(up|out)\b[\s,]*(?:and )?(\d+)s? (?:to come )?(down|back)\b"):
        dose = dose._replace(pace=f"{match[1]}s {match[2]}, {match[3]}s {match[4]}")
    between = r"(?:\s*(?:in )?between(?: each| the)?(?: (?:sets?|rounds?|holds?|reps?|ones?))?)?"
    if match := line.take(
        rf"(?<!^)\b(?:then )?(?:rest|relax|pause)(?:ing)?(?: for)?\s*(\d+)(?:-\d+)?s\b{between}",
        rf"\b(\d+)(?:-\d+)?s\s*(?:rests?|pauses?|breaks?)\b{between}",
    ):
        dose = dose._replace(rest_s=int(match[1]))
    dose = _amount(line, dose)
    name = _name(line.text)
    place = next((key for key, pattern in _PLACES if re.search(rf"\b(?:{pattern})\b", name, re.IGNORECASE)), "")
    return dose._replace(name=name, place=place)


def low_number(written: str) -> int:
    """Return the one number, or the lower one of a range; 0 where there is none."""
    return int(written.partition("-")[0] or 0)


def without_place(name: str) -> str:
    """Return `name` without the words for where it is done."""
    for _, pattern in _PLACES:
        name = re.sub(rf"\b(?:{pattern})\b", " ", name, flags=re.IGNORECASE)
    return " ".join(name.split())


def _sides(line: _Line) -> str:
    found = ""
    if re.search(rf"\d\s*(?:{_TIMES}|,)", line.text, re.IGNORECASE):
        # `10 reps, 5 s each` is of each repetition.
        line.take(r"(?<=\ds) each\b(?! [a-z])")
    if line.take(
        rf"\balt(?:\.|ernate|ernating|ernately)?\b(?: (?:{_LIMB}|left and right|slowly)|(?=\s*(?:$|[.,;)|])))",
        rf"\b{_LIMB} alternat(?:e|ing|ely)\b",
    ):
        found = "alternate"
    # `each side, then the other` says it more than once.
    while line.take(
        rf"(?<!over )(?<!of )(?<!behind )(?<!in )\b(?:(?:on|for|with|to) )?(?:each|either|per|every|ea\.?) {_LIMB}\b",
        r"(?<=\ds )an? (?:side|leg|arm)\b",
        r"\b(?:(?:on|to) )?both sides\b",
        r"(?<!in )\b(?:(?:on|for|with) )?both (?:sides|legs|arms)(?=[\s.,;)|]*$)",
        rf"{_BEGINS}both (?:sides|legs|arms)(?=\s*[,;)|])",
        rf"/\s*{_LIMB}\b",
        r"\be/s\b",
        r"\bl\s*(?:\+|&|/|and|then)\s*r\b|\br\s*(?:\+|&|/|and|then)\s*l\b",
        r"\b(?:(?:on|to) the )?left(?: side)?,? (?:and|then|&|\+|/) (?:(?:on|to) the )?right(?: side)?\b",
        r"\b(?:(?:on|to) the )?right(?: side)?,? (?:and|then|&|\+|/) (?:(?:on|to) the )?left(?: side)?\b",
        rf"\b(?:then |now )?(?:swap|switch|change)(?: over)?(?: {_LIMB})?\b(?! {_WAY})(?=[\s.,;)|]|$)",
        rf"\b(?:(?:and|then|now) )*(?:repeat|do)(?: it| this| again| the same)* {_OTHER}\b",
        rf"\b(?:(?:and|then|now) )*(?:on|with|to|for) (?:the|your) other {_LIMB}\b",
        rf"(?<=[.,;|(] )(?:(?:and|then|now) )*{_OTHER}\b(?=\s*(?:$|[.,;|)]))",
        rf"\brepeat (?:on|to|with|going) (?:(?:the|your) )?(?:left|right)(?: {_LIMB})?\b",
        r"\bbilateral(?:ly)?\b|\bb/l\b|\bunilateral(?:ly)?\b",
        r"\b(?:each|ea\.?)(?=\s*(?:[.,;)|]|x\s*\d|$))",
    ):
        found = found or "both"
    while line.take(
        rf"\b(?:(?:in|for) )?(?:each|either|both|per|every|ea\.?) {_WAY}\b",
        rf"/\s*{_WAY}\b",
        rf"\b(?:(?:and|then|now|repeat) )*(?:swap|switch|change|reverse|(?:in )?the (?:other|opposite)) {_WAY}\b",
    ):
        found = found or EACH_WAY
    if found:
        return found
    sore = rf"(?:sore|sorer|bad|painful|affected|stiff|tight|weak) {_LIMB}\b"
    if line.take(rf"{_BEGINS}{sore}{_ENDS}(?: only)?", rf"\b{sore} only"):
        return "sorer only"
    if len(set(re.findall(r"\b(?:left|right)\b", line.text.casefold()))) == 1 or re.search(r"\b[LR]\b", line.text):
        one = rf"(left|right)(?: {_LIMB})?\b"
        if match := line.take(
            rf"{_BEGINS}{one}{_ENDS}(?: only)?",
            rf"\b{one} only",
            r"\b([LR])(?: only| side)\b",
            r"\(([LR])\)",
            r"(?<= )([LR])$",
        ):
            return {"l": "left", "r": "right"}.get(match[1].lower(), match[1].lower())
    return ""


def _amount(line: _Line, dose: WrittenDose) -> WrittenDose:
    """Return `dose` with sets, repetitions and seconds."""
    hold = r"(?:(?:hold(?:ing)?|maintain)(?: (?:it|each|this|that|here|the (?:stretch|position)))?(?: for)? )?"
    if match := line.take(rf"\b(\d+)\s*x\s*{_N}\s*(?:{_TIMES})?\s*x\s*{hold}{_N}s\b(?:\s*holds?\b)?"):
        return dose._replace(sets=int(match[1]), reps=match[2], seconds=match[3])
    if match := line.take(
        r"\b(?:x\s*|do |repeat )?(\d+)(?:-\d+)?\s*(?:sets?|rounds?|lots)\b(?:\s*(?:of|x|/|,)(?=\s*[\d|]))?"
    ):
        dose = dose._replace(sets=int(match[1]))
    seconds = rf"{_UP_TO}{hold}{_UP_TO}{_N}s\b(?:\s*holds?\b)?"
    # `15 x 2` are two sets of fifteen.
    few = rf"{_N}(?:\s*{_TIMES})?\s*x\s*([1-5])\b(?!\s*(?:x|s\b)|-|s)(?: sets?)?"
    if not dose.sets and (match := line.take(few)):
        sets, reps = sorted((match[1], match[2]), key=low_number)
        return dose._replace(sets=low_number(sets), reps=reps)
    if match := line.take(rf"\b(\d+)(?:-\d+)?\s*(?:x|{_TIMES}(?: of)?)\s*{seconds}"):
        return dose._replace(reps=match[1], seconds=match[2])
    if match := line.take(
        rf"\b{seconds}\s*(?:each )?(?:[,/|]\s*)*(?:x|repeat(?: for)?)\s*(\d+)(?:-\d+)?\b(?!\s*x)(?: {_TIMES})?"
    ):
        return dose._replace(reps=match[2], seconds=match[1])
    if not dose.sets and (match := line.take(rf"\b(\d+)(?:-\d+)?\s*x\s*{_N}(?:\s*{_TIMES})?")):
        dose = dose._replace(sets=int(match[1]), reps=match[2])
    if match := line.take(rf"\b(?:for |with (?:an? )?)?{seconds}"):
        dose = dose._replace(seconds=match[1])
    if not dose.sets and (match := line.take(rf"{_N}\s*\|[\s,|]*(?:repeat )?(?:([2-5]) times|x ?([2-5]))\b")):
        # `10 each leg, twice`
        dose = dose._replace(sets=int(match[2] or match[3]), reps=match[1])
    if not dose.reps:
        dose = _counted(line, dose)
    if dose.reps and not dose.sets and (match := line.take(r"\bx\s*(\d+)\b(?: sets?)?")):
        dose = dose._replace(sets=int(match[1]))
    return dose


def _counted(line: _Line, dose: WrittenDose) -> WrittenDose:
    """Return `dose` with the repetitions that a line counts."""
    patterns = [
        rf"\b(?:repeat |do |perform |complete )?{_UP_TO}{_N}\s*(?:x|{_TIMES})(?! \d)(?:\s*(?:of|in total)\b)?",
        rf"(?:^|[\s|,(])x\s*{_N}",
        rf"\brepeat (?:this |it )?{_UP_TO}{_N}",
        rf"(?:\b(?:do|aim for)|^|[(.;:,]) ?{_N} (?:lifts|stands|rotations|circles|swings|turns|rolls|presses|squeezes|"
        r"taps|bends|steps)\b(?=\s*(?:[|.,;)]|$))",
        rf"\b(?:do|aim for|aim to do) {_N}(?=\s*(?:[|.,;)]|$))",
        rf"[,:;(.|]\s*{_N}\s*\|",
    ]
    if len(line.text.split()) < 12:
        # In a sentence a bare number may be an angle, a clock or a length.
        unit = r"(?! ?(?:kg|kilos?|lbs?|cm|m|metres?|miles?|deg|degrees|legs?|arms?|hands?|breaths?|o'clock|point)\b)"
        patterns += [
            rf"(?:^|\bdo ){_UP_TO}{_N}(?= (?!for\b|of\b|ways\b|to\b)[a-z]| *\||$){unit}",
            rf"[\s:,|-]{_N}[\s.,|]*(?:$|(?=\|))",
            rf"[:,|-]\s*(?:do )?{_N} (?:circles|swings|squeezes|presses|lifts|taps|rolls|turns|backwards|forwards)\b",
        ]
    if dose.sets:
        patterns += [rf"\|\s*{_N}[\s.|]*(?:$|[,;(|]|(?= [a-z]))", rf"{_N}\s*(?:x\s*)?\|"]
    match = line.take(*patterns)
    return dose if match is None else dose._replace(reps=match[1])


def _name(text: str) -> str:
    """Return what is left of a line as words."""
    text = re.sub(r"\s*(?:\|\s*)+", " | ", text.replace(NO_AMOUNT, ""))
    last = r"and|then|with|for|of|x|repeat|reps?|times|do|a|the|on|to|per|each|in|up to"
    text = re.sub(rf"(?:\b(?:{last})\s*)+(?=[|,.;:)(-]|$)", " ", text, flags=re.IGNORECASE)
    then = r"(?:\band )?\bthen (?:relax|release|rest|let go)(?=[\s|,.;]*(?:[|,.;]|$))"
    text = re.sub(r"\s*[|]\s*", " , ", re.sub(then, " ", text, flags=re.IGNORECASE))
    text = re.sub(r"\(\s*[,\s]*\)", " ", text)
    text = re.sub(r"^\W+|[\s,;:.(|+/=@-]+$", "", text)
    text = re.sub(r"(?:\s*[,;:.]|\s-)+(?=\s*[,;:.])", "", text)
    return " ".join(text.split()).replace(" ,", ",")
