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
    from datetime import datetime

    from backpain_cli.domain.records.care_records import Goal, PainBeginning, Walk
    from backpain_cli.domain.records.sessions import PainEntry, PainScore

LONGEST_NOTE, LONGEST_GOAL = 2_000, 200
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


class NotedCare(NamedTuple):
    """What was noted besides scores."""

    walk: "Walk | None" = None
    goal: "Goal | None" = None
    began: "PainBeginning | None" = None


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
    walk: int | None = typer.Option(
        None, "--walk", metavar="MINUTES", min=1, max=600, help="Note a walk; `progress` says what may come next."
    ),
    goal: str | None = typer.Option(
        None, "--goal", metavar="TEXT", help='Note what you want to do again, in your words; "" takes it back.'
    ),
    began: str | None = typer.Option(
        None,
        "--began",
        metavar="DAY",
        help='Note when this pain began: 2026-11-03, monday, 3w (ago); "" takes it back.',
    ),
    at: str = typer.Option(
        "", "--at", metavar="MOMENT", help="When it was: 21:30, yesterday, or 2026-11-28T21:30. Default: now."
    ),
    undo: bool = typer.Option(False, "--undo", help="Delete the last score or walk; it is shown, and you are asked."),
    yes: bool = typer.Option(False, "--yes", help="With --undo: delete without asking."),
    as_json: bool = typer.Option(False, "--json", help="Print what was saved as JSON."),
) -> None:
    """Record how strong your pain is, as often as you like. A walk and a goal too.

    Examples: backpain log lower-back=4; backpain log neck:left=3 between the shoulder blades=5; backpain log left
    shoulder blade 4; backpain log neck=4 --at yesterday; backpain log --walk 10; backpain log --undo
    """
    has_care = walk is not None or goal is not None or began is not None
    if undo:
        if scores or note or at or as_json or has_care:
            raise UsageError("--undo takes nothing else.", "It deletes the last entry.")
        _undo_last(yes=yes)
        return
    if not scores and (note or not has_care):
        raise UsageError("Where does it hurt, and how strongly?", "For example: backpain log lower-back=4")
    now = _now()
    when = _moment_of(at, now)
    noted = _care_of(walk, goal, began, when, now)
    with AppContext() as context:
        given = scores_of(scores, context) if scores else TypedScores((), ())
        entry = _entry_of(given, when, words := _typed_note() if note else "")
        _save(entry, noted, context)
        remark = context.history.remark
        in_note = WordsReader(context).sign(words) if words else None
    signs = [sign.text for sign in dict.fromkeys((*given.signs, in_note)) if sign is not None]
    if as_json:
        from backpain_cli.export.json_documents import json_document

        care = noted._asdict() if has_care else {}
        print_json(json_document(saved=entry, first=signs, remark=remark, **care))
    else:
        moment = f" for {when.isoformat(sep=' ', timespec='minutes')[:16]}" if at else ""
        _say_saved(f"Saved{moment}: {', '.join(_saved_parts(entry, noted))}.", signs, remark)


def _now() -> "datetime":
    from datetime import datetime

    return datetime.now().astimezone()


def _entry_of(given: TypedScores, when: "datetime", note: str) -> "PainEntry | None":
    from uuid import uuid4

    from backpain_cli.domain.records.sessions import PainEntry

    return PainEntry(str(uuid4()), when, given.scores, note) if given.scores else None


def _say_saved(sentence: str, signs: Sequence[str], remark: str) -> None:
    from backpain_cli.terminal.console import PageConsole

    console = PageConsole()
    say(sentence, console)
    for sign in signs:
        say(sign, console, style="stop")
    if remark:
        say(remark, style="caution")


def _save(entry: "PainEntry | None", noted: NotedCare, context: AppContext) -> None:
    if entry is not None:
        context.history.save_pain(entry)
    if noted.walk is not None:
        context.history.save_walk(noted.walk)
    if noted.goal is not None or noted.began is not None:
        context.history.change_care(
            lambda care: care._replace(goal=noted.goal or care.goal, began=noted.began or care.began)
        )


def _saved_parts(entry: "PainEntry | None", noted: NotedCare) -> list[str]:
    """Return what was saved, part by part."""
    from backpain_cli.wording.phrases import counted
    from backpain_cli.wording.report_text import day_text, score_text

    parts = []
    if entry is not None:
        parts.append(f"{score_text(entry.scores)}{', with your note' if entry.note else ''}")
    if noted.walk is not None:
        parts.append(f"a walk of {counted(noted.walk.minutes, 'minute')}")
    if noted.goal is not None:
        parts.append("your goal" if noted.goal.text else "no goal any more")
    if noted.began is not None:
        parts.append(f"begun {day_text(noted.began.day)}" if noted.began.day else "no day on which the pain began")
    return parts


def _moment_of(at: str, now: "datetime") -> "datetime":
    """Return the moment that was typed, `now` where none was.

    Raises:
        BackpainError: it is not understood, or lies too far away.
    """
    from backpain_cli.domain.records.sessions import check_storable
    from backpain_cli.domain.typed_input import parse_past_moment

    try:
        return check_storable(parse_past_moment(at, now)) if at else now
    except ValueError as error:
        raise UsageError(str(error)) from None


def _care_of(walk: int | None, goal: str | None, began: str | None, when: "datetime", now: "datetime") -> NotedCare:
    """Return what was typed besides scores, before anything is saved.

    Raises:
        BackpainError: the day is not understood, or the goal is too long or has what must not reach a terminal.
    """
    from uuid import uuid4

    from backpain_cli.domain.records.care_records import Goal, PainBeginning, Walk
    from backpain_cli.domain.text import first_forbidden_character
    from backpain_cli.domain.typed_input import parse_day

    words = goal.strip() if goal is not None else ""
    if len(words) > LONGEST_GOAL or first_forbidden_character(words) is not None:
        raise UsageError(f"A goal is one line of ordinary letters and signs, {LONGEST_GOAL} at most.")
    try:
        day = parse_day(began, now.date()) if began else None
    except ValueError as error:
        raise UsageError(str(error)) from None
    if day is not None and day > now.date():
        raise UsageError("That day has not come yet.")
    return NotedCare(
        walk=Walk(str(uuid4()), when, walk) if walk is not None else None,
        goal=Goal(words, now) if goal is not None else None,
        began=PainBeginning(day, now) if began is not None else None,
    )


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
    """Show the score or the walk that is the newest, and delete it if that is wanted."""
    from datetime import datetime

    from backpain_cli.terminal.console import PageConsole
    from backpain_cli.views.deletion_pages import Deletable, deleted_sentence, deletion_list

    console = PageConsole()
    with AppContext() as context:
        history = context.history
        pain, walks = history.pain_entries()[:1], history.walks()[:1]
        if not pain and not walks:
            say("There is no entry to undo.", console)
            return
        if pain and walks:
            # Of two that were noted last, the later one.
            pain, walks = ([], walks) if walks[0].when > pain[0].when else (pain, [])
        last = Deletable(
            pain=pain, walks=walks, pain_numbers=history.pain_numbers(), walk_numbers=history.walk_numbers()
        )
        today = datetime.now().astimezone().date()
        show(lambda room: deletion_list(last, room, today=today), console)
        if confirm_deletion(UNDO_WORD, console, yes=yes):
            say(deleted_sentence(history.delete(pain=pain, walks=walks)), console)
