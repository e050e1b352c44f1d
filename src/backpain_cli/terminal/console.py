"""Consoles by stream and environment; plain, lists, motion."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

VARIABLES = ("BACKPAIN_PLAIN", "ACCESSIBLE")

MOTION_VARIABLES = ("REDUCED_MOTION", "NO_MOTION")

_NO = frozenset({"", "0", "no", "off", "false"})


def asks_for_lines(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment asks for lines only."""
    return _is_set(VARIABLES, environment)


def reduces_motion(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment asks that nothing flashes: `REDUCED_MOTION=1` or `NO_MOTION=1`."""
    return _is_set(MOTION_VARIABLES, environment)


def _is_set(names: Iterable[str], environment: Mapping[str, str]) -> bool:
    return any(environment.get(name, "").strip().casefold() not in _NO for name in names)


def is_dumb(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the terminal, if there is one, understands nothing but lines."""
    return environment.get("TERM", "dumb") in {"", "dumb", "unknown"}


def is_plain(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether `stream` takes only lines: that is asked for, it is a pipe, or the terminal can do no more."""
    return asks_for_lines(environment) or is_dumb(environment) or not stream.isatty()


def wants_lists(stream: TextIO | None = None, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether tables become lists: where that is asked for, and on a terminal that knows only lines.

    In a pipe they stay tables: there one entry in one line is what `grep` and `sort` want.
    """
    stream = sys.stdout if stream is None else stream
    return asks_for_lines(environment) or (is_dumb(environment) and stream.isatty())
