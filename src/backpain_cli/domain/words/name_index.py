"""Names of one kind with what they mean, found in any order of their words, in one word, and slightly misspelt."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from backpain_cli.domain.words.forms import Phrase, WordForms, split_words, word_stem

MIN_JOINED = 4
"""Letters of a name that is understood without its blanks; fewer are an abbreviation."""


class Meaning(NamedTuple):
    """What a name means."""

    keys: tuple[str, ...]
    """The likeliest first."""
    is_choice: bool = False
    """Whether one of several is meant; otherwise all are."""
    entry: str = ""
    """The condition or the group that is called so; the keys are its areas or its parts."""


class IndexTables(NamedTuple):
    """The plain values of an index, as they are compiled: quick to read again."""

    meanings: list[Meaning]
    phrases: dict[str, int]
    """From the words of a name as they are compared, with blanks between them, to its meaning's number."""
    exact: dict[str, int]
    """The same by the words as they are written."""


def index_tables(
    forms: WordForms, dropped: frozenset[str], names: Iterable[tuple[Meaning, Sequence[str]]]
) -> IndexTables:
    """Return the tables of `names`; of two that are alike the first counts, and the one of which less is dropped."""
    meanings = list(names)
    every = [(number, split_words(name)) for number, (_, called) in enumerate(meanings) for name in called]
    phrased = [(forms.phrase(written, dropped), number, len(written)) for number, written in every]
    # `butt crack` without `crack` is no name of the tailbone.
    phrased.sort(key=lambda one: max(0, one[2] - len(one[0])))
    phrases = {" ".join(phrase): number for phrase, number, _ in reversed(phrased)}
    exact = {" ".join(written): number for number, written in reversed(every)}
    for number, written in every:
        exact.setdefault(" ".join(forms.written(written)), number)
    return IndexTables([meaning for meaning, _ in meanings], phrases, exact)


class WordIndex:
    """Finds what words mean as one name."""

    def __init__(self, forms: WordForms, dropped: frozenset[str], tables: IndexTables) -> None:
        """Use the `tables`, which were made with the same `forms` and `dropped` words."""
        self._tables = tables
        self._forms, self._dropped = forms, dropped

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest name."""
        return max(phrase.count(" ") for phrase in self._tables.phrases) + 1

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word as it is written in a name."""
        return frozenset(" ".join(self._tables.exact).split())

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(" ".join(self._tables.phrases).split())

    @cached_property
    def _by_bag(self) -> dict[str, int]:
        phrases = reversed(self._tables.phrases.items())
        return {" ".join(sorted(phrase.split())): number for phrase, number in phrases if " " in phrase}

    @cached_property
    def _by_letters(self) -> dict[str, int]:
        names = reversed(self._tables.exact.items())
        return {word_stem(written.replace(" ", "")): number for written, number in names}

    @cached_property
    def _as_sets(self) -> list[tuple[frozenset[str], int]]:
        return [(frozenset(phrase.split()), number) for phrase, number in self._tables.phrases.items()]

    def find(self, words: Sequence[str]) -> Meaning | None:
        """Return what `words` mean, in any order, with or without blanks."""
        exact, phrases = self._tables.exact, self._tables.phrases
        written = self._forms.written(words)
        phrase = self._forms.phrase(words, self._dropped)
        for table, name in ((exact, words), (exact, written), (phrases, phrase)):
            if (number := table.get(" ".join(name))) is not None:
                return self._meaning(number)
        number = self._by_bag.get(" ".join(sorted(phrase)))
        letters = "".join(written)
        if number is None and len(letters) > MIN_JOINED:
            number = self._by_letters.get(word_stem(letters))
        return None if number is None else self._meaning(number)

    def named(self, phrase: Phrase) -> Meaning | None:
        """Return what a phrase means that is written in this order."""
        number = self._tables.phrases.get(" ".join(phrase))
        return None if number is None else self._meaning(number)

    def contained(self, words: set[str]) -> list[Meaning]:
        """Return what those names mean that are all among `words`; a longer name goes before its parts."""
        among = [(name, number) for name, number in self._as_sets if name <= words]
        best = [number for name, number in among if not any(name < other for other, _ in among)]
        return [self._meaning(number) for number in dict.fromkeys(best)]

    def _meaning(self, number: int) -> Meaning:
        return self._tables.meanings[number]

    def is_known(self, word: str) -> bool:
        """Return whether `word`, or another form of it, is in a name or dropped, so not misspelt."""
        if word in self.words or self._forms.is_known(word):
            return True
        is_form = word.endswith(("s", "ing", "ed")) or not self.words.isdisjoint(
            {f"{word}s", f"{word}ing", f"{word}ed"}
        )
        return is_form and self._stems.issuperset(self._forms.phrase([word]))
