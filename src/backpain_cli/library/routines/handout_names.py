"""Which exercise the words of a hand-out name: an entry of ours where nothing else can be meant, else the words."""

import re
from collections.abc import Iterator
from functools import cached_property

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.names import NameIndex, nearest_word, normalize_name
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.handout_doses import WrittenDose, without_place

_FIRST_WORDS = (
    r"^(?:(?:please|now|then|after that|(?:start|begin|finish|end) with|do|doing|perform|try|hold|next|gentle|gently|"
    r"slow|slowly|easy|your|the|a|an|some)\s+)+"
)
_FILLERS = frozenset({
    "a", "an", "and", "the", "your", "you", "with", "on", "in", "of", "to", "for", "at", "it", "do", "then",
    "please", "now", "slow", "slowly", "gentle", "gently", "easy", "exercise", "exercises", "stretch", "stretches",
    "stretching", "single", "double", "each", "hold", "main", "warm", "up", "cool", "down", "backwards", "forwards",
    "band", "chair", "table", "controlled", "repeat", "between", "sore", "bend", "&", "lie", "lying", "knees",
    "pillow", "over", "from", "crook", "gtb", "rtb", "ytb", "theraband", "w",
    "yellow", "red", "green", "blue", "black", "light", "resistance",
})  # fmt: skip
"""Words beside a name that change nothing of what is done."""
_NO_SLIPS = frozenset({
    "abduction", "abductor", "adduction", "adductor", "extension", "external", "flexion", "internal", "kneel",
    "lateral", "medial", "waist",
})  # fmt: skip
"""Words of the trade that look like a slip of a word in our names and mean another movement."""
_STRENGTH = (
    r"\b(?:planks?|squats?|lunges?|press-?\s?ups?|push-?\s?ups?|raises?|lifts?|curls?|superman|rows?|bridges?|bridging|"
    r"crunch(?:es)?|sit-?ups?|dips?|dead-?lifts?|pull|holds?|squeezes?)\b"
)
_NO_EXERCISE = r"\b(?:heat|ice|icing|cold|hot|packs?|foam roll(?:er|ing)?|tens|tablets?|bath|shower|medication)\b"
_PRESSING = (
    r"\b(?:tennis|massage|lacrosse|spiky|trigger) balls?\b|\bballs?(?= (?:on|in|into|at|against|under)\b)|"
    r"\bpress(?:ing)? (?:on|into)\b|\btrigger points?\b|\bmassag(?:e|ing)\b"
)
_MOST_WORDS_OF_A_NAME = 8
_POSTURE = r"(?:lie|lying)\b|(?:sit|stand|kneel)(?:t?ing)? (?:on|in|up|tall|with|at|against|facing|next|straight)\b"
_TOOL = (
    r"\s+(?:with|using|w/|holding|from|on|off|over)\s+(?:(?:a|an|the|your|one|two|both|light|heavy|small|rolled|high|low|"
    r"firm|steady|bottom|red|yellow|green|blue|black|resistance|elastic|loop|exercise)\s+)*(?:bands?|sticks?|"
    r"weights?|dumb-?bells?|kettlebells?|pillows?|cushions?|cables?|brooms?|chairs?|stairs?|steps?|bed|bench|sofa|"
    r"stool|mat|worktop)\b.*$"
)
"""What an exercise is done with, behind its name."""
_LONGEST_PART = 80
"""Letters of a text that may have a name in it; longer ones describe."""
_MOST_WORDS_OF_BREATHING = 6
"""In a longer text the breath goes along with a movement."""
_PLACE_WORDS = {
    Place.SITTING: ("sitting", "seated"),
    Place.STANDING: ("standing",),
    Place.FLOOR: ("lying",),
    Place.LYING_FRONT: ("prone",),
    Place.HANDS_AND_KNEES: ("kneeling",),
    Place.WALL: ("wall",),
    Place.SIDE: ("side-lying",),
}
"""What names have for a place, in front of them or behind."""


