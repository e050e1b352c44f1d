"""Every outcome in its final words, for the signs of the one table."""

from datetime import date

from backpain_cli.domain.safety.person_facts import AgeBand, FactAnswer, PersonFacts
from backpain_cli.domain.safety.sign_table import HelpWord
from backpain_cli.domain.safety.signs import numbers_to_call
from backpain_cli.domain.safety.triage import assess
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped_safety import load_emergency_numbers, load_triage_table
from backpain_cli.wording.outcome_text import emergency_text, outcome_text
from tests.cases import all_cases

TABLE = load_triage_table()
NUMBERS = numbers_to_call(load_emergency_numbers(), "GB")
MONDAY = date(2026, 11, 30)
SAY = (
    "Say what you noticed, when it began, and which medicines you take. It is right to call even if you are not sure. "
    "No exercise and no pressing."
)


def said(*ticks: str, before: str = "lumbar", age: AgeBand = AgeBand.FROM_18, facts: tuple[str, ...] = ()) -> str:
    """Return what a person reads who ticked that."""
    person = PersonFacts(age, {fact: FactAnswer() for fact in facts})
    found = assess(TABLE, before=frozenset({before}), facts=person, ticks=ticks)
    return outcome_text(found, NUMBERS, MONDAY, is_pregnant="pregnant" in facts).spoken


@all_cases(
    ("ticks", "words"),
    [
        (
            ("A1.1",),
            "GET HELP NOW. You told us: chest pain or pressure, trouble breathing, or cold sweat or faintness with "
            "pain in chest, arm, jaw or upper back. Call 999, or the emergency number of where you are. Sit or lie "
            f"down and wait for help to come to you. {SAY}",
        ),
        (
            ("A4.1",),
            "GET HELP NOW. You told us: numb or changed feeling between the legs, at genitals, back passage or "
            "buttocks. Call 999, or the emergency number of where you are. Go to an emergency department now. Let "
            f"somebody else drive. {SAY}",
        ),
        (
            ("A7.3", "B2.1"),
            "SEE A DOCTOR TODAY. You told us: bloody pee, or burning or frequent pee with new side or back pain. "
            "Today also means at night and at weekends: your doctor, your health line, or an emergency department. "
            "No session until then. If it gets worse, or you feel faint, call 999, or the emergency number of where "
            "you are.",
        ),
        (
            ("A4.4", "B2.1", "A5.4"),
            "SEE A DOCTOR IN THE NEXT DAYS. You told us: an old leak or bladder trouble that slowly gets worse; "
            "weight lost without trying, drenching night sweats, or a new lump. Until then walk and move as is "
            "comfortable, and press nothing. When somebody has looked at it, start again and tell us.",
        ),
        (
            ("A5.4", "A2.5", "B1.4"),
            "You can go on, gently. Because of the sudden pain, the heavy legs and pain that grows or wakes you, "
            "nothing is pressed there and movements stay small. We ask again on Monday, 7 December. Book a visit "
            "with a doctor or physiotherapist as well.",
        ),
        (("B4",), "You may go on. Book a visit with a doctor or physiotherapist as well."),
        ((), "You may go on."),
    ],
)
def test_an_outcome_is_said_in_these_words(ticks: tuple[str, ...], words: str) -> None:
    assert said(*ticks) == words


def test_a_sign_that_is_asked_again_tomorrow_names_tomorrow() -> None:
    assert "We ask again on Tuesday." in said("P1.3")
    assert "We ask again on Tuesday." in said("A5.4", "P1.3")


def test_who_is_pregnant_rings_the_midwife_before_a_doctor_is_seen_today() -> None:
    assert "Ring your midwife or maternity unit now." in said("C4.3", facts=("pregnant",))
    assert "midwife" not in said("A7.3")


def test_who_is_under_18_is_sent_to_a_doctor_unless_something_is_graver() -> None:
    assert (
        said(age=AgeBand.UNDER_18) == "This guide is for adults. Show your pain to a doctor, with somebody you trust."
    )
    assert said("A1.1", age=AgeBand.UNDER_18).startswith("GET HELP NOW.")
    assert said("A7.3", age=AgeBand.UNDER_18).startswith("SEE A DOCTOR TODAY.")


@all_cases(
    ("ticks", "age", "advice"),
    [
        (("B4",), AgeBand.FROM_60, "Book it for the coming days, and ask whether a blood test is wise."),
        (("B5=3",), AgeBand.FROM_18, "Three of these together are worth a visit, and a blood test may come first."),
        (("B5=6", "A5.4"), AgeBand.FROM_18, "Four or more of these together are worth a specialist's look."),
    ],
)
def test_advice_follows_the_visit(ticks: tuple[str, ...], age: AgeBand, advice: str) -> None:
    assert f"Book a visit with a doctor or physiotherapist as well. {advice}" in said(*ticks, age=age)


@all_cases(
    ("words", "sentence"),
    [
        ((HelpWord.CALL,), "Sit or lie down"),
        ((HelpWord.GO,), "Go to an emergency department now."),
        ((HelpWord.STILL,), "Keep your head, neck and back still"),
        ((None,), "Sit or lie down"),
    ],
)
def test_the_middle_sentence_of_an_emergency(words: tuple[HelpWord | None], sentence: str) -> None:
    assert emergency_text((), words[0], NUMBERS).sentences[1].startswith(sentence)
    assert emergency_text((), words[0], NUMBERS).reported == ""


def test_no_word_of_it_says_what_somebody_has_or_that_a_person_is_fine() -> None:
    for rung in TABLE.rung_by_key:
        if not rung.startswith("B5"):
            words = said(rung).casefold()
            assert not any(word in words for word in ("you have a", "you are fine", "nothing serious", "diagnos"))


def test_every_grave_rung_tells_back_what_was_reported() -> None:
    for key, rung in TABLE.rung_by_key.items():
        outcome = Outcome.GO_ON if rung.counted_from or key == "B5.3" else rung.outcome
        if outcome is Outcome.GENTLY:
            assert "Because of" in said(key), key
        elif not outcome.lets_go_on:
            assert "You told us: " in said(key), key
