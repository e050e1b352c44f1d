"""`backpain muscles`: which muscles are published as felt where it hurts."""

import typer

from backpain_cli.cli.completing import area_names


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(muscles)


def muscles(
    areas: list[str] = typer.Argument(
        None,
        metavar="[AREA]...",
        help="Where it hurts, as `lower-back`; without it all muscles are listed.",
        autocompletion=area_names,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the list as JSON."),
) -> None:
    """List the muscles published as felt in an area, the likeliest first.

    Examples: backpain muscles lower-back; backpain muscles "between the shoulder blades"
    """
    from backpain_cli.domain.lookup import felt_in, treatments_by_muscle
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import load_shipped

    anatomy = load_anatomy()
    wanted = list({area.key: area for area in (anatomy.area(name) for name in areas or ())}.values())
    routines = load_shipped(anatomy)
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.json_forms import listings_form, muscles_form

        if wanted:
            print_json(listings_form(wanted, felt_in(anatomy, wanted, routines)))
        else:
            treated = treatments_by_muscle(routines)
            print_json(muscles_form((one, treated.get(one.key, ())) for one in anatomy.muscles.values()))
        return
    from backpain_cli.terminal.lists import listing_rows, muscle_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    if wanted:
        paper.print(listing_rows(wanted, felt_in(anatomy, wanted, routines), paper.width))
    else:
        paper.print(muscle_rows(list(anatomy.muscles.values()), treatments_by_muscle(routines), paper.width))
