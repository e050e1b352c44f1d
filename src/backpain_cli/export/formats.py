"""The registry of file formats: a sheet or report is written in one of these; and the templates of those in HTML."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from backpain_cli.domain.errors import BackpainError, ExitCode, MissingExtraError
from backpain_cli.domain.text import escape_for_terminal


class Content(StrEnum):
    """What can be written to a file."""

    CHECKLIST = "sheet"
    REPORT = "report"


class FileFormat(NamedTuple):
    """One format of one content."""

    name: str
    suffixes: tuple[str, ...]
    """The endings of file names that choose it; the first one is the usual one."""
    content: Content
    writer: str
    """The module below `export` and the function that writes it."""
    illustrated: bool = False
    """Whether the writer is given pictures too."""
    library: str = ""
    """The library that it needs, which an extra brings."""

    def load_writer(self) -> Callable[..., bytes]:
        """Return the function that writes it.

        Raises:
            BackpainError: it needs an extra that is not installed.
        """
        module, _, function = self.writer.partition(".")
        try:
            found: Callable[..., bytes] = getattr(import_module(f"{__package__}.{module}"), function)
        except ImportError as error:
            if not self.library or (error.name or "").partition(".")[0] != self.library:
                raise
            otherwise = "HTML needs nothing, and a browser prints it."
            raise MissingExtraError(f"Making a {self.name.upper()}", self.library, otherwise) from None
        return found


_MARKDOWN, _HTML, _PDF = (".md",), (".html", ".htm"), (".pdf",)
FORMATS = (
    FileFormat("markdown", _MARKDOWN, Content.CHECKLIST, "checklists.checklist_markdown"),
    FileFormat("html", _HTML, Content.CHECKLIST, "checklists.checklist_html", illustrated=True),
    FileFormat("pdf", _PDF, Content.CHECKLIST, "pdf.checklist_pdf", illustrated=True, library="typst"),
    FileFormat("markdown", _MARKDOWN, Content.REPORT, "doctor_report_files.report_markdown"),
    FileFormat("html", _HTML, Content.REPORT, "doctor_report_files.report_html"),
    FileFormat("pdf", _PDF, Content.REPORT, "pdf.report_pdf", library="typst"),
)
"""Every format; a new one is a row here and its writer."""


def format_for(content: Content, output: Path | None, name: str = "") -> FileFormat:
    """Return the format of that name, or the one that the ending of `output` chooses.

    Raises:
        BackpainError: there is none.
    """
    known = [one for one in FORMATS if one.content is content]
    suffix = output.suffix.lower() if output is not None else ""
    for one in known:
        if one.name == name if name else suffix in one.suffixes:
            return one
    *others, last = (one.suffixes[0] for one in known)
    raise BackpainError(
        f"`{escape_for_terminal(output.name if output else name, most=60)}` does not tell in which format "
        f"to write the {content}.",
        hint=f"Use a file name that ends in {', '.join(others)} or {last}.",
        exit_code=ExitCode.USAGE,
    )


class SheetPicture(NamedTuple):
    """A picture for a page."""

    svg: str
    """A document whose colours are CSS variables, named in `SheetArt.colors`."""
    shape: float
    """Its width as a multiple of its height."""
    words: str
    """The same in words, for programs that read the page aloud."""
    labels: tuple[str, ...] = ()
    """What is written below it, from left to right."""


class SheetArt(NamedTuple):
    """What is drawn on a checklist, and the books behind it."""

    steps: Mapping[int, Sequence[SheetPicture]] = {}
    """By the number of the step."""
    chart: SheetPicture | None = None
    """The body chart of the routine."""
    legend: tuple[str, ...] = ()
    """The name of each colour of the chart, in their order, then what the patterns mean."""
    colors: Mapping[str, tuple[str, str]] = {}
    """The light and the dark colour of each CSS variable."""
    references: Mapping[str, str] = {}
    """The source that each key names."""


@cache
def _templates() -> Any:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader(__package__),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_template(name: str, **values: object) -> bytes:
    """Return the template of that name with `values`, in UTF-8; texts among them are never taken as markup.

    A value that is markup is marked in the template, by `|safe`.
    """
    text: str = _templates().get_template(name).render(values)
    return text.encode()
