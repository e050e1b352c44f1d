"""The vertebrae, the discs between them, and what attaches where."""

import pytest

from backpain_cli.domain.anatomy.atlas import (
    Atlas,
    has_disc_above,
    level_ranges,
    muscles_by_attachment,
)
from backpain_cli.domain.terms import LEVELS, AttachmentKind


def test_the_column_has_its_vertebrae_in_order(anatomy: Atlas) -> None:
    assert [level for curve in anatomy.curves for level in curve.levels] == list(LEVELS)
    assert [sum(level.startswith(part) for level in LEVELS) for part in ("C", "T", "L")] == [7 + 1, 12, 5]


def test_there_are_twenty_three_discs_and_none_above_the_second_vertebra() -> None:
    discs = [level for level in LEVELS if has_disc_above(level)]
    assert len(discs) == 23
    assert discs[0] == "C3"
    assert discs[-1] == "S1"


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((), ""),
        (("C1",), "C1"),
        (("C1", "C2", "C3", "C4"), "C1-C4"),
        (("C7", "T1", "T2"), "C7, T1-T2"),
        (("T12", "L1", "L3"), "T12, L1, L3"),
    ],
)
def test_levels_are_told_as_ranges_within_a_region(levels: tuple[str, ...], told: str) -> None:
    assert level_ranges(levels) == told


def test_every_muscle_of_the_spine_stands_at_each_of_its_levels(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for level in muscle.attaches.levels:
            assert muscle.parts or muscle in anatomy.attached_to(level)


def test_a_muscle_of_two_kinds_stands_under_both(anatomy: Atlas) -> None:
    kinds = muscles_by_attachment(anatomy, "L3")
    lumborum = anatomy.muscles["quadratus-lumborum"]
    assert lumborum in kinds[AttachmentKind.RIB_TO_SPINE]
    assert lumborum in kinds[AttachmentKind.VERTEBRA_TO_LIMB_BONE]
