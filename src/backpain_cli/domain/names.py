"""Names as people write them: any case, spaces or hyphens, singular or plural, and slightly misspelt."""

from collections.abc import Iterable, Mapping


def folded(name: str) -> str:
    """Return `name` in the form in which names are compared: `Lower Back`, `lower_back` -> `lower-back`."""
    words = name.casefold().replace("_", " ").replace("-", " ").replace("'", "").split()
    return "-".join(words)


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _stem(name: str) -> str:
    return "-".join(_singular(word) for word in folded(name).split("-") if word not in {"the", "my", "of"})


def find(name: str, among: Mapping[str, str]) -> str | None:
    """Return the key that `name` means, or None.

    Args:
        name: what a person wrote.
        among: from each name that is understood (key, name or alias) to its key.
    """
    by_fold = {folded(known): key for known, key in among.items()}
    if (key := by_fold.get(folded(name))) is not None:
        return key
    by_stem = {_stem(known): key for known, key in among.items()}
    return by_stem.get(_stem(name))


def nearest(name: str, among: Iterable[str], *, most: int = 3) -> list[str]:
    """Return up to `most` of the names in `among` that look like `name`, the likeliest first."""
    from difflib import get_close_matches  # only wanted when something was misspelt

    by_fold = {folded(known): known for known in among}
    wanted = folded(name[:100])
    close = [by_fold[fold] for fold in get_close_matches(wanted, by_fold, n=most, cutoff=0.6)]
    parts = [known for fold, known in by_fold.items() if len(wanted) > 2 and wanted in fold and known not in close]
    return (close + parts)[:most]


def did_you_mean(name: str, among: Iterable[str]) -> str:
    """Return `did you mean ...?` with the nearest names, or an empty text where none is near."""
    close = nearest(name, among)
    if not close:
        return ""
    return "did you mean " + " or ".join(f"`{one}`" for one in close) + "?"
