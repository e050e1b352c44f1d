"""What the commands that write routine files share: areas in everyday words, a check of a text, what is shown of it."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from backpain_cli.cli.output import show
from backpain_cli.domain.errors import InvalidFileError, Problem, UnknownNameError
from backpain_cli.domain.text import escape_for_terminal

if TYPE_CHECKING:
    from backpain_cli.cli.context import AppContext
    from backpain_cli.terminal.console import PageConsole


def areas_named(words: Iterable[str], context: "AppContext") -> tuple[str, ...]:
    """Return the keys of the areas that are meant.

    Raises:
        UnknownNameError: one means none; the hint names the nearest.
    """
    found: dict[str, None] = {}
    for one in words:
        if (area := context.atlas.area_meant(one)) is None:
            hint = f"{context.atlas.area_names.did_you_mean(one).capitalize()} `backpain areas` lists them all.".strip()
            raise UnknownNameError(f"There is no area called `{escape_for_terminal(one, most=60)}`.", hint=hint)
        found[area.key] = None
    return tuple(found)


def checked_text(text: str, source: str, context: "AppContext") -> list[Problem]:
    """Return what is wrong with a routine file that holds `text`."""
    from backpain_cli.domain.routine.routine import RoutineOrigin
    from backpain_cli.library.routines.reader import parse_routine

    try:
        return parse_routine(text, source=source, anatomy=context.atlas, key="written", origin=RoutineOrigin.FILE)[1]
    except InvalidFileError as error:
        return error.problems


def show_problems(files: Sequence[tuple[str, Sequence[Problem]]], console: "PageConsole") -> None:
    """Show what is wrong with each of some files, those with nothing left out where others have something."""
    from backpain_cli.views.routines import validation_page

    show(partial(validation_page, files), console)
