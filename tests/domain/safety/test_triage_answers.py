"""What is known of a person while the questions are asked."""

from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from tests.interviews import asked_through, begun, kept_after


def test_nothing_is_known_before_the_first_answer_and_a_fact_only_with_its_follow_ups() -> None:
    assert begun().facts == PersonFacts()
    answers = {"facts-1": ("cancer",), "fact:cancer:since": ("longer-ago",)}
    asked, _ = asked_through(begun(), answers | {"fact:cancer:bone": ("no-bone",)})
    assert asked.facts.age is AgeBand.FROM_18
    assert asked.facts.tokens() >= {"cancer", "cancer=longer-ago"}


def test_facts_of_before_hold_until_they_are_asked_again() -> None:
    kept = kept_after({"facts-2": ("head-low",)})
    assert begun(kept, days=1).facts.answers == {"head-low": FactAnswer()}
    asked, keys = asked_through(begun(kept, days=183), {"facts-2": ()})
    assert "facts-1" in keys
    assert asked.facts.answers == {}


def test_the_score_and_what_dulls_pain_are_of_today() -> None:
    asked, _ = asked_through(begun(), {"pain:P1": ("6",), "dulled": ("7",)})
    assert (asked.score, asked.is_dulled) == (6, True)
    assert begun().score is None
