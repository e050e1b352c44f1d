"""From names to a body chart, and the chart to the terminal."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.console import Group
from rich.text import Text

from backpain_cli.cli.context import AppContext, adapted_routine, plan_for
from backpain_cli.cli.output import show, write_output
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.lookup import MuscleMatch, areas_felt_from, muscles_felt_in
from backpain_cli.domain.anatomy.records import Muscle, PainArea
from backpain_cli.domain.errors import UnknownNameError
from backpain_cli.domain.names import normalize_name
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.library.routines.finder import find_routine, paths_in
from backpain_cli.library.shipped import load_picture_data
from backpain_cli.paths import keys_of_own, keys_of_shipped
from backpain_cli.pictures.body import chart as charts
from backpain_cli.pictures.body.chart import ChartSeries
from backpain_cli.pictures.body.shapes import BodyView
from backpain_cli.pictures.render import images
from backpain_cli.pictures.render.images import ImageProtocol
from backpain_cli.pictures.render.png import pixels_in
from backpain_cli.pictures.scene import Scene
from backpain_cli.terminal.console import PageConsole, talk
from backpain_cli.terminal.pictures import cell_mode, cell_px, fitted_cells, inline_picture, picture_colors
from backpain_cli.views.charts import PictureView, legend_view, sides_in_words
from backpain_cli.views.safety import change_section, section_cards
from backpain_cli.views.words import first_page

_COLUMNS_FOR_TWO, _LINES_FOR_TWO = 70, 30
"""A front and a back view side by side need as much room."""
MAX_CHART_COLUMNS, MAX_CHART_LINES = 100, 48
MAX_SERIES = 6
"""More colours than this can't be distinguished: those of areas, and of the muscles felt there."""


class ChartPicture(NamedTuple):
    """A chart and what it shows."""

    scene: Scene
    series: tuple[ChartSeries, ...]
    views: tuple[BodyView, ...]
    holds_words: bool
    """Whether its names and sides are in it; otherwise they are listed below it."""
    areas: tuple[str, ...]
    """Keys of the areas that were named, or where what was named is felt."""
    sign: str
    """What to do about a sign that was typed; empty where none was."""


def chart_for(
    names: Sequence[str], view: str | None, context: AppContext, console: PageConsole, *, legend: bool
) -> ChartPicture:
    """Return the chart of everything that `names` mean; of a routine, of what the person presses in it.

    Raises:
        UnknownNameError: one of them is not a muscle, point, area or routine.
        BackpainError: a routine is not for this person now.
    """
    data = load_picture_data()
    named, sign = _named_series(names, context)
    series = [one for _, found in named for one in found]
    columns, lines = chart_room(console, 1)
    if view:
        views = tuple(BodyView) if view == "both" else (BodyView(view),)
    elif legend or (columns >= _COLUMNS_FOR_TWO and lines >= _LINES_FOR_TWO):
        views = charts.views_showing(data, series)
    else:
        views = (charts.chief_view(data, series),)
    title = f"Body chart: {', '.join(one.name for one in series)}"
    scene = charts.body_chart(data, series, views, title, legend=legend)
    # The legend is part of a picture that is seen on its own; a terminal has its own, and little room.
    areas = tuple(dict.fromkeys(area for found, _ in named for area in found))
    return ChartPicture(scene if legend else charts.closer(scene, views), tuple(series), views, legend, areas, sign)


_Named = tuple[Sequence[str], Sequence[ChartSeries]]
"""The areas of what was named, and what is drawn of it."""


def _named_series(names: Sequence[str], context: AppContext) -> tuple[list[_Named], str]:
    """Return what each of `names` means, or all as one text where one means nothing, and what to do about a sign."""
    found = [_series_of(name, context) for name in names]
    each = [one for one in found if one is not None]
    return (each, "") if len(each) == len(names) else _series_of_words(names, context)


def _series_of(name: str, context: AppContext) -> _Named | None:
    atlas = context.atlas
    muscle_name, slash, number = name.partition("/")
    muscle = atlas.muscle_names.find(muscle_name)
    if muscle is not None and slash:
        point = next((one for one in muscle.points if str(one.number) == number.strip()), None)
        if point is None:
            known = ", ".join(one.key for one in muscle.points) or "none"
            message = f"{muscle.english} has no point `{escape_for_terminal(number, most=20)}`."
            raise UnknownNameError(message, hint=f"It has {known}.")
        return [one.area.key for one in (*point.essential, *point.spillover)], [charts.series_of_point(atlas, point)]
    # A routine's name and an area's may be the same; `lower-back` as a chart means the area.
    if (area := atlas.area_names.find(name)) is not None:
        return [area.key], series_of_areas([area], muscles_felt_in(atlas, [area]))
    if muscle is not None:
        return _felt_areas(atlas, muscle), charts.series_of_muscle(atlas, muscle)
    if normalize_name(name) in {*keys_of_shipped(), *keys_of_own()} or paths_in(name):
        adapted = adapted_routine(find_routine(name, atlas), context)
        show(lambda room: section_cards([change_section(adapted.changes)], room), talk())
        plan = plan_for(adapted)
        return [one.key for one in plan.routine.areas], charts.series_of_routine(atlas, plan.routine)
    return None


