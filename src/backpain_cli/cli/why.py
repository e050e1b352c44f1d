"""`backpain why`: what is claimed, what the literature says, how sure it is."""

from collections.abc import Iterable

import typer

from backpain_cli.cli.completing import topic_names
from backpain_cli.domain.anatomy import Anatomy
from backpain_cli.domain.evidence import Claim
from backpain_cli.terminal.spans import Row


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(why)


def why(
    name: str | None = typer.Argument(
        None,
        metavar="[TOPIC]",
        help="A topic, a muscle, an area, or a step as `lower-back/3`.",
        autocompletion=topic_names,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the claims as JSON."),
) -> None:
    """Show the evidence: what is claimed, what the literature says, how sure, and the references.

    Examples: backpain why; backpain why trigger-points; backpain why lower-back/3; backpain why gluteus-medius
    """
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.terminal.paper import Paper

    anatomy = load_anatomy()
    if as_json:
        from backpain_cli.cli.printing import print_json
        from backpain_cli.export.atlas_forms import claims_form

        print_json(claims_form(_claims(anatomy, name)))
        return
    paper = Paper()
    paper.print(_rows(anatomy, name, paper.width))


def _claims(anatomy: Anatomy, name: str | None) -> Iterable[Claim]:
    from backpain_cli.domain.evidence_lookup import claims_about

    return claims_about(anatomy, name) if name else anatomy.claims.values()


def _rows(anatomy: Anatomy, name: str | None, width: int) -> list[Row]:
    from backpain_cli.domain.evidence_lookup import claims_for_area, claims_for_muscle, claims_for_step
    from backpain_cli.domain.lookup import felt_in
    from backpain_cli.terminal import evidence_pages as pages

    if not name:
        return pages.topic_rows(anatomy.claims.values(), width)
    if (claim := anatomy.find_claim(name)) is not None:
        return pages.claim_rows(anatomy, claim, width)
    if (muscle := anatomy.find_muscle(name)) is not None:
        return pages.why_muscle_rows(anatomy, muscle, claims_for_muscle(anatomy, muscle), width)
    if (area := anatomy.find_area(name)) is not None:
        return pages.why_area_rows(anatomy, felt_in(anatomy, [area]), claims_for_area(anatomy), width)
    from backpain_cli.library.routines import find_step

    step, number = find_step(name, anatomy)
    return pages.why_step_rows(anatomy, step, number, claims_for_step(anatomy, step), width)
