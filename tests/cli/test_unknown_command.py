"""What people type after the name of the program that is no command: what to type instead is said."""

import pytest

from tests.cases import all_cases
from tests.program import run_program


@all_cases(
    ("words", "offered"),
    [
        ("bad day", "`backpain routine flare-up`"),
        ("flare-up", "`backpain routine flare-up`"),
        ("worse than ever today", "`backpain routine flare-up`"),
        ("lower back", "`backpain routine lower-back` or `backpain muscles lower-back`"),
        ("neck acting up", "`backpain routine neck` or `backpain muscles neck`"),
        ("sciatica flare up", "`backpain routine leg-pain` or `backpain muscles sciatica`"),
        ("whiplash", "`backpain muscles whiplash`"),
        ("dowager's hump", "`backpain routine neck` or `backpain muscles dowagers hump`"),
        ("glute bridge", "`backpain moves bridge`"),
        ("doorway stretch", "`backpain stretches doorway-chest`"),
        ("upper trap", "`backpain routine neck` or `backpain muscle trapezius-upper`"),
        ("gardening", "`backpain strain stooping`"),
        ("rutine", "`backpain routine`"),
        ("chekclist neck --full", "`backpain checklist neck` or `backpain routine neck` or `backpain muscles neck`"),
    ],
)
def test_what_was_meant_is_offered_and_nothing_is_run(words: str, offered: str) -> None:
    done = run_program(*words.split())
    assert (done.code, done.out) == (2, "")
    first = words.split()[0]
    assert done.err == f"Error: There is no command `{first}`.\nDid you mean {offered}?\n"


def test_words_that_mean_nothing_lead_to_the_list_of_commands() -> None:
    done = run_program("xyzzy")
    assert (done.code, done.err) == (2, "Error: There is no command `xyzzy`.\n`backpain -h` lists all commands.\n")


def test_an_exercise_that_is_none_of_ours_is_told_apart_from_those_near_it() -> None:
    done = run_program("superman")
    assert done.code == 2
    assert "no such exercise here. It lifts arms and legs at once." in done.err
    assert "Near it: `backpain moves chest-lift` or `backpain moves bird-dog`." in done.err


@pytest.mark.parametrize(
    ("words", "code"), [("chest pain on a bad day", 3), ("flare up and numb between my legs", 3), ("calf swollen", 4)]
)
def test_a_sign_is_answered_first_and_alone(words: str, code: int) -> None:
    done = run_program(*words.split())
    assert done.code == code
    assert done.out.startswith("If this is you now:")
    assert done.err == ""
