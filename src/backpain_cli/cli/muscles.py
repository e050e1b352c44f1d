"""`backpain muscles`: which muscles are published as felt where it hurts."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.completing import area_names
from backpain_cli.domain.terms import Region, SafetyClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.chart.charts import Series
    from backpain_cli.terminal.spans import Row


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(muscles)


def muscles(
    areas: list[str] | None = typer.Argument(
        None,
        metavar="[AREA]...",
        help="Where it hurts, as `lower-back`; without it, all muscles are listed.",
        autocompletion=area_names,
    ),
    region: Region | None = typer.Option(None, "--region", help="Only muscles of this part of the spine."),
    safety_class: SafetyClass | None = typer.Option(
        None,
        "--class",
        help="Only muscles with a point of this class: A may be pressed, B lightly, C and D never.",
    ),
    local: bool | None = typer.Option(
        None, "--local/--remote", help="Only muscles that lie in the area, or only those that lie elsewhere."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the muscles published as felt in an area. The likeliest come first; of several areas, those that share them.

    Examples: backpain muscles lower-back; backpain muscles "between the shoulder blades" --class A;
    backpain muscles neck shoulder-blade; backpain muscles lower-back --remote
    """
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.domain.lookup import Filters, felt_in, treatments_by_muscle
    from backpain_cli.domain.overlap import smallest_cover
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import load_shipped

    anatomy = load_anatomy()
    wanted = list({area.key: area for area in (anatomy.area(name) for name in areas or ())}.values())
    routines = load_shipped(anatomy)
    filters = Filters(region=region, safety_class=safety_class, local=local)
    if local is not None and not wanted:
        raise BackpainError("--local and --remote need an area.", exit_code=ExitCode.USAGE)
    listings = [one for one in felt_in(anatomy, wanted, routines) if filters.let_through(one)] if wanted else []
    muscles = [one for one in anatomy.muscles.values() if filters.fit(one)]
    cover = smallest_cover(listings, wanted) if len(wanted) > 1 else []
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.json_forms import listings_form, muscles_form

        if wanted:
            print_json(listings_form(wanted, listings, cover))
        else:
            treated = treatments_by_muscle(routines)
            print_json(muscles_form((one, treated.get(one.key, ())) for one in muscles))
        return
    from backpain_cli.cli.pages import print_page
    from backpain_cli.terminal.lists import listing_rows, muscle_rows

    def listed(width: int) -> "list[Row]":
        if not wanted:
            return muscle_rows(muscles, treatments_by_muscle(routines), width)
        rows = listing_rows(wanted, listings, anatomy.stretches, width)
        if cover:
            from backpain_cli.terminal.evidence_pages import cover_rows

            rows = [*cover_rows(len(wanted), cover, width), *rows]
        return rows

    def charted() -> "Sequence[Series]":
        from backpain_cli.cli.charting import series_of_areas

        return series_of_areas(wanted, listings)

    print_page(listed, charted if wanted else None)