class HandoutNames:
    """Finds the exercises that hand-outs name."""

    def __init__(self, atlas: Atlas) -> None:
        """Look names up in `atlas`."""
        self._atlas = atlas
        self._slips: dict[str, str] = {}

    @cached_property
    def _index(self) -> NameIndex:
        entries = self._entries.values()
        names = {name: one.key for one in entries for name in (one.name, *one.aliases, one.key)}
        # `ear to shoulder` is the `Ear to shoulder stretch`, unless it is the name of another entry.
        short = {re.sub(r"(?:,? \w+ly)? stretch$", "", name): key for name, key in names.items()}
        return NameIndex({name: key for name, key in short.items() if len(name) > 3 and " " in name} | names)

    @cached_property
    def _entries(self) -> dict[str, Exercise]:
        return {**self._atlas.stretches, **self._atlas.moves}

    @cached_property
    def _by_words(self) -> dict[frozenset[str], str]:
        """The key of each set of words that only one entry has: `squeeze shoulder blades` is that of a squeeze."""
        keys: dict[frozenset[str], set[str]] = {}
        for one in self._entries.values():
            for name in (one.name, *one.aliases):
                keys.setdefault(_plain_words(name), set()).add(one.key)
        return {words: min(found) for words, found in keys.items() if len(words) > 1 and len(found) == 1}

    @cached_property
    def _words(self) -> frozenset[str]:
        names = (name for one in self._entries.values() for name in (one.name, *one.aliases, one.key.replace("-", " ")))
        return frozenset(word for name in names for word in re.findall(r"[a-z]+", name.casefold()))

    def find(self, name: str, place: Place | None) -> Exercise | None:
        """Return the entry that `name` means; None where it is another exercise, or none.

        Args:
            name: the words of the hand-out without the amounts.
            place: where it is done, if the hand-out says it; an entry that is done elsewhere is not meant.
        """
        name = re.sub(r"\bups\b", "up", name, flags=re.IGNORECASE)
        short = [part for part in dict.fromkeys(_parts(name)) if len(part) <= _LONGEST_PART]
        for one in dict.fromkeys(spelt for part in short for spelt in (part, self._spelt(part))):
            if (entry := self._named(one, place)) is not None:
                return entry
        return None

    def is_name(self, name: str) -> bool:
        """Return whether `name` is one of ours as it is written."""
        return self._index.find(name) is not None

    def _named(self, name: str, place: Place | None) -> Exercise | None:
        bare = without_place(name)
        # Words for a place in its name are part of the name.
        if (entry := self._found(name)) is not None and (bare != name or _is_done(entry, place)):
            return entry
        for word in _PLACE_WORDS.get(place, ()) if place is not None else ():
            if (entry := self._found(f"{bare} {word}") or self._found(f"{word} {bare}")) is not None:
                return entry
        found = self._found(bare) or self._within(bare) or self._within(name)
        return found if found is not None and _is_done(found, place) else None

    def _found(self, name: str) -> Exercise | None:
        bare = re.sub(_FIRST_WORDS, "", name, flags=re.IGNORECASE)
        bare = re.sub(r"^lie\b", "lying", bare, flags=re.IGNORECASE)
        turned = re.sub(r"^stretch (?:out )?(?:your |the )?(.+)$", r"\1 stretch", bare, flags=re.IGNORECASE)
        base = re.sub(r"(?<=[a-z]{3})ing\b", "", bare, flags=re.IGNORECASE)
        forms = (name, bare, turned, base, re.sub(r"(?<=[a-z]{3})ing\b", "e", bare))
        for one in dict.fromkeys(spaced for form in forms for spaced in (re.sub(r"[/-]", " ", form), form)):
            if key := self._index.find(one):
                return self._entries[key]
        key = self._by_words.get(_plain_words(bare))
        return self._entries[key] if key else None

    def _within(self, name: str) -> Exercise | None:
        """Return the entry whose name is part of `name`, where the other words say nothing of their own."""
        words = re.sub(r"[/-]| \b(?:side to side|up and down|back and forth)\b", " ", name).split()
        said = [at for at, word in enumerate(words) if normalize_name(word.strip("(),.'")) not in _FILLERS]
        if not said or said[-1] - said[0] >= _MOST_WORDS_OF_A_NAME:
            return None
        for start in range(max(0, said[-1] + 1 - _MOST_WORDS_OF_A_NAME), said[0] + 1):
            for end in range(min(len(words), start + _MOST_WORDS_OF_A_NAME), said[-1], -1):
                if (found := self._found(" ".join(words[start:end]))) is not None:
                    return found
        return None

    def _spelt(self, name: str) -> str:
        """Return `name` with words that are slips of words in our names spelt as those."""

        def spelt(match: re.Match[str]) -> str:
            word = match[0].casefold()
            singular = word.removesuffix("s")
            if len(word) < 3 or {word, singular} & (self._words | _FILLERS | _NO_SLIPS):
                return match[0]
            if word not in self._slips:
                self._slips[word] = nearest_word(word, self._words)
            return self._slips[word] or match[0]

        return re.sub(r"[A-Za-z]+", spelt, name)

    def says_more(self, name: str, entry: Exercise) -> bool:
        """Return whether `name` has words that are neither of the entry nor of no meaning here."""
        known = " ".join((entry.name, *entry.aliases, entry.key)).casefold()
        words = {word for word in re.findall(r"[a-z]+", self._spelt(without_place(name)).casefold()) if len(word) > 2}
        return any(word.removesuffix("s")[:5] not in known for word in words - _FILLERS)

    def pressed(self, name: str) -> str | None:
        """Return the key of the muscle that `name` says to press; empty: it is not known; None: nothing is pressed."""
        if not re.search(_PRESSING, name, re.IGNORECASE):
            return None
        rest = re.sub(rf"{_PRESSING}|\b(?:on|the|your|into|against|at|a|wall)\b|[(),]", " ", name, flags=re.IGNORECASE)
        muscle = self._atlas.muscle_meant(" ".join(rest.split()))
        return "" if muscle is None else muscle.key


