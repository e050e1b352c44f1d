"""`backpain muscle`: everything about one muscle."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.completing import muscle_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backpain_cli.chart.charts import Series


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(muscle)


def muscle(
    name: str = typer.Argument(..., metavar="NAME", help="A muscle, as `gluteus-medius`.", autocompletion=muscle_names),
    as_json: bool = typer.Option(False, "--json", help="Print every field as JSON."),
) -> None:
    """Show one muscle: its place, its points, where it is felt. Also what it does, and how it is treated.

    Examples: backpain muscle gluteus-medius; backpain muscle "quadratus lumborum"
    """
    from backpain_cli.domain.lookup import treatments_by_muscle
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.library.routines import load_shipped

    anatomy = load_anatomy()
    wanted = anatomy.muscle(name)
    treatments = treatments_by_muscle(load_shipped(anatomy)).get(wanted.key, [])
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.atlas_forms import muscle_form

        print_json(muscle_form(wanted, treatments))
        return
    from backpain_cli.cli.pages import print_page
    from backpain_cli.terminal.muscle_page import muscle_rows

    def charted() -> "Sequence[Series]":
        from backpain_cli.chart.charts import series_of_muscle

        return series_of_muscle(anatomy, wanted)

    print_page(lambda width: muscle_rows(anatomy, wanted, treatments, width), charted)
