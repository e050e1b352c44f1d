"""`moves`, `stretches`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.entry_request import (
    AreaOption,
    EntryOptions,
    EntryRequest,
    MuscleOption,
    PlaceOption,
    SourcesOption,
    WithOption,
)
from backpain_cli.cli.first_help import Understood
from backpain_cli.cli.options import complete_moves, complete_stretches
from backpain_cli.cli.output import print_json, show, show_with_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from backpain_cli.domain.anatomy.atlas import Atlas, Exercise
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
    sources: SourcesOption = False,
    as_json: bool = typer.Option(False, "--json", help="Print the moves as JSON."),
) -> None:
    """List moves: strengthening, easy movement, checks. With a name: how one is done, and whom it
    is not for.

    Examples: backpain moves; backpain moves bridge; backpain moves lower back --place sitting; backpain moves
    --muscle gluteus-medius --with osteoporosis
    """
    from backpain_cli.domain.anatomy.exercises import all_moves

    options = EntryOptions(area, muscle, place, circumstances or (), sources, as_json)
    _show_exercises("moves", words or (), all_moves, options)


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


def _show_exercise(request: EntryRequest, exercise: "Exercise") -> None:
    from backpain_cli.domain.anatomy.exercises import areas_of

    typed = request.text
    sign = None if typed == exercise.key else request.reader.sign(typed)
    extra = request.reader.first(Understood((exercise.key,), sign=sign), areas_of(request.atlas, exercise))
    changes = request.changes_of([exercise], lambda known, one: known.of_exercise(one))
    if request.options.as_json:
        from backpain_cli.export.exercise_documents import exercise_document

        print_json(exercise_document(exercise, request.circumstances, changes) | extra)
        return
    from backpain_cli.views.exercises import PICTURE_SINCE, exercise_page
    from backpain_cli.wording.exercise_text import change_phrase

    def draw(data: dict[str, Any], drawing: "PageDrawing") -> "RenderableType | None":
        from backpain_cli.pictures.step_pictures import exercise_picture
        from backpain_cli.views.charts import page_posture

        scene = exercise_picture(exercise, data)
        return None if scene is None else page_posture(scene, drawing)

    becomes = request.becomes(change_phrase(exercise, changes.get(exercise.key)))
    names, with_sources = request.circumstance_names, request.options.sources
    show_with_picture(
        lambda room, picture: exercise_page(
            request.atlas, exercise, names, room, picture=picture, becomes=becomes, with_sources=with_sources
        ),
        draw,
        since=PICTURE_SINCE,
    )
