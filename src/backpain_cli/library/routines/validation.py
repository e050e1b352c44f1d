"""Checking routine files, many at a time."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import ExitCode, InvalidFileError, Problem, UnreadableFileError, file_problem
from backpain_cli.domain.routine.routine import RoutineOrigin
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM
from backpain_cli.library.routines.finder import check_file
from backpain_cli.library.routines.reader import UnbalancedRoutineError
from backpain_cli.paths import ROUTINE_SUFFIXES


class FileReport(NamedTuple):
    """A file and everything that is wrong with it."""

    name: str
    """As it was given, safe to show."""
    problems: tuple[Problem, ...]
    exit_code: ExitCode
    steps: tuple[Step, ...] = ()
    """All of them, where that they do not fill the minutes is all that is wrong."""
    wanted_s: int = 0
    """Seconds that those steps should last."""


class ValidationReport(NamedTuple):
    """What came of checking some files."""

    files: tuple[FileReport, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Good if none has an error; otherwise wrong content before files that cannot be read."""
        codes = {file.exit_code for file in self.files}
        bad = (ExitCode.DATA, ExitCode.NO_INPUT, ExitCode.NO_PERMISSION)
        return next((code for code in bad if code in codes), ExitCode.OK)


def validate_files(paths: list[Path], anatomy: Atlas) -> ValidationReport:
    """Return what is wrong with the files, and with every YAML file in the folders, at `paths`."""
    checked: list[FileReport] = []
    for given in paths:
        files = files_at(given)
        checked += [_checked(path, anatomy) for path in files] if files else [_empty(given)]
    return ValidationReport(tuple(checked))


def _empty(folder: Path) -> FileReport:
    name = escape_for_terminal(str(folder))
    hint = "give a folder with files that end in .yaml"
    problem = file_problem(name, "there is no YAML file in this folder", hint)
    return FileReport(name=name, problems=(problem,), exit_code=ExitCode.NO_INPUT)


def files_at(path: Path) -> list[Path]:
    """Return the routine files of the folder at `path`; where it is none, `path` itself."""
    # What is wrong with a path is found when the file itself is read.
    with suppress(OSError, ValueError):
        if path.is_dir():
            return sorted(file for file in path.iterdir() if file.suffix in ROUTINE_SUFFIXES)
    return [path]


def _checked(path: Path, anatomy: Atlas) -> FileReport:
    name = "standard input" if path == STANDARD_STREAM else escape_for_terminal(str(path))
    try:
        problems = check_file(path, anatomy, RoutineOrigin.FILE)[1]
        code = ExitCode.OK
    except UnbalancedRoutineError as error:
        return FileReport(name, tuple(error.problems), ExitCode.DATA, tuple(error.steps), error.wanted_s)
    except InvalidFileError as error:
        problems, code = error.problems, ExitCode.DATA
    except UnreadableFileError as error:
        problems, code = [file_problem(name, error.message.removesuffix("."), error.hint)], error.exit_code
    return FileReport(name=name, problems=tuple(problems), exit_code=code)
