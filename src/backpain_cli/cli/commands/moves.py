"""`moves`, `stretches`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.context import AppContext, has_history
from backpain_cli.cli.entry_request import (
    AreaOption,
    EntryOptions,
    EntryRequest,
    MuscleOption,
    PlaceOption,
    SourcesOption,
    WithOption,
)
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.first_help import Understood
from backpain_cli.cli.options import complete_moves, complete_stretches
from backpain_cli.cli.output import print_json, say, show, show_with_picture

_UNDO = "undo"

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
    from backpain_cli.domain.routine.own_doses import OwnDose
    from backpain_cli.views.charts import PageDrawing


def moves(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[NAME]...",
        help="A move, such as `bridge`, or where it hurts, in your words. Default: list all.",
        autocompletion=complete_moves,
    ),
    area: AreaOption = None,
    muscle: MuscleOption = None,
    place: PlaceOption = None,
    circumstances: WithOption = None,
    level: str | None = typer.Option(
        None, "--level", metavar="1|2|3|undo", help="Set your own level of a move, or take the last change of it back."
    ),
    sources: SourcesOption = False,
    as_json: bool = typer.Option(False, "--json", help="Print the moves as JSON."),
) -> None:
    """List moves: strengthening, easy movement, checks. With a name: how one is done, your own level of it, and whom it
    is not for.

    Examples: backpain moves; backpain moves bridge; backpain moves lower back --place sitting; backpain moves
    --muscle gluteus-medius --with osteoporosis; backpain moves bridge --level 1
    """
    from backpain_cli.domain.anatomy.exercises import all_moves

    options = EntryOptions(area, muscle, place, circumstances or (), sources, as_json)
    if level is not None:
        _set_level(EntryRequest("moves", words or (), options), level)
        return
    _show_exercises("moves", words or (), all_moves, options)


def _set_level(request: EntryRequest, level: str) -> None:
    """Keep the person's own level of the move that is named, or take the last change of it back; say what holds now.

    Raises:
        UsageError: no move with levels is named, it has no such level, or there is nothing to take back.
    """
    from datetime import datetime

    from backpain_cli.domain.anatomy.moves import Move
    from backpain_cli.domain.records.agreed_moves import level_change, undone
    from backpain_cli.domain.records.progression import reports_of
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.wording.exercise_text import way_phrase

    move = request.atlas.exercise_names.find(request.text) if request.text else None
    if not isinstance(move, Move) or move.dose is None:
        raise UsageError("--level is for one move with a dose.", "For example: backpain moves bridge --level 1")
    # What has no levels may still have been left out or have another number.
    levels = [str(number) for number in range(1, max(1, len(move.levels)) + 1)]
    if level not in {*levels, _UNDO}:
        raise UsageError(f"--level {level}: it may be {', '.join(levels)} or {_UNDO}.")
    now = datetime.now().astimezone()
    with AppContext() as context:
        changes, reports = context.history.care().changes, reports_of(move.key, context.history.sessions(), ())
        made = undone(move, reports, changes, now)
        if level != _UNDO:
            made = level_change(move, int(level), reports, changes, now)
        elif made is None:
            raise UsageError(f"Nothing about {move.name.lower()} was changed.", "`--level 1` sets it.")
        context.history.change_care(lambda care: care._replace(changes=(*care.changes, made)))
    way = way_phrase(move, made.setting.level, made.setting.repetitions)
    say(f"{move.name}: {way} from now on. `--level {_UNDO}` takes it back.", PageConsole())


def stretches(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[NAME]...",
        help="A stretch, such as `figure-four`, or where it hurts, in your words. Default: list all.",
        autocompletion=complete_stretches,
    ),
    area: AreaOption = None,
    muscle: MuscleOption = None,
    place: PlaceOption = None,
    circumstances: WithOption = None,
    sources: SourcesOption = False,
    as_json: bool = typer.Option(False, "--json", help="Print the stretches as JSON."),
) -> None:
    """List stretches and ways of breathing. With a name: how it is done, how long, what to do if it hurts.

    Examples: backpain stretches; backpain stretches figure four; backpain stretches neck --place sitting; backpain
    stretches --with pregnancy
    """
    from backpain_cli.domain.anatomy.exercises import all_stretches

    options = EntryOptions(area, muscle, place, circumstances or (), sources, as_json)
    _show_exercises("stretches", words or (), all_stretches, options)


def _show_exercises(
    command: str, words: "Sequence[str]", listed_in: "Callable[[Atlas], list[Exercise]]", options: EntryOptions
) -> None:
    request = EntryRequest(command, words, options)
    if request.text and (named := request.atlas.exercise_names.find(request.text)) is not None:
        _show_exercise(request, named)
        return
    request.refuse_other()
    filters, wanted, extra = request.narrowed(lambda: request.refuse("move or stretch"))
    listed = filters.exercises(request.atlas, listed_in(request.atlas))
    changes = request.changes_of(listed, lambda known, one: known.of_exercise(one))
    if options.as_json:
        from backpain_cli.export.exercise_documents import exercises_document

        print_json(exercises_document(command, listed, filters, wanted.circumstances, changes) | extra)
    else:
        from backpain_cli.views.exercises import exercise_table

        show(
            lambda room: exercise_table(
                request.atlas, command, listed, wanted, changes, room, with_sources=options.sources
            )
        )


def _own_dose(exercise: "Exercise", context: AppContext) -> "tuple[OwnDose | None, bool]":
    """Return the person's own level and number of a move, None where none was agreed to, and whether it is left out."""
    from backpain_cli.domain.anatomy.moves import Move

    if not isinstance(exercise, Move) or not has_history():
        return None, False
    with context:
        left, trouble = context.profile.left_out(context.atlas), context.profile.trouble
    if trouble is not None:
        say(f"{trouble.message} {trouble.hint}", style="caution")
    return left.doses.get(exercise.key), exercise.key in left.moves


def _show_exercise(request: EntryRequest, exercise: "Exercise") -> None:
    from backpain_cli.domain.anatomy.exercises import areas_of
    from backpain_cli.domain.anatomy.moves import Move

    typed = request.text
    sign = None if typed == exercise.key else request.reader.sign(typed)
    extra = request.reader.first(Understood((exercise.key,), sign=sign), areas_of(request.atlas, exercise))
    changes = request.changes_of([exercise], lambda known, one: known.of_exercise(one))
    own, is_out = _own_dose(exercise, request.context)
    if request.options.as_json:
        from backpain_cli.export.exercise_documents import exercise_document

        print_json(exercise_document(exercise, request.circumstances, changes, own, is_out=is_out) | extra)
        return
    from backpain_cli.views.exercises import PICTURE_SINCE, exercise_page
    from backpain_cli.wording.exercise_text import change_phrase, own_phrase

    def draw(data: dict[str, Any], drawing: "PageDrawing") -> "RenderableType | None":
        from backpain_cli.pictures.step_pictures import exercise_picture
        from backpain_cli.views.charts import page_posture

        scene = exercise_picture(exercise, data)
        return None if scene is None else page_posture(scene, drawing)

    becomes = request.becomes(change_phrase(exercise, changes.get(exercise.key)))
    names = request.circumstance_names
    yours = own_phrase(exercise, own, is_out=is_out) if isinstance(exercise, Move) else ""
    show_with_picture(
        lambda room, picture: exercise_page(
            request.atlas,
            exercise,
            names,
            room,
            picture=picture,
            becomes=becomes,
            yours=yours,
            with_sources=request.options.sources,
        ),
        draw,
        since=PICTURE_SINCE,
    )
