"""By name or path; lists; completion."""

import os
from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, InvalidFileError, Problem, UnknownNameError, file_problem
from backpain_cli.domain.names import NameIndex, did_you_mean, normalize_name
from backpain_cli.domain.routine.routine import Routine, RoutineOrigin, RoutineSummary
from backpain_cli.domain.routine.steps import Step
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM
from backpain_cli.library import compiled as forms
from backpain_cli.library.routines.reader import parse_routine, routine_from_node
from backpain_cli.library.yaml.fields import ProblemList
from backpain_cli.library.yaml.nodes import node_from_plain, plain_value
from backpain_cli.library.yaml.text_files import read_text
from backpain_cli.paths import (
    ROUTINE_FOLDER,
    ROUTINE_KEY,
    ROUTINE_SUFFIXES,
    keys_of_own,
    keys_of_shipped,
    own_files,
    packaged_data,
)


def paths_in(*names: str) -> list[Path]:
    """Return those of the given `names` of routines that are paths of files; `-` is standard input."""
    return [Path(name) for name in names if os.sep in name or name.endswith(ROUTINE_SUFFIXES) or name == "-"]


class RoutineList(NamedTuple):
    """All routines there are, and what could not be used."""

    routines: tuple[RoutineSummary, ...]
    """Own ones first where they take a shipped one's place; each key once."""
    broken: tuple[Problem, ...] = ()
    """The problems of own files that cannot be used."""
    overridden: frozenset[str] = frozenset()
    """Keys of shipped routines whose place an own one takes."""


def load_shipped_routines(anatomy: Atlas, only: Container[str] | None = None) -> tuple[Routine, ...]:
    """Return the shipped routines in the order of their keys; those in `only`, or all of them."""
    folder = packaged_data(ROUTINE_FOLDER)
    contents = [(f"{key}.yaml", (folder / f"{key}.yaml").read_bytes()) for key in keys_of_shipped()]
    plain = forms.load_compiled(COMPILED_ROUTINES, contents, nodes_of)
    found: list[Routine] = []
    for name, data in contents:
        key = name.removesuffix(".yaml")
        if only is None or key in only:
            notes = ProblemList(name, data.decode("utf-8"))
            found.append(
                routine_from_node(
                    node_from_plain(plain[key]), notes, anatomy=anatomy, key=key, origin=RoutineOrigin.SHIPPED
                )[0]
            )
    return tuple(found)


COMPILED_ROUTINES = packaged_data("compiled-routines") / "routines.marshal"


def compile_routines(folder: Path) -> Path:
    """Write the compiled form of the routines in `folder`, and return its path."""
    # In the order of the keys, which is another one than that of the names: `neck`, then `neck-headache`.
    paths = sorted(folder.glob("*.yaml"), key=lambda path: path.stem)
    contents = [(path.name, path.read_bytes()) for path in paths]
    return forms.compile_data(COMPILED_ROUTINES, contents, nodes_of)


def nodes_of(contents: forms.Contents) -> dict[str, object]:
    """Return the nodes of each file in plain form, by the file's key."""
    from backpain_cli.library.yaml.source import read_yaml  # needed only without a compiled form

    plain: dict[str, object] = {}
    for name, data in contents:
        node, problems = read_yaml(data.decode("utf-8"), name)
        if problems:
            raise InvalidFileError(problems)
        plain[name.removesuffix(".yaml")] = plain_value(node)
    return plain


def list_routines(anatomy: Atlas) -> RoutineList:
    """Return every routine there is. A broken file in the own folder never hides the others."""
    shipped = {routine.key: routine.summary for routine in load_shipped_routines(anatomy)}
    own: dict[str, RoutineSummary] = {}
    broken: list[Problem] = []
    for path in own_files():
        try:
            summary = load_file(path, anatomy, RoutineOrigin.OWN).summary
        except InvalidFileError as error:
            broken += error.problems
        except BackpainError as error:
            broken.append(file_problem(str(path), error.message, error.hint))
        else:
            # Of two files of one name the first counts, as in `find_routine`.
            own.setdefault(summary.key, summary)
    every = shipped | own
    return RoutineList(
        routines=tuple(every[key] for key in sorted(every)),
        broken=tuple(broken),
        overridden=frozenset(shipped) & frozenset(own),
    )


def find_routine(name: str, anatomy: Atlas) -> Routine:
    """Return the routine of that name or path.

    Raises:
        UnknownNameError: there is none of that name; the hint names the nearest.
        InvalidFileError: its file is wrong.
        UnreadableFileError: its file cannot be read.
    """
    if given := paths_in(name):
        return load_file(given[0], anatomy, RoutineOrigin.FILE)
    for path in own_files():
        if normalize_name(path.stem) == normalize_name(name) and ROUTINE_KEY.fullmatch(path.stem):
            return load_file(path, anatomy, RoutineOrigin.OWN)
    if normalize_name(name) in keys_of_shipped():
        return load_shipped_routines(anatomy, only={normalize_name(name)})[0]
    shipped = {routine.key: routine for routine in load_shipped_routines(anatomy)}
    titles = {routine.title: routine.key for routine in shipped.values()} | {key: key for key in shipped}
    if (key := NameIndex(titles).find(name)) is not None:
        return shipped[key]
    known = (*keys_of_own(), *shipped)
    raise UnknownNameError(
        f"There is no routine called `{escape_for_terminal(name, most=60)}`.",
        hint=f"{did_you_mean(name, known).capitalize()} There are: {', '.join(known)}.".strip(),
    )


def find_step(name: str, anatomy: Atlas) -> tuple[Step, int]:
    """Return the step that `name` means, as `lower-back/3`, with its number counted from 1.

    Raises:
        UnknownNameError: there is no such step.
    """
    routine_name, slash, number = name.rpartition("/")
    if not slash or not (number.isascii() and number.isdigit()):
        raise UnknownNameError(
            f"There is no topic, muscle, area or step called `{escape_for_terminal(name, most=60)}`.",
            hint=f"{anatomy.suggest_topic(name).capitalize()} `backpain why` lists the topics.".strip(),
        )
    routine = find_routine(routine_name, anatomy)
    if not 1 <= int(number[:6]) <= len(routine.steps):
        raise UnknownNameError(
            f"{routine.title} has no step {escape_for_terminal(number, most=12)}.",
            hint=f"It has {len(routine.steps)} steps.",
        )
    return routine.steps[int(number) - 1], int(number)


def load_file(path: Path, anatomy: Atlas, origin: RoutineOrigin) -> Routine:
    """Return the routine in that file.

    Raises:
        InvalidFileError: the file is wrong, or its name is none that a routine can have.
        UnreadableFileError: it cannot be read.
    """
    return check_file(path, anatomy, origin)[0]


def check_file(path: Path, anatomy: Atlas, origin: RoutineOrigin) -> tuple[Routine, list[Problem]]:
    """Return the routine in that file, and the warnings about it; raises as `load_file` does."""
    is_stream = path == STANDARD_STREAM
    source = "standard input" if is_stream else escape_for_terminal(str(path))
    if origin is RoutineOrigin.OWN and not ROUTINE_KEY.fullmatch(path.stem):
        hint = "use small letters a to z, digits and hyphens, as in `my-back.yaml`"
        raise InvalidFileError([file_problem(source, "this name cannot be a routine's", hint)])
    text = read_text(path, source)
    key = "standard-input" if is_stream else escape_for_terminal(path.stem, most=60)
    return parse_routine(text, source=source, anatomy=anatomy, key=key, origin=origin)
