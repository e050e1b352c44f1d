"""How hard texts are to read."""

import re

_SILENT = re.compile("(?<=[^aeiouyl])e$|(?<=[aeiouy][^aeiouy])es$|(?<=[^aeiouytd])ed$")


def reading_grade(texts: list[str]) -> float:
    """Return the Flesch-Kincaid grade; a part that a semicolon or colon ends counts as a sentence."""
    sentences = [part for text in texts for part in re.split(r"[.?!;:]", text) if re.search(r"\w", part)]
    words = [word.lower() for text in texts for word in re.findall(r"[A-Za-z0-9']+", text)]
    syllables = sum(max(1, len(re.findall("[aeiouy]+", _SILENT.sub("", word)))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
