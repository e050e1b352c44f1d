"""The `log` command: pain scores as typed."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.options import complete_areas
from backpain_cli.cli.output import confirm_deletion, say, show

if TYPE_CHECKING:
    from backpain_cli.domain.anatomy.atlas import Atlas
    from backpain_cli.domain.records.sessions import PainScore

LONGEST_NOTE = 2_000
UNDO_WORD = "delete"


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
    scores: list[str] | None = typer.Argument(
        None,
        metavar="AREA=SCORE...",
        help="A pain area and a score from 0 (no pain) to 10 (the worst), such as neck=4 or neck:left=4.",
        autocompletion=complete_areas,
    ),
    note: bool = typer.Option(
        False, "--note", help="Ask for a note, or read it from a pipe, so that it stays out of your shell's history."
    ),
    at: str = typer.Option(
        "", "--at", metavar="MOMENT", help="When it was: 21:30, yesterday, or 2026-11-28T21:30. Default: now."
    ),
    undo: bool = typer.Option(False, "--undo", help="Delete the last entry; it is shown, and you are asked."),
    yes: bool = typer.Option(False, "--yes", help="With --undo: delete without asking."),
) -> None:
    """Record how strong your pain is, as often as you like.

    Examples: backpain log lower-back=4; backpain log neck:left=3 "between the shoulder blades=5"; backpain log neck=4
    --at yesterday; backpain log --undo
    """
    from datetime import datetime
    from uuid import uuid4

    from backpain_cli.domain.records.sessions import PainEntry, check_storable
    from backpain_cli.domain.typed_input import parse_past_moment
    from backpain_cli.terminal.console import PageConsole, talk
    from backpain_cli.terminal.single_key import read_text_line
    from backpain_cli.wording.report_text import score_text

    if undo:
        if scores or note or at:
            raise UsageError("--undo takes nothing else.", "It deletes the last entry.")
        _undo_last(yes=yes)
        return
    if not scores:
        raise UsageError("Where does it hurt, and how strongly?", "For example: backpain log lower-back=4")
    now = datetime.now().astimezone()
    try:
        when = check_storable(parse_past_moment(at, now)) if at else now
    except ValueError as error:
        raise UsageError(str(error)) from None
    with AppContext() as context:
        given = scores_of(scores, context.atlas)
        text = ""
        if note and sys.stdin.isatty():
            text = read_text_line("Your note, in one line, then Enter (empty: none):", talk()) or ""
        elif note:
            text = sys.stdin.read().strip()
        if len(text) > LONGEST_NOTE:
            raise UsageError(
                f"The note has {len(text):,} letters; the longest has {LONGEST_NOTE:,}. Nothing was saved."
            )
        context.history.save_pain(PainEntry(str(uuid4()), when, given, text))
        remark = context.history.remark
    moment = f" for {when.isoformat(sep=' ', timespec='minutes')[:16]}" if at else ""
    say(f"Saved{moment}: {score_text(given)}{', with your note' if text else ''}.", PageConsole())
    if remark:
        say(remark, style="caution")


def _undo_last(*, yes: bool) -> None:
    """Show the entry that was noted last, and delete it if that is wanted."""
    from datetime import datetime

    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.deletion import deleted_sentence, deletion_list

    console = PageConsole()
    with AppContext() as context:
        last = context.history.pain_entries()[:1]
        if not last:
            say("There is no entry to undo.", console)
            return
        numbers, today = context.history.pain_numbers(), datetime.now().astimezone().date()
        show(lambda room: deletion_list([], last, numbers, room, today=today), console)
        if confirm_deletion(UNDO_WORD, console, yes=yes):
            say(deleted_sentence(context.history.delete(pain=last)), console)
