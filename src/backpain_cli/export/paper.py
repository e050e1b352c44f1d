"""Sizes of paper; light enough for a command's help."""

from enum import StrEnum


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"
