"""The atlas as a person looks it up: one muscle, overlap, the spine, strain and evidence."""

import re

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import areas_felt_from
from backpain_cli.domain.routine.steps import StepKind
from backpain_cli.domain.safety.sign_words import first_sentences
from backpain_cli.library.shipped import load_look_up_signs
from tests.program import form_of, page_of, run_program


def flow(text: str) -> str:
    return " ".join(text.split())


def test_the_page_of_a_muscle_has_its_sources_where_they_are_asked_for(anatomy: Atlas) -> None:
    reference = anatomy.sources["S28"].reference
    assert reference not in page_of("muscle", "quadratus lumborum")
    page = page_of("muscle", "quadratus lumborum", "--sources")
    assert "found in: 30-55 percent" in page
    assert reference in page
    assert reference in page_of("muscles", "lower-back", "--sources")
    assert "M1  " in page_of("muscles", "--sources")


@pytest.mark.parametrize(
    "written", ["Gluteus Medius", "gluteus_medius", "glute med", "M. gluteus medius", "GLUTEUS-MEDIUS"]
)
def test_a_muscle_is_found_by_any_of_its_names(written: str) -> None:
    assert form_of("muscle", written)["key"] == "gluteus-medius"


def test_a_muscle_as_json_has_every_field() -> None:
    form = form_of("muscle", "levator-scapulae")
    assert {point["safety_class"] for point in form["points"]} == {"A", "C"}
    pressed, left_alone = form["points"]
    assert pressed["technique"]["cap"] <= 90
    assert left_alone["technique"] is None
    assert form["attaches"]["levels"] == ["C1", "C2", "C3", "C4"]
    assert form["treatments"]


@pytest.mark.parametrize(
    ("command", "name", "near"),
    [
        ("muscle", "gluteus-meidus-x", "gluteus-medius"),
        ("strain", "dribbing", "driving"),
        ("why", "trigger-pionts", "trigger-points"),
    ],
)
def test_a_near_miss_is_answered_with_the_nearest_name(command: str, name: str, near: str) -> None:
    done = run_program(command, name)
    assert (done.code, done.out) == (2, "")
    assert f"`{near}`" in done.err


def test_the_page_of_a_muscle_begins_with_when_to_get_help(anatomy: Atlas) -> None:
    known = load_look_up_signs()
    for key in ("soleus", "gluteus-medius", "levator-scapulae"):
        muscle = anatomy.muscles[key]
        felt = [one.area.key for point in muscle.points for one in (*point.essential, *point.spillover)]
        sentences = first_sentences(known, felt)
        head = flow(page_of("muscle", key)).partition(f" {muscle.english}, ")[0]
        text = form_of("muscle", key)["first"]["text"]
        assert sentences
        for sentence in sentences:
            assert sentence in head, key
            assert sentence in text, key


def test_a_group_of_muscles_begins_with_when_to_get_help_for_each() -> None:
    parts = form_of("muscle", "trapezius-upper"), form_of("muscle", "trapezius-lower")
    whole = form_of("muscle", "traps")["first"]["text"]
    assert all(sentence in whole for part in parts for sentence in part["first"]["text"].split(" First: "))
    assert flow(page_of("muscle", "traps")).startswith("First: ")


def test_a_muscle_that_is_felt_nowhere_on_the_maps_begins_with_its_page(anatomy: Atlas) -> None:
    key = next(key for key, one in anatomy.muscles.items() if not areas_felt_from(anatomy, [one]))
    assert form_of("muscle", key)["first"] is None
    assert page_of("muscle", key).startswith(anatomy.muscles[key].english)


def test_overlap_shows_the_article_s_example_without_its_promise() -> None:
    page = flow(page_of("overlap", "erector-spinae", "levator-scapulae"))
    assert "between-the-shoulder-blades" in page
    assert "nothing says that treating one treats the other" in page
    assert {one["key"] for one in form_of("overlap", "erector-spinae", "levator-scapulae")["areas"]} >= {"neck"}


def test_one_muscle_alone_overlaps_with_nothing() -> None:
    assert run_program("overlap", "soleus").code == 2
    assert run_program("overlap", "soleus", "Soleus").code == 2


def test_several_areas_rank_by_how_many_are_covered_and_name_the_fewest_that_cover_all() -> None:
    form = form_of("muscles", "lower-back", "buttock", "sacrum")
    counts = [len(one["areas"]) for one in form["muscles"]]
    assert counts == sorted(counts, reverse=True)
    by_key = {one["key"]: set(one["areas"]) for one in form["muscles"]}
    assert set().union(*(by_key[key] for key in form["cover"])) == {"lower-back", "buttock", "sacrum"}
    assert "The fewest muscles whose maps cover 3 of these 3 areas" in page_of(
        "muscles", "lower-back", "buttock", "sacrum"
    )


