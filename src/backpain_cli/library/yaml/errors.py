"""Errors of the YAML parsers in plain words. The two parsers of PyYAML word the same fault differently, so
the answer is found in the text as far as possible."""

import re
from typing import Any

from backpain_cli.domain.errors import Problem
from backpain_cli.library.yaml.text_files import lines_of, position, problem

ESCAPE_FAULT = ("this escape is not a character", "write the letter itself, or use single quotes")
"""For a backslash in double quotes that means nothing."""
_BEYOND_UNICODE = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}")
_OPENING = {"[": "]", "{": "}"}


def yaml_problem(error: Exception, text: str, source: str) -> Problem:
    """Return the problem that `error`, raised while the file `source` with `text` was parsed, points to."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        # The pure Python parser accepts a number that is not a character's, and then cannot report its place.
        match = _BEYOND_UNICODE.search(text)
        line, column = position(text, max(0, text.rfind('"', 0, match.start())) if match else 0)
        return problem(source, text, line, column, *ESCAPE_FAULT)
    line, column = mark.line + 1, mark.column + 1
    wording = " ".join(str(getattr(error, part, None) or "") for part in ("context", "problem"))

    def found(at: tuple[int, int], message: str, hint: str) -> Problem:
        return problem(source, text, *at, message, hint)

    context: Any = getattr(error, "context_mark", None)
    if "escape" in wording or "hexadecimal" in wording or "Unicode character" in wording:
        opened = (context.line + 1, context.column + 1) if context is not None else (line, column)
        return found(opened, *ESCAPE_FAULT)
    if "quoted scalar" in wording and context is not None:
        opened = (context.line + 1, context.column + 1)
        return found(opened, "this quotation mark is never closed", "close it on the same line")
    if (bracket := _open_bracket(text)) is not None and ("flow" in wording or line >= len(lines_of(text))):
        return found(bracket, "this bracket is never closed", "close it with ] or }")
    return _about_line(text, line, column, wording, found)


def _about_line(text: str, line: int, column: int, wording: str, found: Any) -> Problem:
    lines = lines_of(text)
    here = lines[line - 1] if line <= len(lines) else ""
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent:
        result: Problem = found((line, indent.index("\t") + 1), "a tab is used to indent", "use spaces")
    elif "mapping values are not allowed" in wording:
        result = found((line, column), "a colon inside a text", "put the text in quotes")
    elif "anchor" in wording or "alias" in wording or "cannot start any token" in wording or "tag" in wording:
        result = found((line, column), "a text may not begin with this sign", "put the text in quotes")
    elif "flow" in wording:
        result = found((line, column), "this list in brackets is not right", "separate with commas, close with ] or }")
    else:
        result = found((line, column), "this line is not where it belongs", "check quotes and how far it is indented")
    return result


def _open_bracket(text: str) -> tuple[int, int] | None:
    """Return line and column of the innermost bracket that is never closed, quotes and comments left aside."""
    opened: list[tuple[str, int]] = []
    quote = ""
    before = "\n"
    for index, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and before in " \t\n[{,:-":
            quote = sign
        elif sign in _OPENING and (opened or before in " \t\n"):
            opened.append((sign, index))
        elif opened and sign == _OPENING[opened[-1][0]]:
            opened.pop()
        before = sign
    return position(text, opened[-1][1]) if opened else None
