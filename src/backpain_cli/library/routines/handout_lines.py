"""The lines of a hand-out: bullets, headings, tables and Markdown signs apart from the words."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from backpain_cli.library.yaml.text_files import lines_of


class Mark(IntEnum):
    """What a line begins with, the one that others are below first."""

    HEADING = 0
    NUMBER = 1
    NONE = 2
    BULLET = 3


class HandoutLine(NamedTuple):
    """A line that says something."""

    number: int
    indent: int
    mark: Mark
    text: str
    """Without its bullet, and without the signs of Markdown."""
    after_blank: bool = False
    """Whether an empty line is above it."""


_SPACES = str.maketrans(dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "))
_RULE = r"[\s|:=_*~.-]*"
_QUOTE = r"^\s*(?:>\s*)+"
_HEADING = r"^\s*#{1,6}\s+"
_NUMBER = r"^\s*(?:\(?\d{1,2}[.):/]+(?!\d)|\(?[A-Za-z][.):/](?=\s)|[A-Z]\d[.):]?(?=\s))\s*[-–—:]?\s*"
_NAMED_NUMBER = r"^\s*(?:(?:exercise|ex\.?|no\.?|step)\s*|#)\d{1,2}\s*[-–—.:)]*\s+"
_BULLET = r"^\s*(?:[-*+•‣▪◦●○■□▸►➢➤✓✔–—·o]\s+|[•▪●■►➢])(?=\S)"
_BOX = r"^\s*(?:\[[ xX]?\]|[☐☑✓✔□])\s*"
_BARE_NUMBER = r"^\s*(\d{1,2})\s+(?=[A-Za-z])"
_MARKDOWN = (
    (r"<br ?/?>", ", "),
    (r"</?[A-Za-z]\w*[^<>]*>", " "),
    (r"&nbsp;", " "),
    (r"&amp;", "&"),
    (r"!?\[([^\]]+)\]\([^)]*\)", r"\1"),
    (r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", r"\2"),
    (r"(?<![\w*])[*_](?=[^\s*_])([^*_]*[^\s*_])[*_](?![\w*])", r"\1"),
    (r"`", ""),
    (r"^\s*[\"“](.*)[\"”](:?)\s*$", r"\1\2"),
)
_COLUMNS = {
    "name": r"exercises?|names?|movements?|activity|activities|stretch(?:es)?|what|move",
    "set": r"(?:no\.? of )?(?:sets?|rounds?)",
    "rep": r"(?:no\.? of )?(?:reps?|repetitions?|repeats?|times|how many)",
    "hold": r"(?:hold|time|duration|length|how long|secs?|seconds?)(?: time)?(?:\s*\(?(?:s|secs?|seconds?)\)?)?",
    "minutes": r"(?:time|duration|length|how long)?\s*\(?min(?:ute)?s?\)?",
    "rest": r"(?:rest|pause)(?: between sets)?(?:\s*\(?(?:s|secs?|seconds?)\)?)?",
    "drop": r"#|no\.?|nr\.?|✓|done\??|tick|mon|tue|wed|thu|fri|sat|sun|m|t|w|f|s",
}
"""What stands above the columns of a table; a column with another word keeps its text as it is."""
_IN_COLUMN = {"set": "{} sets", "rep": "{} reps", "hold": "hold {} s", "minutes": "{} min", "rest": "rest {} s"}


def handout_lines(text: str) -> list[HandoutLine]:
    """Return the lines of `text` that say something, each row of a table as one line: `Bridge, 3 sets, 10 reps`."""
    found: list[HandoutLine] = []
    columns: list[str] = []
    was_blank = False
    lines = lines_of(text)
    for number, raw in enumerate(lines, 1):
        if re.fullmatch(_RULE, raw.translate(_SPACES)):
            was_blank = not raw.strip()
            columns = [] if was_blank else columns
            continue
        if cells := _cells(raw):
            if named := _column_names(cells):
                columns = named
                continue
            raw = _row_text(cells, columns)
        found.append(_line(number, raw, after_blank=was_blank))
        was_blank = False
    return list(_without_bare_numbers(found))


def _line(number: int, raw: str, *, after_blank: bool) -> HandoutLine:
    text = re.sub(_QUOTE, "", raw.replace("\t", "    ").translate(_SPACES))
    indent = len(text) - len(text.lstrip())
    mark = Mark.NONE
    while match := re.match(_HEADING, text):
        mark, text = Mark.HEADING, text[match.end() :]
    for pattern in (_BULLET, _BOX):
        if match := re.match(pattern, text):
            mark, text = Mark.HEADING if mark is Mark.HEADING else Mark.BULLET, text[match.end() :]
    for pattern, plain in _MARKDOWN:
        text = re.sub(pattern, plain, text)
    if match := re.match(_NAMED_NUMBER, text, re.IGNORECASE) or re.match(_NUMBER, text):
        mark, text = Mark.HEADING if mark is Mark.HEADING else Mark.NUMBER, text[match.end() :]
    text = text.strip().removesuffix("\\")
    return HandoutLine(number, indent, mark, " ".join(text.split()), after_blank)


def _cells(raw: str) -> list[str]:
    """Return the cells of a line that is a row of a table; else none."""
    text = raw.strip()
    if text.count("|") >= 1 and (text.startswith("|") or " | " in text):
        return [cell.strip() for cell in text.strip("|").split("|")]
    cells = [cell.strip() for cell in re.split(r"\t+", text)]
    is_marked = re.match(rf"{_BULLET}|{_NUMBER}", f"{cells[0]} x") is not None
    return cells if len(cells) > 1 and not is_marked else []


def _column_names(cells: Sequence[str]) -> list[str]:
    """Return what each column of a table holds, if `cells` are its head."""
    names = [
        next((name for name, words in _COLUMNS.items() if re.fullmatch(words, cell.strip(" *_:"), re.IGNORECASE)), "")
        for cell in cells
    ]
    return names if "name" in names and not any(re.search(r"\d", cell) for cell in cells) else []


def _row_text(cells: Sequence[str], columns: Sequence[str]) -> str:
    """Return a row as a line, each bare number with what its column holds, the name first."""
    if not columns and len(cells) == 2 and re.fullmatch(r"\d+(?:\s*[-–]\s*\d+)?", cells[1]):
        # A table may have its heads at the side: `Repetitions | 10`.
        columns = [
            next((name for name, words in _COLUMNS.items() if re.fullmatch(words, cells[0], re.IGNORECASE)), "")
        ] * 2
        cells = cells[1:] if columns[0] in _IN_COLUMN else cells
    said = []
    for cell, column in zip(cells, columns or [""] * len(cells), strict=False):
        is_bare = re.fullmatch(r"\d+(?:\s*[-–]\s*\d+)?", cell) is not None
        text = _IN_COLUMN[column].format(cell) if is_bare and column in _IN_COLUMN else cell
        if column == "rest" and not is_bare and re.match(r"\d", cell):
            text = f"rest {cell}"
        if text.strip("☐☑✓✔□-–— ") and column != "drop":
            said.append((column != "name", text))
    if not columns:
        return " - ".join(text for _, text in said)
    return ", ".join(text for _, text in sorted(said, key=lambda one: one[0]))


def _without_bare_numbers(lines: Sequence[HandoutLine]) -> Iterator[HandoutLine]:
    """Yield `lines`, those that are only counted (`1 Bridge`, `2 Plank`) without their numbers."""
    numbered = {
        line.number: int(match[1])
        for line in lines
        if line.mark is Mark.NONE and (match := re.match(_BARE_NUMBER, line.text))
    }
    counts = list(numbered.values())
    is_list = len(counts) > 1 and counts[0] == 1 and all(after == before + 1 for before, after in pairwise(counts))
    for line in lines:
        if is_list and line.number in numbered:
            yield line._replace(mark=Mark.NUMBER, text=re.sub(_BARE_NUMBER, "", line.text))
        else:
            yield line
