"""The answer to a first word that no command has: what the words may mean, and what to type for that."""

import shlex
from collections.abc import Iterator, Sequence
from typing import NoReturn

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.names import nearest_names
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines.finder import find_routine, list_routines

_NEAR = 0.7
"""How alike a word and a command are that it may be a slip of, on a scale to 1."""
_MOST = 3


def refuse_command(arguments: Sequence[str], commands: Sequence[str]) -> NoReturn:
    """Refuse words of which the first names no command.

    Args:
        arguments: as they were typed.
        commands: the names of all.

    Raises:
        UsageError: always, unless they are a sign.
        typer.Exit: they are a sign, which was answered.
    """
    words = [word for word in arguments if not word.startswith("-")]
    text, first = " ".join(words), escape_for_terminal(words[0], most=60)
    with AppContext() as context:
        reader = WordsReader(context)
        if (sign := reader.sign(text)) is not None:
            reader.end_with(sign)
        if (other := context.atlas.other_exercise_names.find(text)) is not None:
            near = " or ".join(f"`backpain moves {key}`" for key in other.near)
            raise UsageError(
                f"There is no command `{first}`, and no such exercise here. {other.text}", f"Near it: {near}."
            )
        slips = nearest_names(words[0], commands, most=1, cutoff=_NEAR)
        meant = [" ".join([slip, *map(shlex.quote, words[1:])]) for slip in slips]
        meant += _meant(text, reader, context)
    offered = " or ".join(f"`backpain {escape_for_terminal(one, most=60)}`" for one in dict.fromkeys(meant[:_MOST]))
    hint = f"Did you mean {offered}?" if meant else "`backpain -h` lists all commands."
    raise UsageError(f"There is no command `{first}`.", hint)


def _meant(text: str, reader: WordsReader, context: AppContext) -> Iterator[str]:
    """Yield what to type after `backpain` for what `text` may mean, the likeliest first."""
    atlas = context.atlas
    if (exercise := atlas.exercise_names.find(text)) is not None:
        yield f"{'stretches' if exercise.key in atlas.stretches else 'moves'} {exercise.key}"
        return
    if (key := _routine(text, reader, context)) is not None:
        yield f"routine {key}"
    areas, muscles = atlas.reader.areas(text), atlas.reader.muscles(text)
    if muscles is not None and not muscles.entries:
        yield f"muscle {muscles.keys[0]}"
    elif areas is not None:
        yield f"muscles {(*areas.entries, *areas.keys)[0]}".replace("'", "")
    elif muscles is not None:
        yield f"muscle {muscles.entries[0]}"
    elif (done := atlas.reader.activities(text)) is not None:
        yield f"strain {done.keys[0]}"


def _routine(text: str, reader: WordsReader, context: AppContext) -> str | None:
    """Return the key of the routine that is called so, or is for what the words say; None where none is."""
    try:
        return find_routine(text, context.atlas).key
    except UnknownNameError:
        pass
    try:
        return reader.routine(text, list_routines(context.atlas).routines)
    except UnknownNameError:
        # A condition for which no session is offered.
        return None
