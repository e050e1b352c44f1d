"""`areas`, `muscles`, `muscle`, `overlap`."""

from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.first_help import Understood
from backpain_cli.cli.options import SOURCES_HELP, complete_areas, complete_muscles
from backpain_cli.cli.output import print_json, show, show_with_chart
from backpain_cli.cli.typed_words import WordsReader
from backpain_cli.domain.terms import Region, SafetyClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.domain.anatomy.lookup import MatchFilter
    from backpain_cli.domain.anatomy.records import Muscle, PainArea
    from backpain_cli.domain.words.vocabulary import MuscleGroup
    from backpain_cli.pictures.body.chart import ChartSeries
    from backpain_cli.views.anatomy import Treatments


def areas(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[WORDS]...",
        help="Where it hurts, in your words. Default: list all areas.",
        autocompletion=complete_areas,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the pain areas, described by landmarks you can touch. With words: which of them is meant.

    Examples: backpain areas; backpain areas just above my bum; backpain areas L4
    """
    context = AppContext()
    atlas, reader = context.atlas, WordsReader(context, as_json=as_json)
    understood = reader.areas(words, asks=False) if words else None
    listed = [atlas.areas[key] for key in understood.keys] if understood else list(atlas.areas.values())
    first = reader.first(understood, listed) if understood else {}
    if as_json:
        from backpain_cli.export.json_documents import areas_document

        print_json(areas_document(listed) | first)
    else:
        from backpain_cli.views.anatomy import area_table

        show(partial(area_table, atlas, listed))


def muscle(
    words: list[str] = typer.Argument(
        ...,
        metavar="NAME...",
        help="A muscle, such as `gluteus-medius`, or a group, such as `traps`.",
        autocompletion=complete_muscles,
    ),
    sources: bool = typer.Option(False, "--sources", help=SOURCES_HELP),
    as_json: bool = typer.Option(False, "--json", help="Print every field as JSON."),
) -> None:
    """Show one muscle: its place, its points, where it is felt. Also what it does, and how it is treated.

    Examples: backpain muscle gluteus-medius; backpain muscle quadratus lumborum; backpain muscle rotator cuff
    """

    from backpain_cli.domain.anatomy.lookup import areas_felt_from
    from backpain_cli.domain.routine.routine import steps_by_muscle
    from backpain_cli.library.routines.finder import load_shipped_routines

    context = AppContext()
    atlas, reader = context.atlas, WordsReader(context, as_json=as_json)
    understood = reader.muscles(words)
    treated = steps_by_muscle(load_shipped_routines(atlas))
    found = [atlas.muscles[key] for key in understood.keys]
    extra = reader.first(understood, areas_felt_from(atlas, found))
    group = next((atlas.groups[key] for key in understood.entries), None)
    if group is not None or len(found) > 1:
        _show_several(found, group, treated, context, sources=sources, extra=extra if as_json else None)
        return
    treatments = treated.get(found[0].key, [])
    if as_json:
        from backpain_cli.domain.anatomy.exercises import moves_by_muscle
        from backpain_cli.export.json_documents import muscle_document

        print_json(muscle_document(found[0], treatments, moves_by_muscle(atlas)) | extra)
    else:
        from backpain_cli.views.muscle import CHART_SINCE, muscle_page

        def charted() -> "Sequence[ChartSeries]":
            from backpain_cli.pictures.body.chart import series_of_muscle

            return series_of_muscle(atlas, found[0])

        show_with_chart(
            lambda room, chart: muscle_page(atlas, found[0], treatments, room, chart=chart, with_sources=sources),
            charted,
            since=CHART_SINCE,
        )


def _show_several(
    found: "list[Muscle]", group: "MuscleGroup | None", treated: "Treatments", context: AppContext, *,
    sources: bool, extra: "dict[str, Any] | None",
) -> None:  # fmt: skip
    """Print a group of muscles, or several that were named; as JSON with `extra` parts, unless that is None."""
    if extra is not None:
        from backpain_cli.domain.anatomy.exercises import moves_by_muscle
        from backpain_cli.export.json_documents import group_document

        print_json(group_document(group, found, treated, moves_by_muscle(context.atlas)) | extra)
        return
    from backpain_cli.views.anatomy import group_page

    show(lambda room: group_page(context.atlas, group, found, treated, room, with_sources=sources))


def muscles(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[AREA]...",
        help="Where it hurts, in your words, such as `lower back`. Default: list all muscles.",
        autocompletion=complete_areas,
    ),
    region: Region | None = typer.Option(None, "--region", help="List only muscles of this part of the spine."),
    safety_class: SafetyClass | None = typer.Option(
        None,
        "--class",
        help="List only muscles with a point of this class: A may be pressed, B lightly, C and D never.",
    ),
    local: bool | None = typer.Option(
        None, "--local/--remote", help="List only muscles that lie in the area, or only those that lie elsewhere."
    ),
    sources: bool = typer.Option(False, "--sources", help=SOURCES_HELP),
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the muscles published as felt in an area. What you may press comes first, then what is the likeliest.

    Examples: backpain muscles lower back; backpain muscles between the shoulder blades --class A; backpain
    muscles neck and left shoulder blade; backpain muscles sciatica --remote
    """

    from backpain_cli.domain.anatomy.lookup import MatchFilter

    context = AppContext()
    filters = MatchFilter(region=region, safety_class=safety_class, local=local)
    if words:
        reader = WordsReader(context, as_json=as_json)
        understood = reader.areas(words)
        named = [context.atlas.areas[key] for key in understood.keys]
        extra = reader.first(understood, named)
        _list_muscles_felt_in(named, filters, context, sources=sources, extra=extra if as_json else None)
    elif local is not None:
        raise UsageError("--local and --remote need an area.")
    else:
        _list_muscles(filters, context, sources=sources, as_json=as_json)


def _list_muscles(filters: "MatchFilter", context: AppContext, *, sources: bool, as_json: bool) -> None:

    from backpain_cli.domain.routine.routine import steps_by_muscle
    from backpain_cli.library.routines.finder import load_shipped_routines

    treated = steps_by_muscle(load_shipped_routines(context.atlas))
    listed = [one for one in context.atlas.muscles.values() if filters.fit(one)]
    if as_json:
        from backpain_cli.domain.anatomy.exercises import moves_by_muscle
        from backpain_cli.export.json_documents import muscles_document

        print_json(muscles_document(listed, treated, moves_by_muscle(context.atlas)))
    else:
        from backpain_cli.views.anatomy import muscle_table

        show(lambda room: muscle_table(context.atlas, listed, treated, room, with_sources=sources))


def _list_muscles_felt_in(
    areas: "list[PainArea]", filters: "MatchFilter", context: AppContext, *, sources: bool,
    extra: "dict[str, Any] | None",
) -> None:  # fmt: skip
    """Print the muscles felt in `areas`; as JSON with `extra` parts, unless that is None."""

    from backpain_cli.domain.anatomy.lookup import muscles_felt_in, muscles_lying_in, smallest_cover
    from backpain_cli.domain.routine.routine import steps_by_muscle
    from backpain_cli.library.routines.finder import load_shipped_routines

    atlas = context.atlas
    treated = steps_by_muscle(load_shipped_routines(atlas))
    listings = [one for one in muscles_felt_in(atlas, areas) if filters.accepts(one)]
    lying = [one for one in muscles_lying_in(atlas, areas) if filters.accepts_lying(one)]
    cover = smallest_cover(listings, areas) if len(areas) > 1 else []
    if extra is not None:
        from backpain_cli.domain.anatomy.exercises import moves_by_muscle
        from backpain_cli.export.json_documents import matches_document

        print_json(matches_document(areas, listings, treated, moves_by_muscle(atlas), cover, lying) | extra)
        return
    from backpain_cli.views.matches import TABLE_CHART_SINCE, match_table

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.cli.chart_output import series_of_areas

        return series_of_areas(areas, listings)

    show_with_chart(
        lambda room, chart: match_table(
            atlas, areas, listings, treated, room, lying=lying, cover=cover, with_sources=sources, chart=chart
        ),
        charted,
        since=TABLE_CHART_SINCE,
    )


def overlap(
    names: list[str] = typer.Argument(
        ..., metavar="MUSCLE MUSCLE...", help="Two muscles or more.", autocompletion=complete_muscles
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the areas as JSON."),
) -> None:
    """Show where several muscles are published as felt.

    Examples: backpain overlap erector-spinae levator-scapulae; backpain overlap QL and psoas; backpain overlap traps
    levator scapulae
    """

    from backpain_cli.domain.anatomy.lookup import shared_areas

    context = AppContext()
    atlas, reader = context.atlas, WordsReader(context, as_json=as_json)
    named = reader.named_muscles(names)
    if len(named) < 2:
        raise UsageError("Name two muscles, or more.")
    shared = shared_areas(atlas, named)
    first = reader.first(Understood(()), [one.area for one in shared])
    if as_json:
        from backpain_cli.export.json_documents import overlap_document

        print_json(overlap_document(named, shared) | first)
    else:
        from backpain_cli.views.matches import overlap_table

        show(partial(overlap_table, named, shared))
