"""`backpain forget`: the only command that deletes."""

import sys
from contextlib import suppress

import typer

WORD = "forget"
"""Has to be typed in full: no key that is pressed by accident deletes anything."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(forget)


def forget(
    since: str | None = typer.Option(
        None, "--since", metavar="DAY", help="From this day on: 2026-11-03, yesterday, 10d or 3w (ago)."
    ),
    until: str | None = typer.Option(None, "--until", metavar="DAY", help="Up to and including this day."),
    yes: bool = typer.Option(False, "--yes", help="Delete without asking."),
) -> None:
    """Show what is kept about you, and delete it for good. All of it, or what is from some days; it asks before.

    Examples: backpain forget; backpain forget --since 2026-11-01 --until 2026-11-07 --yes
    """
    from backpain_cli.cli.keeping import days_of, opened, range_of
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.history.errors import DamagedHistoryError, NewerHistoryError
    from backpain_cli.paths import CRASH_FOLDER, JOURNAL_FOLDER
    from backpain_cli.terminal import forgetting
    from backpain_cli.terminal.asking import ask_choice
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.spans import paragraph

    span = range_of(since, until)
    paper = Paper()
    with opened() as store:
        try:
            would_go = store.would_forget(since=span.since, until=span.until)
        except (DamagedHistoryError, NewerHistoryError) as error:
            # Not touched even for that: what is in it may be all that is left.
            names = ", ".join((store.path.name, JOURNAL_FOLDER, CRASH_FOLDER))
            hint = f"{error.hint} If all of it may go, delete {names} in that folder yourself."
            raise BackpainError(error.message, hint=hint, exit_code=error.exit_code) from None
        if would_go.is_nothing:
            paper.print(paragraph("Nothing of that is kept. Nothing was deleted.", paper.width))
            return
        days = days_of(store, span)
        paper.print(forgetting.would_go_rows(would_go, days, paper.width, whole=span == (None, None)))
        if not yes:
            if not sys.stdin.isatty():
                raise BackpainError(
                    "Nothing was deleted: nobody is there to be asked.",
                    hint="Add --yes to delete it without being asked.",
                    exit_code=ExitCode.USAGE,
                )
            question = f"Type {WORD}, then Enter, to delete this for good; Enter alone keeps it:"
            if ask_choice(question, {WORD: WORD, "": ""}, paper) != WORD:
                paper.print(paragraph("Nothing was deleted.", paper.width))
                return
        gone = store.forget(since=span.since, until=span.until)
    if span == (None, None):
        _remove_old_list()
    paper.print(forgetting.gone_rows(gone, paper.width))


def _remove_old_list() -> None:
    """Remove the list of own routines that earlier versions kept; nothing uses it any more."""
    from backpain_cli.paths import cache_folder

    with suppress(OSError):
        (cache_folder() / "routines.json").unlink()
