from pathlib import Path

import pytest

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import InvalidFileError
from backpain_cli.domain.routine.layout import lay_out
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
