"""The questions before a session, page by page."""

from enum import StrEnum
from typing import NamedTuple

UNSURE = "unsure"
"""The value of an answer that says that the person does not know."""


class PageKind(StrEnum):
    """How a page is answered."""

    TICKS = "ticks"
    """Any number of lines is ticked; `0` says none of them."""
    LADDER = "ladder"
    """The first line that fits, gravest first; `0` takes the tick back that opened it."""
    CHOICE = "choice"
    """Exactly one line."""
    SCORE = "score"
    """A number from 0 to 10."""


class PageLine(NamedTuple):
    """A line of a page."""

    key: str
    """The key that chooses or ticks it: a digit."""
    text: str
    value: str
    """What an answer names it by."""


class CheckPage(NamedTuple):
    """A page of questions, the same on a terminal and in plain lines."""

    kind: PageKind
    key: str
    """Names the page, such as `age`, `A`, `A5`."""
    heading: str
    note: str
    """A line below the heading; empty for none."""
    lines: tuple[PageLine, ...]
    """Empty for a score."""
    part: int
    """Which part of the questions it belongs to, from 1; 0 where it is outside of them."""
    parts: int
    ticked: frozenset[str] = frozenset()
    """The values that are ticked when it is opened."""
    may_be_unsure: bool = False
    """Whether `u` is an answer."""
    may_be_none: bool = True
    """Whether `0` is an answer."""
    may_go_back: bool = True
    """Whether `←` is an answer; not on the first page."""


class PageAnswer(NamedTuple):
    """The answer to a page.

    Ticks: every ticked value, none for `0`. A ladder or a choice: one value, `UNSURE` for `u`, none for `0`. A score:
    the number as text.
    """

    values: tuple[str, ...] = ()
    back: bool = False
    """Whether the person goes back to the page before; `values` is then empty."""
