"""`areas`, `muscles`, `muscle`, `overlap`."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.options import complete_areas, complete_muscles
from backpain_cli.domain.terms import Region, SafetyClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.pictures.body.chart import ChartSeries
    from backpain_cli.terminal.spans import Row


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(areas)
    app.command()(muscle)
    app.command()(muscles)
    app.command()(overlap)


def areas(
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the pain areas, described by landmarks you can touch.

    Example: backpain areas
    """
    from backpain_cli.library.shipped import load_atlas

    listed = list(load_atlas().areas.values())
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import areas_form

        print_json(areas_form(listed))
        return
    from backpain_cli.terminal.lists import area_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    paper.print(area_rows(listed, paper.width))


def muscle(
    name: str = typer.Argument(
        ..., metavar="NAME", help="A muscle, such as `gluteus-medius`.", autocompletion=complete_muscles
    ),
    as_json: bool = typer.Option(False, "--json", help="Print every field as JSON."),
) -> None:
    """Show one muscle: its place, its points, where it is felt. Also what it does, and how it is treated.

    Example: backpain muscle gluteus-medius
    """
    from backpain_cli.domain.routine.routine import steps_by_muscle
    from backpain_cli.library.routines.finder import load_shipped_routines
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    wanted = anatomy.muscle_names.get(name)
    treatments = steps_by_muscle(load_shipped_routines(anatomy)).get(wanted.key, [])
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import muscle_form

        print_json(muscle_form(wanted, treatments))
        return
    from backpain_cli.cli.output import print_page
    from backpain_cli.terminal.muscle_page import muscle_rows

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.pictures.body.chart import series_of_muscle

        return series_of_muscle(anatomy, wanted)

    print_page(lambda width: muscle_rows(anatomy, wanted, treatments, width), charted)


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
    from backpain_cli.domain.anatomy.lookup import MatchFilter, muscles_felt_in, smallest_cover
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.domain.routine.routine import steps_by_muscle
    from backpain_cli.library.routines.finder import load_shipped_routines
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    wanted = list({area.key: area for area in (anatomy.area_names.get(name) for name in areas or ())}.values())
    treated = steps_by_muscle(load_shipped_routines(anatomy))
    filters = MatchFilter(region=region, safety_class=safety_class, local=local)
    if local is not None and not wanted:
        raise BackpainError("--local and --remote need an area.", exit_code=ExitCode.USAGE)
    listings = [one for one in muscles_felt_in(anatomy, wanted) if filters.accepts(one)] if wanted else []
    muscles = [one for one in anatomy.muscles.values() if filters.fit(one)]
    cover = smallest_cover(listings, wanted) if len(wanted) > 1 else []
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import listings_form, muscles_form

        if wanted:
            print_json(listings_form(wanted, listings, treated, cover))
        else:
            print_json(muscles_form((one, treated.get(one.key, ())) for one in muscles))
        return
    from backpain_cli.cli.output import print_page
    from backpain_cli.terminal.lists import listing_rows, muscle_list_rows

    def listed(width: int) -> "list[Row]":
        if not wanted:
            return muscle_list_rows(muscles, treated, width)
        rows = listing_rows(wanted, listings, treated, anatomy.stretches, width)
        if cover:
            from backpain_cli.terminal.evidence_pages import cover_rows

            rows = [*cover_rows(len(wanted), cover, width), *rows]
        return rows

    def charted() -> "Sequence[ChartSeries]":
        from backpain_cli.cli.chart_output import series_of_areas

        return series_of_areas(wanted, listings)

    print_page(listed, charted if wanted else None)


def overlap(
    names: list[str] = typer.Argument(
        ..., metavar="MUSCLE MUSCLE...", help="Two muscles or more.", autocompletion=complete_muscles
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the areas as JSON."),
) -> None:
    """Show the areas in which several muscles are published as felt.

    Example: backpain overlap erector-spinae levator-scapulae
    """
    from backpain_cli.domain.anatomy.lookup import shared_areas
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    muscles = list({muscle.key: muscle for muscle in map(anatomy.muscle_names.get, names)}.values())
    if len(muscles) < 2:
        raise BackpainError("Name two muscles, or more.", exit_code=ExitCode.USAGE)
    shared = shared_areas(anatomy, muscles)
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import overlap_form

        print_json(overlap_form(muscles, shared))
        return
    from backpain_cli.terminal.evidence_pages import overlap_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    paper.print(overlap_rows(muscles, shared, paper.width))
