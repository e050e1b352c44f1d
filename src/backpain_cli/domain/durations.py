"""Lengths of time as people write and read them. All of them are whole seconds."""

import re

LONGEST_SECONDS = 7_200
"""No step and no routine lasts longer than two hours."""

LONGEST_WRITTEN = 40
"""Nobody needs more letters than this to write a length of time."""

_FORMS = "write it like `45s`, `1m30s`, `1:30`, `2m`, `45` or `10 x 5s`"
_COUNTED = re.compile(r"([0-9]{1,4})\s*[x×]\s*(.+)", re.ASCII)
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])", re.ASCII)
_UNITS = re.compile(
    r"(?:([0-9]{1,4})\s*(?:m|min|mins|minute|minutes))?\s*(?:([0-9]{1,5})\s*(?:s|sec|secs|second|seconds)?)?",
    re.ASCII,
)


def parse_seconds(text: str) -> int:
    """Return the whole seconds that `text` means: `45`, `45s`, `1:30`, `1m30s`, `2 min`, `10 x 5s`.

    Raises:
        ValueError: it is no such length of time, not positive, or longer than two hours.
    """
    written = text.strip()[:LONGEST_WRITTEN]
    if match := _COUNTED.fullmatch(written):
        return _within_limits(int(match[1]) * _single(match[2]))
    return _within_limits(_single(written))


def _single(written: str) -> int:
    if match := _CLOCK.fullmatch(written):
        seconds = int(match[1]) * 60 + int(match[2])
    elif (match := _UNITS.fullmatch(written)) and (match[1] or match[2]):
        seconds = int(match[1] or 0) * 60 + int(match[2] or 0)
    else:
        raise ValueError(f"is no length of time from 1 to {LONGEST_SECONDS} seconds; {_FORMS}")
    return seconds


def _within_limits(seconds: int) -> int:
    if not 1 <= seconds <= LONGEST_SECONDS:
        raise ValueError(f"is {seconds} seconds; a length of time is 1 to {LONGEST_SECONDS} whole seconds")
    return seconds


def as_clock(seconds: int) -> str:
    """Return seconds as minutes and seconds: 90 -> `1:30`."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def in_words(seconds: int) -> str:
    """Return seconds as a person says them: 90 -> `1 minute 30 seconds`."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(f"{minutes} minute" + ("s" if minutes != 1 else ""))
    if rest or not minutes:
        parts.append(f"{rest} second" + ("s" if rest != 1 else ""))
    return " ".join(parts)
