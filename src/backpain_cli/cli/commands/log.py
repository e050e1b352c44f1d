"""The `log` command: pain scores as typed."""

from collections.abc import Sequence

import typer

from backpain_cli.cli.options import complete_areas
from backpain_cli.domain.anatomy.atlas import Atlas
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.records.sessions import PainScore
from backpain_cli.domain.typed_input import parse_area_score


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(log)


def scores_of(written: Sequence[str], anatomy: Atlas) -> tuple[PainScore, ...]:
    """Return the scores that `AREA=SCORE` texts mean.

    Raises:
        BackpainError: one is not written like that, its area is unknown or has no sides, or a place comes twice.
    """
    found: dict[tuple[str, str], PainScore] = {}
    for text in written:
        try:
            typed = parse_area_score(text)
        except ValueError as error:
            raise BackpainError(
                str(error), hint="`backpain areas` lists the areas.", exit_code=ExitCode.USAGE
            ) from None
        area = anatomy.area_names.get(typed.area)
        if typed.side and not area.paired:
            raise BackpainError(f"`{area.key}` has no left and right.", exit_code=ExitCode.USAGE)
        if (area.key, typed.side) in found:
            raise BackpainError(f"`{area.key}` is named twice.", exit_code=ExitCode.USAGE)
        found[area.key, typed.side] = PainScore(area.key, typed.side, typed.score)
    return tuple(found.values())


LONGEST_LOGGED_NOTE = 2_000


def log(
    scores: list[str] = typer.Argument(
        ...,
        metavar="AREA=SCORE...",
        help="A pain area and a score from 0 (no pain) to 10 (the worst), such as neck=4 or neck:left=4.",
        autocompletion=complete_areas,
    ),
    note: bool = typer.Option(
        False, "--note", help="Ask for a note, or read it from a pipe, so that it stays out of your shell's history."
    ),
) -> None:
    """Record how strong your pain is, as often as you like.

    Example: backpain log lower-back=4 neck:left=3
    """
    from datetime import datetime
    from uuid import uuid4

    from backpain_cli.cli.context import AppContext, typed_text
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.domain.records.sessions import PainEntry
    from backpain_cli.library.shipped import load_atlas
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.spans import paragraph
    from backpain_cli.wording.report_text import score_text

    given = scores_of(scores, load_atlas())
    text = typed_text("Your note, in one line, then Enter (empty: none):") if note else ""
    if len(text) > LONGEST_LOGGED_NOTE:
        raise BackpainError(
            f"The note has {len(text):,} letters; the longest has {LONGEST_LOGGED_NOTE:,}. Nothing was saved.",
            exit_code=ExitCode.USAGE,
        )
    entry = PainEntry(str(uuid4()), datetime.now().astimezone(), given, text)
    with AppContext() as context:
        context.history.save_pain(entry)
    paper = Paper()
    paper.print(paragraph(f"Saved: {score_text(given)}{', with your note' if text else ''}.", paper.width))
