"""Names as people write them: any case, spaces or hyphens, singular or plural, and slightly misspelt."""

from collections.abc import Callable, Iterable, Mapping

_NEAR, _VERY_NEAR = 0.7, 0.85
"""How alike names are that are offered, on a scale to 1; what is less alike is noise."""


def normalize_name(name: str) -> str:
    """Return `name` in the form in which names are compared: `Lower Back`, `lower_back` -> `lower-back`."""
    words = name.casefold().replace("_", " ").replace("-", " ").replace("'", "").split()
    return "-".join(words)


def _singular(word: str) -> str:
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _stem(name: str) -> str:
    return "-".join(_singular(word) for word in normalize_name(name).split("-") if word not in {"the", "my", "of"})


class NameIndex:
    """Names by which things are found, each with the key of what it names."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take `names` in: from each name that is understood (key, name or alias) to its key."""
        self._names = dict(names)
        self._by_fold = {normalize_name(name): key for name, key in names.items()}
        self._by_stem: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        """Return the key that `name` means, or None."""
        if (key := self._by_fold.get(normalize_name(name))) is not None:
            return key
        # Singular and plural are tried only where the name as written is unknown.
        self._by_stem = self._by_stem or {_stem(fold): key for fold, key in self._by_fold.items()}
        return self._by_stem.get(_stem(name))

    def did_you_mean(self, name: str, keep: Callable[[str, bool], bool] = lambda _key, _near: True) -> str:
        """Return `did you mean ...?` with the keys of the nearest names, each once; empty where none is near.

        Args:
            name: as it was typed.
            keep: from a key, and whether its name is very near, to whether it is offered.
        """
        very_near = {self._names[near] for near in nearest_names(name, self._names, most=6, cutoff=_VERY_NEAR)}
        keys = dict.fromkeys(self._names[near] for near in nearest_names(name, self._names, most=6, cutoff=_NEAR))
        return _asked([key for key in keys if keep(key, key in very_near)][:3])


def nearest_names(name: str, among: Iterable[str], *, most: int = 3, cutoff: float = 0.6) -> list[str]:
    """Return up to `most` of the names in `among` that look like `name`, the likeliest first."""
    from difflib import get_close_matches  # only wanted when something was misspelt

    by_fold = {normalize_name(known): known for known in among}
    wanted = normalize_name(name[:100])
    close = [by_fold[fold] for fold in get_close_matches(wanted, by_fold, n=most, cutoff=cutoff)]
    parts = [known for fold, known in by_fold.items() if len(wanted) > 2 and wanted in fold and known not in close]
    return (close + parts)[:most]


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the one of the `known` words that `word` is a slip of, or an empty text."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, "", word)
    best, best_ratio = "", 0.0
    for other in known:
        is_near = abs(len(other) - len(word)) <= 2 and len(other) > 3
        if not is_near or (other[0] != word[0] and other[1:3] != word[1:3] and other[1] != word[0]):
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < 0.75 or matcher.quick_ratio() < 0.75:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio and _is_slip(word, other, ratio):
            best, best_ratio = other, ratio
    return best


def _is_slip(word: str, other: str, ratio: float) -> bool:
    """Return whether two words differ as a misspelling does: short ones only by an order, a letter more or less."""
    if sorted(word) == sorted(other):
        return word[0] == other[0]
    shortest = min(len(word), len(other))
    if shortest < 6 and len(word) == len(other):
        return False
    if shortest < 5 and word[0] != other[0]:
        return False
    return ratio >= (0.83 if word[0] == other[0] else 0.88)


def did_you_mean(name: str, among: Iterable[str]) -> str:
    """Return `did you mean ...?` with the nearest names, or an empty text where none is near."""
    return _asked(nearest_names(name, among))


def _asked(close: list[str]) -> str:
    if not close:
        return ""
    return "did you mean " + " or ".join(f"`{one}`" for one in close) + "?"
