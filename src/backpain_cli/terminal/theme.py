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
    "solid": "reverse",
    "picture": "none",
    "side": "bold reverse",
    "bar": "green",
    "bar.rest": "dim",
}


@lru_cache(maxsize=64)
def code_of(style: str, *, colors: bool) -> str:
    """Return the terminal's code for a style of ours, without its brackets: `1;32`; empty where there is none.

    Without colours, bold, dim and reverse stay.
    """
    from rich.color import ColorSystem
    from rich.style import Style

    drawn = Style.parse(STYLES.get(style, style) or "none")
    if not colors:
        drawn = drawn.without_color
    code = drawn.render("x", color_system=ColorSystem.STANDARD).partition("x")[0]
    return code.removeprefix("\x1b[").removesuffix("m")
