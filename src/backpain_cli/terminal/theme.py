"""Styles by what they mean. Every one of them also has a word or a shape, so that colour is never the only sign."""

from functools import lru_cache

STYLES = {
    "title": "bold",
    "strong": "bold",
    "verb": "bold",
    "quiet": "dim",
    "caution": "yellow",
    "danger": "bold red",
    "good": "green",
    "key": "bold cyan",
    "notice": "bold yellow",
    "paused": "bold yellow",
    "ready": "cyan",
    "find": "magenta",
    "hold": "bold green",
    "moving": "bold blue",
    "change": "bold yellow",
    "badge.paused": "bold black on yellow",
    "badge.ready": "bold black on cyan",
    "badge.find": "bold white on magenta",
    "badge.hold": "bold black on green",
    "badge.moving": "bold white on blue",
    "badge.change": "bold black on yellow",
    "badge.danger": "bold white on red",
    "digits": "bold",
    "picture": "none",
    "side": "bold reverse",
    "bar": "green",
    "bar.rest": "dim",
}

_CELL = "cell "
"""What the style of a picture's cell begins with; `on` where it has a background, and its code, follow."""


def cell_style(code: str, *, filled: bool) -> str:
    """Return the style of a picture's cell.

    Args:
        code: of its colours in the terminal, without brackets; empty where there are none.
        filled: whether one of them is a background.
    """
    if not code:
        return "picture"
    return f"{_CELL}on {code}" if filled else _CELL + code


def code_of(style: str, *, colors: bool) -> str:
    """Return the terminal's code for a style of ours, without its brackets: `1;32`; empty where there is none.

    Without colours, bold, dim and reverse stay.
    """
    if style.startswith(_CELL):
        return style.rpartition(" ")[2] if colors else ""
    return _code_of(style, colors=colors)


def fills_background(style: str) -> bool:
    """Say whether a space in a style of ours looks different from one in none."""
    described = STYLES.get(style, style)
    return " on " in described or "reverse" in described


@lru_cache(maxsize=64)
def _code_of(style: str, *, colors: bool) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    drawn = Style.parse(STYLES.get(style, style) or "none")
    if not colors:
        drawn = drawn.without_color
    code = drawn.render("x", color_system=ColorSystem.STANDARD).partition("x")[0]
    return code.removeprefix("\x1b[").removesuffix("m")
