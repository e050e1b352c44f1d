"""Words in the form in which they are compared."""

from backpain_cli.domain.words.forms import split_words, word_stem
from tests.cases import all_cases


@all_cases(
    ("word", "stem"),
    [
        ("sitting", "sit"),
        ("sits", "sit"),
        ("lifted", "lift"),
        ("pulling", "pull"),
        ("dishes", "dish"),
        ("hips", "hip"),
        ("pelvis", "pelvis"),
        ("gluteus", "gluteus"),
        ("wing", "wing"),
        ("care", "care"),
        ("car", "car"),
    ],
)
def test_plurals_and_forms_of_verbs_are_one_word(word: str, stem: str) -> None:
    assert word_stem(word) == stem


@all_cases(
    ("text", "words"),
    [
        ("Lower-Back", ["lower", "back"]),
        ("swimmer's muscle", ["swimmers", "muscle"]),
        ("neck/shoulder", ["neck", "and", "shoulder"]),
        ("neck & shoulder, knee", ["neck", "and", "shoulder", "and", "knee"]),
        ("L4/L5", ["l4", "and", "l5"]),
        ("C5-7", ["c5", "and", "c6", "and", "c7"]),
        ("L5S1", ["l5", "and", "s1"]),
        ("L45", ["l45"]),
        ("T13-T14", ["t13", "t14"]),
        ("", []),
    ],
)
def test_text_is_split_into_words_and_vertebrae(text: str, words: list[str]) -> None:
    assert split_words(text) == words
