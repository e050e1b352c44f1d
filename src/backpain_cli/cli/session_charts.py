"""The charts as a session needs them: with the pictures of all postures reckoned beforehand."""

from typing import Any

from backpain_cli.chart.ready_postures import drawn_postures
from backpain_cli.library.chart_file import load_charts, load_drawn


def load_session_charts() -> dict[str, Any]:
    """Return the charts' plain contents, and as `drawn` the pictures of the postures."""
    return load_charts() | {"drawn": load_drawn(drawn_postures)}
