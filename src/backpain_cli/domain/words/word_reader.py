"""From everyday words to what was meant: areas, muscles, activities; sides, misspellings, several readings."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from backpain_cli.domain.names import nearest_word
from backpain_cli.domain.words.forms import AND, Phrase, WordForms, WordKind, dropped_words, split_words, word_stem
from backpain_cli.domain.words.name_index import IndexTables, Meaning, WordIndex
from backpain_cli.domain.words.vocabulary import WordList

MOST_MISSPELT = 2
"""More words than this are not corrected in one text."""
MOST_ACTIVITIES = 3
"""More activities than this are not listed for one text."""
_SPINE = "spine"
_MODIFIERS = ("upper", "low", "lower", "middl", "inner", "outer", "top", "front", "back")
_NEAR = "near"
_TOO_MUCH = 9
"""More unknown words than any text may have."""
_DISPLACING = {"abov", "below", "behind"}
"""Directions that lead away from the place they are followed by."""


class Taken(NamedTuple):
    """A word that was taken for another."""

    typed: str
    meant: str


class Reading(NamedTuple):
    """What a text was understood as."""

    places: tuple[Meaning, ...]
    side: str = ""
    """`left`, `right`, `both` or empty."""
    taken: tuple[Taken, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that is meant, or may be, each once."""
        return tuple(dict.fromkeys(key for place in self.places for key in place.keys))

    @property
    def entries(self) -> tuple[str, ...]:
        """The conditions or groups that were named."""
        return tuple(place.entry for place in self.places if place.entry)


class WordReader:
    """Reads what people type about where it hurts, which muscle they mean, and what they did."""

    def __init__(self, words: WordList, tables: Callable[[WordKind], IndexTables]) -> None:
        """Take in the lists of words, and a way to the tables of each kind."""
        self._list, self._tables = words, tables
        self._forms = WordForms(words)

    def _index(self, kind: WordKind) -> WordIndex:
        return WordIndex(self._forms, dropped_words(self._forms, kind), self._tables(kind))

    @cached_property
    def _areas(self) -> WordIndex:
        return self._index(WordKind.AREA)

    @cached_property
    def _muscles(self) -> WordIndex:
        return self._index(WordKind.MUSCLE)

    @cached_property
    def _activities(self) -> WordIndex:
        return self._index(WordKind.ACTIVITY)

    @cached_property
    def _outside(self) -> dict[Phrase, str]:
        return {self._forms.phrase(split_words(word)): one.name for one in self._list.outside for word in one.words}

    # What is asked

    def areas(self, text: str) -> Reading | None:
        """Return the areas that `text` means, or None where it means none that is known."""
        words = self._without_tail(split_words(text))
        side, words = self._forms.take_side(words)

        def places(words: Sequence[str]) -> tuple[Meaning, ...]:
            if (whole := self._areas.find(words)) is not None:
                return (whole,)
            phrase = self._forms.phrase(words, self._forms.feelings)
            return _Scan(_with_shared_noun(phrase), self._areas, self._list).places()

        return self._read(words, side, self._areas, places)

    def muscles(self, text: str) -> Reading | None:
        """Return the muscles and groups that `text` means, or None."""
        side, words = self._forms.take_side(split_words(text))

        def found(words: Sequence[str]) -> tuple[Meaning, ...]:
            if (whole := self._muscles.find(words)) is not None:
                return (whole,)
            parts = [part for part in _split_at(words) if not self.outside(" ".join(part))]
            several = [self._muscles.find(part) or self._muscle_by_part(part) for part in parts]
            return tuple(one for one in several if one is not None) if all(several) else ()

        return self._read(words, side, self._muscles, found)

    def _muscle_by_part(self, words: Sequence[str]) -> Meaning | None:
        """Return the muscle that is meant by the name of one of its parts, such as `long head of the biceps`."""
        parts, words = {*self._list.muscle_parts.split(), *self._forms.fillers}, list(words)
        for size in range(len(words) - 1, 0, -1):
            for first in range(len(words) - size + 1):
                name, rest = words[first : first + size], words[:first] + words[first + size :]
                if parts.issuperset(rest) and (meaning := self._muscles.find(name)) is not None:
                    return meaning
        return None

    def activities(self, text: str) -> Reading | None:
        """Return the activities that `text` means, or None."""

        def found(words: Sequence[str]) -> tuple[Meaning, ...]:
            if (whole := self._activities.find(words)) is not None:
                return (whole,)
            among = self._activities.contained(set(self._forms.phrase(words, self._forms.activity_fillers)))
            return tuple(among[:MOST_ACTIVITIES])

        return self._read(split_words(text), "", self._activities, found)

    def outside(self, text: str) -> str:
        """Return the name of what has no page here, where `text` means such a thing; otherwise an empty text."""
        _, words = self._forms.take_side(split_words(text))
        phrase = self._forms.phrase(words, dropped_words(self._forms, WordKind.MUSCLE))
        for size in range(len(phrase), 0, -1):
            for first in range(len(phrase) - size + 1):
                if (name := self._outside.get(phrase[first : first + size])) is not None:
                    return name
        return ""

    # How it is done

    def _read(
        self, words: Sequence[str], side: str, index: WordIndex, find: Callable[[Sequence[str]], tuple[Meaning, ...]]
    ) -> Reading | None:
        words = [part for word in words for part in self._parts_of(word, index)]
        corrected, taken = self._corrected(words, index)
        places = find(corrected) or (find(words) if taken else ())
        if not places:
            return None
        dropped = self._forms.fillers | self._forms.feelings
        return Reading(places, side, tuple(one for one in taken if one.meant not in dropped))

    def _without_tail(self, words: Sequence[str]) -> list[str]:
        """Return the words before the first that begins a clause about time, if they name anything."""
        forms = self._forms
        at = next((number for number, word in enumerate(words) if word in forms.tails), len(words))
        is_named = any(word not in forms.fillers and word not in forms.feelings for word in words[:at])
        return [word for word in (words[:at] if is_named else words) if word not in forms.tails]

    def _parts_of(self, word: str, index: WordIndex) -> list[str]:
        """Return two known words that were written as one, or the word itself."""
        if len(word) < 6 or index.is_known(word):
            return [word]
        for size in range(3, len(word) - 2):
            if word[:size] in index.words and word[size:] in index.words:
                return [word[:size], word[size:]]
        return [word]

    def _corrected(self, words: Sequence[str], index: WordIndex) -> tuple[list[str], list[Taken]]:
        """Return `words` with misspelt ones replaced by the nearest known word, and what was replaced."""
        taken: list[Taken] = []
        result: list[str] = []
        for word in words:
            near = ""
            is_word = len(word) > 3 and len(taken) < MOST_MISSPELT and word.isalpha()
            if is_word and not index.is_known(word) and self._forms.phrase([word]) not in self._outside:
                known = [*sorted(index.words), *self._forms.feelings, *self._list.relations, *self._list.same]
                near = nearest_word(word, known)
            if near:
                taken.append(Taken(word, near))
            result.append(near or word)
        return result, taken


