"""`why`, `strain`."""

from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.first_help import Understood
from backpain_cli.cli.options import SOURCES_HELP, complete_activities, complete_topics
from backpain_cli.cli.output import print_json, show
from backpain_cli.cli.typed_words import WordsReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.views.widgets import Room


def strain(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[ACTIVITY]...",
        help="What you did, in your words, such as `driving`. Default: list all.",
        autocompletion=complete_activities,
    ),
    sources: bool = typer.Option(False, "--sources", help=SOURCES_HELP),
    as_json: bool = typer.Option(False, "--json", help="Print the muscles and habits as JSON."),
) -> None:
    """Show which muscles an activity is reported to strain. It adds one habit to change.

    Examples: backpain strain; backpain strain driving; backpain strain carrying my toddler
    """
    from backpain_cli.views import evidence as views

    context = AppContext()
    atlas, reader = context.atlas, WordsReader(context, as_json=as_json)
    understood = reader.activities(words) if words else Understood(tuple(atlas.activities))
    activities = [atlas.activities[key] for key in understood.keys]
    extra = reader.first(understood, []) if words else {}
    if as_json:
        from backpain_cli.export.json_documents import activities_document

        print_json(activities_document(atlas, activities) | extra)
    elif words:
        from backpain_cli.domain.routine.routine import steps_by_muscle
        from backpain_cli.library.routines.finder import load_shipped_routines

        treated = steps_by_muscle(load_shipped_routines(atlas))
        show(lambda room: views.strain_pages(atlas, activities, treated, room, with_sources=sources))
    else:
        show(lambda room: views.activity_table(atlas, room))


def why(
    words: list[str] | None = typer.Argument(
        None,
        metavar="[TOPIC]...",
        help="A topic, a muscle, a pain area, or a step such as `lower-back/3`. Default: list the topics.",
        autocompletion=complete_topics,
    ),
    sources: bool = typer.Option(False, "--sources", help=SOURCES_HELP),
    as_json: bool = typer.Option(False, "--json", help="Print the claims as JSON."),
) -> None:
    """Show the evidence for a claim. What is claimed, what is known, and how sure that is, with references.

    Examples: backpain why; backpain why trigger points; backpain why lower-back/3; backpain why gluteus medius
    """
    context = AppContext()
    atlas, reader = context.atlas, WordsReader(context, as_json=as_json)
    name = _name_of(words, reader, atlas) if words else None
    if as_json:
        from backpain_cli.domain.anatomy import lookup
        from backpain_cli.export.json_documents import claims_document

        print_json(claims_document(lookup.find_claims(atlas, name) if name else atlas.claims.values()))
    else:
        show(lambda room: _evidence_page(atlas, name, room, with_sources=sources))


def _name_of(words: "Sequence[str]", reader: WordsReader, atlas: "Atlas") -> str:
    """Return what was typed, or the key of the muscle or the area that it means.

    Raises:
        typer.Exit: it is a sign, which was answered.
    """
    name = " ".join(words)
    if "/" in name or any(finder.find(name) for finder in (atlas.topic_names, atlas.muscle_names, atlas.area_names)):
        return name
    if (sign := reader.sign(name)) is not None:
        reader.end_with(sign)
    found = atlas.muscle_meant(name) or atlas.area_meant(name)
    return found.key if found is not None else name


def _evidence_page(atlas: "Atlas", name: str | None, room: "Room", *, with_sources: bool) -> "RenderableType":
    """Return the page for a topic, a muscle, an area or a step; the list of topics without a name."""
    from backpain_cli.domain.anatomy import lookup
    from backpain_cli.views import evidence as views

    if not name:
        return views.topic_table(atlas.claims.values(), room)
    if (claim := atlas.topic_names.find(name)) is not None:
        return views.claim_page(atlas, claim, room, with_sources=with_sources)
    if (muscle := atlas.muscle_names.find(name)) is not None:
        claims = lookup.claims_for_muscle(atlas, muscle)
        return views.why_muscle_page(atlas, muscle, claims, room, with_sources=with_sources)
    if (area := atlas.area_names.find(name)) is not None:
        felt, claims = lookup.muscles_felt_in(atlas, [area]), lookup.claims_for_area(atlas)
        return views.why_area_page(atlas, area, felt, claims, room, with_sources=with_sources)
    from backpain_cli.library.routines.finder import find_step

    step, number = find_step(name, atlas)
    claims = lookup.claims_for_treatment(atlas, step.kind, step.muscle)
    return views.why_step_page(atlas, step, number, claims, room, with_sources=with_sources)
