from collections import Counter

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.safety.sign_words import first_sentences, is_bad_day, sign_in_words
from backpain_cli.domain.terms import Outcome
from backpain_cli.library.shipped import load_look_up_signs
from tests.cases import all_cases
from tests.triage import TABLE

KNOWN = load_look_up_signs()


@all_cases(
    ("text", "sign"),
    [
        ("chest pain", "A1.1"),
        ("My chest hurts!", "A1.1"),
        ("pain in my left arm and sweating", "A1.1"),
        ("can't breathe", "A1.1"),
        ("can\u2019t breathe", "A1.1"),
        ("I can not breathe", "A1.1"),
        ("short of breath", "A1.1"),
        ("tightness in the chest", "A1.1"),
        ("coughing up blood", "A1.1"),
        ("tearing pain", "A2.1"),
        ("stomach throbbing", "A2.1"),
        ("back pain and vomiting", "A2.2"),
        ("pain in my balls", "A2.2"),
        ("sudden pain in a testicle", "A2.2"),
        ("known aneurysm", "C5"),
        ("my face droops", "A3.1"),
        ("double vision", "A3.1"),
        ("passed out", "A3.1"),
        ("worst headache of my life", "A3.2"),
        ("NUMB BETWEEN MY LEGS", "A4.1"),
        ("tingling in the groin", "A4.1"),
        ("can't feel between my legs", "A4.1"),
        ("can't pee", "A4.2"),
        ("peed myself", "A4.2"),
        ("leaking pee", "A4.2"),
        ("lost bladder control", "A4.2"),
        ("both legs are weak", "A5.1"),
        ("can't feel my leg", "A5.1"),
        ("my legs gave way", "A5.1"),
        ("fell off a ladder", "A6.1"),
        ("car crash", "A6.1"),
        ("stiff neck and a fever", "A7.1"),
        ("foot cold and white", "A8.1"),
        ("I want to die", "X.1"),
        ("kill myself", "X.1"),
        ("self-harm", "X.1"),
        ("foot drop", "A5.2"),
        ("weak grip", "A5.2"),
        ("fever and back pain", "A7.2"),
        ("blood in my pee", "A7.3"),
        ("kidney stones", "A7.3"),
        ("swollen calf", "A8.2"),
        ("shingles", "A8.3"),
        ("arm pain on the stairs", "A1.2"),
        ("sore scalp", "C1.2"),
    ],
)
def test_words_that_are_a_sign_are_understood(text: str, sign: str) -> None:
    assert sign_in_words(KNOWN, text) == sign


@all_cases(
    "text",
    [
        *("lower back", "chest", "neck pain", "left shoulder blade", "collapsed arch", "collapsed disc", "", "   "),
        *("ball of my foot hurts", "stiff neck", "headache", "my legs ache", "tight hips", "my life", "\u0000\u2028"),
        *("hard floor", "cold hands", "falling asleep", "breathing", "sciatica", "period pain", "blood", "walking"),
    ],
)
def test_words_that_are_no_sign_are_left_to_the_look_up(text: str) -> None:
    assert sign_in_words(KNOWN, text) is None


def test_an_emergency_among_the_words_comes_before_what_can_wait_until_the_evening() -> None:
    assert sign_in_words(KNOWN, "fever, back pain and chest pain") == "A1.1"
    outcomes = [TABLE.row_by_rung[one.sign].outcome for one in KNOWN.words]
    assert set(outcomes) == {Outcome.EMERGENCY, Outcome.DOCTOR_TODAY}
    assert outcomes == sorted(outcomes, key=tuple(Outcome).index)


def test_a_look_up_begins_with_the_sentence_of_each_area_once(anatomy: Atlas) -> None:
    both = first_sentences(KNOWN, ["lower-back", "sacrum", "chest"])
    assert [sentence.split("?")[0] for sentence in both] == [
        "First: numb between the legs, new trouble with pee or poo, or both legs weak or numb",
        "First: chest pain or pressure now, or with short breath, cold sweat or faintness",
    ]
    assert first_sentences(KNOWN, []) == ()
    named = Counter(area for one in KNOWN.areas for area in one.areas)
    assert named == Counter(anatomy.areas.keys())
    assert all(sentence.startswith("First: ") for sentence in first_sentences(KNOWN, anatomy.areas))


def test_a_look_up_of_an_area_warns_of_a_sign_that_the_table_has_for_it() -> None:
    for one in KNOWN.areas:
        codes = {code for code, areas in TABLE.areas.items() if one.areas & set(areas)}
        assert any(codes & set(row.areas) for row in TABLE.rows), one.areas


@all_cases(
    ("text", "bad"),
    [
        ("bad day", True),
        ("a really bad day today", True),
        ("flare up", True),
        ("Flare-up!", True),
        ("my back flared up", True),
        ("very bad today", True),
        ("acting up", True),
        ("it's playing up again", True),
        ("worse than ever today", True),
        ("the worst it has ever been", True),
        ("bad back", False),
        ("bad posture all day", False),
        ("bad chair every day", False),
        ("sore after a long day", False),
        ("back hurts today", False),
        ("get up", False),
        ("worst headache", False),
    ],
)
def test_words_for_a_day_much_worse_than_usual(text: str, bad: bool) -> None:
    assert is_bad_day(KNOWN, text) is bad
