"""Words in the one form in which they are compared: lower case, singular, one spelling, fillers dropped."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import assert_never

from backpain_cli.domain.terms import LEVELS
from backpain_cli.domain.words.vocabulary import WordList

Phrase = tuple[str, ...]
"""Words in the form in which they are compared."""
AND = "and"
LONGEST_TEXT = 200
"""No more letters of a text are read."""
# Compiled at their first use, which is never where a name is a key of ours.
_WORD = r"[^\W_]+"
_SEPARATORS = r"[/&+,;]|\bplus\b|\bor\b"
_LEVEL_PAIR = r"(?a:\b([ctls])(\d{1,2})\s*(?:-|–|/|and|to|through)?\s*([ctls]?)(\d{1,2})\b)"
_TRUE_DOUBLES = ("ll", "ss", "zz", "dd", "ee")


def split_words(text: str) -> list[str]:
    """Return the words of `text` in lower case; signs that join are `and`, a range of vertebrae is each of them."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    folded = re.sub("['’`´]", "", folded)
    folded = re.sub(_LEVEL_PAIR, _between_levels, folded)
    return re.findall(_WORD, re.sub(_SEPARATORS, f" {AND} ", folded))


def _between_levels(match: re.Match[str]) -> str:
    names = [f"{match[1]}{match[2]}".upper(), f"{match[3] or match[1]}{match[4]}".upper()]
    if not (set(names) <= set(LEVELS)) or (match[0].isalnum() and not match[3]):
        return match[0]
    first, last = sorted(LEVELS.index(name) for name in names)
    return " and ".join(LEVELS[first : last + 1]).lower()


def word_stem(word: str) -> str:
    """Return `word` without the endings of plurals and verbs: `sitting`, `sits` -> `sit`; for comparison only."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= least:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and not word.endswith(_TRUE_DOUBLES):
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > 4 else word


class WordKind(StrEnum):
    """What words are read as."""

    AREA = "area"
    MUSCLE = "muscle"
    ACTIVITY = "activity"


_OF_MUSCLES = frozenset(
    {AND, "m", "mm", "musculus", "musculi", "muscle", "muscles", "musculature", "pars", "group"}
    | {"fiber", "fibers", "fibre", "fibres"}
)


def dropped_words(forms: "WordForms", kind: WordKind) -> frozenset[str]:
    """Return the words that are dropped, besides the fillers, where words of that kind are meant."""
    match kind:
        case WordKind.AREA:
            return forms.feelings
        case WordKind.MUSCLE:
            return forms.feelings | _OF_MUSCLES
        case WordKind.ACTIVITY:
            return forms.activity_fillers
        case _ as unreachable:
            assert_never(unreachable)


class WordForms:
    """Brings words into the form in which they are compared."""

    def __init__(self, words: WordList) -> None:
        """Take the lists of `words` in."""
        self.fillers = frozenset(words.fillers.split())
        self.feelings = frozenset(words.feelings.split())
        self.activity_fillers = frozenset(words.activity_fillers.split())
        self.tails = frozenset(words.tails.split())
        self.relations = frozenset(words.relations)
        self.sides = words.sides
        self._adverb_before = frozenset(words.adverb_before.split())
        self._same = words.same
        self._cache: dict[str, Phrase] = {}

    def written(self, words: str | Iterable[str]) -> Phrase:
        """Return words, or those of a text, as they are written, without fillers where anything else is left."""
        every = tuple(split_words(words) if isinstance(words, str) else words)
        return tuple(word for word in every if word not in self.fillers) or every

    def phrase(self, words: Iterable[str], dropped: frozenset[str] = frozenset()) -> Phrase:
        """Return `words` as they are compared, without the fillers and those in `dropped`.

        Words that are all dropped are kept: `tension` is nothing but itself.
        """
        every = list(words)
        kept = [word for word in every if word not in self.fillers and word not in dropped]
        return tuple(form for word in kept or every for form in self._form(word))

    def is_known(self, word: str) -> bool:
        """Return whether `word` is dropped, joined or a direction: no misspelling of a name."""
        return (
            word in self.fillers or word in self.feelings or word in self.sides or word in self.tails
            or word in self._same or word == AND or word in self.relations
        )  # fmt: skip

    def _form(self, word: str) -> Phrase:
        form = self._cache.get(word)
        if form is None:
            same = self._same.get(word) or self._same.get(word.removesuffix("s"))
            form = self._cache[word] = tuple(word_stem(one) for one in (same or word).split())
        return form

    def take_side(self, words: Sequence[str]) -> tuple[str, list[str]]:
        """Return the side that is named, or an empty text, and the words without it; `left side of` is a side too."""
        found: set[str] = set()
        kept: list[str] = []
        skip = False
        for number, word in enumerate(words):
            after = words[number + 1] if number + 1 < len(words) else ""
            if skip:
                skip = False
            elif word in self.sides:
                is_adverb = word == "right" and after in self._adverb_before
                if not is_adverb:
                    found.add(self.sides[word])
                skip = after in {"side", "sides", "hand"}
            elif word == "one" and after == "side":
                skip = True
            else:
                kept.append(word)
        if all(word in self.fillers or word in self.feelings for word in kept):
            kept += [word for word in words if word in {"side", "sides"}]
        return (found.pop() if len(found) == 1 else "both" if len(found) > 1 else ""), kept
