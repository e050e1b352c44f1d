"""What holds for a person by what is kept of them."""

from datetime import timedelta

from backpain_cli.domain.records.triage_records import NOTHING_KEPT, KeptFact, PersonRecord, SignRelease, WatchedSign
from backpain_cli.domain.safety.known_person import held_by, present_person
from backpain_cli.library.shipped_facts import load_fact_table
from backpain_cli.library.shipped_safety import load_triage_table
from tests.cases import all_cases
from tests.interviews import NOON


@all_cases(
    ("fact", "days", "holds"),
    [
        ("operation", 90, True),
        ("operation", 91, False),
        ("clot", 181, True),
        ("clot", 182, False),
        ("cancer", 181, True),
    ],
)
def test_an_operation_and_a_clot_run_out_by_themselves(fact: str, days: float, holds: bool) -> None:
    answered = NOON - timedelta(days=days)
    person = present_person(PersonRecord("18-49", answered, {fact: KeptFact((), False, answered)}, answered), NOON)
    assert person is not None
    assert (fact in person.facts) is holds


@all_cases(
    ("key", "released", "parts"),
    [
        ("A4.5", False, ("everywhere",)),
        ("A7.5", False, ("everywhere",)),
        ("A5.4", False, ("everywhere", "where-it-hurts")),
        ("A3.5", False, ("everywhere", "neck")),
        ("P2.2", False, ("as-down-a-limb",)),
        ("A5.2", True, ("everywhere", "where-it-hurts")),
        ("of-a-later-version", False, ("everywhere", "where-it-hurts")),
    ],
)
def test_a_watched_sign_spares_what_it_names_and_a_released_one_where_it_hurts(
    key: str, released: bool, parts: tuple[str, ...]
) -> None:
    if released:
        state = NOTHING_KEPT._replace(releases=(SignRelease(key, NOON, NOON),))
    else:
        state = NOTHING_KEPT._replace(watched=(WatchedSign(key, NOON, NOON, 0),))
    assert held_by(state, load_triage_table().spared_by, load_fact_table())["gently"].choices == parts
