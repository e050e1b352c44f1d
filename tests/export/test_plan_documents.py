"""The JSON of a plan and of its sheet has what is counted, on which sides, at which level, and what may be left out."""

import json
from typing import Any

import pytest

from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.domain.routine.plan import Plan
from backpain_cli.domain.terms import Side
from backpain_cli.export.plan_documents import checklist_document, plan_document
from backpain_cli.library.shipped import load_atlas
from tests.counted import counted_plan, hard_plan
from tests.data.test_format_2 import FORMAT_2
from tests.files import read
from tests.sheets import EVERY_SHIPPED, sheet_of_plan, shipped


@pytest.fixture(scope="module")
def sided() -> Plan:
    routine, _ = read((FORMAT_2 / "every-side.yaml").read_text(encoding="utf-8"), load_atlas())
    return lay_out(routine, sorer=Side.RIGHT)


def segments_of(plan: Plan, title: str, phase: str) -> list[dict[str, Any]]:
    """Return the segments of the steps of that title, as they are in JSON."""
    document = json.loads(json.dumps(plan_document(plan)))
    return [one for one in document["segments"] if (one["title"], one["phase"]) == (title, phase)]


def test_repetitions_have_their_number_their_pace_and_the_level() -> None:
    (easy,), (hard,) = (segments_of(plan, "Bridge", "work") for plan in (counted_plan(), hard_plan()))
    assert (easy["entry"], easy["level"], hard["level"]) == ("bridge", 1, 3)
    assert (easy["repetitions"], easy["repetition_seconds"]) == (8, 6)
    assert easy["pace"] == [{"word": "up", "seconds": 3}, {"word": "down", "seconds": 3}]


def test_sides_in_turn_are_told_with_the_repetitions_on_each() -> None:
    (work,) = segments_of(counted_plan(), "Bird dog", "work")
    assert (work["alternates"], work["side"], work["repetitions"], work["seconds"]) == (True, "none", 3, 36)


def test_series_rounds_and_sides_are_told_together(sided: Plan) -> None:
    holds = segments_of(sided, "Side plank", "hold")
    assert [(one["side"], one["round"], one["number"], one["of"]) for one in holds] == [
        (side, number, hold, 2) for number in (1, 2) for side in ("left", "right") for hold in (1, 2)
    ]
    assert [one["number"] for one in segments_of(sided, "Side plank", "pause")] == [2] * 4


def test_breathing_has_its_pattern() -> None:
    (breath,) = segments_of(counted_plan(), "Slow breathing", "hold")
    assert breath["breath"] == {"in": 4, "hold": 7, "out": 8}


def test_what_may_be_left_out_says_so(sided: Plan) -> None:
    optional = {one["title"] for one in plan_document(sided)["segments"] if one["optional"]}
    assert optional == {"Open book"}


@pytest.mark.parametrize("key", EVERY_SHIPPED)
def test_the_mix_is_all_of_the_plan(key: str) -> None:
    document = plan_document(lay_out(shipped(key, load_atlas())))
    of_kind: dict[str, int] = dict.fromkeys(document["mix"], 0)
    for segment in document["segments"]:
        of_kind[segment["kind"]] += segment["seconds"]
    assert document["mix"] == of_kind
    assert sum(of_kind.values()) == document["seconds"]


def test_a_sheet_has_the_dose_in_words_and_in_numbers(sided: Plan) -> None:
    steps = {one["title"]: one for one in checklist_document("mine", sheet_of_plan(sided))["steps"]}
    plank, slides = steps["Side plank"], steps["Heel slides"]
    assert (plank["entry"], plank["level"], plank["repetitions"], plank["rounds"]) == ("side-plank", 2, 2, 2)
    assert plank["dose"] == "2 x 8 s, 4 s between, 2 rounds, 20 s rest between, level 2"
    assert (slides["alternates"], slides["repetitions"]) == (True, 4)
    assert steps["Open book"]["optional"]
    assert (steps["Settle"]["dose"], steps["Settle"]["repetitions"], steps["Settle"]["rounds"]) == ("", 0, 1)
