"""`backpain strain`: what people report as straining muscles."""

import typer

from backpain_cli.cli.completing import activity_names


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(strain)


def strain(
    name: str | None = typer.Argument(
        None,
        metavar="[ACTIVITY]",
        help="An everyday activity, as `driving`; without it, all are listed.",
        autocompletion=activity_names,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print it as JSON."),
) -> None:
    """Show which muscles an activity is reported to strain. With it comes one change of habit.

    Examples: backpain strain; backpain strain driving
    """
    from backpain_cli.domain.lookup import treatments_by_muscle
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import load_shipped

    anatomy = load_anatomy()
    wanted = [anatomy.activity(name)] if name else list(anatomy.activities.values())
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.atlas_forms import activities_form

        print_json(activities_form(anatomy, wanted))
        return
    from backpain_cli.terminal.evidence_pages import activity_rows, strain_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    if name:
        treated = treatments_by_muscle(load_shipped(anatomy))
        paper.print(strain_rows(anatomy, wanted[0], treated, paper.width))
    else:
        paper.print(activity_rows(anatomy, paper.width))
