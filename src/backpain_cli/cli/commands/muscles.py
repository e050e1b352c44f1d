"""`areas`, `muscles`, `muscle`, `overlap`."""

from functools import partial
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_areas, complete_muscles
from backpain_cli.cli.output import print_json, print_page
from backpain_cli.domain.anatomy.lookup import MatchFilter, muscles_felt_in, shared_areas, smallest_cover
from backpain_cli.domain.anatomy.records import PainArea
from backpain_cli.domain.routine.routine import steps_by_muscle
from backpain_cli.domain.terms import Region, SafetyClass
from backpain_cli.library.routines.finder import load_shipped_routines
from backpain_cli.terminal.spans import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.pictures.body.chart import ChartSeries


def areas(
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the pain areas, described by landmarks you can touch.

    Example: backpain areas
    """

    listed = list(AppContext().atlas.areas.values())
    if as_json:
        from backpain_cli.export.json_documents import areas_document

        print_json(areas_document(listed))
    else:
        from backpain_cli.terminal.lists import area_rows

        print_page(partial(area_rows, listed))


def muscle(
    name: str = typer.Argument(
        ..., metavar="NAME", help="A muscle, such as `gluteus-medius`.", autocompletion=complete_muscles
    ),
    as_json: bool = typer.Option(False, "--json", help="Print every field as JSON."),
) -> None:
    """Show one muscle: its place, its points, where it is felt. Also what it does, and how it is treated.

    Example: backpain muscle gluteus-medius
    """

    atlas = AppContext().atlas
    found = atlas.muscle_names.get(name)
    treatments = steps_by_muscle(load_shipped_routines(atlas)).get(found.key, [])
    if as_json:
        from backpain_cli.export.json_documents import muscle_document

        print_json(muscle_document(found, treatments))
    else:
        from backpain_cli.terminal.muscle_page import muscle_rows

        def charted() -> "Sequence[ChartSeries]":
            from backpain_cli.pictures.body.chart import series_of_muscle

            return series_of_muscle(atlas, found)

        print_page(partial(muscle_rows, atlas, found, treatments), charted)


def muscles(
    areas: list[str] | None = typer.Argument(
        None,
        metavar="[AREA]...",
        help="Where it hurts, such as `lower-back`. Default: list all muscles.",
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
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the muscles published as felt in an area. The likeliest come first; of several areas, those that share them.

    Example: backpain muscles lower-back --class A
    """

    context = AppContext()
    named = list({area.key: area for area in (context.atlas.area_names.get(name) for name in areas or ())}.values())
    filters = MatchFilter(region=region, safety_class=safety_class, local=local)
    if named:
        _list_muscles_felt_in(named, filters, context, as_json=as_json)
    elif local is not None:
        raise UsageError("--local and --remote need an area.")
    else:
        _list_muscles(filters, context, as_json=as_json)


def _list_muscles(filters: MatchFilter, context: AppContext, *, as_json: bool) -> None:

    treated = steps_by_muscle(load_shipped_routines(context.atlas))
    listed = [one for one in context.atlas.muscles.values() if filters.fit(one)]
    if as_json:
        from backpain_cli.export.json_documents import muscles_document

        print_json(muscles_document(listed, treated))
    else:
        from backpain_cli.terminal.lists import muscle_list_rows

        print_page(partial(muscle_list_rows, listed, treated))


def _list_muscles_felt_in(areas: list[PainArea], filters: MatchFilter, context: AppContext, *, as_json: bool) -> None:

    atlas = context.atlas
    treated = steps_by_muscle(load_shipped_routines(atlas))
    listings = [one for one in muscles_felt_in(atlas, areas) if filters.accepts(one)]
    cover = smallest_cover(listings, areas) if len(areas) > 1 else []
    if as_json:
        from backpain_cli.export.json_documents import matches_document

        print_json(matches_document(areas, listings, treated, cover))
        return
    from backpain_cli.terminal.lists import listing_rows

    def rows(width: int) -> list[Row]:
        listed = listing_rows(areas, listings, treated, atlas.stretches, width)
        if not cover:
            return listed
        from backpain_cli.terminal.evidence_pages import cover_rows

        return [*cover_rows(len(areas), cover, width), *listed]

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.cli.chart_output import series_of_areas

        return series_of_areas(areas, listings)

    print_page(rows, charted)


def overlap(
    names: list[str] = typer.Argument(
        ..., metavar="MUSCLE MUSCLE...", help="Two muscles or more.", autocompletion=complete_muscles
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the areas as JSON."),
) -> None:
    """Show the areas in which several muscles are published as felt.

    Example: backpain overlap erector-spinae levator-scapulae
    """

    atlas = AppContext().atlas
    found = list({muscle.key: muscle for muscle in map(atlas.muscle_names.get, names)}.values())
    if len(found) < 2:
        raise UsageError("Name two muscles, or more.")
    shared = shared_areas(atlas, found)
    if as_json:
        from backpain_cli.export.json_documents import overlap_document

        print_json(overlap_document(found, shared))
    else:
        from backpain_cli.terminal.evidence_pages import overlap_rows

        print_page(partial(overlap_rows, found, shared))
