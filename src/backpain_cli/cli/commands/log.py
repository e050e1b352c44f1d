"""The `log` command: pain scores as typed."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import typer

from backpain_cli.cli.context import AppContext
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.first_help import TypedSign
from backpain_cli.cli.options import complete_scores
from backpain_cli.cli.output import confirm_deletion, print_json, say, show
from backpain_cli.cli.typed_words import WordsReader

if TYPE_CHECKING:
    from backpain_cli.domain.records.sessions import PainScore

LONGEST_NOTE = 2_000
UNDO_WORD = "delete"


class TypedScores(NamedTuple):
    """Scores as they are kept, and the signs that were typed with them."""

    scores: "tuple[PainScore, ...]"
    signs: "tuple[TypedSign, ...]"


def scores_of(written: Sequence[str], context: AppContext) -> TypedScores:
    """Return the scores that texts such as `neck=4`, `left shoulder=4` and `lower back 4` mean.

    Raises:
        BackpainError: one is not written like that, its area is unknown or has no sides, or a place comes twice.
    """
    from backpain_cli.domain.records.sessions import PainScore
    from backpain_cli.domain.typed_input import area_scores_in, parse_area_score

    reader, areas = WordsReader(context), context.atlas.areas
    found: dict[tuple[str, str], PainScore] = {}
    signs: list[TypedSign] = []
    for text in area_scores_in(written):
        try:
            typed = parse_area_score(text)
        except ValueError as error:
            raise UsageError(str(error), "`backpain areas` lists the areas.") from None
        understood = reader.area(typed.area)
        signs += [understood.sign] if understood.sign is not None else []
        for area in (areas[key] for key in understood.keys):
            side = typed.side or (understood.side if area.paired else "")
            if side and not area.paired:
                raise UsageError(f"`{area.key}` has no left and right.")
            if (area.key, side) in found:
                raise UsageError(f"`{area.key}` is named twice.")
            found[area.key, side] = PainScore(area.key, side, typed.score)
    return TypedScores(tuple(found.values()), tuple(signs))


def log(
    scores: list[str] | None = typer.Argument(
        None,
        metavar="AREA=SCORE...",
        help="Where it hurts, and a score from 0 (no pain) to 10 (the worst), such as neck=4 or left shoulder=4.",
        autocompletion=complete_scores,
    ),
    note: bool = typer.Option(
        False, "--note", help="Ask for a note, or read it from a pipe, so that it stays out of your shell's history."
    ),
    at: str = typer.Option(
        "", "--at", metavar="MOMENT", help="When it was: 21:30, yesterday, or 2026-11-28T21:30. Default: now."
    ),
    undo: bool = typer.Option(False, "--undo", help="Delete the last entry; it is shown, and you are asked."),
    yes: bool = typer.Option(False, "--yes", help="With --undo: delete without asking."),
    as_json: bool = typer.Option(False, "--json", help="Print what was saved as JSON."),
) -> None:
    """Record how strong your pain is, as often as you like.

    Examples: backpain log lower-back=4; backpain log neck:left=3 between the shoulder blades=5; backpain log left
    shoulder blade 4; backpain log neck=4 --at yesterday; backpain log --undo
    """
    from datetime import datetime
    from uuid import uuid4

    from backpain_cli.domain.records.sessions import PainEntry, check_storable
    from backpain_cli.domain.typed_input import parse_past_moment
    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.wording.report_text import score_text

    if undo:
        if scores or note or at or as_json:
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
        given, signs = scores_of(scores, context)
        text = _typed_note() if note else ""
        entry = PainEntry(str(uuid4()), when, given, text)
        context.history.save_pain(entry)
        remark = context.history.remark
    if as_json:
        from backpain_cli.export.json_documents import json_document

        print_json(json_document(saved=entry, first=[sign.text for sign in dict.fromkeys(signs)], remark=remark))
        return
    moment = f" for {when.isoformat(sep=' ', timespec='minutes')[:16]}" if at else ""
    console = PageConsole()
    say(f"Saved{moment}: {score_text(given)}{', with your note' if text else ''}.", console)
    for sign in dict.fromkeys(signs):
        say(sign.text, console, style="stop")
    if remark:
        say(remark, style="caution")


def _typed_note() -> str:
    """Return the note, asked for on a terminal, else read from the pipe.

    Raises:
        BackpainError: it is too long.
    """
    from backpain_cli.terminal.console import talk
    from backpain_cli.terminal.single_key import read_text_line

    if sys.stdin.isatty():
        text = read_text_line("Your note, in one line, then Enter (empty: none):", talk()) or ""
    else:
        text = sys.stdin.read().strip()
    if len(text) > LONGEST_NOTE:
        raise UsageError(f"The note has {len(text):,} letters; the longest has {LONGEST_NOTE:,}. Nothing was saved.")
    return text


def _undo_last(*, yes: bool) -> None:
    """Show the entry that was noted last, and delete it if that is wanted."""
    from datetime import datetime

    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.deletion_pages import deleted_sentence, deletion_list

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
