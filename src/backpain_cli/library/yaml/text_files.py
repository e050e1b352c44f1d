"""Reading a text file from outside: never hanging on it, never reading without a limit."""

import errno
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path

from backpain_cli.domain.errors import ExitCode, InvalidFileError, Problem, UnreadableFileError, file_problem
from backpain_cli.domain.text import escape_for_terminal, first_forbidden_character
from backpain_cli.files import FileKind, file_kind, read_in_pieces, read_limited

MAX_TEXT_FILE_BYTES = 1024 * 1024
"""A routine is a few kilobytes; nothing larger than 1 MiB is read."""
_TAKE_OUT = "take it out; only ordinary letters and signs are allowed"
_UTF_16_AND_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_text(path: Path, source: str, *, most: int = MAX_TEXT_FILE_BYTES, what: str = "a routine") -> str:
    """Return the text of a file, with its line breaks as they are and without a byte order mark.

    Args:
        what: what the file should be, for messages.

    Raises:
        UnreadableFileError: it is missing, not a regular file, or may not be read.
        InvalidFileError: it is larger than that, not UTF-8, or has characters that may not reach a terminal.
    """
    data = _bytes_of(path, source, most, what)
    if len(data) > most:
        hint = "a routine is a few kilobytes" if most == MAX_TEXT_FILE_BYTES else f"{what} is smaller"
        raise InvalidFileError([file_problem(source, f"is larger than {most // 1024**2} MiB", hint)])
    text = _decoded(data, source)
    if forbidden := first_forbidden_character(text, allowed="\n\r\t"):
        line, column = position(text, forbidden.at)
        raise InvalidFileError([problem(source, text, line, column, f"{forbidden.name} is not allowed", _TAKE_OUT)])
    return text


def text_pieces(path: Path, source: str, *, most: int, what: str) -> Iterator[str]:
    """Yield the text of a file in pieces, each read and checked as by `read_text` once it is asked for.

    Raises:
        UnreadableFileError: as there.
        InvalidFileError: as there; pieces before what is wrong were yielded.
    """
    decoder = getincrementaldecoder("utf-8-sig")()
    line, column, length = 1, 1, 0
    with _reported(path, source, what):
        for data in chain(read_in_pieces(path, most), [b""]):
            if not length:
                _refuse_other_encodings(data, source)
            length += len(data)
            if length > most:
                message = f"is larger than {most // 1024**2} MiB"
                raise InvalidFileError([file_problem(source, message, f"{what} is smaller")])
            try:
                text = decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                text = error.object[: error.start].decode()
                message = f"the byte 0x{error.object[error.start]:02x} is not UTF-8"
                at, hint = len(text), "save it as UTF-8"
            else:
                forbidden = first_forbidden_character(text, allowed="\n\r\t")
                message = "" if forbidden is None else f"{forbidden.name} is not allowed"
                at, hint = len(text) if forbidden is None else forbidden.at, _TAKE_OUT
            lines, columns = position(text, at)
            line, column = line + lines - 1, columns if lines > 1 else column + columns - 1
            if message:
                raise InvalidFileError([Problem(source=source, line=line, column=column, message=message, hint=hint)])
            yield text


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, both from 1, of the character number `index` (from 0) of `text`."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@lru_cache(maxsize=2)
def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of `text`; kept for the next problem of the same file."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def line_of(text: str, line: int) -> str:
    """Return the line of that number (from 1), safe to show, at most 100 characters of it."""
    lines = lines_of(text)
    return escape_for_terminal(lines[line - 1].replace("\t", " "), most=100) if 0 < line <= len(lines) else ""


def problem(source: str, text: str, line: int, column: int, message: str, hint: str = "") -> Problem:
    """Return an error at that line and column (both from 1) of a file with that text."""
    return Problem(source=source, line=line, column=column, message=message, hint=hint, excerpt=line_of(text, line))


def _bytes_of(path: Path, source: str, most: int, what: str) -> bytes:
    with _reported(path, source, what):
        return read_limited(path, most)


@contextmanager
def _reported(path: Path, source: str, what: str) -> Iterator[None]:
    """Look at `path` before it is opened, and raise what goes wrong inside as an `UnreadableFileError`."""
    try:
        if file_kind(path) in {FileKind.FOLDER, FileKind.OTHER}:
            raise UnreadableFileError(
                f"{escape_for_terminal(source)} is not a regular file.", hint=f"Give the path of {what}'s file."
            )
        yield
    except PermissionError:
        raise UnreadableFileError(
            f"{escape_for_terminal(source)} may not be read.",
            hint="Change its permissions.",
            exit_code=ExitCode.NO_PERMISSION,
        ) from None
    except (OSError, ValueError) as error:
        reason = _reason(error)
        raise UnreadableFileError(
            f"{escape_for_terminal(source)} cannot be read: {reason}.", hint="Check the path."
        ) from None


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "its links go round in a circle"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "the path is not one that the system understands"


def _refuse_other_encodings(data: bytes, source: str) -> None:
    # Two zero bytes like these are letters of another encoding; in UTF-8 they would be control characters.
    if data.startswith(_UTF_16_AND_32) or (len(data) > 3 and data[:4].count(0) >= 2):
        raise InvalidFileError([file_problem(source, "is not UTF-8 but UTF-16 or UTF-32", "save it as UTF-8")])


def _decoded(data: bytes, source: str) -> str:
    _refuse_other_encodings(data, source)
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        good = body[: error.start].decode("utf-8")
        line, column = position(good, len(good))
        message = f"the byte 0x{body[error.start]:02x} is not UTF-8"
        raise InvalidFileError([problem(source, good, line, column, message, "save it as UTF-8")]) from None
