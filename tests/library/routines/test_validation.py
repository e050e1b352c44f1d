"""Many files are checked at a time, each for itself, in the order in which they are given."""

from pathlib import Path

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode
from backpain_cli.library.routines.validation import validate_files
from tests.files import routine_with
from tests.small_routine import ROUTINE


def test_files_and_folders_are_checked_in_the_order_in_which_they_are_given(tmp_path: Path, anatomy: Atlas) -> None:
    folder, empty = tmp_path / "routines", tmp_path / "empty"
    folder.mkdir()
    empty.mkdir()
    (folder / "b.yaml").write_text(ROUTINE)
    (folder / "a.yaml").write_text(routine_with("gluteus-medius", "gluteus-mediux"))
    (folder / "c d.yml").write_text(ROUTINE)
    (folder / "e.yaml").symlink_to("nowhere")
    (folder / "notes.txt").write_text("nothing of ours")
    report = validate_files([folder / "b.yaml", empty, folder, folder / "none.yaml", folder / "a.yaml"], anatomy)
    assert [(Path(file.name).stem, file.exit_code) for file in report.files] == [
        ("b", ExitCode.OK),
        ("empty", ExitCode.NO_INPUT),
        ("a", ExitCode.DATA),
        ("b", ExitCode.OK),
        ("c d", ExitCode.OK),
        ("e", ExitCode.NO_INPUT),
        ("none", ExitCode.NO_INPUT),
        ("a", ExitCode.DATA),
    ]
    assert report.exit_code is ExitCode.DATA
