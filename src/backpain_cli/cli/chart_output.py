"""From names to a body chart, and the chart to the terminal or to a file."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.output import write_data
from backpain_cli.domain.anatomy.lookup import MuscleMatch, muscles_felt_in
from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.errors import BackpainError, ExitCode, UnknownNameError
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines.finder import find_routine, keys_of_own, keys_of_shipped
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.pictures.body.chart import (
    ChartSeries,
    body_chart,
    chief_view,
    closer,
    series_of_area,
    series_of_listing,
    series_of_muscle,
    series_of_point,
    series_of_routine,
    views_showing,
)
from backpain_cli.pictures.body.shapes import BodyView
from backpain_cli.pictures.render.images import (
    ImageProtocol,
    image_pixels,
    image_protocol,
    iterm2_sequence,
    kitty_sequence,
    sixel_sequence,
)
from backpain_cli.pictures.scene import Scene
from backpain_cli.terminal.changes import change_rows

_COLUMNS_FOR_TWO, _LINES_FOR_TWO = 70, 30
MOST_SERIES = 6
"""More colours than this can't be told apart: those of areas, and of the muscles felt there."""


class ChartPicture(NamedTuple):
    """A chart and what it shows."""

    scene: Scene
    series: tuple[ChartSeries, ...]
    views: tuple[BodyView, ...]
    holds_words: bool
    """Whether its names and sides are in it; otherwise they are listed below it."""


def chart_for(names: Sequence[str], view: str | None, context: AppContext, *, legend: bool) -> ChartPicture:
    """Return the chart of everything that `names` mean; of a routine, of what the person presses in it.

    Raises:
        UnknownNameError: one of them is not a muscle, point, area or routine.
        BackpainError: a routine is not for this person now.
    """
    data = load_picture_data()
    series = [one for name in names for one in _meant(name, context)]
    if view == "both":
        views = tuple(BodyView)
    elif view:
        views = (BodyView(view),)
    elif legend or has_room_for_two():
        views = views_showing(data, series)
    else:
        views = (chief_view(data, series),)
    title = f"Body chart: {', '.join(one.name for one in series)}"
    scene = body_chart(data, series, views, title, legend=legend)
    # The legend is part of a picture that is seen on its own; a terminal has its own, and little room.
    return ChartPicture(scene if legend else closer(scene, views), tuple(series), views, legend)


def has_room_for_two() -> bool:
    """Return whether there is room for a front and a back view side by side on standard output."""
    from backpain_cli.terminal.chart_view import room_for

    columns, lines = room_for(sys.stdout, 1)
    return columns >= _COLUMNS_FOR_TWO and lines >= _LINES_FOR_TWO


def _meant(name: str, context: AppContext) -> list[ChartSeries]:
    anatomy = context.atlas
    muscle_name, slash, number = name.partition("/")
    muscle = anatomy.muscle_names.find(muscle_name)
    if muscle is not None and slash:
        point = next((one for one in muscle.points if str(one.number) == number.strip()), None)
        if point is None:
            known = ", ".join(one.key for one in muscle.points) or "none"
            raise UnknownNameError(
                f"{muscle.english} has no point `{escape_for_terminal(number, most=20)}`.", hint=f"It has {known}."
            )
        return [series_of_point(anatomy, point)]
    # A routine's name and an area's may be the same; `lower-back` as a chart means the area.
    if (area := anatomy.area_names.find(name)) is not None:
        return series_of_areas([area], muscles_felt_in(anatomy, [area]))
    if muscle is not None:
        return series_of_muscle(anatomy, muscle)
    if normalize_name(name) in {*keys_of_shipped(), *keys_of_own()} or name.endswith((".yaml", ".yml")):
        adapted = adapted_routine(find_routine(name, anatomy), context)
        context.err.print(change_rows(adapted.changes, context.err.width))
        return series_of_routine(anatomy, plan_for(adapted).routine)
    raise UnknownNameError(
        f"There is no muscle, point, area or routine called `{escape_for_terminal(name, most=60)}`.",
        hint=f"{anatomy.suggest_topic(name).capitalize()} `backpain muscles` and `backpain areas` list them.".strip(),
    )


