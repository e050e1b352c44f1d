"""Signs in what is looked up: the sentence that comes first for an area, and words that are signs themselves."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class AreaSentence(NamedTuple):
    """What a look-up of some areas begins with."""

    areas: frozenset[str]
    text: str


class SignWords(NamedTuple):
    """Words that mean a sign."""

    sign: str
    """The rung of its row."""
    groups: tuple[str, ...]
    """One of them must fit: `chest + pain/pressure` needs a word of each part, `collapse - disc` none of the last."""


class BadDayWords(NamedTuple):
    """Words for a day that is much worse than the usual ones."""

    routine: str
    """The key of the routine for such a day."""
    groups: tuple[str, ...]
    """One of them must fit, as those of a sign."""


class LookUpSigns(NamedTuple):
    """What look-ups know about signs."""

    areas: tuple[AreaSentence, ...]
    words: tuple[SignWords, ...]
    """Emergencies first: the first that fits counts."""
    bad_day: BadDayWords
    dropped: frozenset[str]
    """Words without a meaning of their own here."""
    plurals: frozenset[str]
    """Words that mean something else in the singular."""


def first_sentences(known: LookUpSigns, areas: Iterable[str]) -> tuple[str, ...]:
    """Return what comes first when something about `areas` (their keys) is looked up, each sentence once."""
    found = (one.text for area in areas for one in known.areas if area in one.areas)
    return tuple(dict.fromkeys(found))


def sign_in_words(known: LookUpSigns, text: str) -> str | None:
    """Return the rung of the row that `text` speaks of; None where no words in it are a sign."""
    words = _plain_words(known, text)
    return next((one.sign for one in known.words for group in one.groups if _fits(known, group, words)), None)


def is_bad_day(known: LookUpSigns, text: str) -> bool:
    """Return whether `text` speaks of a day that is much worse than the usual ones. A sign in it comes first."""
    words = _plain_words(known, text)
    return any(_fits(known, group, words) for group in known.bad_day.groups)


def _plain_words(known: LookUpSigns, text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", re.sub("['\u2019`]", "", text.lower()))
    return frozenset(_singular(known, word) for word in words if word not in known.dropped)


def _singular(known: LookUpSigns, word: str) -> str:
    return word if word in known.plurals or word.endswith("ss") or len(word) < 4 else word.removesuffix("s")


def _fits(known: LookUpSigns, group: str, words: frozenset[str]) -> bool:
    needed, _, excluded = group.partition(" - ")
    if excluded and _has_one(known, excluded, words):
        return False
    return all(_has_one(known, part, words) for part in needed.split(" + "))


def _has_one(known: LookUpSigns, alternatives: str, words: frozenset[str]) -> bool:
    return any(_plain_words(known, one) <= words for one in alternatives.split("/"))