def test_the_lists_can_be_narrowed() -> None:
    everything = {one["key"] for one in form_of("muscles", "lower-back")["muscles"]}
    local = {one["key"] for one in form_of("muscles", "lower-back", "--local")["muscles"]}
    remote = {one["key"] for one in form_of("muscles", "lower-back", "--remote")["muscles"]}
    assert local | remote == everything
    assert not local & remote
    assert "gluteus-medius" in remote
    pressed = form_of("muscles", "lower-back", "--class", "A")["muscles"]
    assert pressed
    assert all("A" in one["safety_classes"] for one in pressed)
    assert all("cervical" in one["regions"] for one in form_of("muscles", "--region", "cervical")["muscles"])
    assert run_program("muscles", "--local").code == 2


def test_the_spine_is_shown_from_the_skull_down_with_its_discs() -> None:
    page = page_of("spine")
    levels = re.findall(r"^([CTLS]\d+|Co) ", page, re.MULTILINE)
    assert levels[-30:-28] == ["C1", "C2"]
    assert len(re.findall(r"^\w+ +yes ", page, re.MULTILINE)) == 23


def test_one_level_and_one_region() -> None:
    assert "vertebra to limb bone" in page_of("spine", "l4")
    lumbar = form_of("spine", "--region", "lumbar")["levels"]
    assert [one["level"] for one in lumbar] == ["L1", "L2", "L3", "L4", "L5"]
    assert all(one["disc_above"] for one in lumbar)
    assert run_program("spine", "L9").code == 2


def test_strain_names_the_muscles_a_routine_and_one_change_of_habit(anatomy: Atlas) -> None:
    page = page_of("strain", "driving")
    assert "Piriformis" in page
    assert "backpain routine " in page
    assert "One change" in page
    assert anatomy.sources["M9"].reference in page_of("strain", "driving", "--sources")
    listed = {one["key"]: one for one in form_of("strain")["activities"]}
    assert set(listed) == set(anatomy.activities)
    assert all(one["habit"] and one["sources"] for one in listed.values())


def test_every_activity_is_reported_for_a_muscle(anatomy: Atlas) -> None:
    assert [key for key, one in anatomy.activities.items() if not anatomy.strained_by(one)] == []


@pytest.mark.parametrize("topic", ["trigger-points", "massage", "muscles-cause-back-pain"])
def test_a_topic_tells_the_claim_the_literature_the_grade_and_the_references(anatomy: Atlas, topic: str) -> None:
    page = flow(page_of("why", topic, "--sources"))
    claim = anatomy.claims[topic]
    for text in (claim.name, claim.claim, claim.literature, claim.wording, str(claim.grade)):
        assert flow(text) in page
    for key in claim.sources:
        assert flow(anatomy.sources[key].reference) in page


def test_why_answers_for_a_muscle_an_area_and_a_step() -> None:
    assert "soleus/1" in page_of("why", "soleus")
    assert "Gluteus medius" in page_of("why", "lumbago")
    assert "Why step 4: Gluteus medius" in page_of("why", "lower-back/4")
    assert run_program("why", "lower-back/99").code == 2
    assert run_program("why", "nonsense/3").code == 2


def test_the_article_s_claims_are_all_compared_with_the_literature(anatomy: Atlas) -> None:
    compared = [claim for claim in anatomy.claims.values() if claim.article]
    assert len(compared) >= 11
    assert all("S144" in claim.sources for claim in compared)
    assert anatomy.claims["muscles-cause-back-pain"].grade == "not supported"


def test_every_step_of_every_routine_has_evidence_and_sources(anatomy: Atlas) -> None:
    from backpain_cli.domain.anatomy.lookup import claims_for_treatment
    from backpain_cli.library.routines.finder import load_shipped_routines

    for routine in load_shipped_routines(anatomy):
        for step in routine.steps:
            assert step.sources, (routine.key, step.title)
            assert claims_for_treatment(anatomy, step.kind, step.muscle), (routine.key, step.title)


def test_claims_refer_to_what_there_is(anatomy: Atlas) -> None:
    for claim in anatomy.claims.values():
        assert claim.sources
        assert set(claim.sources) <= set(anatomy.sources)
        assert set(claim.muscles) <= set(anatomy.muscles)
        assert set(claim.kinds) <= {*StepKind}
    for activity in anatomy.activities.values():
        assert set(activity.habit_sources) <= set(anatomy.sources)
