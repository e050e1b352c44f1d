"""The best mode for an output."""

from collections.abc import Mapping

from backpain_cli.chart.cell import Mode


def mode_for(environment: Mapping[str, str], encoding: str | None, is_terminal: bool) -> Mode:
    """Return the best mode for an output.

    Args:
        environment: TERM, COLORTERM, NO_COLOR and FORCE_COLOR are looked at.
        encoding: of the output; one that has no blocks leaves only letters.
        is_terminal: whether the output is a terminal; elsewhere there are colours only if they are forced.
    """
    if not _has_signs(encoding or "ascii"):
        return Mode.ASCII
    terminal, depth = environment.get("TERM", "").lower(), environment.get("COLORTERM", "").lower()
    forced = bool(environment.get("FORCE_COLOR"))
    if terminal in {"dumb", "unknown"} and not forced:
        return Mode.ASCII
    colorless = terminal == "" or terminal.startswith(("vt1", "vt2", "vt3")) or terminal.endswith("-mono")
    if environment.get("NO_COLOR") or not (forced or (is_terminal and not colorless)):
        return Mode.PATTERNS
    if depth in {"truecolor", "24bit"} or terminal.endswith("-direct") or terminal in _TRUECOLOR_TERMINALS:
        return Mode.HALF_BLOCKS_TRUECOLOR
    return Mode.HALF_BLOCKS_256 if "256" in terminal else Mode.HALF_BLOCKS_16


_TRUECOLOR_TERMINALS = {"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"}


def _has_signs(encoding: str) -> bool:
    """Say whether all signs of a picture can be written in `encoding`."""
    if encoding.lower() in {"utf-8", "utf8"}:
        return True
    from backpain_cli.chart.blocks import QUARTERS
    from backpain_cli.chart.signs import BRAILLE, PATTERNS, TOOL_SIGN

    signs = QUARTERS + PATTERNS.points + "".join(PATTERNS.zones) + PATTERNS.heads + TOOL_SIGN + chr(BRAILLE)
    try:
        signs.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
