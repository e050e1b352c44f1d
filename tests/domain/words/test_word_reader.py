"""Everyday words: what is understood, what is taken for what, and what is not understood at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.words.word_reader import Reading, WordReader
from tests.cases import all_cases

LISTS = Path(__file__).parents[2] / "data" / "words"
LEAST_UNDERSTOOD = {"phrases": 0.95, "activities": 0.90, "muscles": 0.95}
MOST_WRONG = 0.02


@pytest.fixture(scope="module")
def reader(anatomy: Atlas) -> WordReader:
    return anatomy.reader


def read(reader: WordReader, kind: str, text: str) -> Reading | None:
    return {"phrases": reader.areas, "activities": reader.activities, "muscles": reader.muscles}[kind](text)


@pytest.mark.parametrize("kind", LEAST_UNDERSTOOD)
@pytest.mark.parametrize("collected", ["", "own-"])
def test_what_people_say_is_understood(reader: WordReader, kind: str, collected: str) -> None:
    lines = (LISTS / f"{collected}{kind}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    refused: list[str] = []
    wrong: list[str] = []
    for text, expected in (line.split("\t") for line in lines):
        reading = read(reader, kind, text)
        keys = {*reading.keys, *reading.entries} if reading and reading.keys else set()
        if expected.startswith("(") and not keys:
            continue
        if not keys & {one.lstrip("*") for one in expected.split("|")}:
            (wrong if keys else refused).append(text)
    assert len(lines) > 20
    assert len(wrong) / len(lines) <= MOST_WRONG, wrong
    assert 1 - len(refused + wrong) / len(lines) >= LEAST_UNDERSTOOD[kind], refused + wrong


def test_every_alias_means_its_own_entry(anatomy: Atlas, reader: WordReader) -> None:
    areas = {key: (one.name, *one.aliases) for key, one in anatomy.areas.items()}
    activities = {key: (one.name, *one.aliases) for key, one in anatomy.activities.items()}
    muscles = {key: (one.english, *one.aliases) for key, one in anatomy.muscles.items()}
    groups = {key: (one.name, *one.aliases) for key, one in anatomy.groups.items()}
    conditions = {key: one.aliases for key, one in anatomy.conditions.items()}
    lost = []
    for kind, entries in (
        ("phrases", areas | conditions),
        ("activities", activities),
        ("muscles", muscles),
        ("muscles", groups),
    ):
        for key, called in entries.items():
            for name in (key, *called):
                found = read(reader, kind, name)
                if found is None or key not in (*found.keys, *found.entries):
                    lost.append((key, name))
    assert lost == []


@all_cases(
    ("text", "areas", "side"),
    [
        ("left lower back", ("lower-back",), "left"),
        ("lower back left side", ("lower-back",), "left"),
        ("the left side of my neck", ("neck",), "left"),
        ("pain in both shoulder blades", ("shoulder-blade",), "both"),
        ("one side of the tailbone", ("tailbone",), ""),
        ("right under my shoulder blade", ("mid-back",), ""),
        ("under the right shoulder blade", ("mid-back",), "right"),
        ("R lower back", ("lower-back",), "right"),
        ("pain in my left side", ("flank", "side-of-the-chest"), "left"),
    ],
)
def test_left_and_right_are_the_side_and_right_above_is_none(
    reader: WordReader, text: str, areas: tuple[str, ...], side: str
) -> None:
    found = reader.areas(text)
    assert found is not None
    assert (found.keys, found.side) == (areas, side)


@all_cases(
    ("text", "areas"),
    [
        ("neck and upper back", ("neck", "between-the-shoulder-blades")),
        ("upper and lower back", ("between-the-shoulder-blades", "lower-back")),
        ("mid/upper back", ("mid-back", "between-the-shoulder-blades")),
        ("between spine and shoulder blade", ("between-the-shoulder-blades",)),
        ("between my ribs and my hip", ("flank",)),
        ("just above my bum", ("lower-back", "sacroiliac", "iliac-crest")),
        ("back of my right knee", ("knee",)),
        ("front of the hip", ("groin",)),
        ("my whole back", ("between-the-shoulder-blades", "mid-back", "lower-back")),
        ("L4/L5", ("lower-back",)),
        ("C7 to T2", ("neck", "between-the-shoulder-blades")),
        ("l5s1", ("lower-back", "sacrum")),
        ("lowerback", ("lower-back",)),
        ("back lower", ("lower-back",)),
        ("my neck hurts when I look at my phone", ("neck",)),
        ("when I sit my tailbone hurts", ("tailbone",)),
        ("pain going from my neck to my hand", ("neck", "forearm-and-hand")),
    ],
)
def test_directions_joined_places_levels_and_clauses_about_time(
    reader: WordReader, text: str, areas: tuple[str, ...]
) -> None:
    found = reader.areas(text)
    assert found is not None
    assert set(found.keys) == set(areas)


@all_cases(
    ("text", "keys", "taken"),
    [
        ("tailbon", ("tailbone",), ("tailbon", "tailbone")),
        ("sholder blade", ("shoulder-blade",), ("sholder", "shoulder")),
        ("nekc", ("neck",), ("nekc", "neck")),
        ("lower bakc", ("lower-back",), ("bakc", "back")),
        ("buttoks", ("buttock",), ("buttoks", "buttocks")),
    ],
)
def test_a_near_misspelling_is_taken_and_said(
    reader: WordReader, text: str, keys: tuple[str, ...], taken: tuple[str, str]
) -> None:
    found = reader.areas(text)
    assert found is not None
    assert found.keys == keys
    assert [tuple(one) for one in found.taken] == [taken]


def test_a_misspelt_word_that_is_dropped_anyway_is_not_mentioned(reader: WordReader) -> None:
    found = reader.areas("neck pian")
    assert found is not None
    assert (found.keys, found.taken) == (("neck",), ())


@all_cases(
    "text",
    ["", " ", "left", "my", "pain", "it hurts", "xyzzy", "chess", "pizza", "my cat", "computer", "all over", "0", "'"],
)
def test_what_is_no_place_is_not_taken_for_one(reader: WordReader, text: str) -> None:
    assert reader.areas(text) is None


@all_cases("text", ["biceps tendon of a horse", "stabby", "pronator teres", "tibialis anterior", "xyzzy", "anterior"])
def test_a_far_name_is_no_muscle(reader: WordReader, text: str) -> None:
    assert reader.muscles(text) is None


def test_what_has_no_page_is_named(reader: WordReader) -> None:
    assert "outer calf" in reader.outside("my gastroc")
    assert reader.outside("heart") == "heart"
    assert reader.outside("lower back") == ""


def test_several_readings_are_a_choice_and_what_is_meant_together_is_none(reader: WordReader) -> None:
    leg, back = reader.areas("my leg"), reader.areas("my whole back")
    assert leg is not None
    assert back is not None
    assert leg.places[0].is_choice
    assert not back.places[0].is_choice


def test_a_wide_word_beside_a_precise_one_adds_nothing(reader: WordReader) -> None:
    found = reader.areas("sciatica in my left leg")
    assert found is not None
    assert found.entries == ("sciatica",)
    assert found.keys == ("buttock", "back-of-the-thigh", "lower-leg", "lower-back")
    precise = reader.areas("slipped disc in the lower back")
    assert precise is not None
    assert (precise.entries, precise.keys) == (("slipped disc",), ("lower-back",))


def test_a_group_is_its_parts_under_its_own_name(reader: WordReader) -> None:
    found = reader.muscles("my traps")
    assert found is not None
    assert found.entries == ("trapezius",)
    assert found.keys == ("trapezius-upper", "trapezius-middle", "trapezius-lower")
    part = reader.muscles("left upper trap")
    assert part is not None
    assert (part.keys, part.side) == (("trapezius-upper",), "left")


def test_several_activities_are_found_in_one_sentence(reader: WordReader) -> None:
    found = reader.activities("lifting boxes and driving all day")
    assert found is not None
    assert {"lifting", "driving"} <= set(found.keys)


@given(st.text(max_size=300))
def test_any_text_can_be_read(anatomy: Atlas, text: str) -> None:
    reader = anatomy.reader
    for found in (reader.areas(text), reader.muscles(text), reader.activities(text)):
        assert found is None or found.places
