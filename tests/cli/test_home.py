from backpain_cli.cli.home import routine_for
from backpain_cli.domain.routine.routine import RoutineOrigin, RoutineSummary
from backpain_cli.domain.terms import Region


def _routine(key: str, *areas: str) -> RoutineSummary:
    return RoutineSummary(key, key, Region.LUMBAR, areas, 15, (), (), RoutineOrigin.SHIPPED)


def test_an_area_gets_the_routine_that_names_it_earliest() -> None:
    whole, lower = _routine("whole", "neck", "lower-back", "buttock"), _routine("lower", "lower-back", "buttock")
    assert routine_for("lower-back", [whole, lower]) is lower
    assert routine_for("neck", [whole, lower]) is whole
    assert routine_for("jaw", [whole, lower]) is None


def test_of_two_that_name_it_first_the_one_for_fewer_areas_is_meant() -> None:
    whole, lower = _routine("whole", "lower-back", "neck", "buttock"), _routine("lower", "lower-back")
    assert routine_for("lower-back", [whole, lower]) is lower
