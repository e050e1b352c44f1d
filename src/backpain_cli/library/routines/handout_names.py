"""Which exercise the words of a hand-out name: an entry of ours where nothing else can be meant, else the words."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property

from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
from backpain_cli.domain.anatomy.records import Stretch
from backpain_cli.domain.names import NameIndex, nearest_word, normalize_name
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.terms import Place
from backpain_cli.library.routines.handout_doses import without_place

_FIRST_WORDS = (
    r"^(?:(?:please|now|then|do|doing|perform|try|hold|next|gentle|gently|slow|slowly|easy|your|the|a|an|some)\s+)+"
)
_FILLERS = frozenset({
    "a", "an", "and", "the", "your", "you", "with", "on", "in", "of", "to", "for", "at", "it", "do", "then",
    "please", "now", "slow", "slowly", "gentle", "gently", "easy", "exercise", "exercises", "stretch", "stretches",
    "stretching", "single", "double", "each", "hold", "main", "warm", "up", "cool", "down", "backwards", "forwards",
    "band", "chair", "table", "controlled", "repeat", "between", "sore", "bend", "&", "lie", "lying", "knees",
    "pillow", "over",
})  # fmt: skip
"""Words beside a name that change nothing of what is done."""
_STRENGTH = (
    r"\b(?:planks?|squats?|lunges?|press-?\s?ups?|push-?\s?ups?|raises?|lifts?|curls?|superman|rows?|bridges?|bridging|"
    r"crunch(?:es)?|sit-?ups?|dips?|dead-?lifts?|pull|holds?)\b"
)
_NO_EXERCISE = (
    r"\b(?:heat|ice|cold|pack|roll(?:er)? (?:your|the|thighs?|back)|foam|tens|tablets?|bath|shower|medication)\b"
)
_PRESSING = r"\b(?:tennis |massage |lacrosse )?balls?\b|\bpress(?:ing)? (?:on|into)\b|\btrigger points?\b|\bmassage\b"


class HandoutNames:
    """Finds the exercises that hand-outs name."""

    def __init__(self, atlas: Atlas) -> None:
        """Look names up in `atlas`."""
        self._atlas = atlas

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
    def _all_names(self) -> tuple[str, ...]:
        return tuple(name.casefold() for one in self._entries.values() for name in (one.name, *one.aliases))

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
        for part in _parts(name):
            if (entry := self._named(part, place) or self._named(self._spelt(part), place)) is not None:
                return entry
        return None

    def _named(self, name: str, place: Place | None) -> Exercise | None:
        if (entry := self._found(name)) is not None:
            # Words for a place in its name are part of the name.
            return entry if without_place(name) != name or _is_done(entry, place) else None
        bare = without_place(name)
        if place is Place.WALL and (entry := self._found(f"wall {bare}")) is not None:
            return entry
        if place is not None and (entry := self._found(f"{bare} {_in_a_name(place)}")) is not None:
            return entry
        found = self._found(bare) or self._within(bare)
        return found if found is not None and _is_done(found, place) else None

    def _found(self, name: str) -> Exercise | None:
        bare = re.sub(_FIRST_WORDS, "", name, flags=re.IGNORECASE)
        turned = re.sub(r"^stretch (?:out )?(?:your |the )?(.+)$", r"\1 stretch", bare, flags=re.IGNORECASE)
        base = re.sub(r"(?<=[a-z]{3})ing\b", "", bare, flags=re.IGNORECASE)
        for one in (name, bare, turned, base, re.sub(r"(?<=[a-z]{3})ing\b", "e", bare)):
            if key := self._index.find(re.sub(r"[/-]", " ", one) if "90/90" not in one else one) or self._index.find(
                one
            ):
                return self._entries[key]
        return None

    def _within(self, name: str) -> Exercise | None:
        """Return the entry whose name is part of `name`, where the other words say nothing of their own."""
        words = re.sub(r"[/-]| \b(?:side to side|up and down|back and forth)\b", " ", name).split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                others = {normalize_name(word.strip("(),.'")) for word in words[:start] + words[start + length :]}
                if others <= _FILLERS and (found := self._found(" ".join(words[start : start + length]))) is not None:
                    return found
        return None

    def _spelt(self, name: str) -> str:
        """Return `name` with words that are slips of words in our names spelt as those."""
        if near := get_close_matches(name.casefold(), self._all_names, n=1, cutoff=0.9):
            return near[0]

        def spelt(match: re.Match[str]) -> str:
            word = match[0].casefold()
            singular = word.removesuffix("s")
            if len(word) < 4 or word in self._words or singular in self._words or word in _FILLERS:
                return match[0]
            return nearest_word(word, self._words) or match[0]

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


def kind_of_words(name: str, *, has_time: bool, has_count: bool) -> StepKind | None:
    """Return the kind of step that a person's own words describe; None where they describe none that is timed here."""
    if re.search(_NO_EXERCISE, name, re.IGNORECASE):
        return None
    if re.match(r"(?:have a |take a )?(?:rest|pause|relax)\b", name, re.IGNORECASE):
        return StepKind.REST if has_time else None
    if re.search(r"\bbreath(?:e|s|ing)?\b", name, re.IGNORECASE):
        return StepKind.BREATHE if has_time else None
    if re.search(r"\bstretch(?:es|ing)?\b", name, re.IGNORECASE) and (has_time or has_count):
        return StepKind.STRETCH
    if re.search(_STRENGTH, name, re.IGNORECASE):
        return StepKind.STRENGTHEN
    return StepKind.MOVE


def _in_a_name(place: Place) -> str:
    """Return the word that our names have for `place`."""
    if place is Place.HANDS_AND_KNEES:
        return "kneeling"
    return "lying" if place.basic is Place.FLOOR else str(place.basic)


def _parts(name: str) -> Iterator[str]:
    yield name
    yield " ".join(re.sub(r"\([^)]*\)", " ", name).split())
    yield " ".join(re.sub(r"[()]", " ", name).split())
    yield from (part.strip() for part in re.split(r"\s*(?:[:;,.|]|\s-\s|\(|\))\s*", name) if part.strip())


def _is_done(entry: Exercise, place: Place | None) -> bool:
    if place is None:
        return True
    places = (entry.place,) if isinstance(entry, Stretch) else entry.places
    return any(place is one or place.basic is one or (place.height is one.height) for one in places)
