"""What `backpain history` prints: one session, or those that are wanted."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from backpain_cli.cli.keeping import Range
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.record import PainEntry, SessionRecord
from backpain_cli.domain.text import shown

if TYPE_CHECKING:
    from backpain_cli.history.store import Store


class Wanted(NamedTuple):
    """Which part of the history."""

    span: Range
    routine: str
    """As it was typed; empty for all."""
    area: str
    """As it was typed; empty for all."""
    most: int
    """How many of the newest; 0 for all."""


class Found(NamedTuple):
    """The part that was wanted, the newest first."""

    sessions: list[SessionRecord]
    pain: list[PainEntry]
    more: bool
    """Whether there are earlier ones."""


def number_of(words: Sequence[str]) -> int:
    """Return the number that `show NUMBER` means.

    Raises:
        BackpainError: it is not written like that.
    """
    if len(words) == 2 and words[0] == "show" and words[1].isascii() and words[1].isdigit() and len(words[1]) < 10:
        return int(words[1])
    told = shown(" ".join(words), most=60)
    raise BackpainError(
        f"`{told}` is not understood.", hint="One session in full: backpain history show 3", exit_code=ExitCode.USAGE
    )


def find(store: "Store", wanted: Wanted) -> Found:
    """Return what is wanted of the history.

    Raises:
        UnknownNameError: there is no such area.
    """
    from backpain_cli.domain.names import folded

    area = ""
    if wanted.area:
        from backpain_cli.library.anatomy_file import load_anatomy

        area = load_anatomy().area(wanted.area).key
    since, until = wanted.span
    most = wanted.most + 1 if wanted.most else None
    routine = folded(wanted.routine)
    sessions = store.sessions(since=since, until=until, routine=routine, area=area, most=most)
    pain = [] if routine else sorted(store.pain_entries(since=since, until=until, area=area), key=_moment, reverse=True)
    if most is None:
        return Found(sessions, pain, more=False)
    return Found(sessions[: wanted.most], pain[: wanted.most], more=max(len(sessions), len(pain)) > wanted.most)


def _moment(entry: PainEntry) -> float:
    return entry.when.timestamp()


def print_one(store: "Store", number: int, *, as_json: bool) -> None:
    """Print one session in full.

    Raises:
        BackpainError: there is none of that number.
    """
    session = store.session(number)
    if session is None:
        raise BackpainError(
            f"There is no session {number}.", hint="`backpain history` lists them.", exit_code=ExitCode.USAGE
        )
    if as_json:
        from backpain_cli.export.history_forms import history_as_json

        sys.stdout.writelines(history_as_json([session], []))
        return
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.terminal.history_pages import one_session_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper()
    names = {key: muscle.english for key, muscle in load_anatomy().muscles.items()} if session.signs else {}
    paper.print(one_session_rows(session, names, paper.width))


def print_some(store: "Store", wanted: Wanted, stream: TextIO, *, as_json: bool, as_csv: bool) -> None:
    """Print what is wanted, as a table, JSON or CSV."""
    found = find(store, wanted)
    if as_json:
        from backpain_cli.export.history_forms import history_as_json

        stream.writelines(history_as_json(found.sessions, found.pain))
        return
    if as_csv:
        from backpain_cli.cli.printing import write_data
        from backpain_cli.export.history_csv import history_as_csv

        write_data(history_as_csv(found.sessions, found.pain).encode(), None)
        return
    from backpain_cli.terminal.history_pages import list_rows
    from backpain_cli.terminal.paper import Paper

    paper = Paper(stream)
    everything = wanted._replace(most=0) == Wanted(Range(None, None), "", "", 0)
    paper.print(list_rows(found.sessions, found.pain, paper.width, more=found.more, everything=everything))