def kind_of_words(dose: WrittenDose, label: str, *, is_sentence: bool) -> StepKind | None:
    """Return the kind of step that a person's own words describe; None where they describe none that is timed here.

    Args:
        dose: what the line says.
        label: the name in front of a description, if it has one.
        is_sentence: whether the line describes what is done.
    """
    name = label or dose.name
    if re.search(_NO_EXERCISE, name, re.IGNORECASE):
        return None
    if re.match(r"(?:have a |take a )?(?:rest|pause|relax)\b", name, re.IGNORECASE):
        return StepKind.REST if dose.seconds else None
    is_short = len(name.split()) <= _MOST_WORDS_OF_BREATHING
    if is_short and dose.seconds and re.search(r"\bbreath(?:e|ing)?\b", name, re.IGNORECASE):
        return StepKind.BREATHE
    if re.search(r"\bstretch(?:es|ing)?\b", name, re.IGNORECASE):
        return StepKind.STRETCH
    # In a sentence to lift and to pull are ways to move.
    if re.search(_STRENGTH, name, re.IGNORECASE) and (label or not is_sentence):
        return StepKind.STRENGTHEN
    return StepKind.MOVE


def _plain_words(name: str) -> frozenset[str]:
    """Return the words of `name` in any order, each without its ending, but for those that say nothing."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("'", ""))
    small = {"the", "your", "and", "of", "a", "for", "with", "both", "to", "stretch", "gently", "slow", "slowly"}
    return frozenset(
        re.sub(r"(?:ing|e?s|e)$", "", word) if len(word) > 4 else word for word in words if word not in small
    )


def _parts(name: str) -> Iterator[str]:
    """Yield the texts of a line that may be the name: all of it, its first part, what is behind `Warm up:`."""
    name = re.sub(r"^(?:(?:after that|then|next|now|first|finally|and)\b,?\s*)+", "", name, flags=re.IGNORECASE)
    yield name
    plain = " ".join(re.sub(r"\([^)]*\)", " ", name).split())
    yield plain
    yield " ".join(re.sub(r"[()]", " ", name).split())
    parts = [part for part in re.split(r"\s*(?:[;,.|]|\s-\s)\s*", plain) if part]
    # What is behind a posture is the exercise, what is behind a name is how it is done.
    first = next((part for part in parts if not re.match(_POSTURE, part, re.IGNORECASE)), "")
    for part in (first, *(piece.strip() for piece in first.split(":"))):
        yield part
        yield re.sub(_TOOL, "", part, flags=re.IGNORECASE)


def _is_done(entry: Exercise, place: Place | None) -> bool:
    if place is None:
        return True
    places = (entry.place,) if isinstance(entry, Stretch) else entry.places
    return any(place is one or place.basic is one or (place.height is one.height) for one in places)
