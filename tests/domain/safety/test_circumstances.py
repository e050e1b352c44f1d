"""Circumstances as they are kept: what cannot be read counts as unsure, and whom a caution concerns."""

import pytest

from backpain_cli.domain.safety.circumstances import CircumstanceAnswer, may_concern, standing


@pytest.mark.parametrize("kept", ["", "YES", "perhaps", "yes,agreed"])
def test_an_answer_that_cannot_be_read_counts_as_unsure(kept: str) -> None:
    assert standing({"cancer": kept}, "cancer") is CircumstanceAnswer.UNSURE


@pytest.mark.parametrize(("kept", "concerns"), [("no", False), ("yes", True), ("yes, agreed", True), ("unsure", True)])
def test_what_is_meant_for_a_circumstance_concerns_whoever_did_not_deny_it(kept: str, concerns: bool) -> None:
    assert may_concern(frozenset({"cancer"}), {"cancer": kept}) is concerns
    assert may_concern(frozenset({"cancer", "over-65"}), {"cancer": kept, "over-65": "no"}) is concerns


def test_what_is_meant_for_no_circumstance_concerns_everybody_and_a_missing_answer_counts_as_a_yes() -> None:
    assert may_concern(frozenset(), {"cancer": "no"})
    assert may_concern(frozenset({"cancer"}), {})
