"""`backpain log`: how strong a pain is now, without a session."""

import typer

from backpain_cli.cli.completing import area_names

LONGEST_NOTE = 2_000


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(log)


def log(
    scores: list[str] = typer.Argument(
        ...,
        metavar="AREA=SCORE...",
        help="An area and a score from 0 (no pain) to 10 (the worst), as neck=4; with a side, as neck:left=4.",
        autocompletion=area_names,
    ),
    note: bool = typer.Option(
        False, "--note", help="Ask for a note, or read it from a pipe. Others could see what is typed as an option."
    ),
) -> None:
    """Note how strong a pain is, as often as you like.

    Examples: backpain log lower-back=4; backpain log neck:left=3 "between the shoulder blades=5"
    """
    from datetime import datetime
    from uuid import uuid4

    from backpain_cli.cli.keeping import opened, typed_text
    from backpain_cli.cli.scoring import scores_of
    from backpain_cli.domain.errors import BackpainError, ExitCode
    from backpain_cli.domain.progress_words import scores_words
    from backpain_cli.domain.record import PainEntry
    from backpain_cli.library.anatomy_file import load_anatomy
    from backpain_cli.terminal.paper import Paper
    from backpain_cli.terminal.spans import paragraph

    given = scores_of(scores, load_anatomy())
    text = typed_text("Your note, in one line, then Enter (empty: none):") if note else ""
    if len(text) > LONGEST_NOTE:
        raise BackpainError(
            f"The note has {len(text):,} letters; the longest has {LONGEST_NOTE:,}. Nothing was saved.",
            exit_code=ExitCode.USAGE,
        )
    entry = PainEntry(str(uuid4()), datetime.now().astimezone(), given, text)
    with opened() as store:
        store.save_pain(entry)
    paper = Paper()
    paper.print(paragraph(f"Saved: {scores_words(given)}{', with your note' if text else ''}.", paper.width))
