"""The charts as a session needs them: with all that can be drawn before it."""

from collections.abc import Mapping
from typing import Any

from backpain_cli.library.chart_file import load_charts, load_drawn


def load_session_charts() -> dict[str, Any]:
    """Return the charts' plain contents, and as `drawn` what the pictures of its steps are drawn upon."""
    return load_charts() | {"drawn": load_drawn(_drawn)}


def _drawn(data: Mapping[str, Any]) -> dict[str, Any]:
    from backpain_cli.chart.drawn_ahead import drawn_ahead  # drawing is wanted only where there is no ready-made form

    return drawn_ahead(data)
