"""What is remembered of a person's screens and circumstances, or that it cannot be read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from backpain_cli.domain.errors import BackpainError
from backpain_cli.domain.record import ScreenRecord

_STORE = "backpain_cli.history.store"


class Remembered(Protocol):
    """The part of the store that the screen needs."""

    def screens(self) -> Sequence[ScreenRecord]:
        """Return the recorded screens, newest first."""

    def save_screen(self, record: ScreenRecord) -> None:
        """Record a screen."""

    def circumstances(self) -> Mapping[str, str]:
        """Return the answers by key of the circumstance."""

    def save_circumstances(self, answers: Mapping[str, str], when: datetime) -> None:
        """Keep these answers instead of those before."""

    def close(self) -> None:
        """Let go of the file."""


def open_remembered() -> Remembered | None:
    """Return what is remembered in the person's folder; None where this installation keeps nothing.

    Raises:
        BackpainError: it cannot be read; the message says where it lies and what to do.
    """
    if find_spec(_STORE) is None:
        return None
    from backpain_cli.library.folders import data_folder

    remembered: Remembered = import_module(_STORE).open_store(data_folder())
    return remembered


def unsaved_because(error: BackpainError) -> str:
    """Return the sentence for an answer that could not be kept."""
    return f"This could not be saved. {error.message} {error.hint}".strip()
