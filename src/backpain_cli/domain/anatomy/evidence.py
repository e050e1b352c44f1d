"""Claims, their support in the literature, and what people report as straining a muscle."""

from enum import StrEnum
from typing import NamedTuple


class EvidenceGrade(StrEnum):
    """How well a claim is supported."""

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly supported"
    UNSETTLED = "unsettled"
    NOT_SUPPORTED = "not supported"
    PRACTICE_ONLY = "practice only"
    ESTABLISHED_ANATOMY = "established anatomy"


class Claim(NamedTuple):
    """Something that is said about backs and their treatment, with the honest comparison."""

    key: str
    name: str
    aliases: tuple[str, ...]
    article: str
    """What the article says that the idea comes from; empty if it says nothing."""
    claim: str
    """What this program says."""
    literature: str
    grade: EvidenceGrade
    wording: str
    """What the program therefore says, or does not say."""
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    """The kinds of step that it bears on."""
    muscles: tuple[str, ...]
    """Keys of the muscles that it is about."""


class Activity(NamedTuple):
    """An everyday activity that people report as straining muscles."""

    key: str
    name: str
    aliases: tuple[str, ...]
    habit: str
    """One change of habit."""
    habit_sources: tuple[str, ...]
    note: str