def _series_of_words(names: Sequence[str], context: AppContext) -> tuple[list[_Named], str]:
    """Return what `names` mean together, areas or muscles, and what to do about a sign in them."""
    atlas, text = context.atlas, " ".join(names)
    reader = WordsReader(context)
    reading, is_area = atlas.reader.muscles(text), atlas.reader.areas(text) is not None
    # A misspelt muscle goes before a place that is half its name: `gluteus medus`.
    if reading is not None and (not is_area or (reading.taken and not reading.entries)):
        muscles = [atlas.muscles[key] for key in reading.keys]
        return [(_felt_areas(atlas, one), charts.series_of_muscle(atlas, one)) for one in muscles], ""
    if not is_area and reader.sign(text) is None:
        raise UnknownNameError(
            f"There is no muscle, point, area or routine called `{escape_for_terminal(text, most=60)}`.",
            hint=f"{atlas.suggest_topic(text).capitalize()} `backpain muscles` and `backpain areas` list them.".strip(),
        )
    understood = reader.areas(names)
    areas = [atlas.areas[key] for key in understood.keys]
    drawn = series_of_areas(areas, muscles_felt_in(atlas, areas))
    return [(understood.keys, drawn)], understood.sign.text if understood.sign else ""


def _felt_areas(atlas: Atlas, muscle: Muscle) -> list[str]:
    return [area.key for area in areas_felt_from(atlas, [muscle])]


def say_first(picture: ChartPicture, context: AppContext, console: PageConsole) -> None:
    """Say on `console` when to get help, for a sign that was typed and for the areas of a chart."""
    sentences = WordsReader(context).sentences([context.atlas.areas[key] for key in picture.areas])
    # Wrapped in a pipe too, as the picture below it.
    console.print(first_page(picture.sign, sentences, [], console.room), crop=False)


def series_of_areas(areas: Sequence[PainArea], listings: Iterable[MuscleMatch]) -> list[ChartSeries]:
    """Return pain areas and the first of the muscles felt there, in as many colours as can be distinguished."""
    series = [charts.series_of_area(area) for area in areas]
    felt = [charts.series_of_listing(one) for one in listings if one.points]
    return [*series, *felt[: max(0, MAX_SERIES - len(series))]]


def chart_room(console: PageConsole, names: int) -> tuple[int, int]:
    """Return the columns and lines that a chart may take, so that its `names` fit below it on one screen."""
    lines = console.room.lines - names - 3 if console.file.isatty() else MAX_CHART_LINES
    return min(console.room.columns, MAX_CHART_COLUMNS), max(12, min(lines, MAX_CHART_LINES))


def print_chart(picture: ChartPicture, console: PageConsole) -> None:
    """Draw a chart in cells, with the names of what is on it."""
    mode, colors = cell_mode(console), picture_colors(console)
    columns, lines = chart_room(console, len(picture.series) + 1)
    legend = legend_view(picture.series, columns, mode, colors)
    # Wrapped in a pipe too: it is as wide as the picture above it.
    console.print(Group(PictureView(picture.scene, columns, lines, mode, colors), Text(), legend), crop=False)


def show_image(picture: ChartPicture, protocol: ImageProtocol, console: PageConsole) -> None:
    """Write a chart to standard output as an image, with its names in it, or below it where it holds no letters.

    Raises:
        BackpainError: the library for PNG is missing.
    """
    scene, colors, px = picture.scene, picture_colors(console), cell_px()
    names = 0 if picture.holds_words else len(picture.series) + 3
    columns, lines = fitted_cells(scene, *chart_room(console, names), px)
    if protocol is ImageProtocol.PLACEHOLDERS:
        console.print(inline_picture(scene, protocol, colors, (columns, lines), px), crop=False)
        return
    if protocol is not ImageProtocol.SIXEL:
        sequence = images.kitty_sequence if protocol is ImageProtocol.KITTY else images.iterm2_sequence
        data = sequence(images.png_image(scene, colors, height=lines * px[1]), columns, lines)
    elif picture.holds_words:
        data = images.sixel_sequence(pixels_in(images.png_image(scene, colors, height=lines * px[1])))
    else:
        data = images.sixel_sequence(images.image_pixels(scene, colors, height=lines * px[1]))
    write_output([data, b"\n"])
    if not picture.holds_words:
        words = [Text(line) for line in sides_in_words(picture.views)]
        console.page(Group(*words, legend_view(picture.series, columns, cell_mode(console), colors)))
