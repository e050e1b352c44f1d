"""What the commands about the history share: the store, the days, and files that are nobody else's business."""

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.text import shown

if TYPE_CHECKING:
    from backpain_cli.history.store import Store


def opened() -> "Store":
    """Return the store in the data folder; nothing is made before something is saved."""
    from backpain_cli.history.store import open_store
    from backpain_cli.paths import data_folder

    return open_store(data_folder())


class Range(NamedTuple):
    """From when to when; None is without an end."""

    since: datetime | None
    until: datetime | None
    """The first moment that is no longer meant."""


def range_of(since: str | None, until: str | None) -> Range:
    """Return the range of those days, both included, on this computer's clock.

    Raises:
        BackpainError: one is no day, or the last comes before the first.
    """
    if since is None and until is None:
        return Range(None, None)
    from backpain_cli.domain.typed import beginning_of, end_of

    today = datetime.now().astimezone().date()
    first, last = _day(since, today), _day(until, today)
    if first and last and last < first:
        raise BackpainError("--until comes before --since.", exit_code=ExitCode.USAGE)
    return Range(beginning_of(first) if first else None, end_of(last) if last else None)


def days_of(store: "Store", span: Range) -> tuple[date, date] | None:
    """Return the days of the first and the last session or noted pain of that range; None where there is neither."""
    since, until = span
    days = [session.started.date() for session in store.sessions(since=since, until=until)]
    days += [entry.when.date() for entry in store.pain_entries(since=since, until=until)]
    return (min(days), max(days)) if days else None


def _day(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    from backpain_cli.domain.typed import parse_day

    try:
        return parse_day(text, today)
    except ValueError as error:
        raise BackpainError(str(error), exit_code=ExitCode.USAGE) from None


def write_private(pieces: Iterable[bytes], output: Path) -> None:
    """Write `pieces` to a file that only its owner may read; `-` is standard output.

    Raises:
        BackpainError: the file cannot be written.
    """
    if str(output) == "-":
        from backpain_cli.cli.printing import write_pieces

        write_pieces(pieces)
        return
    from backpain_cli.files import write_atomically  # only where a file is written

    write_atomically(output, pieces, private=True)


def say_private(output: Path) -> None:
    """Say that a file was written, and that what is in it concerns nobody else."""
    from backpain_cli.terminal.paper import talk
    from backpain_cli.terminal.spans import paragraph

    paper = talk()
    where = "" if str(output) == "-" else f"Written to {shown(str(output))}. "
    told = "This is health data: keep it to yourself, and send it only to people you trust with it."
    paper.print(paragraph(f"{where}{told}", paper.width))


def say_what_waits(store: "Store") -> None:
    """Say on standard error how many sessions wait beside the history: no list and no export has them yet."""
    from backpain_cli.history.journal_files import unfinished
    from backpain_cli.paths import data_folder

    waiting = sum(not store.has_session(one.identifier) for one in unfinished(data_folder()))
    if not waiting:
        return
    from backpain_cli.terminal.paper import talk
    from backpain_cli.terminal.spans import paragraph

    which, it = ("One session is", "it") if waiting == 1 else (f"{waiting} sessions are", "them")
    told = f"{which} not in the history yet: broken off, or not saved."
    paper = talk()
    paper.print(paragraph(f"{told} `backpain routine` goes on with {it}, or keeps {it}.", paper.width, style="notice"))


def typed_text(question: str) -> str:
    """Ask for a text on the terminal, or take it from the input where that is none; without spaces at its ends."""
    from backpain_cli.terminal.paper import talk
    from backpain_cli.terminal.spans import paragraph

    if not sys.stdin.isatty():
        return sys.stdin.read().strip()
    paper = talk()
    paper.print(paragraph(question, paper.width))
    return sys.stdin.readline().strip()
