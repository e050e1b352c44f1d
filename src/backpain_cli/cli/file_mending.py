"""`validate --fix`: what can be mended in a file is shown, asked about, and written in its place."""

from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from backpain_cli.cli.context import can_ask
from backpain_cli.cli.errors import UsageError
from backpain_cli.cli.output import say, show
from backpain_cli.domain.errors import BackpainError, ExitCode
from backpain_cli.domain.text import escape_for_terminal
from backpain_cli.files import STANDARD_STREAM, read_limited, write_atomically
from backpain_cli.library.routines.mending import mended
from backpain_cli.library.routines.validation import files_at
from backpain_cli.library.yaml.text_files import MAX_TEXT_FILE_BYTES, read_text

if TYPE_CHECKING:
    from backpain_cli.cli.context import AppContext

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WRITABLE = 0o222


def mend_files(paths: list[Path], context: "AppContext", *, yes: bool) -> None:
    """Mend the files, and those in the folders, at `paths`; each is written if that is wanted, or stays as it was.

    Raises:
        BackpainError: one is standard input, cannot be read or written, or has changed while it was asked about.
    """
    if STANDARD_STREAM in paths:
        raise UsageError("--fix needs a file; standard input cannot be mended.")
    for path in (file for given in paths for file in files_at(given)):
        _mend(path, context, yes=yes)


def _mend(path: Path, context: "AppContext", *, yes: bool) -> None:
    shown = escape_for_terminal(str(path))
    # What it is compared with is read first: a change since then is never overwritten.
    before = read_limited(path, MAX_TEXT_FILE_BYTES) if path.is_file() else b""
    text = read_text(path, shown)
    better = mended(text, source=shown, atlas=context.atlas)
    if better == text:
        say(f"{shown}: there is nothing that can be mended without a decision of yours.", context.console)
        return
    from backpain_cli.views.mending_page import difference_page

    lines = list(unified_diff(text.splitlines(), better.splitlines(), shown, "mended", lineterm="", n=2))
    show(partial(difference_page, lines), context.console)
    if not path.stat().st_mode & _WRITABLE:
        hint = "Nothing was written; make it writable, or mend a copy."
        raise BackpainError(f"{shown} is read-only.", hint=hint, exit_code=ExitCode.NO_PERMISSION)
    if not yes and not _is_wanted(shown, context):
        say(f"{shown} stays as it was.", context.console)
        return
    if read_limited(path, MAX_TEXT_FILE_BYTES) != before:
        hint = "Nothing was written; try again."
        raise BackpainError(f"{shown} was changed meanwhile.", hint=hint, exit_code=ExitCode.TRY_AGAIN)
    mark = _BYTE_ORDER_MARK if before.startswith(_BYTE_ORDER_MARK) else b""
    # To replace a routine of the person's own is what this is for.
    write_atomically(path, [mark + better.encode()], own=True)
    say(f"{shown} is mended.", context.console)


def _is_wanted(shown: str, context: "AppContext") -> bool:
    """Ask whether to write the file.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    from backpain_cli.terminal.prompts import ask_choice

    if not can_ask():
        raise UsageError("Nothing was written: there is no terminal to ask on.", "Add --yes to write the change.")
    answers = {"y": "y", "yes": "y", "n": "", "no": "", "": ""}
    return ask_choice(f"Write this to {shown}? y or n; Enter is no:", answers, context.console) == "y"
