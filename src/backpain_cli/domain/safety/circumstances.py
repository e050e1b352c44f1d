"""Circumstances as they are kept, printed and named by routines; facts about the person set them."""

from collections.abc import Mapping
from enum import StrEnum


class CircumstanceAnswer(StrEnum):
    """A person's answer about a circumstance; this is what is kept."""

    NO = "no"
    YES = "yes"
    """It is so, and no one has agreed yet."""
    AGREED = "yes, agreed"
    """It is so, and the doctor, midwife or surgeon who was asked for has agreed."""
    UNSURE = "unsure"
    """Counts like a yes without agreement, and so does an answer that is missing."""


class SparedPart(StrEnum):
    """What is spared in a session that goes on gently."""

    CHEST = "chest"
    UPPER_BACK = "upper-back"
    NECK = "neck"
    """Nothing is done with the head, and all of it seated."""
    WHERE_IT_HURTS = "where-it-hurts"
    AS_WEAK_BONES = "as-weak-bones"
    AS_DOWN_A_LIMB = "as-down-a-limb"


def standing(answers: Mapping[str, str], key: str) -> CircumstanceAnswer:
    """Return the kept answer for the circumstance of that key; what is missing or unreadable counts as unsure."""
    try:
        return CircumstanceAnswer(answers.get(key, ""))
    except ValueError:
        return CircumstanceAnswer.UNSURE


def may_concern(concerns: frozenset[str], answers: Mapping[str, str]) -> bool:
    """Return whether what is meant for the circumstances `concerns` may matter to a person with these answers.

    What names no circumstance matters to everyone, and an answer that is missing or unsure counts as a yes.
    """
    return not concerns or any(standing(answers, key) is not CircumstanceAnswer.NO for key in concerns)