class _Scan:
    """One way through a phrase: the longest known names, each with the direction before it."""

    def __init__(self, phrase: Phrase, index: WordIndex, words: WordList) -> None:
        self._phrase, self._index = phrase, index
        self._relations = {word_stem(word): rules for word, rules in words.relations.items()}
        self._between = {frozenset(one.of): one.areas for one in words.between}
        self._found: list[Meaning] = []
        self._unknown = 0

    def places(self) -> tuple[Meaning, ...]:
        """Return the places, or none where too much of the phrase is unknown."""
        at = 0
        while at < len(self._phrase):
            at = self._step(at)
        # `back` beside `lower back`, and `leg` beside `sciatica`, add nothing.
        exact = {key for one in self._found if one.entry or not one.is_choice for key in one.keys}
        found = [one for one in self._found if one.entry or not one.is_choice or exact.isdisjoint(one.keys)]
        if any(not one.is_choice for one in found):
            found = [one._replace(keys=()) if one.entry else one for one in found]
        if not found or self._unknown > 2 + len(found):
            return ()
        return tuple(dict.fromkeys(found))

    def _step(self, at: int) -> int:
        """Read the words from `at` on, and return where the next ones begin."""
        if self._phrase[at] == "between" and (after := self._pair(at + 1)):
            return after
        size, meaning = self._place_at(at)
        if meaning is None:
            self._unknown += self._phrase[at] not in {AND, *self._relations}
            return at + 1
        if self._phrase[at] != _NEAR or not self._found:
            self._found.append(meaning)
        return at + size

    def _place_at(self, at: int) -> tuple[int, Meaning | None]:
        """Return how many words from `at` on are a place with the directions before it, and what it means."""
        size, meaning = self._name_at(at)
        if size < 2 and at < len(self._phrase) and (relation := self._phrase[at]) in self._relations:
            after, near = self._place_at(at + 1)
            if near is not None:
                if (moved := self._moved(relation, near)) is not None:
                    return after + 1, moved
                # What lies there is not known, and the place itself would be wrong.
                self._unknown += _TOO_MUCH
        return size, meaning

    def _name_at(self, at: int) -> tuple[int, Meaning | None]:
        """Return how many words from `at` on are the longest known name, and what it means."""
        for size in range(min(self._index.longest, len(self._phrase) - at), 0, -1):
            if (meaning := self._index.named(self._phrase[at : at + size])) is not None:
                return size, meaning
        return 0, None

    def _moved(self, relation: str, place: Meaning) -> Meaning | None:
        """Return what lies in a direction from a place, or None where that is not known."""
        rules = self._relations[relation]
        for key in place.keys:
            if key in rules:
                return Meaning(rules[key], is_choice=len(rules[key]) > 1)
        return None if relation in _DISPLACING else place

    def _pair(self, at: int) -> int:
        """Read `X and Y` from `at` on as the place between them; return where the next words begin, 0 if it is none."""
        size, first = self._name_at(at)
        if first is None:
            return 0
        after = at + size
        second, more = first, 0
        if after < len(self._phrase) and self._phrase[after] == AND:
            more, other = self._name_at(after + 1)
            if other is None:
                return 0
            second, more = other, more + 1
        for pair in product(_ends(first), _ends(second)):
            if (areas := self._between.get(frozenset(pair))) is not None:
                self._found.append(Meaning(areas, is_choice=len(areas) > 1))
                return after + more
        return 0


def _ends(place: Meaning) -> tuple[str, ...]:
    """Return what a place is called where something lies between it and another."""
    is_spine = place.is_choice and len(place.keys) > 2 and place.keys[1] == "mid-back"
    return (_SPINE, *place.keys) if is_spine else place.keys


def _split_at(words: Sequence[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == AND:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _with_shared_noun(phrase: Phrase) -> Phrase:
    """Return `upper and lower back` as `upper back and lower back`."""
    for at in range(len(phrase) - 3):
        first, joint, second, noun = phrase[at : at + 4]
        if joint == AND and first in _MODIFIERS and second in _MODIFIERS and first != "back":
            return (*phrase[: at + 1], noun, *phrase[at + 1 :])
    return phrase
