from backpain_cli.domain.routine.guidance import NOT_REVIEWED, Guidance
from backpain_cli.domain.terms import Caution


def test_a_routine_that_nobody_reviewed_says_so_first() -> None:
    assert (Guidance().warning, Guidance(reviewed=False).warning) == ("", NOT_REVIEWED)


def test_the_rule_comes_before_whom_it_is_not_for() -> None:
    found = Guidance(rule="Stop when it spreads.", not_for=(Caution("Fever.", frozenset({"cancer"})),)).cautions
    assert found == (Caution("Stop when it spreads."), Caution("Not for: Fever.", frozenset({"cancer"})))
