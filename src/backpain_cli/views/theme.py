"""Every style, in each theme. A style is named by what it means; colour is never its only sign.

Texts have a contrast of at least 4.5:1 on the terminal backgrounds that their theme is for (WCAG 2.2, 1.4.3), bars of
at least 3:1 (1.4.11); tiles and chips bring their own background. tests/views/test_theme.py computes all of it.
"""

from collections.abc import Mapping

from rich.style import Style
from rich.theme import Theme

from backpain_cli.domain.terms import ThemeName

_TEXTS = {
    # style: on dark, on light
    "quiet": ("#a9b4c0", "#57606a"),
    "head": ("bold #7cc7ff", "bold #0a5a9c"),
    "command": ("#7cc7ff", "#0a5a9c"),
    "kind.ready": ("#7cc7ff", "#0a5a9c"),
    "kind.find": ("#e0a3ff", "#7c2fb0"),
    "kind.hold": ("#8fb4ff", "#1f4fc4"),
    "kind.move": ("#6fdc8c", "#0f6b34"),
    "kind.stretch": ("#5fd8c8", "#0b6762"),
    "kind.change": ("#f2c14e", "#7d5200"),
    "kind.rest": ("#b6c2cf", "#4b5563"),
    "stop": ("bold #ff9d94", "bold #b3161b"),
    "edge": ("#7b8794", "#7b8794"),
}
_TILES = {
    "tile.ready": "bold #ffffff on #0a5a9c",
    "tile.find": "bold #ffffff on #7c2fb0",
    "tile.hold": "bold #ffffff on #1f4fc4",
    "tile.move": "bold #ffffff on #0f6b34",
    "tile.stretch": "bold #ffffff on #0b6762",
    "tile.change": "#000000 on #f2c14e",
    "tile.rest": "bold #ffffff on #4b5563",
    "tile.stop": "bold #ffffff on #b3161b",
    "tile.a": "#000000 on #5fd8c8",
    "tile.c": "bold #ffffff on #5a2ca0",
}
"""The four classes of points differ for people without one kind of cone too: some see green like red, and orange like
amber. Black is never bold: many terminals draw that as grey."""
_TILES_256 = {"tile.move": "bold #ffffff on color(22)"}
"""The nearest of 256 colours would make it the same as another one."""
_TILES_16 = {
    "tile.ready": "black on bright_cyan",
    "tile.find": "bold bright_white on magenta",
    "tile.hold": "bold bright_white on blue",
    "tile.move": "black on bright_green",
    "tile.stretch": "black on bright_green",
    "tile.change": "black on bright_yellow",
    "tile.rest": "black on white",
    "tile.stop": "bold bright_white on red",
    "tile.a": "black on bright_cyan",
    "tile.c": "bold bright_white on magenta",
}
_BARS = {
    "bar.ready": "#2f7fe0",
    "bar.find": "#a855f7",
    "bar.hold": "#3b82f6",
    "bar.move": "#159947",
    "bar.stretch": "#0f9488",
    "bar.change": "#bf7a00",
    "bar.rest": "#768390",
}
"""One set for every coloured background."""
_BARS_256 = {
    "bar.ready": "color(32)",
    "bar.find": "color(135)",
    "bar.hold": "color(68)",
    "bar.move": "color(65)",
    "bar.stretch": "color(31)",
    "bar.change": "color(166)",
    "bar.rest": "color(244)",
}
"""The nearest of 256 colours that keep the contrast on every background."""
_TEXTS_16 = {
    "quiet": ("white", "none"),
    "head": ("bold bright_cyan", "bold blue"),
    "command": ("bright_cyan", "blue"),
    "kind.ready": ("bright_cyan", "blue"),
    "kind.find": ("bold white", "magenta"),
    "kind.hold": ("bright_cyan", "blue"),
    "kind.move": ("bright_green", "bold"),
    "kind.stretch": ("bright_green", "bold"),
    "kind.change": ("bright_yellow", "bold"),
    "kind.rest": ("white", "none"),
    "stop": ("bold underline", "bold red"),
    "edge": ("white", "none"),
}
_ALIASES = {
    "label": "quiet",
    "key.label": "quiet",
    "table.header": "head",
    "good": "kind.move",
    "caution": "kind.change",
    "rule.line": "edge",
    "bar.off": "edge",
    "tile.side": "tile.change",
    "tile.paused": "tile.change",
    "tile.key": "tile.rest",
    "tile.b": "tile.change",
    "tile.d": "tile.stop",
}
"""Styles that look like another one."""
_ALWAYS = {"title": "bold", "strong": "bold", "digits": "none", "none": "none", "picture": "none"}
_COLORLESS = {
    ThemeName.MONO: {"stop": "bold reverse", "quiet": "none", "edge": "none", "kind.rest": "none"},
    ThemeName.HIGH_CONTRAST: {"stop": "bold underline"},
    ThemeName.AUTO: {"stop": "bold underline", "quiet": "none", "edge": "#7b8794", "kind.rest": "none"},
}
"""What differs from bold where texts have no colour; `auto` is a background that nobody knows."""


def styles(theme: ThemeName, color_system: str | None = "truecolor") -> Mapping[str, str]:
    """Return every style of `theme`, each as rich describes it.

    Args:
        theme: `auto` is drawn for a background that is not known.
        color_system: as `rich.console.Console.color_system` names it; None is without colours.
    """
    few = color_system == "standard"
    tiles = _TILES_16 if few else _TILES | (_TILES_256 if color_system == "256" else {})
    bars = {"standard": dict.fromkeys(_BARS, "none"), "256": _BARS_256}.get(color_system or "", _BARS)
    if theme in {ThemeName.DARK, ThemeName.LIGHT}:
        texts = {name: pair[theme is ThemeName.LIGHT] for name, pair in (_TEXTS_16 if few else _TEXTS).items()}
        bars = {name: texts[name.replace("bar.", "kind.")] for name in _BARS} if few else bars
    else:
        texts = dict.fromkeys(_TEXTS, "bold") | _COLORLESS.get(theme, {})
        if few and theme is ThemeName.AUTO:
            texts["edge"] = "none"
    if theme in {ThemeName.MONO, ThemeName.HIGH_CONTRAST}:
        tiles = dict.fromkeys(_TILES, "reverse" if theme is ThemeName.MONO else "bold reverse")
        bars = dict.fromkeys(_BARS, "none" if theme is ThemeName.MONO else "bold")
    own = {**_ALWAYS, **texts, **tiles, **bars}
    return own | {alias: own[name] for alias, name in _ALIASES.items()}


def rich_theme(theme: ThemeName, color_system: str | None = "truecolor") -> Theme:
    """Return the styles of `theme` for a rich console; see `styles`."""
    parsed = {described: Style.parse(described) for described in set(styles(theme, color_system).values())}
    return Theme({name: parsed[described] for name, described in styles(theme, color_system).items()}, inherit=False)
