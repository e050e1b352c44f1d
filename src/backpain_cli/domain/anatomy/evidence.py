"""Sources, claims with their support in the literature, and what people report as straining a muscle."""

from enum import StrEnum
from typing import NamedTuple


class Source(NamedTuple):
    """Where a fact was read."""

    key: str
    reference: str
    supports: str
    """What it was used for."""
    read: str
    """How much of it was read: memory, excerpt, abstract, file or full; own for what nobody outside wrote down."""
    kind: str
    checked: str
    """The day it was read, as YYYY-MM-DD."""
    identifiers: tuple[str, ...] = ()
    """By which it can be found: `PMID 29472200`, `DOI 10.1136/bmj.k186`, `NICE NG59`, `page example.org/a`."""

    @property
    def citation(self) -> str:
        """The reference with the identifiers that it does not name itself, as lists of sources have it."""
        others = ", ".join(one for one in self.identifiers if one not in self.reference)
        return f"{self.reference.rstrip('.')}. {others}" if others else self.reference


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
