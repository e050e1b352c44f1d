"""Names with their meanings, as tables, and how they are found."""

from backpain_cli.domain.words.forms import WordForms
from backpain_cli.domain.words.name_index import Meaning, WordIndex, index_tables
from backpain_cli.domain.words.vocabulary import WordList
from tests.cases import all_cases

WORDS = WordList(
    fillers="the of my",
    feelings="pain crack",
    activity_fillers="",
    muscle_parts="",
    tails="when",
    adverb_before="above",
    sides={"left": "left"},
    same={"bum": "buttock"},
    readings=(),
    together=(),
    levels=(),
    relations={"above": {}},
    between=(),
    outside=(),
)
FORMS = WordForms(WORDS)
DROPPED = frozenset({"pain", "crack"})
NAMES = [
    (Meaning(("tailbone",)), ("tailbone", "bum crack", "tail bone end")),
    (Meaning(("buttock",)), ("buttock",)),
    (Meaning(("knee",)), ("back of the knee",)),
]
INDEX = WordIndex(FORMS, DROPPED, index_tables(FORMS, DROPPED, NAMES))


@all_cases(
    ("words", "key"),
    [
        ("tailbone", "tailbone"),
        ("tail bone", "tailbone"),
        ("bum crack", "tailbone"),
        ("my bum", "buttock"),
        ("bums", "buttock"),
        ("buttocks pain", "buttock"),
        ("knee back", "knee"),
        ("back of my knees", "knee"),
        ("knee", None),
        ("", None),
    ],
)
def test_a_name_is_found_in_any_order_and_what_is_less_dropped_goes_first(words: str, key: str | None) -> None:
    found = INDEX.find(words.split())
    assert (found and found.keys[0]) == key


def test_a_longer_name_goes_before_its_parts() -> None:
    names = [(Meaning(("lifting",)), ("lifting",)), (Meaning(("lifting-and-twisting",)), ("lift and twist",))]
    index = WordIndex(FORMS, frozenset({"and"}), index_tables(FORMS, frozenset({"and"}), names))
    assert [one.keys for one in index.contained({"lift", "twist", "box"})] == [("lifting-and-twisting",)]
    assert [one.keys for one in index.contained({"lift", "box"})] == [("lifting",)]


def test_words_and_their_other_forms_are_known_and_misspellings_are_not() -> None:
    assert INDEX.is_known("knees")
    assert INDEX.is_known("pain")
    assert not INDEX.is_known("tailbon")
    assert not INDEX.is_known("nee")
