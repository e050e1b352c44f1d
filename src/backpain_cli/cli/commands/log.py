"""The `log` command: pain scores as typed."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_areas
from backpain_cli.cli.output import say

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.domain.records.sessions import PainScore

LONGEST_NOTE = 2_000


def scores_of(written: Sequence[str], atlas: "Atlas") -> "tuple[PainScore, ...]":
    """Return the scores that `AREA=SCORE` texts mean.

    Raises:
        BackpainError: one is not written like that, its area is unknown or has no sides, or a place comes twice.
    """
    from backpain_cli.domain.records.sessions import PainScore
    from backpain_cli.domain.typed_input import parse_area_score

    found: dict[tuple[str, str], PainScore] = {}
    for text in written:
        try:
            typed = parse_area_score(text)
        except ValueError as error:
            raise UsageError(str(error), "`backpain areas` lists the areas.") from None
        area = atlas.area_names.get(typed.area)
        if typed.side and not area.paired:
            raise UsageError(f"`{area.key}` has no left and right.")
        if (area.key, typed.side) in found:
            raise UsageError(f"`{area.key}` is named twice.")
        found[area.key, typed.side] = PainScore(area.key, typed.side, typed.score)
    return tuple(found.values())


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

    Examples: backpain log lower-back=4; backpain log neck:left=3 "between the shoulder blades=5"
    """
    from datetime import datetime
    from uuid import uuid4

    from backpain_cli.domain.records.sessions import PainEntry
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.wording.report_text import score_text

    with AppContext() as context:
        given = scores_of(scores, context.atlas)
        text = ""
        if note and sys.stdin.isatty():
            say("Your note, in one line, then Enter (empty: none):")
            text = sys.stdin.readline().strip()
        elif note:
            text = sys.stdin.read().strip()
        if len(text) > LONGEST_NOTE:
            raise UsageError(
                f"The note has {len(text):,} letters; the longest has {LONGEST_NOTE:,}. Nothing was saved."
            )
        context.history.save_pain(PainEntry(str(uuid4()), datetime.now().astimezone(), given, text))
    say(f"Saved: {score_text(given)}{', with your note' if text else ''}.", PageConsole())
