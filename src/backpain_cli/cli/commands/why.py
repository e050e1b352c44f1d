"""`why`, `strain`."""

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.options import complete_activities, complete_topics
from backpain_cli.cli.output import print_json, print_page
from backpain_cli.domain.anatomy import lookup
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.routine.routine import steps_by_muscle
from backpain_cli.library.routines.finder import find_step, load_shipped_routines
from backpain_cli.terminal import evidence_pages as pages
from backpain_cli.terminal.spans import Row


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
    atlas = AppContext().atlas
    activities = [atlas.activity_names.get(name)] if name else list(atlas.activities.values())
    if as_json:
        from backpain_cli.export.json_documents import activities_document

        print_json(activities_document(atlas, activities))
    elif name:
        treated = steps_by_muscle(load_shipped_routines(atlas))
        print_page(lambda width: pages.strain_rows(atlas, activities[0], treated, width))
    else:
        print_page(lambda width: pages.activity_rows(atlas, width))


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
    atlas = AppContext().atlas
    if as_json:
        from backpain_cli.export.json_documents import claims_document

        print_json(claims_document(lookup.find_claims(atlas, name) if name else atlas.claims.values()))
    else:
        print_page(lambda width: _evidence_rows(atlas, name, width))


def _evidence_rows(atlas: Atlas, name: str | None, width: int) -> list[Row]:
    """Return the page for a topic, a muscle, an area or a step; the list of topics without a name."""
    if not name:
        return pages.topic_rows(atlas.claims.values(), width)
    if (claim := atlas.topic_names.find(name)) is not None:
        return pages.claim_rows(atlas, claim, width)
    if (muscle := atlas.muscle_names.find(name)) is not None:
        return pages.why_muscle_rows(atlas, muscle, lookup.claims_for_muscle(atlas, muscle), width)
    if (area := atlas.area_names.find(name)) is not None:
        felt = lookup.muscles_felt_in(atlas, [area])
        return pages.why_area_rows(atlas, felt, lookup.claims_for_area(atlas), width)
    step, number = find_step(name, atlas)
    claims = lookup.claims_for_treatment(atlas, step.kind, step.muscle)
    return pages.why_step_rows(atlas, step, number, claims, width)
