from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError, Severity
from backpain_cli.domain.routine.layout import lay_out
from backpain_cli.library.routines.reader import UnbalancedRoutineError
from backpain_cli.library.routines.upgrade import upgraded_file
from tests.data.format_1_files import DRAWN, FORMAT_1, drawn_file, plan_text
from tests.files import read
from tests.small_routine import ROUTINE


def _written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("key", ["first-twinge", "lower-back"])
def test_a_shipped_file_changes_in_its_first_line_alone(key: str, anatomy: Atlas) -> None:
    path = FORMAT_1 / "routines" / f"{key}.yaml"
    before, after = path.read_text(encoding="utf-8"), upgraded_file(path, anatomy).text
    assert after == before.replace("backpain: 1", "backpain: 2", 1)


def test_a_file_of_format_1_keeps_its_seconds_in_format_2(tmp_path: Path, anatomy: Atlas) -> None:
    for number in range(0, DRAWN, 10):
        text = drawn_file(number)
        newer = upgraded_file(_written(tmp_path, text), anatomy).text
        assert plan_text(lay_out(read(newer, anatomy)[0])) == plan_text(lay_out(read(text, anatomy)[0]))


@pytest.mark.parametrize("head", ["backpain: 1  # mine\n", 'backpain: "1"\n', "# before\nbackpain:   1\n"])
def test_remarks_and_quotes_stay(head: str, tmp_path: Path, anatomy: Atlas) -> None:
    text = ROUTINE.replace("backpain: 1\n", head)
    assert upgraded_file(_written(tmp_path, text), anatomy).text == text.replace("1", "2", 1)


def test_notices_say_what_has_another_meaning(tmp_path: Path, anatomy: Atlas) -> None:
    text = ROUTINE.replace("    hold: 30s", "    hold: 3 x 10s")
    problems = upgraded_file(_written(tmp_path, text), anatomy).problems
    assert any("holds: 3 x 10s" in problem.hint for problem in problems)


def test_a_wrong_file_is_refused(tmp_path: Path, anatomy: Atlas) -> None:
    with pytest.raises(InvalidFileError):
        upgraded_file(_written(tmp_path, ROUTINE.replace("hold: 45s", "hold: 450s")), anatomy)


HEAD = "backpain: 1\ntitle: T\nregion: lumbar\nareas: [lower-back]\nminutes: 10\nsteps:\n"


def _filled(step: str, anatomy: Atlas) -> str:
    """Return a file of the oldest format with that step, and with a rest for what is left of ten minutes."""
    rest = "  - rest: Sit.\n    for: {}s\n"
    with pytest.raises(UnbalancedRoutineError) as unbalanced:
        read(f"{HEAD}{step}{rest.format(600)}", anatomy)
    over_s = sum(one.seconds for one in unbalanced.value.steps) - 600
    return f"{HEAD}{step}{rest.format(600 - over_s)}"


def _plan(text: str, anatomy: Atlas) -> list[tuple[object, ...]]:
    steps = read(text, anatomy)[0].steps
    return [(step.seconds, step.title, step.do, step.how, step.place, step.sides) for step in steps]


def test_a_stretch_in_own_words_keeps_the_seconds_that_a_near_name_lent_it(tmp_path: Path, anatomy: Atlas) -> None:
    for known in anatomy.stretches.values():
        for name in (known.name, *known.aliases, known.key):
            for more in ("", "    hold: 20s\n", "    sides: both\n"):
                text = _filled(f'  - stretch: "{name}"\n    do: My words.\n{more}', anatomy)
                newer = upgraded_file(_written(tmp_path, text), anatomy)
                assert [one for one in newer.problems if one.severity is Severity.ERROR] == [], text
                assert _plan(newer.text, anatomy) == _plan(text, anatomy)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("step", "newer"),
    [
        (
            "  - stretch: Child's pose  # mine\n    # how I do it\n    do: My words.\n",
            "  - stretch: Child's pose  # mine\n    # how I do it\n    hold: 30s\n    do: My words.\n",
        ),
        (
            '  - {stretch: "Child\'s pose", do: My words.}\n',
            '  - {hold: 30s, stretch: "Child\'s pose", do: My words.}\n',
        ),
        (
            "  - repeat: 2\n    steps:\n      - how: My words.\n        stretch: Figure four\n",
            "  - repeat: 2\n    steps:\n      - how: My words.\n        hold: 30s\n        sides: both\n"
            "        stretch: Figure four\n",
        ),
    ],
)
def test_what_was_lent_is_written_out_where_there_is_room(
    step: str, newer: str, newline: str, tmp_path: Path, anatomy: Atlas
) -> None:
    text = _filled(step, anatomy).replace("\n", newline)
    path = tmp_path / "mine.yaml"
    path.write_bytes(text.encode())
    better = upgraded_file(path, anatomy).text
    assert newer.replace("\n", newline) in better
    assert _plan(better, anatomy) == _plan(text, anatomy)


def test_a_move_of_the_persons_own_that_becomes_ours_is_said_with_its_line(tmp_path: Path, anatomy: Atlas) -> None:
    text = _filled("  - move: Bridge\n    for: 30s\n  - move: Walk a little.\n    for: 30s\n", anatomy)
    problems = upgraded_file(_written(tmp_path, text), anatomy).problems
    said = [(one.line, one.message) for one in problems if "our bridge now" in one.message]
    assert said == [(7, "`Bridge` is our bridge now, with our words")]
    assert not [one for one in problems if one.line == 9]


def test_a_file_of_the_newest_format_stays_as_it_is(tmp_path: Path, anatomy: Atlas) -> None:
    text = ROUTINE.replace("backpain: 1", "backpain: 2")
    assert upgraded_file(_written(tmp_path, text), anatomy).text == text
