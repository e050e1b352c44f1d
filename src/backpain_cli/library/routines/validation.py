"""Checking routine files, many at a time."""

from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Anatomy
from backpain_cli.domain.errors import (
    ExitCode,
    InvalidFileError,
    Problem,
    Severity,
    UnreadableFileError,
)
from backpain_cli.domain.routine.routine import Origin
from backpain_cli.domain.text import shown
from backpain_cli.library.routines.finder import check_file


class CheckedFile(NamedTuple):
    """A file and everything that is wrong with it."""

    name: str
    """As it was given, safe to show."""
    problems: tuple[Problem, ...]
    exit_code: ExitCode


class Report(NamedTuple):
    """What came of checking some files."""

    files: tuple[CheckedFile, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Good if none has an error; otherwise wrong content before files that cannot be read."""
        codes = {file.exit_code for file in self.files}
        bad = (ExitCode.DATA, ExitCode.NO_INPUT, ExitCode.NO_PERMISSION)
        return next((code for code in bad if code in codes), ExitCode.OK)


def check_all(paths: list[Path], anatomy: Anatomy) -> Report:
    """Return what is wrong with the files, and with every YAML file in the folders, at `paths`."""
    checked: list[CheckedFile] = []
    for given in paths:
        files = _files_at(given)
        checked += [_checked(path, anatomy) for path in files] if files else [_empty(given)]
    return Report(tuple(checked))


def _empty(folder: Path) -> CheckedFile:
    name = shown(str(folder))
    hint = "give a folder with files that end in .yaml"
    problem = Problem(source=name, line=0, column=0, message="there is no YAML file in this folder", hint=hint)
    return CheckedFile(name=name, problems=(problem,), exit_code=ExitCode.NO_INPUT)


def _files_at(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            return sorted(file for file in path.iterdir() if file.suffix in {".yaml", ".yml"})
    except (OSError, ValueError):
        # The file itself is tried next, and says what is wrong with its path.
        return [path]
    return [path]


def _checked(path: Path, anatomy: Anatomy) -> CheckedFile:
    name = shown(str(path))
    try:
        problems = check_file(path, anatomy, Origin.FILE)[1]
        code = ExitCode.OK
    except InvalidFileError as error:
        problems, code = error.problems, ExitCode.DATA
    except UnreadableFileError as error:
        problem = Problem(
            source=name,
            line=0,
            column=0,
            message=error.message.removesuffix("."),
            hint=error.hint,
            severity=Severity.ERROR,
        )
        problems, code = [problem], error.exit_code
    return CheckedFile(name=name, problems=tuple(problems), exit_code=code)
