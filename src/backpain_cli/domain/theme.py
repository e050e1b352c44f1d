"""The themes that a person can choose from. `terminal.theme` has the colours of each."""

from enum import StrEnum


class Theme(StrEnum):
    """What the colours are chosen for."""

    AUTO = "auto"
    """As the terminal tells in COLORFGBG; where it does not, colours only where they have a ground of their own."""
    DARK = "dark"
    LIGHT = "light"
    MONO = "mono"
    """No colours; bold, underlined and reversed."""
    HIGH_CONTRAST = "high-contrast"
    """No colours and nothing fine: whatever matters is bold, what warns is reversed."""