def series_of_areas(areas: Sequence[PainArea], listings: Iterable[MuscleMatch]) -> list[ChartSeries]:
    """Return pain areas and the first of the muscles felt there, as many as can be told apart."""
    series = [series_of_area(area) for area in areas]
    felt = [series_of_listing(one) for one in listings if one.points]
    return [*series, *felt[: max(0, MOST_SERIES - len(series))]]


def print_chart(picture: ChartPicture) -> None:
    """Draw a chart on standard output, as well as it can be drawn there, with the names of what is on it."""
    from backpain_cli.terminal.chart_view import chart_lines, legend_lines, room_for

    legend = legend_lines(picture.series, sys.stdout)
    columns, lines = room_for(sys.stdout, len(legend))
    drawn = chart_lines(picture.scene, columns, lines, sys.stdout)
    sys.stdout.write("\n".join([*drawn, "", *legend, ""]))


def terminal_image_protocol() -> ImageProtocol | None:
    """Return how standard output takes images, if it is a terminal that is known to, and we can draw one."""
    from backpain_cli.pictures.render.images import can_make_png
    from backpain_cli.terminal.paper import is_drawable

    if not is_drawable(sys.stdout) or os.environ.get("NO_COLOR"):
        return None
    protocol = image_protocol(os.environ)
    return protocol if protocol and can_make_png() else None


def holds_letters(form: str) -> bool:
    """Return whether a picture of that form has words in it: cells do not, sixels only where letters can be drawn."""
    from backpain_cli.pictures.render.images import can_make_png

    return form != "terminal" and (form != ImageProtocol.SIXEL or can_make_png())


def show_image(picture: ChartPicture, protocol: str) -> None:
    """Write a chart to standard output as an image, with its names in it, or below it where it holds no letters.

    Raises:
        BackpainError: the library for PNG is missing.
    """
    from backpain_cli.pictures.render.images import png_image
    from backpain_cli.terminal.chart_view import look, room_for

    _, lines = room_for(sys.stdout, 0)
    if protocol == ImageProtocol.SIXEL:
        _show_sixel(picture, lines)
        return
    shown = kitty_sequence if protocol == ImageProtocol.KITTY else iterm2_sequence
    write_data(shown(png_image(picture.scene, look()), lines) + b"\n", None)


def _show_sixel(picture: ChartPicture, lines: int) -> None:
    """Write a chart as sixels: with letters in it where something can draw them, else with its names below it."""
    from backpain_cli.pictures.render.images import pixels_in, png_image
    from backpain_cli.terminal.chart_view import legend_lines, look, pixels_high, sides_in_words

    if picture.holds_words:
        height = pixels_high(sys.stdout, lines)
        write_data(sixel_sequence(pixels_in(png_image(picture.scene, look(), height=height))) + b"\n", None)
        return
    legend = [*sides_in_words(picture.views), *legend_lines(picture.series, sys.stdout), ""]
    height = pixels_high(sys.stdout, max(1, lines - len(legend)))
    write_data(sixel_sequence(image_pixels(picture.scene, look(), height=height)) + b"\n", None)
    sys.stdout.write("\n".join(legend))


def write_chart(scene: Scene, form: str, output: Path | None, *, inputs: Iterable[Path]) -> None:
    """Write a picture to a file, or to standard output where none is named.

    Raises:
        BackpainError: the file cannot be written or is one of `inputs`, or the library for PNG is missing.
    """
    if form == "png":
        from backpain_cli.pictures.render.images import png_image

        data = png_image(scene)
        if output is None and sys.stdout.isatty():
            raise BackpainError(
                "A PNG cannot be shown in a terminal.", hint="Add --output FILE.", exit_code=ExitCode.USAGE
            )
    else:
        from backpain_cli.pictures.render.svg import svg_document

        data = svg_document(scene).encode()
    write_data(data, output, inputs=inputs)
