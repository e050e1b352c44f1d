from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.safety.concerned import with_own_cautions
from tests.sheets import shipped

HIP = "With a hip replacement, ask your surgeon first."


def avoided(key: str, title: str, anatomy: Atlas, answers: dict[str, str] | None) -> str:
    routine = with_own_cautions(shipped(key, anatomy), answers)
    return next(step.avoid for step in routine.steps if step.title == title)


def test_a_person_reads_what_concerns_them_and_anybody_reads_all_of_it(anatomy: Atlas) -> None:
    for answers, is_read in ((None, True), ({"hip-replacement": "yes"}, True), ({"hip-replacement": "no"}, False)):
        assert (HIP in avoided("lower-back", "Gluteus medius", anatomy, answers)) is is_read


def test_what_is_for_everybody_stays(anatomy: Atlas) -> None:
    assert avoided("lower-back", "Gluteus medius", anatomy, {"hip-replacement": "no"}).startswith("The bony knob")
