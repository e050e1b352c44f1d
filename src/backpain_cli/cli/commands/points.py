"""`backpain points`: the trigger points of all muscles."""

from typing import TYPE_CHECKING

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
from backpain_cli.cli.options import complete_points
from backpain_cli.cli.output import print_json, show, show_with_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.domain.anatomy.records import TriggerPoint
    from backpain_cli.pictures.body.chart import ChartSeries


def points(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[NAME]...",
        help="A point, such as `soleus/1`, a muscle, or where it hurts, in your words. Default: list all.",
        autocompletion=complete_points,
    ),
    area: AreaOption = None,
    muscle: MuscleOption = None,
    place: PlaceOption = None,
    circumstances: WithOption = None,
    sources: SourcesOption = False,
    as_json: bool = typer.Option(False, "--json", help="Print the points as JSON."),
) -> None:
    """List the points of all muscles. What may be pressed comes first, what is never pressed last.

    Examples: backpain points; backpain points gluteus-medius/2; backpain points lower back --place wall; backpain
    points neck --with blood-thinners
    """
    request = EntryRequest(
        "points", words or (), EntryOptions(area, muscle, place, circumstances or (), sources, as_json)
    )
    every = [point for one in request.atlas.muscles.values() for point in one.points]
    named = next((one for one in every if one.key == request.text.casefold().replace(" ", "-")), None)
    if named is not None:
        _show_point(request, named)
        return
    filters, wanted, extra = request.narrowed(lambda: request.refuse("point"))
    listed = filters.points(every)
    changes = request.changes_of(listed, lambda known, one: known.of_point(one))
    if as_json:
        from backpain_cli.export.exercise_documents import points_document

        print_json(points_document(listed, filters, wanted.circumstances, changes) | extra)
    else:
        from backpain_cli.views.points import point_table

        show(lambda room: point_table(request.atlas, listed, wanted, changes, room, with_sources=sources))


def _show_point(request: EntryRequest, point: "TriggerPoint") -> None:
    felt = [one.area for one in (*point.essential, *point.spillover)]
    extra = request.reader.first(Understood((point.key,)), felt)
    changes = request.changes_of([point], lambda known, one: known.of_point(one))
    if request.options.as_json:
        from backpain_cli.export.exercise_documents import point_document

        print_json(point_document(point, request.circumstances, changes) | extra)
        return
    from backpain_cli.views.muscle import CHART_SINCE
    from backpain_cli.views.points import point_page
    from backpain_cli.wording.exercise_text import point_change_phrase

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.pictures.body.chart import series_of_point

        return [series_of_point(request.atlas, point)]

    becomes = request.becomes(point_change_phrase(point, changes.get(point.key)))
    with_sources = request.options.sources
    show_with_chart(
        lambda room, chart: point_page(
            request.atlas, point, room, picture=chart, becomes=becomes, with_sources=with_sources
        ),
        charted,
        since=CHART_SINCE,
    )
