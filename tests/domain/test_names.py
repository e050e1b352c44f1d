"""Names as people write them: what is understood, and what is suggested instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.names import NameIndex, did_you_mean, nearest_names, normalize_name
from tests.cases import all_cases

AMONG = {
    "lower-back": "lower-back",
    "Small of the back": "lower-back",
    "lumbago": "lower-back",
    "buttock": "buttock",
    "glutes": "gluteus-maximus",
    "gluteus-maximus": "gluteus-maximus",
    "gluteus-medius": "gluteus-medius",
    "piriformis": "piriformis",
}


@pytest.mark.parametrize(
    "written", ["lower-back", "Lower Back", "lower_back", "LOWER  BACK", " lower - back ", "lower\tback", "Lower\nback"]
)
def test_case_blanks_hyphens_and_underlines_do_not_matter(written: str) -> None:
    assert normalize_name(written) == "lower-back"


def test_an_apostrophe_does_not_matter() -> None:
    assert normalize_name("Swimmer's muscle") == "swimmers-muscle"


@given(st.text())
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert normalize_name(normalize_name(name)) == normalize_name(name)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Lower Back", "lower-back"),
        ("LUMBAGO", "lower-back"),
        ("small of the back", "lower-back"),
        ("the small of my back", "lower-back"),
        ("buttocks", "buttock"),
        ("my buttock", "buttock"),
        ("glute", "gluteus-maximus"),
        ("Gluteus_Medius", "gluteus-medius"),
        ("Piriformis", "piriformis"),
    ],
)
def test_a_name_is_understood_by_its_key_its_alias_its_plural_and_with_small_words(written: str, key: str) -> None:
    assert NameIndex(AMONG).find(written) == key


@all_cases("written", ["", "-", "the", "of my", "'", "piriform", "gluteus", "back", "lower", "ss"])
def test_what_is_only_part_of_a_name_or_nothing_means_none(written: str) -> None:
    assert NameIndex(AMONG).find(written) is None


def test_letters_that_only_look_alike_are_not_the_same_name() -> None:
    assert NameIndex(AMONG).find("pirif\u043ermis") is None  # the o is Cyrillic


def test_an_exact_name_goes_before_a_plural() -> None:
    assert NameIndex({"hip": "joint", "hips": "both-joints"}).find("hips") == "both-joints"
    assert NameIndex({"hips": "both-joints", "hip": "joint"}).find("hip") == "joint"


@pytest.mark.parametrize(
    ("misspelt", "first"),
    [
        ("gluteus-mediuss", "gluteus-medius"),
        ("Piriformes", "piriformis"),
        ("lowerback", "lower-back"),
        ("maximus", "gluteus-maximus"),
    ],
)
def test_the_name_that_looks_most_alike_is_suggested_first(misspelt: str, first: str) -> None:
    assert nearest_names(misspelt, AMONG)[0] == first


def test_no_more_names_are_suggested_than_wanted() -> None:
    names = [f"gluteus-{letter}" for letter in "abcdefgh"]
    assert len(nearest_names("gluteus", names)) == 3
    assert len(nearest_names("gluteus", names, most=1)) == 1


@pytest.mark.parametrize("unlike", ["", "x", "zzzzzz", "\U0001f600" * 5_000, "q" * 100_000])
def test_nothing_is_suggested_where_nothing_looks_alike(unlike: str) -> None:
    assert nearest_names(unlike, AMONG) == []
    assert did_you_mean(unlike, AMONG) == ""


def test_the_suggestion_is_a_question_with_the_names_in_it() -> None:
    assert did_you_mean("titel", ("title", "steps")) == "did you mean `title`?"
    assert did_you_mean("hold", ("holds", "folds")) == "did you mean `holds` or `folds`?"


def test_an_index_tells_every_name_it_understands() -> None:
    assert all(NameIndex(AMONG).find(name) == key for name, key in AMONG.items())
    assert NameIndex({}).find("anything") is None


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=6))
def test_only_known_names_are_suggested_and_none_twice(name: str, among: list[str]) -> None:
    suggested = nearest_names(name, among)
    assert set(suggested) <= set(among)
    assert len(suggested) == len(set(suggested)) <= 3


def test_every_name_of_the_anatomy_means_the_thing_it_names(anatomy: Atlas) -> None:
    for muscle in anatomy.muscles.values():
        for name in (muscle.key, muscle.english, muscle.latin, *muscle.aliases):
            assert anatomy.muscle_names.find(name) is muscle, name
    for area in anatomy.areas.values():
        for name in (area.key, area.name, *area.aliases):
            assert anatomy.area_names.find(name) is area, name
    for stretch in anatomy.stretches.values():
        for name in (stretch.key, stretch.name, *stretch.aliases):
            assert anatomy.stretch_names.find(name) is stretch, name


def test_a_muscle_is_suggested_only_once(anatomy: Atlas) -> None:
    suggested = anatomy.muscle_names.did_you_mean("gluteus mediuss").split("`")[1::2]
    muscles = [anatomy.muscle_names.find(name) for name in suggested]
    assert muscles[0] is anatomy.muscles["gluteus-medius"]
    assert len({muscle.key for muscle in muscles if muscle}) == len(muscles)
