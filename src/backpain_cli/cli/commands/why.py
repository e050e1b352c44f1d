"""`why`, `strain`."""

from collections.abc import Iterable

import typer

from backpain_cli.cli.options import complete_activities, complete_topics
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.anatomy.evidence import Claim
from backpain_cli.domain.anatomy.lookup import (
    claims_for_area,
    claims_for_muscle,
    claims_for_treatment,
    find_claims,
    muscles_felt_in,
)
from backpain_cli.library.routines.finder import find_step
from backpain_cli.terminal import evidence_pages as pages
from backpain_cli.terminal.spans import Row


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(strain)
    app.command()(why)


def claims_behind(anatomy: Atlas, name: str | None) -> Iterable[Claim]:
    """Return the claims behind `name`; all of them without a name."""
    return find_claims(anatomy, name) if name else anatomy.claims.values()


def rows_behind(anatomy: Atlas, name: str | None, width: int) -> list[Row]:
    """Return the page for a topic, a muscle, an area or a step; the list of topics without a name."""
    if not name:
        return pages.topic_rows(anatomy.claims.values(), width)
    if (claim := anatomy.topic_names.find(name)) is not None:
        return pages.claim_rows(anatomy, claim, width)
    if (muscle := anatomy.muscle_names.find(name)) is not None:
        return pages.why_muscle_rows(anatomy, muscle, claims_for_muscle(anatomy, muscle), width)
    if (area := anatomy.area_names.find(name)) is not None:
        return pages.why_area_rows(anatomy, muscles_felt_in(anatomy, [area]), claims_for_area(anatomy), width)
    step, number = find_step(name, anatomy)
    return pages.why_step_rows(anatomy, step, number, claims_for_treatment(anatomy, step.kind, step.muscle), width)


def strain(
    name: str | None = typer.Argument(
        None,
        metavar="[ACTIVITY]",
        help="An everyday activity, such as `driving`. Default: list all.",
        autocompletion=complete_activities,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the muscles and habits as JSON."),
) -> None:
    """Show which muscles an activity is reported to strain. It adds one habit to change.

    Example: backpain strain driving
    """
    from backpain_cli.domain.routine.routine import steps_by_muscle
    from backpain_cli.library.routines.finder import load_shipped_routines
    from backpain_cli.library.shipped import load_atlas

    anatomy = load_atlas()
    wanted = [anatomy.activity_names.get(name)] if name else list(anatomy.activities.values())
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import activities_form

        print_json(activities_form(anatomy, wanted))
        return
    from backpain_cli.terminal.evidence_pages import activity_rows, strain_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    if name:
        treated = steps_by_muscle(load_shipped_routines(anatomy))
        paper.print(strain_rows(anatomy, wanted[0], treated, paper.width))
    else:
        paper.print(activity_rows(anatomy, paper.width))


def why(
    name: str | None = typer.Argument(
        None,
        metavar="[TOPIC]",
        help="A topic, a muscle, a pain area, or a step such as `lower-back/3`. Default: list the topics.",
        autocompletion=complete_topics,
    ),
    as_json: bool = typer.Option(False, "--json", help="Print the claims as JSON."),
) -> None:
    """Show the evidence for a claim, with its references.

    Example: backpain why lower-back/3
    """
    from backpain_cli.library.shipped import load_atlas
    from backpain_cli.terminal.paper import Paper

    anatomy = load_atlas()
    if as_json:
        from backpain_cli.cli.output import print_json
        from backpain_cli.export.json_documents import claims_form

        print_json(claims_form(claims_behind(anatomy, name)))
        return
    paper = Paper()
    paper.print(rows_behind(anatomy, name, paper.width))
