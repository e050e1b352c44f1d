"""Age bands, and the facts as signs name them."""

import pytest

from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts, age_band_of
from tests.cases import all_cases


@all_cases(
    ("years", "band"),
    [
        (0, "under-18"),
        (17, "under-18"),
        (18, "18-49"),
        (49, "18-49"),
        (50, "50-59"),
        (60, "60-64"),
        (65, "65-69"),
        (69, "65-69"),
        (70, "70-or-over"),
        (104, "70-or-over"),
    ],
)
def test_each_age_lies_in_its_band(years: int, band: str) -> None:
    assert age_band_of(years) is AgeBand(band)


def test_a_band_begins_with_its_lowest_age() -> None:
    assert [band.lowest for band in AgeBand] == [0, 18, 50, 60, 65, 70]


@pytest.mark.parametrize(
    ("key", "answer", "tokens"),
    [
        ("clot", FactAnswer(), {"clot"}),
        ("cancer", FactAnswer(("now", "bone")), {"cancer", "cancer=now", "cancer=bone"}),
        ("thinners", FactAnswer(("other",)), {"thinners", "thinners=other"}),
        ("thinners", FactAnswer(), {"thinners"}),
    ],
)
def test_a_fact_is_named_alone_and_with_what_fits(key: str, answer: FactAnswer, tokens: set[str]) -> None:
    assert PersonFacts(AgeBand.FROM_50, {key: answer}).tokens() == tokens


def test_aspirin_alone_raises_no_sign() -> None:
    facts = PersonFacts(answers={"thinners": FactAnswer(("antiplatelet",)), "pregnant": FactAnswer()})

    assert facts.tokens() == {"thinners=antiplatelet", "pregnant"}


def test_nobody_asked_has_no_facts() -> None:
    assert PersonFacts().tokens() == frozenset()
