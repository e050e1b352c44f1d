"""What is said where a library is missing that comes with an extra."""

from collections.abc import Callable
from typing import Any, NamedTuple

from backpain_cli.domain.errors import BackpainError, ExitCode


def pdf_is_missing(error: ImportError) -> BackpainError:
    """Return the error for the person where the library that makes PDFs is not installed.

    Raises:
        ImportError: it was another module that could not be imported: a bug of ours.
    """
    if (error.name or "").partition(".")[0] != "reportlab":
        raise error
    return BackpainError(
        "Making a PDF needs the extra `pdf`.",
        hint="Install it with: pip install 'backpain[pdf]'. HTML needs nothing, and a browser prints it.",
        exit_code=ExitCode.UNAVAILABLE,
    )


class PdfPicture(NamedTuple):
    """A picture that knows how to draw itself on a canvas of reportlab."""

    shape: float
    """Its width as a multiple of its height."""
    draw: Callable[[Any, float, float, float], None]
    """Draws it, given the canvas, its left and its lower edge, and its width, in points."""
    words: str
    """The same in words, for programs that read the document aloud."""
