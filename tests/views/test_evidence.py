import pytest
from tests.views.pages import PIPE, SENTENCES, assert_fits_every_screen, rendered

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import EvidenceGrade
from backpain_cli.domain.anatomy.lookup import (
    claims_for_area,
    claims_for_muscle,
    claims_for_treatment,
    muscles_felt_in,
)
from backpain_cli.domain.routine.routine import steps_by_muscle
from backpain_cli.library.routines.finder import find_step, load_shipped_routines
from backpain_cli.views import evidence
from backpain_cli.views.widgets import Room
from backpain_cli.wording.phrases import grade_meaning

ROOMS = [Room(100), Room(60), Room(40), PIPE, SENTENCES]


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).replace("│", " ").split())


@pytest.mark.parametrize("room", ROOMS)
def test_a_claim_is_shown_whole_with_its_grade_in_words(anatomy: Atlas, room: Room) -> None:
    for grade in EvidenceGrade:
        claim = next(claim for claim in anatomy.claims.values() if claim.grade is grade)
        text = _joined(rendered(lambda room, claim=claim: evidence.claim_page(anatomy, claim, room), room))  # type: ignore[misc]
        facts = (claim.name, claim.grade, grade_meaning(grade), claim.claim, claim.article, claim.literature)
        assert [fact for fact in (*facts, claim.wording) if fact not in text] == []


def test_sources_of_a_claim_are_one_option_away(anatomy: Atlas) -> None:
    claim = anatomy.claims["trigger-points"]
    screen = rendered(lambda room: evidence.claim_page(anatomy, claim, room), Room(100))
    assert "--sources" in screen[-1]
    assert "5 sources" in screen[-1]
    pipe = "\n".join(rendered(lambda room: evidence.claim_page(anatomy, claim, room, with_sources=True), PIPE))
    assert all(anatomy.sources[key].reference in pipe for key in claim.sources)
    assert "abstract read 2026-11-22" in pipe
    assert anatomy.sources["S58"].reference not in "\n".join(screen)


def test_topics_are_a_line_each_with_how_sure_they_are(anatomy: Atlas) -> None:
    lines = rendered(lambda room: evidence.topic_table(anatomy.claims.values(), room), PIPE)
    for claim in anatomy.claims.values():
        (line,) = (line for line in lines if line.split()[0:1] == [claim.key])
        assert all(text in line for text in (claim.grade, claim.name, claim.claim))
    assert_fits_every_screen(lambda room: evidence.topic_table(anatomy.claims.values(), room))


def test_an_activity_has_its_muscles_one_change_and_a_routine(anatomy: Atlas) -> None:
    activity = anatomy.activities["driving"]
    treated = steps_by_muscle(load_shipped_routines(anatomy))
    for room in ROOMS:
        text = _joined(rendered(lambda room: evidence.strain_page(anatomy, activity, treated, room), room))
        assert "Reported by people and by manuals; not a diagnosis." in text
        assert activity.habit in text
        assert activity.note in text
        assert "backpain routine hip-buttock" in text
        assert "[M" not in text
    pipe = rendered(lambda room: evidence.strain_page(anatomy, activity, treated, room, with_sources=True), PIPE)
    for muscle in anatomy.strained_by(activity):
        (line,) = (line for line in pipe if line.startswith(f"{muscle.english}  "))
        assert ", ".join(muscle.strain.by) in line
        assert ", ".join(muscle.strain.sources) in line
    assert_fits_every_screen(lambda room: evidence.strain_page(anatomy, activity, treated, room, with_sources=True))


def test_activities_are_a_line_each(anatomy: Atlas) -> None:
    lines = rendered(lambda room: evidence.activity_table(anatomy, room), PIPE)
    for activity in anatomy.activities.values():
        (line,) = (line for line in lines if line.startswith(f"{activity.key}  "))
        assert all(muscle.english.lower() in line for muscle in anatomy.strained_by(activity))
    assert_fits_every_screen(lambda room: evidence.activity_table(anatomy, room))


def test_why_tells_of_a_muscle_an_area_and_a_step_what_they_rest_on(anatomy: Atlas) -> None:
    muscle, area = anatomy.muscles["soleus"], anatomy.areas["lower-back"]
    step, number = find_step("lower-back/4", anatomy)
    matches = muscles_felt_in(anatomy, [area])
    pages = {
        "soleus/1  ": lambda room: evidence.why_muscle_page(
            anatomy, muscle, claims_for_muscle(anatomy, muscle), room, with_sources=True
        ),
        "Quadratus lumborum  named by a study's figure": lambda room: evidence.why_area_page(
            anatomy, area, matches, claims_for_area(anatomy), room, with_sources=True
        ),
        step.do: lambda room: evidence.why_step_page(
            anatomy, step, number, claims_for_treatment(anatomy, step.kind, step.muscle), room, with_sources=True
        ),
    }
    for text, page in pages.items():
        lines = " ".join("\n".join(rendered(page, PIPE)).split(" "))
        assert text.split("  ")[0] in lines
        assert "What the literature says" in lines
        assert "M2" in lines
        assert_fits_every_screen(page)
    area_lines = "\n".join(rendered(pages["Quadratus lumborum  named by a study's figure"], PIPE))
    assert "named by a study's figure" in area_lines
    assert "mainly felt" in area_lines
    assert "local" in area_lines
