"""Names that nothing in the vocabulary has: refused, with the nearest name and the command that lists all."""

from typing import Any

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas, NameFinder
from backpain_cli.domain.errors import ExitCode, UnknownNameError


@pytest.mark.parametrize(
    ("kind", "name", "nearest", "command"),
    [
        ("pain area", "lower bakc", "lower-back", "backpain areas"),
        ("muscle", "piriformsi", "piriformis", "backpain muscles"),
        ("activity", "siting", "sitting", "backpain strain"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(
    anatomy: Atlas, kind: str, name: str, nearest: str, command: str
) -> None:
    finders: dict[str, NameFinder[Any]] = {
        "pain area": anatomy.area_names,
        "muscle": anatomy.muscle_names,
        "activity": anatomy.activity_names,
    }
    with pytest.raises(UnknownNameError, match=f"There is no {kind} called `{name}`") as caught:
        finders[kind].get(name)
    assert nearest in caught.value.hint.lower()
    assert f"`{command}` lists them all" in caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_name_in_an_error_holds_no_control_character(anatomy: Atlas) -> None:
    with pytest.raises(UnknownNameError) as caught:
        anatomy.muscle_names.get("\x1b[31mpiriformis")
    assert "\x1b" not in str(caught.value)
