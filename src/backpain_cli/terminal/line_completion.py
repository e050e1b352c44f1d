"""Lines that are typed with Tab completing the names that are known."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from backpain_cli.terminal.console import PageConsole


def read_completed_line(question: str, names: Sequence[str], console: PageConsole) -> str | None:
    """Return a line as it was typed, trimmed; None at the end of the input.

    Args:
        question: what is asked.
        names: what Tab completes the beginning of the line to.
        console: where it is asked.
    """
    console.file.flush()
    readline = _line_editor()
    if readline is not None:
        readline.set_completer_delims("")
        readline.set_completer(lambda typed, number: _completed(typed, names, number))
        readline.parse_and_bind("bind ^I rl_complete" if "libedit" in str(readline.__doc__) else "tab: complete")
    try:
        return input(f"{question} ").strip()
    except EOFError:
        console.say("")
        return None
    finally:
        if readline is not None:
            readline.set_completer(None)


def _completed(typed: str, names: Sequence[str], number: int) -> str | None:
    found = [name for name in names if name.casefold().startswith(typed.casefold())]
    return found[number] if number < len(found) else None


def _line_editor() -> Any:
    """Return the module that edits typed lines, or None where Python was built without it."""
    try:
        return import_module("readline")
    except ImportError:
        return None
