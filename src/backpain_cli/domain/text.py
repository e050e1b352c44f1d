"""The one check of text that comes from outside: files, arguments, the environment, file names.

Such text may carry codes that move the cursor, hide a warning or turn the writing direction round.
`first_forbidden` finds them, so that a file can be refused with the position; `shown` writes them as
visible escapes, for everything that is only echoed.
"""

import unicodedata
from typing import NamedTuple

# Joiners are part of the spelling of several scripts and of emoji; all else of category Cf is invisible control.
INVISIBLE = "\u200c\u200d "
"""Letters that are allowed in a text, and are none by themselves."""
_JOINERS = frozenset(INVISIBLE.strip(" "))
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST_COMBINING_MARKS = 4
_PLAIN = bytes(range(ord(" "), ord("~") + 1))


class ForbiddenCharacter(NamedTuple):
    """A character that may not reach a terminal, and its position."""

    at: int
    """Its place in the text, counted from 0."""
    name: str
    """What it is called, for a message."""


def is_forbidden(character: str) -> bool:
    """Return whether `character` (one of them) must not reach a terminal as it is; line breaks are forbidden too."""
    if " " <= character <= "~":
        return False
    return character not in _JOINERS and unicodedata.category(character) in _FORBIDDEN_CATEGORIES


def is_ascii_text(text: str, *, allowed: str = "") -> bool:
    """Return whether `text` has nothing but the letters and signs of ASCII, and characters of ASCII in `allowed`."""
    # Complete files are checked like this, and removing letters is the quickest way to see whether any are left.
    return text.isascii() and (text.isprintable() or not text.encode().translate(None, _PLAIN + allowed.encode()))


def first_forbidden_character(text: str, *, allowed: str = "") -> ForbiddenCharacter | None:
    """Return the first character of `text` that must not reach a terminal, but for those in `allowed`.

    A pile of more than four combining marks counts as forbidden too: it spills over the lines around it.
    """
    if is_ascii_text(text, allowed=allowed):
        return None
    marks = 0
    for index, character in enumerate(text):
        if is_forbidden(character) and character not in allowed:
            return ForbiddenCharacter(index, _name_of(character))
        marks = marks + 1 if _is_mark(character) else 0
        if marks > _MOST_COMBINING_MARKS:
            return ForbiddenCharacter(index, "a pile of combining marks")
    return None


def _is_mark(character: str) -> bool:
    """Return whether `character` is drawn over or beside the one before it, without a place of its own."""
    return character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"}


def _name_of(character: str) -> str:
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Cc":
        return f"the control character {code}"
    if unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}:
        return f"the writing-direction character {code}"
    return f"the invisible or unassigned character {code}"


def escape_for_terminal(text: str, *, most: int = 200) -> str:
    """Return `text` with every forbidden character as a visible escape, cut after `most` characters.

    Three dots mark what was cut off, so that the rest is not taken for all of it.
    """
    kept = text if len(text) <= most else text[:most] + "..."
    if kept.isascii() and kept.isprintable():
        return kept
    pieces: list[str] = []
    marks = 0
    for character in kept:
        marks = marks + 1 if _is_mark(character) else 0
        if marks > _MOST_COMBINING_MARKS:
            continue
        pieces.append(_escaped(character) if is_forbidden(character) else character)
    return "".join(pieces)


def _escaped(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
