"""Facts about a person that hold for longer than a day: the age band, illnesses, operations."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class AgeBand(StrEnum):
    """An age band, as it is asked and kept."""

    UNDER_18 = "under-18"
    FROM_18 = "18-49"
    FROM_50 = "50-59"
    FROM_60 = "60-64"
    FROM_65 = "65-69"
    FROM_70 = "70-or-over"

    @property
    def lowest(self) -> int:
        """The years of the youngest in it."""
        return 0 if self is AgeBand.UNDER_18 else int(self[:2])


def age_band_of(years: int) -> AgeBand:
    """Return the band in which an age in full years lies."""
    return next(band for band in reversed(AgeBand) if band.lowest <= years)


class FactAnswer(NamedTuple):
    """The answer about a fact that is true of a person."""

    choices: tuple[str, ...] = ()
    """Keys of the follow-ups that fit, of all its follow-ups together; empty where it has none."""
    agreed: bool = False
    """Whether the doctor, midwife or surgeon who was asked about has agreed."""


class PersonFacts(NamedTuple):
    """What is known about a person."""

    age: AgeBand | None = None
    """None: never asked."""
    answers: Mapping[str, FactAnswer] | None = None
    """By key of the fact; one that was denied is missing. None: never asked."""

    def tokens(self) -> frozenset[str]:
        """Return the facts as signs name them: `cancer` for any cancer, `cancer=within-10-years` for one of them.

        Aspirin or clopidogrel alone gives no `thinners`, only `thinners=antiplatelet`.
        """
        answers = self.answers or {}
        chosen = {f"{key}={choice}" for key, answer in answers.items() for choice in answer.choices}
        bare = {key for key, answer in answers.items() if (key, answer.choices) != ("thinners", ("antiplatelet",))}
        return frozenset(chosen | bare)
